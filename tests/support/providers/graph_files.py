"""Attachments of drafts as documented for v1.0: in one request below 3 MB, by an upload session from there on."""

from __future__ import annotations

import base64
import email
import json
import re
import secrets
from datetime import timedelta
from email import encoders, policy
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from typing import Any

from tests.support.providers.graph import Graph, Item, Mailbox, Upload, stamp
from tests.support.providers.graph_answers import BIGGEST, Answer, Asked, answered, failed

SMALLEST_UPLOAD, LARGEST_UPLOAD = 3_000_000, 150_000_000
AT_ONCE = 4 * 1024 * 1024
RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
CONTEXT = "$metadata#microsoft.graph.uploadSession"


def attachments(asked: Asked, box: Mailbox, item: Item, rest: list[str]) -> Answer:
    """Answer what is below /messages/{id}/attachments."""
    match (asked.method, [part.lower() for part in rest]):
        case ("GET", []):
            return answered(200, {"value": [_shown(n, file) for n, file in enumerate(item.files)]})
        case ("POST", []):
            return _posted(asked, item)
        case ("POST", ["createuploadsession" | "microsoft.graph.createuploadsession"]):
            return _session(asked, box, item)
    return failed(400, "BadRequest", "Resource not found for the segment.")


def _shown(number: int, file: tuple[str, str, bytes]) -> dict[str, Any]:
    name, content_type, content = file
    size = len(content) + 156  # as Exchange does, it counts what it keeps beside the bytes
    return {
        "@odata.type": "#microsoft.graph.fileAttachment", "id": f"AAMkAD{number}=", "name": name,
        "contentType": content_type, "size": size, "isInline": False,
    }  # fmt: skip


def _posted(asked: Asked, item: Item) -> Answer:
    if len(asked.body) > BIGGEST:
        return failed(413, "RequestEntityTooLarge", "The request is larger than 4 MB.")
    said = json.loads(asked.body)
    if said.get("@odata.type") != "#microsoft.graph.fileAttachment" or not said.get("name"):
        return failed(400, "ErrorInvalidRequest", "Attachments have a type and a name.")
    if not item.is_draft:
        return failed(400, "ErrorItemSave", "Only a draft can be attached to.")
    file = (said["name"], said.get("contentType", ""), base64.b64decode(said["contentBytes"], validate=True))
    with asked.graph.lock:
        item.files.append(file)
    return answered(201, _shown(len(item.files), file))


def _session(asked: Asked, box: Mailbox, item: Item) -> Answer:
    """Begin an upload; with a person's permissions in that person's own mailbox only, which is a known issue."""
    graph, about = asked.graph, json.loads(asked.body)["AttachmentItem"]
    if box.address != asked.person:
        return failed(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
    if about.get("attachmentType") != "file" or not about.get("name"):
        return failed(400, "ErrorInvalidRequest", "An upload has a type, a name and a size.")
    if about["size"] < SMALLEST_UPLOAD:
        return failed(400, "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize", "The file is too small.")
    if about["size"] > min(LARGEST_UPLOAD, graph.size_limit):
        return failed(413, "ErrorAttachmentSizeLimitExceeded", "The file is too large.")
    token = f"eyJ{secrets.token_urlsafe(24)}"
    content_type = about.get("contentType", "application/octet-stream")
    until = graph.now() + timedelta(hours=1)
    graph.uploads[token] = Upload(item, about["name"], content_type, about["size"], until)
    where = f"{graph.url}/api/v2.0/Users('{box.id}')/Messages('{item.id}')/AttachmentSessions('A1')"
    body = {
        "@odata.context": f"{graph.url}/v1.0/{CONTEXT}", "uploadUrl": f"{where}?authtoken={token}",
        "expirationDateTime": stamp(until), "nextExpectedRanges": ["0-"],
    }  # fmt: skip
    return answered(201, body)


def uploaded(graph: Graph, method: str, token: str, headers: dict[str, str], body: bytes) -> Answer:
    """Answer what is asked of the address of an upload, which knows who may by itself."""
    one = graph.uploads.get(token)
    if "authorization" in headers:
        return failed(401, "ErrorAccessDenied", "This address takes no other authorisation.")
    if one is None or one.expires <= graph.now():
        return failed(401, "InvalidAuthenticationToken", "The upload session is over.")
    if method == "DELETE":
        del graph.uploads[token]
        return answered(204)
    return _taken(graph, token, one, headers, body)


def _taken(graph: Graph, token: str, one: Upload, headers: dict[str, str], body: bytes) -> Answer:
    found = RANGE.fullmatch(headers.get("content-range", ""))
    if found is None or headers.get("content-type") != "application/octet-stream":
        return failed(400, "ErrorInvalidRequest", "Say which bytes these are.")
    start, end, size = (int(number) for number in found.groups())
    if start != len(one.content) or end - start + 1 != len(body) or size != one.size or len(body) > AT_ONCE:
        return failed(416, "ErrorInvalidRange", "These are not the bytes that are expected.")
    one.content += body
    if len(one.content) < one.size:
        said = {"ExpirationDateTime": stamp(one.expires), "nextExpectedRanges": [str(len(one.content))]}
        return answered(200, said)
    with graph.lock:
        one.item.files.append((one.name, one.content_type, one.content))
        del graph.uploads[token]
    return 201, {"Content-Length": "0", "Location": f"{graph.url}/api/v2.0/Attachments('AAMkAD=')"}, b""


def with_files(item: Item) -> Message[Any, Any]:
    """Return the message as it leaves: what was attached to the draft behind what it was made of."""
    message = email.message_from_bytes(item.raw)
    if not item.files:
        return message
    whole = MIMEMultipart(policy=policy.compat32)
    for name, value in message.items():
        if not name.lower().startswith(("content-", "mime-version")):
            whole[name] = value
            del message[name]
    whole.attach(message)
    for name, content_type, content in item.files:
        part = MIMEBase(*content_type.split("/", 1))
        part.set_payload(content)
        encoders.encode_base64(part)
        part.add_header("Content-Disposition", "attachment", filename=name)
        whole.attach(part)
    return whole
