"""The words of a message as PostgreSQL's tsvector, written here so that no parser but ours decides what a word is."""

from collections.abc import Iterable, Sequence
from functools import cache
from struct import Struct

from projections.common.arrays import Lexemes
from projections.search.folding import words

GAP = 8
"""Places left free between texts, so that no phrase goes over the end of one."""
MOST_PLACES = 16_000
MOST_BYTES = 400_000
MOST_OF_ONE = 255
"""PostgreSQL knows 16,383 places, a megabyte, and 256 places of a word; what is beyond is not found."""
WEIGHTS = {"A": 3 << 14, "B": 2 << 14, "C": 1 << 14, "D": 0}
_count = Struct("!I").pack


@cache
def _numbers(how_many: int) -> Struct:
    """Return what writes a word's end, how many places it has, and those."""
    return Struct(f"!xH{how_many}H")


_once = _numbers(1).pack


def lexemes(texts: Iterable[tuple[str, str]], marks: Sequence[str] = ()) -> Lexemes:
    """Return the vector of (weight, text) pairs, weights A to D; `marks` are words that no text can contain."""
    found: dict[str, list[int]] = {}
    place = 0
    for weight, text in texts:
        own = words(text)[: MOST_PLACES - place]
        for at, word in enumerate(own, start=WEIGHTS[weight] + place + 1):
            held = found.get(word)
            if held is None:
                found[word] = [at]
            else:
                held.append(at)
        place = min(place + len(own) + GAP, MOST_PLACES)
    if place >= MOST_PLACES:
        found = dict(_held(found))
    parts = [_count(len(found) + len(marks))]
    for mark in marks:
        parts += mark.encode(), _numbers(0).pack(0)
    for word, held in found.items():
        if len(held) == 1:
            parts += word.encode(), _once(1, held[0])
        else:
            del held[MOST_OF_ONE:]
            parts += word.encode(), _numbers(len(held)).pack(len(held), *held)
    return Lexemes(b"".join(parts))


def _held(found: dict[str, list[int]]) -> Iterable[tuple[str, list[int]]]:
    """Return as much of a long text's words as a vector holds."""
    size = 0
    for word, places in found.items():
        size += len(word.encode())
        if size > MOST_BYTES:
            return
        yield word, places
