"""Messages: their HTML made harmless, their originals and files as downloads only (EML-17, CNV-06, CNV-08)."""

import base64
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from flask import Response

from api.attribution import shown_attribution
from api.calls import calls_of
from api.changes import change
from api.context import found, here
from api.downloads import PICTURES, download
from api.operations import Answer, Media, Routes, Values
from api.problems import Problem
from api.schemas import conversations as shapes
from api.schemas.common import Changed
from application.sending import RetrySend
from projections.thread import queries as threads
from projections.thread.queries import Message

ONE = "/messages/<uuid:message_id>"
LARGEST_INLINE = 2_000_000
MOST_PICTURES = 100
INLINE_TOGETHER = 8_000_000
"""Bytes of all pictures shown within one message, each counted as often as it is shown."""
UNNAMED = {
    "message/rfc822": "message.eml",
    "text/calendar": "invitation.ics",
    "message/delivery-status": "delivery-status.txt",
    "text/rfc822-headers": "headers.txt",
    "application/pgp-signature": "signature.asc",
}
"""What a file that came without a name is called."""
PAGE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:{more}; sandbox allow-popups"
    " allow-popups-to-escape-sandbox; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
FRAME = '<!doctype html><html lang=""><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"></head><body>'

routes = Routes("messages", "What was written, in and out.")


@routes.get(ONE, answer=shapes.Message, permission="conversation_read")
def message(message_id: UUID) -> Values:
    """Read one message."""
    row = _message(message_id)
    told = {name: getattr(row, name) for name in Message.__dataclass_fields__}
    return shown_message(told, calls_of([told]).get(str(message_id)))


@routes.get(
    f"{ONE}/html",
    query=shapes.HtmlQuery,
    answer=Media("text/html", "The sanitised HTML."),
    permission="conversation_read",
)
def html(message_id: UUID, query: Values) -> Response:
    """Read the message's HTML, made harmless: no scripts, forms or styles of its own; show it in a sandboxed frame.

    Images within the message are part of the answer; images elsewhere are left out unless `images=remote`. The header
    Postroom-Blocked-Images says whether that would change anything. With `quotes=folded` quoted mails and signatures
    are left out, where there is more than these; Postroom-Folded says whether something was.
    """
    row = _message(message_id)
    remote = query["images"] == "remote"
    if row.direction == "in":
        raw = _original(row)
        pictures, mail = _picture(row, raw), here().services.mail
        folded = mail.reply(raw, pictures, allow_remote=remote) if query["quotes"] == "folded" else None
        rendered = folded or mail.html(raw, pictures, allow_remote=remote)
    else:
        folded, rendered = None, (row.html, False) if row.html else None
    if rendered is None:
        raise Problem(404, "no_html", "This message has no HTML. Read its text instead.")
    body, blocked = rendered
    response = Response(f"{FRAME}{body}</body></html>", content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = PAGE.format(more=" https: http:" if remote else "")
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Postroom-Blocked-Images"] = "true" if blocked else "false"
    response.headers["Postroom-Folded"] = "true" if folded else "false"
    return response


@routes.get(
    f"{ONE}/original", answer=Media("text/plain", "The original as it came."), permission="conversation_read"
)
def original(message_id: UUID) -> Response:
    """Download the untouched original of a message that came in."""
    return download(_original(_message(message_id)), "message.eml.txt", "text/plain")


@routes.get(
    f"{ONE}/attachments/<int:number>",
    answer=Media("application/octet-stream", "The file."),
    permission="conversation_read",
)
def attachment(message_id: UUID, number: int) -> Response:
    """Download a file of a message. It never opens in the browser, whatever it is."""
    row, services = _message(message_id), here().services
    if number >= len(row.attachments):
        found(None, "attachment")
    known = row.attachments[number]
    if row.direction == "out":
        data = services.blobs.get(UUID(str(known["blob"])), row.contact_id)
        return download(found(data, "attachment"), str(known["filename"]), str(known["content_type"]))
    part = services.mail.attachment(_original(row), int(known.get("part", number)))
    part = found(part, "attachment")
    return download(part.data, part.filename, part.content_type)


@routes.write("POST", f"{ONE}/retry", answer=Changed, permission="conversation_write")
def retry(message_id: UUID) -> Answer:
    """Send a message again that failed or is unresolved (CNV-06)."""
    row = _message(message_id)
    if row.direction == "in":
        raise Problem(409, "came_in", "This message came in. Only one that you wrote can be sent again.")
    return change(RetrySend(row.conversation_id, message_id), message_id)


OF_ONE_PIECE = frozenset({"bounce", "receipt"})
"""Reports of mail servers, which nobody answers and quotes in."""


def shown_message(row: Mapping[str, Any], call: Values | None = None) -> Values:
    """Return a message's row in the shape of `Message`; `call` is the one that it is, if it is one."""
    files = [
        {
            "number": number,
            "filename": one.get("filename") or UNNAMED.get(str(one.get("content_type")), ""),
            "content_type": one.get("content_type", ""),
            "size": one.get("size", 0),
            "inline": bool(one.get("inline", False)),
            "summary": one.get("summary", ""),
        }
        for number, one in enumerate(row["attachments"])
    ]
    delivery = None
    if row["delivery_state"] is not None:
        delivery = {
            name: row[f"delivery_{name}"]
            for name in ("state", "attempts", "code", "reason", "since", "not_before")
        }
    correction = row["correction"]
    return {
        **row, "attachments": files, "delivery": delivery, "attribution": shown_attribution(row), "parts": _parts(row),
        # a visitor is known by a cookie, a person at a page by an id of the page's: both say nothing to people
        "sender": "" if row["sender_why"] in {"chat", "messenger"} else row["sender"],
        "template": {"name": row["template"], "language": row["template_language"]} if row["template"] else None,
        "reactions": [{"reaction": row["reaction"], "at": row["reacted_at"]}] if row["reaction"] else [],
        "call": call,
        "said": {"kind": row["said"], "title": row["said_title"], "url": row["said_url"]} if row["said"] else None,
        "whose_id": correction["to_contact_id"] if correction and row["placed_in"] != row["conversation_id"] else None,
    }  # fmt: skip


def _parts(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what of a text is what; of a message taken in before that was told it is told now (EML-17)."""
    known: list[dict[str, Any]] | None = row["parts"]
    if known is not None:
        return known
    return [] if row["automatic"] in OF_ONE_PIECE else here().services.mail.parts(row["body"])


def _message(message_id: UUID) -> Message:
    context = here()
    viewer = context.viewer
    row = threads.message(context.db, viewer.account_id, tuple(viewer.inboxes), message_id)
    context.release()
    checked: Message = found(row, "message")
    return checked


def _original(row: Message) -> bytes:
    """Return the original's bytes; 404 for messages of ours, 410 where it was erased."""
    if row.blob_id is None or row.intake_id is None:
        raise Problem(
            404, "no_original", "This message was written here, so there is no original. Read its text."
        )
    raw = here().services.blobs.get(row.blob_id, row.intake_id)
    if raw is None:
        raise Problem(
            410, "erased", "The original was erased. What may be kept of the message is in its text."
        )
    return raw


def _picture(row: Message, raw: bytes) -> Callable[[str], str | None]:
    """Return what turns a picture's content id into a data URL: a sandboxed page has no cookie to fetch it with."""
    by_id = {str(one.get("content_id", "")): one for one in row.attachments if one.get("content_id")}
    left = INLINE_TOGETHER

    @cache
    def data_url(content_id: str) -> str | None:
        one = by_id.get(content_id)
        if one is None or one["content_type"] not in PICTURES or int(one["size"]) > LARGEST_INLINE:
            return None
        part = here().services.mail.attachment(raw, int(one["part"]))
        if part is None:
            return None
        return f"data:{one['content_type']};base64,{base64.b64encode(part.data).decode()}"

    def url(content_id: str) -> str | None:
        # a stranger may show one picture thousands of times, or thousands of them; each read takes the mail apart
        nonlocal left
        if left <= 0:
            return None
        found = data_url(content_id)
        left -= max(len(found or ""), INLINE_TOGETHER // MOST_PICTURES)
        return found if left >= 0 else None

    return url
