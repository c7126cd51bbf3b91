"""Graph's mail API as documented for v1.0: delta of a folder, messages, their MIME, drafts and sending."""

from __future__ import annotations

import base64
import binascii
import email
import json
import random
from email import policy
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from tests.support.providers.graph import Item, Mailbox, addresses, stamp
from tests.support.providers.graph_answers import BIGGEST, Answer, Asked, answered, failed
from tests.support.providers.graph_files import attachments, with_files

SELECTED = "receivedDateTime,isDraft,internetMessageId,subject"
"""What delta gives of a message: a link keeps what was selected when it was begun, of which nothing else is kept here."""


def mail(asked: Asked, box: Mailbox, rest: list[str]) -> Answer:  # noqa: PLR0911 - one for each path
    """Answer what is below /me or /users/{id}."""
    match (asked.method, [part.lower() for part in rest]):
        case ("GET", []):
            return answered(200, _profile(asked, box))
        case ("GET", ["mailfolders", "inbox"]):
            return answered(
                200, {"id": "inbox", "displayName": "Inbox", "totalItemCount": len(box.inside("inbox"))}
            )
        case ("GET", ["mailfolders", folder, "messages", "delta" | "delta()" | "microsoft.graph.delta()"]):
            return _delta(asked, box, folder)
        case ("GET", ["messages"]):
            return _listed(asked, box, list(box.items.values()))
        case ("GET", ["mailfolders", folder, "messages"]):
            return _listed(asked, box, box.inside(folder))
        case ("POST", ["messages"]):
            return _draft(asked, box)
        case ("POST", ["sendmail"]):
            raw = _mime(asked)
            return (
                raw if isinstance(raw, tuple) else _leave(asked, box, Item(raw, "drafts", asked.graph.now()))
            )
        case (_, ["messages", _, *below]):
            item = box.found(rest[1])
            if item is None:
                return failed(404, "ErrorItemNotFound", "The specified object was not found in the store.")
            return _one(asked, box, item, below)
    return failed(400, "BadRequest", "Resource not found for the segment.")


def _profile(asked: Asked, box: Mailbox) -> dict[str, Any]:
    known = {
        "id": box.id, "displayName": box.name, "mail": box.address, "userPrincipalName": box.address,
        "proxyAddresses": [f"SMTP:{box.address}", *(f"smtp:{one}" for one in box.aliases)],
    }  # fmt: skip
    wanted = asked.query.get("$select", "").split(",")
    shown = {name: value for name, value in known.items() if name in wanted} if wanted != [""] else known
    return {"@odata.context": f"{asked.graph.url}/v1.0/$metadata#users/$entity", **shown}


def _one(asked: Asked, box: Mailbox, item: Item, below: list[str]) -> Answer:  # noqa: PLR0911 - one for each path
    match (asked.method, below):
        case ("GET", ["$value"]):
            return 200, {"Content-Type": "text/plain"}, item.raw
        case ("GET", []):
            return answered(200, shown(asked, item))
        case ("PATCH", []):
            item.is_read = bool(json.loads(asked.body).get("isRead", item.is_read))
            box.changed(item, "updated")
            return answered(200, shown(asked, item))
        case ("DELETE", []):
            box.changed(item, "deleted")
            del box.items[item.id]
            return answered(204)
        case ("POST", ["send" | "microsoft.graph.send"]):
            return _leave(asked, box, item)
        case (_, ["attachments", *rest]):
            return attachments(asked, box, item, rest)
    return failed(400, "BadRequest", "Resource not found for the segment.")


def _delta(asked: Asked, box: Mailbox, folder: str) -> Answer:
    """Answer a round: everything that is there first, in no order, and from then on what changed."""
    graph, path = asked.graph, f"{asked.graph.url}/v1.0/{asked.path}"
    since, end, offset = -1, len(box.changes), 0
    if "$deltatoken" in asked.query:
        since = int(asked.query["$deltatoken"])
    elif "$skiptoken" in asked.query:
        since, end, offset = (int(part) for part in asked.query["$skiptoken"].split("."))
    if (end if since < 0 else since) < box.oldest:
        return failed(410, "SyncStateNotFound", "The sync state generation is not found.")
    if since < 0:
        there = sorted(box.inside(folder), key=lambda item: item.id)
        random.Random(end).shuffle(there)  # noqa: S311 - an order nobody may count on
        rows = [shown(asked, item, SELECTED) for item in there]
    else:
        latest = {one.id: one for one in box.changes[since:end] if one.folder == folder}
        rows = [_changed(asked, box, one, SELECTED) for one in latest.values()]
    preferred = asked.headers.get("prefer", "").partition("maxpagesize=")[2].partition(",")[0]
    size = min(graph.page, int(preferred or graph.page))
    page, more = rows[offset : offset + size], len(rows) > offset + size
    link = f"$skiptoken={since}.{end}.{offset + size}" if more else f"$deltatoken={end}"
    name = "@odata.nextLink" if more else "@odata.deltaLink"
    context = f"{graph.url}/v1.0/$metadata#Collection(message)"
    return answered(200, {"@odata.context": context, name: f"{path}?{link}", "value": page})


def _changed(asked: Asked, box: Mailbox, one: Any, wanted: str) -> dict[str, Any]:
    item = box.items.get(one.id)
    if one.gone or item is None:
        shown_id = item.shown(immutable=asked.immutable) if item else one.id
        return {"@odata.type": "#microsoft.graph.message", "id": shown_id, "@removed": {"reason": "deleted"}}
    return shown(asked, item, wanted)


def shown(asked: Asked, item: Item, wanted: str = "") -> dict[str, Any]:
    """Return a message as JSON, of it what `$select` names."""
    message = email.message_from_bytes(item.raw, policy=policy.default)
    body = message.get_body(("plain", "html"))
    sender = next(addresses(item.raw, ("From",)), "")
    full: dict[str, Any] = {
        "createdDateTime": stamp(item.received), "lastModifiedDateTime": stamp(item.received),
        "receivedDateTime": stamp(item.received), "sentDateTime": stamp(item.received),
        "internetMessageId": item.message_id, "subject": str(message["Subject"] or ""), "parentFolderId": item.folder,
        "hasAttachments": any(True for _ in message.iter_attachments()), "importance": "normal",
        "isDraft": item.is_draft, "isRead": item.is_read,
        "from": _party(sender), "sender": _party(sender), "replyTo": [],
        "toRecipients": [_party(one) for one in addresses(item.raw, ("To",))],
        "ccRecipients": [_party(one) for one in addresses(item.raw, ("Cc",))],
        "bccRecipients": [_party(one) for one in addresses(item.raw, ("Bcc",))],
        "body": {"contentType": "text", "content": body.get_content() if body else ""},
    }  # fmt: skip
    names = wanted.split(",") if wanted else list(full)
    head = {"@odata.etag": f'W/"{item.moves}"', "id": item.shown(immutable=asked.immutable)}
    return head | {name: full[name] for name in names if name in full}


def _party(address: str) -> dict[str, Any]:
    return {"emailAddress": {"name": address, "address": address}}


def _listed(asked: Asked, box: Mailbox, items: list[Item]) -> Answer:
    """Answer a list, narrowed by `internetMessageId eq '...'` where that is asked."""
    condition = asked.query.get("$filter", "")
    if condition:
        name, _, value = condition.partition(" eq ")
        assert name == "internetMessageId", condition
        assert value[:1] == value[-1:] == "'"
        items = [item for item in items if item.message_id == value[1:-1].replace("''", "'")]
    top = int(asked.query.get("$top", "10"))
    rows = [shown(asked, item, asked.query.get("$select", "")) for item in items]
    context = f"{asked.graph.url}/v1.0/$metadata#users('{quote(box.id)}')/messages"
    return answered(200, {"@odata.context": context, "value": rows[:top]})


def _mime(asked: Asked) -> bytes | Answer:
    if len(asked.body) > BIGGEST:
        return failed(413, "RequestEntityTooLarge", "The request is larger than 4 MB.")
    try:
        return base64.b64decode(asked.body, validate=True)
    except binascii.Error:
        return failed(400, "ErrorMimeContentInvalidBase64String", "Invalid base64 string for MIME content.")


def _draft(asked: Asked, box: Mailbox) -> Answer:
    if not asked.headers.get("content-type", "").startswith("text/plain"):
        return failed(415, "UnsupportedMediaType", "Send a draft as MIME here.")
    raw = _mime(asked)
    if isinstance(raw, tuple):
        return raw
    item = Item(raw, "drafts", asked.graph.now(), is_draft=True)
    with asked.graph.lock:
        box.items[item.id] = item
    return answered(201, shown(asked, item))


def _leave(asked: Asked, box: Mailbox, item: Item) -> Answer:
    """Send it as Exchange does: from the mailbox's own name, without Bcc, the copy among what was sent."""
    sender = next(addresses(item.raw, ("From",)), "")
    if sender not in {box.address, *box.aliases}:
        return failed(
            403,
            "ErrorSendAsDenied",
            "The user account which was used to submit this request does not have the right.",
        )
    with asked.graph.lock:
        if item.folder == "sentitems":
            return failed(404, "ErrorItemNotFound", "The specified object was not found in the store.")
        message = with_files(item)
        if len(message.as_bytes()) > asked.graph.size_limit:
            return failed(413, "ErrorMessageSizeExceeded", "The message exceeds the maximum supported size.")
        del message["From"], message["Bcc"]
        message["From"] = f"{box.name} <{sender}>"
        asked.graph.delivered.append((message.as_bytes(), tuple(addresses(item.raw))))
        item.folder, item.is_draft, item.moves = "sentitems", False, item.moves + 1
        box.items[item.id] = item
    return answered(202)


def query_of(url: str) -> dict[str, str]:
    """Return the query's values by name."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query, keep_blank_values=True).items()}
