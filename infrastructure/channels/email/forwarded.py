"""Whether a mail passes another one on, inline or attached, and which (EML-14)."""

import re
from collections.abc import Sequence

from infrastructure.channels.email.bodies import read_body
from infrastructure.channels.email.dates import read_date
from infrastructure.channels.email.forward_clients import hinted
from infrastructure.channels.email.forwards import Found, find_inline, forward_of, mark_within, may_forward
from infrastructure.channels.email.headers import decode_words
from infrastructure.channels.email.html import text_of_html
from infrastructure.channels.email.mime import Part, read_tree
from infrastructure.channels.email.parsed import Automatic, Defect, Forward, Limits, Original
from infrastructure.channels.email.people import people, read_sender

REPORTS = frozenset({"bounce", "receipt"})
MOST_ATTACHED = 5
"""Attached mails looked at until one can be read."""
HTML_LOOKED_AT = 300_000

_MAILTO = re.compile(
    r"<a\b[^<>]{0,500}?href=[\"']?mailto:([^\"'?<>\s]{3,300})[^<>]{0,500}>([^<@]{0,300})</a\s*>",
    re.IGNORECASE,
)
_LOST = re.compile(r"<([^<>\s@/\"'=]{1,100}@[^<>\s@/\"'=]{1,200}\.[a-z]{2,20})>", re.IGNORECASE)


def read_forward(
    root: Part,
    subject: str,
    text: str,
    raw_html: str,
    attached: Sequence[Part],
    automatic: Automatic | None,
    limits: Limits,
) -> tuple[Forward | None, bool]:
    """Give what the mail passes on, if it can be read, and whether the mail says it is a forward at all."""
    report = automatic is not None and automatic.kind in REPORTS
    if report or root.content_type in {"multipart/report", "multipart/digest"}:
        return None, False
    mails = [part for part in attached if _is_mail(part)]
    mark, hint = mark_within(subject, text), hinted(root.headers)
    inline = _inline(subject, text, raw_html, hint) if may_forward(subject, text) else None
    weak = inline is not None and inline[0].by == "cited"
    if inline is not None and not (weak and mails):
        return inline[1], True
    if mark != "reply":
        for part in mails[:MOST_ATTACHED]:
            original = _original(part, limits)
            if original is not None:
                return Forward("attached", hint or "other", original, text.strip()), True
    return None, mark == "forward" or (bool(mails) and mark != "reply")


def _inline(subject: str, text: str, raw_html: str, hint: str) -> tuple[Found, Forward] | None:
    """Read the text, and where that gives no address the HTML, whose links may hold what the text leaves out."""
    found, lines = find_inline(subject, text)
    first = (
        (found, forward_of(found, lines, text, subject, hint, in_text=True)) if found is not None else None
    )
    if (found is not None and found.sender.email) or not raw_html:
        return first
    linked = _MAILTO.sub(r"\2 &lt;\1&gt;", _LOST.sub(r"&lt;\1&gt;", raw_html[:HTML_LOOKED_AT]))
    other = text_of_html(linked)
    found, lines = find_inline(subject, other)
    if found is None or not found.sender.email:
        return first
    return found, forward_of(found, lines, other, subject, hint, in_text=False)


def _is_mail(part: Part) -> bool:
    if part.content_type in {"message/rfc822", "message/global"}:
        return True
    return part.filename.lower().endswith(".eml")


def _original(part: Part, limits: Limits) -> Original | None:
    """Read an attached mail; None where it names nobody who wrote it."""
    root, _ = read_tree(part.content[: limits.raw_bytes], limits)
    headers, ignored = root.headers, list[Defect]()
    sender = read_sender(headers, limits, ignored)
    if not sender.email:
        return None
    written = next(filter(None, map(read_date, headers.get("date", [])[:3])), None)
    return Original(
        sender=sender,
        to=people(headers, "to", limits),
        cc=people(headers, "cc", limits),
        subject=decode_words(headers.get("subject", [""])[0])[:2_000],
        date=written.isoformat() if written else "",
        text=read_body(root, limits, ignored)[0],
    )
