"""Where a text has what was looked for: pieces of text, each a hit or not, for a page to mark as it likes."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from projections.common.texts import CUT
from projections.search.asking import Query
from projections.search.folding import places

LENGTH = 180
BEFORE = 50
"""Characters shown before the first hit."""
MOST_WORDS = 12_000
"""Words of a text that are looked through for its snippet."""
MOST_HITS = 60
SPACE = re.compile(r"\s")


class Segment(NamedTuple):
    """A piece of text."""

    text: str
    hit: bool


class _Place(NamedTuple):
    start: int
    end: int
    term: int


def snippet(text: str, query: Query) -> list[Segment]:
    """Return the part of a text where most terms are, on one line; its beginning where none is."""
    hits = _hits(text, query)
    start = max(0, _best(hits) - BEFORE) if hits else 0
    if start:
        # begin with a whole word
        start = text.find(" ", start, _best(hits)) + 1 or start
    end = min(len(text), start + LENGTH)
    segments = _cut(text, start, end, hits)
    before = [Segment(CUT.strip() + " ", hit=False)] if start else []
    return [*before, *segments, *([Segment(CUT, hit=False)] if end < len(text) else [])]


def marked(text: str, query: Query) -> list[Segment]:
    """Return a whole short text with its hits."""
    return _cut(text, 0, len(text), _hits(text, query))


def _hits(text: str, query: Query) -> list[_Place]:
    found = list(islice(places(text), MOST_WORDS))
    texts = [word for _, _, word in found]
    first = {term.words[0] for term in query.wanted if len(term.words) > 1 or not term.begins}
    beginnings = tuple(term.words[0] for term in query.wanted if len(term.words) == 1 and term.begins)
    hits: list[_Place] = []
    index = 0
    while index < len(texts) and len(hits) < MOST_HITS:
        length = 1
        if texts[index] in first or (beginnings and texts[index].startswith(beginnings)):
            for number, term in enumerate(query.wanted):
                if covers := term.length_at(texts, index):
                    hits.append(_Place(found[index][0], found[index + covers - 1][1], number))
                    length = covers
                    break
        index += length
    return hits


def _best(hits: Sequence[_Place]) -> int:
    """Return where the hit begins after which most different terms follow at once; the first of equals."""

    def terms(hit: _Place) -> int:
        return len({one.term for one in hits if hit.start <= one.start < hit.start + LENGTH - BEFORE})

    return max(hits, key=terms).start


def _cut(text: str, start: int, end: int, hits: Sequence[_Place]) -> list[Segment]:
    segments: list[Segment] = []
    done = start
    for hit in hits:
        if hit.start >= done and hit.end <= end:
            segments += [
                Segment(text[done : hit.start], hit=False),
                Segment(text[hit.start : hit.end], hit=True),
            ]
            done = hit.end
    segments.append(Segment(text[done:end], hit=False))
    return [Segment(SPACE.sub(" ", segment.text), segment.hit) for segment in segments if segment.text]
