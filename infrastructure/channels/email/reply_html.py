"""What a person newly wrote where the body is HTML, or HTML beside plain text (EML-17)."""

import html
import re
from collections.abc import Collection, Sequence

from application.inbound import TextPart
from infrastructure.channels.email.html import text_of_html
from infrastructure.channels.email.parsed import Forward
from infrastructure.channels.email.replies import FORWARD, REPLY, separate
from infrastructure.channels.email.reply_marks import TAG, marks

LOOKED_AT = 500_000
"""Characters of HTML whose marks are looked for; of a longer one only its text is."""
SAME = 5
"""Words by which a place in one text is found in another."""

_OPENED, _CLOSED = "\ue0f0", "\ue0f1"
_WORD = re.compile(r"\w+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});?")


def parts_of(text: str, raw_html: str, forward: Forward | None) -> tuple[TextPart, ...]:
    """Tell the parts of a mail's text, with what its HTML says of them; empty where all of it is the reply."""
    passed = (TextPart(FORWARD, forward.start, len(text)),) if forward and forward.start >= 0 else ()
    inline = forward is not None and forward.kind == "inline" and not passed
    if not raw_html or len(raw_html) > LOOKED_AT:
        return separate(text, passed, forwarded=inline)
    shown, hints = _hints(raw_html)
    if shown == text:
        found = hints
    else:
        found = tuple(_found_again(separate(shown, hints, forwarded=forward is not None), shown, text))
    if passed:
        before = (TextPart(part.kind, part.start, min(part.end, passed[0].start)) for part in found)
        found = (*(part for part in before if part.start < part.end), *passed)
    return separate(text, found, forwarded=inline)


def reply_html(raw_html: str, forward: Forward | None, kept: Collection[str] = (REPLY,)) -> str:
    """Cut out of the HTML what is not of these kinds; what is left is as strange as it was: sanitise it to show it."""
    if len(raw_html) > LOOKED_AT:
        return raw_html
    shown, hints = _hints(raw_html)
    parts = separate(shown, hints, forwarded=forward is not None)
    if not parts:
        return raw_html
    bounds = [part.start for part in parts] + [len(shown)]
    places = _places(raw_html, [_written(shown[:bound]) for bound in bounds], _written(shown))
    if places is None:
        return _without(raw_html, marks(raw_html), kept)
    pieces = [
        raw_html[begin:end] if part.kind in kept else _tags(raw_html[begin:end])
        for part, begin, end in zip(parts, places, [*places[1:-1], len(raw_html)], strict=False)
    ]
    return raw_html[: places[0]] + "".join(pieces)


def _hints(raw_html: str) -> tuple[str, tuple[TextPart, ...]]:
    """Read the HTML as text, and what its marks say as spans of that text."""
    shown = text_of_html(raw_html)
    ranges = marks(raw_html)
    if not ranges:
        return shown, ()
    pieces, at = [], 0
    clean = raw_html.replace(_OPENED, " ").replace(_CLOSED, " ")
    for part in ranges:
        pieces += [clean[at : part.start], _OPENED, clean[part.start : part.end], _CLOSED]
        at = part.end
    marked = text_of_html("".join([*pieces, clean[at:]]))
    counts: list[int] = []
    count = 0
    for piece in re.split(f"([{_OPENED}{_CLOSED}])", marked):
        if piece in {_OPENED, _CLOSED}:
            counts.append(count)
        else:
            count += _written(piece)
    if len(counts) != 2 * len(ranges) or count != _written(shown):
        return shown, ()
    places = _nth(shown, counts)
    return shown, tuple(
        TextPart(part.kind, places[2 * n], places[2 * n + 1])
        for n, part in enumerate(ranges)
        if places[2 * n] < places[2 * n + 1]
    )


def _written(text: str) -> int:
    return len("".join(text.split()))


def _nth(text: str, counts: Sequence[int]) -> list[int]:
    """Find where so many characters that are no spaces stand before, for ascending counts."""
    places: list[int] = []
    at = seen = 0
    for count in counts:
        while at < len(text) and (seen < count or text[at].isspace()):
            seen += not text[at].isspace()
            at += 1
        places.append(at)
    return places


def _found_again(parts: Sequence[TextPart], shown: str, text: str) -> list[TextPart]:
    """Find parts of one text in another that has the same words, by the first words of each."""
    if not parts:
        return []
    words = list(_WORD.finditer(text))
    where: dict[tuple[str, ...], list[int]] = {}
    names = [word[0] for word in words]
    for n in range(len(names) - SAME + 1):
        where.setdefault(tuple(names[n : n + SAME]), []).append(n)
    others = list(_WORD.finditer(shown))
    keys = [word[0] for word in others]
    found: list[TextPart] = []
    at = 0
    for part in parts:
        while at < len(others) and others[at].start() < part.start:
            at += 1
        key = tuple(keys[at : at + SAME])
        places = where.get(key, [])
        if len(places) == 1:
            found.append(TextPart(part.kind, _line_start(text, words[places[0]].start()), 0))
        else:
            found.append(TextPart("", -1, 0))
    return _closed_up(found, len(text))


def _line_start(text: str, at: int) -> int:
    """Go back to the beginning of the line where nothing but marks stands before the word."""
    begin = text.rfind("\n", 0, at) + 1
    return begin if not _WORD.search(text, begin, at) else at


def _closed_up(found: Sequence[TextPart], length: int) -> list[TextPart]:
    """End each part where the next begins; one whose next was not found says nothing."""
    closed = []
    for n, part in enumerate(found):
        end = found[n + 1].start if n + 1 < len(found) else length
        if part.kind not in {"", REPLY} and 0 <= part.start < end:
            closed.append(TextPart(part.kind, part.start, end))
    return closed


def _places(raw_html: str, counts: Sequence[int], whole: int) -> list[int] | None:
    """Find in HTML where so many characters that are no spaces were shown; None where the two cannot be compared."""
    places: list[int] = []
    seen = at = 0
    for match in [*TAG.finditer(raw_html), None]:
        end = match.start() if match is not None else len(raw_html)
        run = raw_html[at:end]
        length = _written(html.unescape(run))
        while len(places) < len(counts) and counts[len(places)] < seen + length:
            places.append(at + _within(run, counts[len(places)] - seen))
        seen += length
        if match is not None:
            listed = (match[3] or "").lower() == "li" and not match[2]
            while listed and len(places) < len(counts) and counts[len(places)] == seen:
                places.append(match.start())
            seen += listed
            at = match.end()
    places += [len(raw_html)] * (len(counts) - len(places))
    return places if seen == whole else None


def _within(run: str, count: int) -> int:
    at = seen = 0
    while at < len(run):
        entity = _ENTITY.match(run, at) if run[at] == "&" else None
        piece = entity[0] if entity else run[at]
        written = _written(html.unescape(piece))
        if seen >= count and written:
            break
        seen += written
        at += len(piece)
    return at


def _tags(piece: str) -> str:
    """Keep only the ends of elements that a piece which is left out closes, and the beginnings of those it opens."""
    opened: list[str] = []
    ends: list[str] = []
    for match in TAG.finditer(piece):
        name = (match[3] or "").lower()
        if name not in _NESTED:
            continue
        if not match[2]:
            opened.append(match[0])
        elif opened:
            opened.pop()
        else:
            ends.append(match[0])
    return "".join([*ends, *opened])


_NESTED = frozenset(
    {"div", "blockquote", "table", "tbody", "tr", "td", "ul", "ol", "section", "center", "span", "font"}
)


def _without(raw_html: str, ranges: Sequence[TextPart], kept: Collection[str]) -> str:
    pieces, at = [], 0
    for part in ranges:
        if part.kind not in kept:
            pieces.append(raw_html[at : part.start])
            at = part.end
    return "".join([*pieces, raw_html[at:]])
