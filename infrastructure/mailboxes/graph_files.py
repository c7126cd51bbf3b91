"""Files of a draft at Graph: in one request each where they fit into it, else by an upload session (EML-19).

Source: learn.microsoft.com/graph/outlook-large-attachments, -/api/message-post-attachments, -/known-issues. A file is
attached once its last byte is there, so what an attempt before attached is whole and known by its name.
"""

import base64
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from infrastructure.channels.email.compose import OutgoingFile
from infrastructure.mailboxes.http import Http
from infrastructure.mailboxes.port import Refused, Temporary, TokenRefused

LARGEST = 4 * 1024 * 1024
"""Bytes of a request that writes."""
LARGEST_FILE = 150_000_000
"""Documented for an upload session; what a tenant lets leave may be less, 35 MB with everything unless it is set."""
RANGE = 3 * 1024 * 1024
"""Bytes of a file at once: keep below 4 MB, says the documentation."""
FORBIDDEN, TOO_LARGE = 403, 413


def takable(files: Sequence[OutgoingFile]) -> None:
    """Raise `Refused` where Microsoft takes a file in no way."""
    if any(len(file.content) > LARGEST_FILE for file in files):
        raise Refused(TOO_LARGE, "a file is larger than the 150 MB that Microsoft takes")


def attach(http: Http, draft: str, token: str, files: Sequence[OutgoingFile]) -> None:
    """Attach what the draft at that URL does not have yet, in order.

    Raises:
        Refused: too large for this mailbox, or a shared one, which takes no file by an upload session.
        MailboxError: it did not work; what was attached stays.

    """
    there = _names(http, draft, token)
    for file in files:
        if there[_name(file)]:
            there[_name(file)] -= 1
            continue
        body = json.dumps({
            "@odata.type": "#microsoft.graph.fileAttachment", "name": _name(file), "contentType": file.content_type,
            "contentBytes": base64.b64encode(file.content).decode(),
        })  # fmt: skip
        if len(body) > LARGEST:
            _upload(http, draft, token, file)
        else:
            headers = {"Content-Type": "application/json"}
            http.ask("POST", f"{draft}/attachments", token, data=body, headers=headers)


def _name(file: OutgoingFile) -> str:
    """Return the file's name; Graph takes none without one."""
    return file.filename or "file"


def _names(http: Http, draft: str, token: str) -> Counter[str]:
    shown: Any = http.ask(
        "GET", f"{draft}/attachments", token, params={"$select": "name,size", "$top": "999"}
    )
    return Counter(str(one["name"]) for one in shown["value"])


def _upload(http: Http, draft: str, token: str, file: OutgoingFile) -> None:
    about = {
        "attachmentType": "file", "name": _name(file), "size": len(file.content), "contentType": file.content_type,
    }  # fmt: skip
    try:
        session: Any = http.ask(
            "POST", f"{draft}/attachments/createUploadSession", token, json={"AttachmentItem": about}
        )
    except Refused as refused:
        if refused.code != FORBIDDEN:
            raise
        raise Refused(FORBIDDEN, "files over 3 MB do not leave from a shared mailbox by Microsoft") from None
    url = str(session["uploadUrl"])
    if urlsplit(url).scheme != "https" and urlsplit(url)[:2] != urlsplit(draft)[:2]:
        raise Temporary("an upload address without https")
    for start, end in _ranges(len(file.content)):
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Range": f"bytes {start}-{end - 1}/{len(file.content)}",
        }
        try:
            http.ask("PUT", url, data=file.content[start:end], headers=headers)
        except TokenRefused:
            raise Temporary("the upload session is over") from None


def _ranges(size: int) -> Iterator[tuple[int, int]]:
    return ((start, min(start + RANGE, size)) for start in range(0, size, RANGE))
