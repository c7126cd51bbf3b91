"""A text as lines with their quoting taken off, and what such a line can be: a marker, a labelled field, a citation."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from infrastructure.channels.email.forward_words import ENDING, FORWARDING, LABELS, ORIGINAL, WROTE, plain

MOST_LINES = 20_000
LONGEST_LINE = 2_000
LONGEST_MARKER = 140

STEMS = (("forward", FORWARDING), ("original", ORIGINAL))

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")
_QUOTE = re.compile(r"(?:[ \t]{0,3}[>|][ \t]?)+")
_DASHES = re.compile(r"[-=_*~+#]{2,}+ *+")
_DASHES_AGAIN = re.compile(r"[-=_*~+#]{2,}+")
_UNDERSCORES = re.compile(r"[_\-=]{8,}")
_BOLD = re.compile(r"[*_]{1,3}")
_ADDRESS = re.compile(r"[^\s<>\"'()\[\]:;,@]{1,100}@[^\s<>\"'()\[\]:;,@]{1,200}")
_LABEL = re.compile(r"[ \t]*[*_]{0,3}([^:\uff1a*_<>@]{1,40}?)[*_]{0,3}\s{0,4}[:\uff1a][*_]{0,3}[ \t]*")
_GLUED = re.compile(
    r"(?:(?<=[>\d.)\]\"])\s{0,20}|(?<=\w)\s{1,20})(?=([^\W\d_][^:\uff1a<>@\d]{0,30}?)\s?[:\uff1a]\s)"
    r"|(?<=>)(?=(Dw)\s)"  # Yahoo in Polish leaves this colon out
)
_BARE_LABEL = re.compile(r"[ \t]*[*_]{0,3}([^\W\d_]{2,20})[*_]{0,3}[ \t]+(?=\S)")


class Line(NamedTuple):
    """One line: where it starts in the text, how deeply it is quoted, and what it says."""

    start: int
    depth: int
    said: str


class Field(NamedTuple):
    """A labelled line of a header block."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Marker:
    """A line that sets one mail apart from another: `kind` is forward, original, end or rule."""

    kind: str
    rest: str = ""
    """What stands on the same line behind it."""


def lines_of(text: str) -> list[Line]:
    """Split a text; linear, and of very long texts only the beginning."""
    found, at = [], 0
    for raw in islice(text.split("\n"), MOST_LINES):
        line = raw[:LONGEST_LINE].replace("\xa0", " ")
        if not line.isascii():
            line = _HYPHENS.sub("-", _INVISIBLE.sub("", unicodedata.normalize("NFC", line)))
        quote = _QUOTE.match(line)
        depth = quote[0].count(">") + quote[0].count("|") if quote else 0
        found.append(Line(at, depth, (line[quote.end() :] if quote else line).strip()))
        at += len(raw) + 1
    return found


def marker_of(said: str) -> Marker | None:
    """Say what kind of divider a line is, or None."""
    opens = _DASHES.match(said)
    if opens is None:
        return None
    if _UNDERSCORES.fullmatch(said):
        return Marker("rule")
    closes = _DASHES_AGAIN.search(said, opens.end(), opens.end() + LONGEST_MARKER)
    if closes is None and len(said) > LONGEST_MARKER:
        return None
    words = plain(said[opens.end() : closes.start() if closes else None])
    kind = next((kind for kind, stems in STEMS if any(stem in words for stem in stems)), "")
    if not kind:
        return None
    rest = said[closes.end() :].strip("-=_*~+# \t") if closes else ""
    return Marker("end" if words.startswith(ENDING) else kind, rest)


def announces(said: str) -> bool:
    """Say whether a line without dashes announces a forwarded mail (`Begin forwarded message:`)."""
    if not 4 < len(said) < 90 or "@" in said:  # noqa: PLR2004
        return False
    bare = _BOLD.sub("", said).strip()
    words = plain(bare)
    if words == "this is a forwarded message":
        return True
    return bare.endswith((":", "\uff1a")) and any(word in words for word in FORWARDING)


def field_of(said: str) -> Field | None:
    """Read a labelled line in any of the languages, or None."""
    found = _LABEL.match(said)
    kind = LABELS.get(plain(found[1])) if found else None
    return Field(kind, said[found.end() :].strip()) if found and kind else None


def bare_field_of(said: str) -> Field | None:
    """Read a labelled line that has no colon, as some programs write them right below a marker."""
    found = _BARE_LABEL.match(said)
    kind = LABELS.get(plain(found[1])) if found else None
    return Field(kind, said[found.end() :].strip()) if found and kind else None


def unglued(said: str) -> list[str]:
    """Split a line that holds a whole header block (`From: A <a@x>To: B <b@x>Sent: ...`) before each label."""
    pieces, at = [], 0
    for found in _GLUED.finditer(said):
        if LABELS.get(plain(found[1] or found[2]), "other") not in {"other", "reply"}:
            pieces.append(said[at : found.start()].strip())
            at = found.end()
    return [piece for piece in (*pieces, said[at:].strip()) if piece]


def addresses_in(said: str) -> list[str]:
    """List what looks like addresses, in order."""
    return [one.strip(".") for one in _ADDRESS.findall(said)] if "@" in said else []


def cites(said: str) -> bool:
    """Say whether a line introduces a quoted answer (`On ..., Jo wrote:`)."""
    if not said.endswith((":", "\uff1a", ">", "---", ")")) or len(said) > 400:  # noqa: PLR2004
        return False
    if said.endswith(">>>") and "@" in said:
        return True
    words = plain(said)
    if not any(word in words for word in WROTE):
        return False
    return "@" in said or any(mark.isdigit() for mark in said)
