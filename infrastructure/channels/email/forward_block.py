# ruff: noqa: RUF001 - many alphabets look alike
"""The header block above a forwarded mail: who wrote it, to whom, when and about what (EML-14)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from infrastructure.channels.email.addresses import read_addresses
from infrastructure.channels.email.forward_lines import (
    Field,
    Line,
    addresses_in,
    bare_field_of,
    cites,
    field_of,
    marker_of,
    unglued,
)
from infrastructure.channels.email.parsed import Person

MOST_FIELDS = 60
"""Lines of a block, at most: longer ones are lists of recipients nobody needs."""
MOST_STRANGE = 8
BLANKS = 2
"""Empty lines between two fields, at most: HTML read as text may have them."""

_REPEATED = frozenset({"other", "reply", "to", "cc"})
_STRANGE = re.compile(r"[*_]{0,2}([^\W\d_][^:\uff1a<>@]{0,30})[:\uff1a][*_]{0,2}\s?(\S.*)")
_ANGLED = re.compile(r"<[^<>\s@]{1,100}@[^<>\s@]{1,200}>")
_YEAR = re.compile(r"\b20\d\d\b")
_MAILTO = re.compile(r"[\[(<]\s*mailto:([^\])>]{3,300})[\])>]", re.IGNORECASE)
_INNER = re.compile(r"<([^<>\s]{3,300}@[^<>\s]{1,300})<[^<>]{0,300}>\s*>")
_BEFORE = re.compile(r"\s*[<\[(].*$")
_QUOTES = " \t\"'*_,;:\u201c\u201d\u201e\u201f\u2018\u2019\u00ab\u00bb<>[]()"
_MOMENT = re.compile(
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[AaPp]\.?[Mm]\.?)?|\b\d{4}\b\.?|\b\d{1,2}/\d{1,2}/\d{2,4}\b"
)
_CITING = re.compile(
    r"^(?:\s|,|\.|-|\(?[+-]\d{4}\)?|uhr|schrieb|skrev|heeft|użytkownik|пользователь|používateľ|uživatel|időpontban"
    r"|kl\.?|gmt\S*|utc\S*|r\.|г\.|р\.|hat|от|von|by|from|de|a)+(?=\W|$)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Block:
    """What a header block says, each field raw, and the line behind it."""

    fields: dict[str, str] = field(default_factory=dict)
    first: int = 0
    end: int = 0
    labels: tuple[str, ...] = ()
    """The kinds in the order they stood."""

    @property
    def is_header(self) -> bool:
        """Whether it is more than chance: who, and two of when, about what and to whom."""
        return "from" in self.fields and len({"date", "subject", "to"} & self.fields.keys()) > 1

    @property
    def sender(self) -> Person:
        """Who wrote it; without an address where none is given."""
        return person_of(self.fields.get("from", ""))

    def people(self, kind: str) -> tuple[Person, ...]:
        """The recipients of a kind, in order."""
        return tuple(read_addresses(_tidied(self.fields.get(kind, "")).replace("'", ""), 200))


def read_block(lines: Sequence[Line], at: int, *, marked: bool = False) -> Block:
    """Read the labelled lines from `at` on; below a marker (`marked`) labels may do without a colon."""
    block, blanks, last = Block(first=at, end=at), 0, ""
    for n in range(at, min(len(lines), at + MOST_FIELDS)):
        said = lines[n].said
        if not said or marker_of(said):
            blanks += 1
            if blanks > BLANKS or (said and block.fields):
                break
            continue
        pieces = _fields(said, block, marked=marked)
        if pieces:
            for piece in pieces:
                _take(block, piece)
            last = pieces[-1].kind
        elif last and _goes_on(block, last, lines, n, blanks):
            block.fields[last] = f"{block.fields[last]} {said}".strip()
        else:
            break
        block.end, blanks = n + 1, 0
    return block


def read_strange_block(lines: Sequence[Line], at: int) -> Block:
    """Read a block whose labels are of no language we know: labelled lines, one of them a person, one with a year."""
    block, rows = Block(first=at, end=at), list[tuple[str, str]]()
    for n in range(at, min(len(lines), at + MOST_STRANGE)):
        found = _STRANGE.fullmatch(lines[n].said)
        if found is None:
            break
        rows.append((found[1], found[2]))
        block.end = n + 1
    people = [value for _, value in rows if _ANGLED.search(value)]
    dates = [value for _, value in rows if _YEAR.search(value) and "@" not in value]
    if len(rows) > BLANKS and people and dates:
        block.fields = {"from": people[0], "to": ", ".join(people[1:2]), "date": dates[0]}
        block.labels = ("from", "to", "date")
    return block


def _fields(said: str, block: Block, *, marked: bool) -> list[Field]:
    """Read a line as the fields it holds that the block has not yet; none where it is something else."""
    one = field_of(said)
    if one is not None and not block.fields and one.kind != "other":
        found = [one_of for piece in unglued(said) if (one_of := field_of(piece)) is not None]
        return found or [one]
    one = one or (bare_field_of(said) if marked else None)
    if one is not None and one.kind not in block.fields and (block.fields or one.kind != "other"):
        return [one]
    again = one is not None and block.fields and one.kind in _REPEATED
    return [Field("other", "")] if again else []


def _take(block: Block, piece: Field) -> None:
    if piece.kind not in block.fields:
        block.labels = (*block.labels, piece.kind)
        block.fields[piece.kind] = piece.value


def _goes_on(block: Block, last: str, lines: Sequence[Line], n: int, blanks: int) -> bool:
    """Whether a line without a label is the rest of the field above it."""
    said, value = lines[n].said, block.fields.get(last, "")
    if last == "other" or last not in block.fields:
        return False
    if not value or (last == "from" and said.startswith("<") and not addresses_in(value)):
        return blanks < BLANKS
    if blanks:
        return False
    if last in {"to", "cc", "bcc"}:
        return "@" in said or value.endswith((",", ";"))
    if last == "from" and not addresses_in(value):
        return "@" in said
    following = field_of(lines[n + 1].said) if n + 1 < len(lines) else None
    return following is not None and following.kind not in block.fields


def _tidied(value: str) -> str:
    """Give a list of people without what Outlook writes around addresses."""
    value = _INNER.sub(r"<\1>", value)
    return _MAILTO.sub(lambda found: "" if f"<{found[1]}" in value else f"<{found[1]}>", value)


def person_of(value: str) -> Person:
    """Read one person as programs write them above a forward; the name may hold commas and need no quotes."""
    tidy = _tidied(value)
    addresses = addresses_in(tidy)
    angled = [one for one in addresses if f"<{one}" in tidy]
    if not addresses:
        return Person("", _BEFORE.sub("", tidy).strip(_QUOTES)[:500])
    email = (angled or addresses)[0]
    name = _BEFORE.sub("", tidy[: tidy.find(email)] + "<").strip(_QUOTES)
    if not name and (comment := re.search(r"\(([^()@]{1,200})\)", tidy)):
        name = comment[1].strip(_QUOTES)
    return Person(email.removeprefix("mailto:"), "" if "@" in name else name[:500])


def citation(lines: Sequence[Line], at: int) -> tuple[Person, int] | None:
    """Read the line (wrapped onto up to three) that introduces a quoted mail; give who wrote it and the line behind."""
    said = lines[at].said
    if not said or not ("@" in said or any(mark.isdigit() for mark in said)):
        return None
    for n in range(at, min(at + 3, len(lines))):
        if n > at:
            if not lines[n].said or len(said) > 300:  # noqa: PLR2004
                return None
            said = f"{said} {lines[n].said}"
        if cites(said):
            return cited(said), n + 1
    return None


def cited(said: str) -> Person:
    """Give whom a citing line names (`12.10.2020, 10:00, "Jo Roe" <jo@x.example>:`)."""
    person = person_of(said)
    before = said[: said.find(person.email)] if person.email else ""
    quoted = re.search(
        r"[\"\u201c\u201e\u00ab]\s*([^\"\u201c\u201d\u201e\u00bb]{1,200}?)\s*[\"\u201c\u201d\u00bb]", before
    )
    if quoted:
        return Person(person.email, quoted[1])
    moments = [found.end() for found in _MOMENT.finditer(before)]
    name = _CITING.sub("", before[moments[-1] :] if moments else before)
    return Person(person.email, name.strip(_QUOTES)[:500])
