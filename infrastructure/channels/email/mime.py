"""The tree of a mail's parts, found by their boundaries in the raw bytes; nothing is copied before it is needed."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from infrastructure.channels.email.decode import decode_transfer
from infrastructure.channels.email.headers import Headers, parameters, split_headers
from infrastructure.channels.email.parsed import Defect, Limits

_TYPE = re.compile(r"[\w!#$&^.+-]{1,100}/[\w!#$&^.+*-]{1,100}")
_DELIMITER_GUESS = re.compile(rb"^--([^\s-][^\r\n]{0,198}?)[ \t]*\r?$", re.MULTILINE)


@dataclass(slots=True, weakref_slot=False)
class Walk:
    """What one walk through one mail shares: the bytes, the bounds, the parts counted and the defects found."""

    raw: bytes
    limits: Limits
    parts: int = 0
    defects: list[Defect] = field(default_factory=list)

    def note(self, part: str, what: str, repaired: str) -> None:
        """Record a defect, up to a hundred."""
        if len(self.defects) < 100:  # noqa: PLR2004
            self.defects.append(Defect(part, what, repaired))


@dataclass
class Part:
    """One part: its fields, its type, where its body lies in the raw bytes, and its children if it is a multipart."""

    number: str
    headers: Headers
    content_type: str
    params: dict[str, str]
    disposition: str
    filename: str
    raw: bytes
    start: int
    end: int
    children: "list[Part]" = field(default_factory=list)
    problem: str = ""

    def header(self, name: str) -> str:
        """Give the first value of a field, raw; empty where there is none."""
        values = self.headers.get(name)
        return values[0] if values else ""

    @cached_property
    def content(self) -> bytes:
        """The decoded bytes; `problem` says afterwards what had to be repaired."""
        encoding = self.header("content-transfer-encoding").partition(";")[0].strip().strip("\"'").lower()
        data, self.problem = decode_transfer(self.raw[self.start : self.end], encoding)
        return data


def read_tree(raw: bytes, limits: Limits) -> tuple[Part, list[Defect]]:
    """Read a whole mail into its tree of parts; total, and linear in the size of the mail times its depth."""
    walk = Walk(raw, limits)
    return _read(walk, 0, len(raw), "1", 0, "text/plain"), walk.defects


def _read(walk: Walk, start: int, end: int, number: str, depth: int, default: str) -> Part:
    walk.parts += 1
    headers, body, wrong = split_headers(walk.raw, start, end, walk.limits)
    for what in wrong:
        walk.note(number if depth else "header", what, "skipped" if "line" in what else "cut there")
    declared = headers.get("content-type")
    content_type, params = parameters(declared[0]) if declared else (default, {})
    if not _TYPE.fullmatch(content_type):
        walk.note(number, "content type cannot be read", f"taken as {default}")
        content_type = default
    disposition, more = "", dict[str, str]()
    if "content-disposition" in headers:
        disposition, more = parameters(headers["content-disposition"][0])
    filename = more.get("filename") or params.get("name", "")
    part = Part(number, headers, content_type, params, disposition, filename, walk.raw, body, end)
    if content_type.startswith("multipart/"):
        _read_children(walk, part, depth)
    return part


def _read_children(walk: Walk, part: Part, depth: int) -> None:
    if depth >= walk.limits.depth:
        walk.note(part.number, "nested too deeply", "kept as one attachment")
        part.content_type = "application/octet-stream"
        return
    spans = _spans(walk, part)
    if not spans:
        walk.note(part.number, "multipart without parts", "taken as text")
        part.content_type = "text/plain"
    default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
    for position, (start, end) in enumerate(spans, 1):
        if walk.parts >= walk.limits.parts:
            walk.note(part.number, "too many parts", "the rest left in the original")
            return
        part.children.append(_read(walk, start, end, f"{part.number}.{position}", depth + 1, default))


def _spans(walk: Walk, part: Part) -> list[tuple[int, int]]:
    """Find where the children of a multipart lie; a missing or wrong boundary is guessed from the body."""
    boundary = part.params.get("boundary", "").encode("utf-8", "surrogateescape").rstrip()
    spans, closed = _split(part, boundary) if boundary else ([], False)
    if not spans:
        guess = _DELIMITER_GUESS.search(part.raw, part.start, part.end)
        if guess is not None:
            walk.note(part.number, "boundary missing or not found", "guessed from the body")
            spans, closed = _split(part, guess[1])
    if spans and not closed:
        walk.note(part.number, "no closing boundary", "closed at the end")
    return spans


def _split(part: Part, boundary: bytes) -> tuple[list[tuple[int, int]], bool]:
    delimiter = b"--" + boundary
    raw, at, begun = part.raw, part.start, -1
    spans: list[tuple[int, int]] = []
    while (at := raw.find(delimiter, at, part.end)) >= 0:
        after = at + len(delimiter)
        line_end = raw.find(b"\n", after, part.end)
        rest = raw[after : line_end if line_end >= 0 else part.end]
        closes = rest.startswith(b"--")
        if (at != part.start and raw[at - 1] not in b"\r\n") or (rest.strip() and not closes):
            at = after
            continue
        if begun >= 0:
            before = at - 1 if raw[at - 1] == 0x0A else at  # noqa: PLR2004
            spans.append((begun, max(begun, before - 1 if raw[before - 1] == 0x0D else before)))  # noqa: PLR2004
        if closes:
            return spans, True
        begun = at = line_end + 1 if line_end >= 0 else part.end
    if 0 <= begun < part.end:
        spans.append((begun, part.end))
    return spans, False
