"""Words as search compares them: without case, accents or ways of writing the same letter, whatever the language.

Letters that no decomposition knows, such as ł or ø, are folded to what people type who lack the key. Chinese and Japanese
are written without blanks, so there each character is a word, and a run of them is a phrase.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LONGEST = 40
"""Characters of a word that count; what is longer is no word of any language."""

_IDEOGRAPHS = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARKS = "\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
_WORD = re.compile(f"[{_IDEOGRAPHS}]|(?:[^\\W_{_IDEOGRAPHS}][{_MARKS}]*)+")
_PLAIN = re.compile("[a-z0-9]+")
_LETTERS = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "\u0131": "i", "ŧ": "t", "ß": "ss",
})  # fmt: skip


def words(text: str) -> list[str]:
    """Return the folded words of a text in order."""
    if text.isascii():
        return [word[:LONGEST] for word in _PLAIN.findall(text.lower())]
    return [word for word in map(fold, _WORD.findall(text)) if word]


def places(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, folded word) of each word of a text."""
    if text.isascii():
        for found in _PLAIN.finditer(text.lower()):
            yield *found.span(), found[0][:LONGEST]
        return
    for found in _WORD.finditer(text):
        word = fold(found[0])
        if word:
            yield found.start(), found.end(), word


@lru_cache(1 << 16)
def fold(word: str) -> str:
    """Return a word as it is compared; folding twice is folding once. Empty where nothing is left of it."""
    if word.isascii():
        return word.lower()[:LONGEST]
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word.casefold()).casefold())
    kept = "".join(one for one in folded if one.isalnum() or _vowel_sign(one))
    return kept.translate(_LETTERS)[:LONGEST]


def _vowel_sign(one: str) -> bool:
    return unicodedata.category(one) in {"Mc", "Mn"} and not unicodedata.combining(one)
