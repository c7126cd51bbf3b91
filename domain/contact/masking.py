"""Masks an erased person in texts that belong to other people (PRV-08).

A mask is a keyed digest of an address or of a name, so the log can say what to mask without saying whom. Names are
compared word by word: case, accents' encoding, and what stands between the words (blanks, commas, quote marks, line
ends) do not matter. Addresses are found in any text, also inside URLs and percent-encoded.
"""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable
from urllib.parse import unquote

from domain.channels.email import normalise_address
from domain.kernel.personal import ERASED

MAX_WORDS = 5
FULL_NAME = 2
"""Words a name must have to be masked."""

_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
_ESCAPE = r"%(?:0[9AaDd]|2[0-9A-Fa-f]|3[A-Fa-f]|40|5[BbDd]|7[BbDd])"
"""What an URL escapes between words; `%20Ann` is the word Ann, not 20Ann."""
_TOKEN = re.compile(f"{_ESCAPE}|(?P<word>{_WORD.pattern})")
_AT = re.compile("@|%40")
_LOCAL_CHARACTER = r"[\w.!#$%&'*+/=?^`{|}~-]"
_LOCAL = re.compile(_LOCAL_CHARACTER + r"{1,128}\Z")
_DOMAIN = re.compile(r"[^\W_](?:[\w.-]{0,252}[^\W_])?")
_START = re.compile(rf"(?<=[\W_])|(?=[\W_])|(?<={_ESCAPE})")
_END = re.compile(r"(?<=[^\W_])(?=[\W_])")
_MAX_STARTS = 24
_MAX_ENDS = 12


def digest(secret: bytes, value: str) -> str:
    """Return the keyed digest (32 hex digits) of an address or name, alike for every way of writing it."""
    keyed = _keyed(secret)
    keyed.update(_folded(normalise_address(value) if "@" in value else value))
    return keyed.hexdigest()


def _keyed(secret: bytes) -> hashlib.blake2b:
    return hashlib.blake2b(key=secret[:64], digest_size=16)


def _folded(value: str) -> bytes:
    folded = unicodedata.normalize("NFKC", value).casefold()
    return " ".join(folded.split()).encode("utf-8", "surrogatepass")


def masks_for(secret: bytes, addresses: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """Return the masks of a person, sorted: each address, each full name, also with its last word first.

    Of a name of more than five words, every five in a row are masked. A name of one word is not: it is
    a word of somebody's language, and whoever chose it could have other people's messages masked beyond reading.
    """
    words = [_WORD.findall(name) for name in names]
    spellings = [spelling for name in words for spelling in _spellings(name)]
    values = {address for address in addresses if "@" in address}.union(map(" ".join, spellings))
    return tuple(sorted(digest(secret, value) for value in values))


def _spellings(words: list[str]) -> list[list[str]]:
    if len(words) > MAX_WORDS:
        return [words[at : at + MAX_WORDS] for at in range(len(words) - MAX_WORDS + 1)]
    if len(words) < FULL_NAME:
        return []
    return [words, [words[-1], *words[:-1]]]


def is_maskable(name: str) -> bool:
    """Whether a name is long enough to be masked in other people's messages."""
    return len(_WORD.findall(name)) >= FULL_NAME


def mask_text(secret: bytes, masks: Collection[str], text: str) -> str:
    """Return the text with everything masked replaced by `[erased]`; what is not masked stays as it is.

    Masking twice is masking once. Costs nothing without masks, else a few microseconds a word.
    """
    if not masks or not text:
        return text
    wanted = frozenset(masks)
    pieces = (_mask_addresses(secret, wanted, piece) for piece in text.split(ERASED))
    return ERASED.join(_mask_names(secret, wanted, part) for piece in pieces for part in piece.split(ERASED))


def _mask_addresses(secret: bytes, wanted: frozenset[str], text: str) -> str:
    pieces: list[str] = []
    done = 0
    for at in _AT.finditer(text):
        found = _address_at(secret, wanted, text, done, at)
        if found:
            pieces += [text[done : found[0]], ERASED]
            done = found[1]
    return "".join([*pieces, text[done:]])


def _address_at(
    secret: bytes, wanted: frozenset[str], text: str, floor: int, at: re.Match[str]
) -> tuple[int, int] | None:
    """Find the longest masked address around an at sign: it may begin and end at any break of what surrounds it.

    Bounded: of very many breaks only those nearest to the at sign are tried; no real address has so many.
    """
    domain = _DOMAIN.match(text, at.end())
    local = _LOCAL.search(text[max(floor, at.start() - 128) : at.start()])
    if not domain or not local:
        return None
    breaks = [one.start() for one in _START.finditer(local[0]) if 0 < one.start() < len(local[0])]
    ends = [one.start() for one in _END.finditer(domain[0])]
    for start in [0, *breaks[-_MAX_STARTS:]]:
        for end in [len(domain[0]), *reversed(ends[:_MAX_ENDS])]:
            if digest(secret, f"{unquote(local[0][start:])}@{domain[0][:end]}") in wanted:
                return at.start() - len(local[0]) + start, at.end() + end
    return None


def _mask_names(secret: bytes, wanted: frozenset[str], text: str) -> str:
    words = [token for token in _TOKEN.finditer(text) if token["word"]]
    folded = [_folded(word[0]) for word in words]
    keyed = _keyed(secret)
    pieces: list[str] = []
    done = index = 0
    while index < len(words):
        length = _name_length(keyed.copy(), wanted, folded[index : index + MAX_WORDS])
        if length:
            pieces += [text[done : words[index].start()], ERASED]
            done = words[index + length - 1].end()
        index += length or 1
    return "".join([*pieces, text[done:]])


def _name_length(keyed: hashlib.blake2b, wanted: frozenset[str], words: list[bytes]) -> int:
    """Return how many of the words, from the first on, are a masked name: the most there are, or 0."""
    longest = 0
    for length, word in enumerate(words, start=1):
        keyed.update(word if length == 1 else b" " + word)
        if keyed.hexdigest() in wanted:
            longest = length
    return longest
