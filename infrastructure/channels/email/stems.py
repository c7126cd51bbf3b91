"""Stems: of a pattern's every match there is one in it, so that most texts need not be searched by the pattern."""

import re
from collections.abc import Iterable

_ALTERNATIVE = re.compile(r"(?:[^|()]|\([^()]*\))+")
_UNSURE = re.compile(r"\([^()]*\)\??|\[[^\]]*\]\??|\\.|.(?:[?*+]|\{[^{}]*\})|[.^$]")


def stems_of(pattern: str) -> frozenset[str]:
    """Return the longest piece of each alternative that stands as it is in whatever the alternative matches.

    For lists of words: alternatives of letters, groups that hold no others, classes, and repeated characters.
    """
    return frozenset(max(_UNSURE.split(one), key=len) for one in _ALTERNATIVE.findall(pattern))


def has_any(stems: Iterable[str], text: str) -> bool:
    """Say whether one of the stems is in a text: a word is found much sooner than one of many by a pattern."""
    return any(stem in text for stem in stems)
