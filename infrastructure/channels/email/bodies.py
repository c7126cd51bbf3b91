"""Which parts are the body, as text and as HTML, and which are attachments."""

import re
from dataclasses import dataclass, field

from infrastructure.channels.email.decode import clean_text, decode_charset
from infrastructure.channels.email.html import html_of_text, text_of_html
from infrastructure.channels.email.mime import Part
from infrastructure.channels.email.parsed import Defect, Limits

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?([\w.:-]{1,40})", re.IGNORECASE)


@dataclass(slots=True)
class Body:
    """A stretch of the body: plain text, HTML, or both as alternatives of each other; and the attachments met."""

    plain: list[Part] = field(default_factory=list)
    html: list[Part] = field(default_factory=list)
    order: list[Part] = field(default_factory=list)
    """Every chosen part in reading order; where both lists hold the same stretch, `both` is true."""
    both: bool = False
    attachments: list[Part] = field(default_factory=list)


def choose(part: Part) -> Body:
    """Walk the tree: bodies are inline text parts without a filename; of alternatives the last plain and HTML ones."""
    if part.children:
        return _alternative(part) if part.content_type == "multipart/alternative" else _sequence(part)
    body = Body()
    named = part.disposition == "attachment" or part.filename
    if part.content_type in {"text/plain", "text/html"} and not named:
        (body.html if part.content_type == "text/html" else body.plain).append(part)
        body.order.append(part)
    else:
        body.attachments.append(part)
    return body


def _sequence(part: Part) -> Body:
    """Join children in order; of a `related` only the root is a body (RFC 2387)."""
    bodies = [choose(child) for child in part.children]
    if part.content_type == "multipart/related" and len(bodies) > 1:
        root = next((n for n, body in enumerate(bodies) if body.order), 0)
        for n, body in enumerate(bodies):
            if n != root:
                _demote(body)
    return _join(bodies)


def _join(bodies: list[Body]) -> Body:
    joined = Body()
    with_body = [body for body in bodies if body.order]
    joined.both = any(body.both for body in with_body)
    for body in bodies:
        joined.attachments += body.attachments
    for body in with_body:
        joined.order += body.order
        if joined.both and not body.both:
            joined.plain += body.order
            joined.html += body.order
        else:
            joined.plain += body.plain
            joined.html += body.html
    return joined


def _alternative(part: Part) -> Body:
    bodies = [choose(child) for child in part.children]
    with_html = [body for body in bodies if body.html]
    with_plain = [body for body in bodies if body.plain and not body.html]
    rich = with_html[-1] if with_html else None
    plain = with_plain[-1] if with_plain else None
    for body in bodies:
        if body is not rich and body is not plain:
            _demote(body)
    if rich is None or plain is None:
        return _join(bodies)
    chosen = Body(plain.plain, rich.html if rich.both else rich.order, plain.order + rich.order, both=True)
    for body in bodies:
        chosen.attachments += body.attachments
    return chosen


def _demote(body: Body) -> None:
    body.attachments += body.order
    body.plain, body.html, body.order, body.both = [], [], [], False


def read_body(root: Part, limits: Limits, defects: list[Defect]) -> tuple[str, str, list[Part]]:
    """Give the body as plain text, the body as HTML as it was written (empty without), and the attachment parts."""
    body = choose(root)
    plain = body.plain if body.both else body.order
    html = body.html if body.both else body.order if body.html else []
    cache = {id(part): _decode(part, limits, defects) for part in {id(p): p for p in plain + html}.values()}
    text = "\n".join(
        text_of_html(cache[id(part)]) if part.content_type == "text/html" else cache[id(part)]
        for part in plain
    )
    if not text.strip() and html and body.both:
        text = "\n".join(text_of_html(cache[id(part)]) for part in html if part.content_type == "text/html")
    pieces = (
        cache[id(part)] if part.content_type == "text/html" else html_of_text(cache[id(part)])
        for part in html
    )
    attachments = sorted(body.attachments, key=lambda part: [int(n) for n in part.number.split(".")])
    return text.rstrip()[: limits.text_chars], "\n".join(pieces)[: limits.html_chars], attachments


def _decode(part: Part, limits: Limits, defects: list[Defect]) -> str:
    is_html = part.content_type == "text/html"
    bound = limits.html_chars if is_html else limits.text_chars
    data = part.content
    if part.problem:
        defects.append(Defect(part.number, "transfer encoding", part.problem))
    charset = part.params.get("charset", "")
    if is_html and not charset and (meta := _META_CHARSET.search(data, 0, 4_096)) is not None:
        charset = meta[1].decode("ascii", "replace")
    text, repaired = decode_charset(data[: bound * 4], charset)
    if repaired:
        defects.append(Defect(part.number, "character set", repaired))
    if len(text) > bound:
        defects.append(Defect(part.number, "body longer than the limit", "cut; whole in the original"))
    return clean_text(text[:bound])
