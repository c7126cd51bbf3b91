"""What somebody passes on: recognised inline and attached, as all common mail programs write it (EML-14).

The first thing in a text that sets an earlier mail apart decides. A divider that says forward makes a forward; a divider
that says original, a bare header block and a citing line do so only below a subject that says forward, since answers
quote in the same way.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from domain.channels.email import base_subject
from infrastructure.channels.email.forward_block import (
    Block,
    citation,
    cited,
    person_of,
    read_block,
    read_strange_block,
)
from infrastructure.channels.email.forward_clients import client_of
from infrastructure.channels.email.forward_dates import read_forward_date
from infrastructure.channels.email.forward_lines import (
    Line,
    Marker,
    addresses_in,
    announces,
    lines_of,
    marker_of,
    unglued,
)
from infrastructure.channels.email.forward_words import FORWARD_PREFIXES, FORWARDING, REPLY_PREFIXES, plain
from infrastructure.channels.email.parsed import Forward, Original, Person

_PREFIX = re.compile(
    r"\s*\[?\s*([^\W\d_][\w.\u0307 ]{0,24}?)\s?(?:\[\d{1,3}\]|\(\d{1,3}\)|\^?\d{1,3})?\s?[:\uff1a]"
)
_NOTED = re.compile(r"\(fwd\)\s*$|^\s*\[fwd?:", re.IGNORECASE)
_IN_ASCII = tuple(stem for stem in FORWARDING if stem.isascii())
_DIVIDING = frozenset({"original", "rule"})
_LOOKED_AT = 5_000
"""Lines in which a forward may begin."""
_STRANGE_LINES = 500
_LABELLED = 400
"""Lines among them that might begin a header block; who has more is no person."""
_FOLLOWS = 6
"""Lines between a marker and what it announces, at most."""


class Found(NamedTuple):
    """A forward within a text: where it begins, what says so, and where the original's own text begins."""

    first: int
    by: str
    """forward, announced, original, block or cited."""
    said: str
    """The line that says so."""
    sender: Person
    block: Block
    body: int


def mark_of(subject: str) -> str:
    """Say what the mark before a subject means: forward, reply, or nothing."""
    if _NOTED.search(subject[:500]):
        return "forward"
    found = _PREFIX.match(subject)
    word = plain(found[1]) if found else ""
    return "forward" if word in FORWARD_PREFIXES else "reply" if word in REPLY_PREFIXES else ""


def may_forward(subject: str, text: str) -> bool:
    """Whether there is any reason to look closer; quick, since hardly any mail is a forward."""
    if mark_of(subject) == "forward":
        return True
    folded = text.casefold()
    return any(stem in folded for stem in (_IN_ASCII if folded.isascii() else FORWARDING))


def find_inline(subject: str, text: str) -> tuple[Found | None, list[Line]]:
    """Find the outermost mail that a text passes on."""
    mark, lines = mark_within(subject, text), lines_of(text)
    labelled = 0
    for n, line in enumerate(lines[:_LOOKED_AT]):
        if not line.said:
            continue
        labelled += ":" in line.said[:40]
        if labelled > _LABELLED:
            break
        marker = marker_of(line.said)
        if marker is None:
            found, stop = _unmarked(lines, n, mark)
        elif marker.kind == "forward":
            found, stop = _below(lines, n, marker), mark == "reply" and line.depth > 0
        elif marker.kind == "original":
            found, stop = _below(lines, n, marker), mark != "forward"
        else:
            continue
        if stop:
            return None, lines
        if found is not None:
            return found, lines
    return (_strange(lines) if mark == "forward" else None), lines


def _strange(lines: Sequence[Line]) -> Found | None:
    """Find the header block of a language we do not know, below a subject that says forward."""
    for n, line in enumerate(lines[:_STRANGE_LINES]):
        if ":" in line.said[:40] or "\uff1a" in line.said[:40]:
            block = read_strange_block(lines, n)
            if block.is_header:
                return Found(n, "block", line.said, block.sender, block, block.end)
    return None


def mark_within(subject: str, text: str) -> str:
    """Say what the mark means; `vs` says forward in Danish and Norwegian, but answer in Finnish."""
    if subject[:3].lower() == "vs:" and "lähettäjä" in text.casefold():
        return "reply"
    return mark_of(subject)


def _unmarked(lines: Sequence[Line], n: int, mark: str) -> tuple[Found | None, bool]:
    """Look at a line that is no divider; the second value says that it ends the search."""
    said = lines[n].said
    if announces(said):
        found = _below(lines, n, Marker("forward"), by="announced")
        if found is not None:
            return found, mark == "reply" and lines[n].depth > 0
    block = read_block(lines, n)
    if block.is_header:
        return Found(n, "block", said, block.sender, block, block.end), mark != "forward"
    citing = citation(lines, n)
    if citing is None:
        return None, False
    person, behind = citing
    block = _beside(lines, behind, said)
    found = Found(n, "cited", said, person, block, max(block.end, behind)) if person.email else None
    return found, mark != "forward"


def _beside(lines: Sequence[Line], at: int, said: str) -> Block:
    """Read the header block below a line that names who wrote it and, perhaps, when."""
    while at < len(lines) and not lines[at].said:
        at += 1
    block = read_block(lines, at, marked=True)
    if not block.fields.keys() & {"to", "subject", "from"}:
        block = Block(first=at, end=at)
    block.fields.setdefault("date", said)
    return block


def _below(lines: Sequence[Line], n: int, marker: Marker, by: str = "") -> Found | None:
    """Read what a divider announces: a header block, or a line that names who wrote it."""
    said, by = lines[n].said, by or marker.kind
    if marker.rest:
        glued = [Line(lines[n].start, lines[n].depth, piece) for piece in unglued(marker.rest)]
        block = read_block(glued, 0, marked=True)
        if block.sender.email:
            more = read_block(lines, n + 1, marked=True)
            for kind, value in more.fields.items():
                block.fields.setdefault(kind, value)
            return Found(n, by, said, block.sender, block, max(more.end, n + 1))
    at = n + 1
    while at < min(len(lines), n + _FOLLOWS) and (not lines[at].said or set(lines[at].said) <= set("-_=*")):
        at += 1
    block = read_block(lines, at, marked=True)
    if block.sender.email or block.is_header:
        return Found(n, by, said, block.sender, block, block.end)
    named = _named(lines, n, at)
    if named is None:
        return None
    person, behind = named
    block = _beside(lines, behind, lines[behind - 1].said)
    return Found(n, by, said, person, block, max(block.end, behind))


def _named(lines: Sequence[Line], n: int, at: int) -> tuple[Person, int] | None:
    """Read who wrote a mail below a marker that no block follows, and the line behind."""
    for m in range(at, min(len(lines), at + 3)):
        citing = citation(lines, m)
        if citing is not None and citing[0].email:
            return citing
        said = lines[m].said
        if addresses_in(said) and (m == at or said.endswith(":")) and len(said) < 300:  # noqa: PLR2004
            return cited(said), m + 1
    if addresses_in(lines[n].said):
        return person_of(lines[n].said.rpartition(" from ")[2]), at
    return None


def forward_of(
    found: Found, lines: Sequence[Line], text: str, subject: str, hint: str, *, in_text: bool
) -> Forward:
    """Give what was found its shape; `hint` is the program the mail's own header names."""
    block, first = found.block, found.first
    above = first - 1
    while above >= 0 and not lines[above].said:
        above -= 1
    divider = marker_of(lines[above].said) if above >= 0 else None
    if found.by == "block" and divider is not None and divider.kind == "rule":
        first = above
    while found.by == "block" and first > 0 and lines[first].depth and lines[first - 1].depth:
        first -= 1
    start = lines[first].start
    original = Original(
        sender=found.sender,
        to=block.people("to"),
        cc=block.people("cc"),
        subject=block.fields.get("subject", base_subject(subject))[:2_000],
        date=read_forward_date(block.fields.get("date", lines[first].said)),
        text=_body(found, lines, text),
    )
    client = hint or client_of(found.by, found.said, block, ruled=first != found.first)
    return Forward("inline", client, original, text[:start].strip(), start if in_text else -1)


def _body(found: Found, lines: Sequence[Line], text: str) -> str:
    """Give the original's own text, without the quoting that the forward put before it."""
    at = found.body
    begins = next((line.depth for line in lines[at:] if line.said), 0)
    depth = min(lines[max(at - 1, found.first)].depth, begins)
    kept: list[str] = []
    for n in range(at, len(lines)):
        line = lines[n]
        marker = marker_of(line.said)
        if marker is not None and marker.kind == "end":
            break
        if not any(kept) and (line.said == found.said or (marker is not None and marker.kind in _DIVIDING)):
            continue
        if depth and line.depth < depth and line.said and not _lost_its_mark(lines, n, depth):
            break
        end = lines[n + 1].start - 1 if n + 1 < len(lines) else len(text)
        kept.append(_unquoted(text[line.start : end], depth))
    while any(kept) and all(line.startswith(">") for line in kept if line):
        kept = [_unquoted(line, 1) for line in kept]
    return "\n".join(kept).strip()


def _lost_its_mark(lines: Sequence[Line], n: int, depth: int) -> bool:
    """Say whether a line without marks stands right between a paragraph that has them and the next line that has."""
    before, after = lines[n - 1], lines[n + 1] if n + 1 < len(lines) else None
    return bool(before.depth >= depth and before.said and after is not None and after.depth >= depth)


def _unquoted(raw: str, depth: int) -> str:
    for _ in range(depth):
        bare = raw.lstrip(" \t")
        if not bare.startswith((">", "|")):
            break
        raw = bare[1:].removeprefix(" ")
    return raw.rstrip()
