"""A header block: split without mercy for its faults, unfolded and decoded (RFC 5322, 2047, 2231)."""

import binascii
import re
from urllib.parse import unquote_to_bytes

from infrastructure.channels.email.decode import clean_line, decode_base64, decode_charset
from infrastructure.channels.email.parsed import Limits

_FIELD = re.compile(rb"([!-9;-~]{1,80})[ \t]*:[ \t]*(.*(?:\r?\n[ \t].*|\r[ \t].*)*)")
_FIELD_START = re.compile(rb"[!-9;-~]{1,80}[ \t]*:")
_FOLD = re.compile(r"[\r\n]+")
# atomic groups, not possessive quantifiers of groups: those match wrongly before CPython 3.11.5 (gh-106052)
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bq])\?((?>(?:[^?=]++|=(?!\?)|\?(?!=))*)=?)\?=", re.IGNORECASE)
_PARAM = re.compile(r";\s*([^\s=;]{1,80})\s*=\s*(\"(?:[^\"\\]|\\.)*\"?|[^;]*)", re.DOTALL)
_PIECE = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?")

_ALONE = -1
"""The number of a parameter that is not one of several pieces."""

Headers = dict[str, list[str]]


def split_headers(raw: bytes, start: int, end: int, limits: Limits) -> tuple[Headers, int, list[str]]:
    """Read the header block at `start`; give its fields by lower-case name, where the body starts, and what was wrong.

    Values are unfolded and otherwise raw: 8-bit bytes are kept as surrogates until somebody decodes them.
    """
    headers: Headers = {}
    wrong: list[str] = []
    at, stop, count = start, min(end, start + limits.header_bytes), 0
    while at < stop:
        match = _FIELD.match(raw, at, stop)
        if match is not None and count < limits.headers:
            value = match[2].decode("ascii", "surrogateescape")[: limits.value_chars].strip()
            if "\n" in value or "\r" in value:
                value = " ".join(line.strip() for line in _FOLD.split(value))
            headers.setdefault(match[1].decode("ascii").lower(), []).append(value)
            at, count = match.end(), count + 1
            at += 2 if raw.startswith(b"\r\n", at) else 1
            continue
        line_end = raw.find(b"\n", at, stop)
        line = raw[at : line_end if line_end >= 0 else stop]
        if not line.strip():
            return headers, min((line_end + 1) if line_end >= 0 else end, end), wrong
        if (
            count
            and not line.startswith((b"From ", b">From ", b" ", b"\t"))
            and not _more_fields(raw, at, stop)
        ):
            wrong.append("no empty line between header and body")
            return headers, at, wrong
        if not (count == 0 and line.startswith((b"From ", b">From "))):
            wrong.append("a line of the header is no field")
        at = line_end + 1 if line_end >= 0 else stop
    if stop < end:
        wrong.append("header larger than the limit")
    return headers, min(at, end), wrong[:20]


def _more_fields(raw: bytes, at: int, stop: int) -> bool:
    line_end = raw.find(b"\n", at, stop)
    return line_end >= 0 and _FIELD_START.match(raw, line_end + 1, stop) is not None


def text_of(value: str) -> str:
    """Decode raw 8-bit bytes of a header value: UTF-8, else windows-1252."""
    if value.isascii():
        return value
    return decode_charset(value.encode("utf-8", "surrogateescape"), "")[0]


def decode_words(value: str) -> str:
    """Decode a header value for people: encoded words wherever they stand, raw 8-bit bytes; one clean line."""
    if "=?" not in value:
        return clean_line(text_of(value))
    pieces: list[str] = []
    pending: tuple[str, bytes] | None = None
    at = 0
    for match in _WORD.finditer(value):
        between = value[at : match.start()]
        data = _word_bytes(match[2], match[3])
        charset = match[1].lower()
        if pending is not None and not between.strip() and pending[0] == charset:
            pending = (charset, pending[1] + data)
        else:
            pieces.append(_flush(pending))
            pieces.append(text_of(between) if between.strip() or pending is None else "")
            pending = (charset, data)
        at = match.end()
    pieces += [_flush(pending), text_of(value[at:])]
    return clean_line("".join(pieces))


def _word_bytes(kind: str, encoded: str) -> bytes:
    data = encoded.encode("utf-8", "surrogateescape")
    if kind in "bB":
        return decode_base64(data)[0]
    return binascii.a2b_qp(data.replace(b" ", b"_"), header=True)


def _flush(pending: tuple[str, bytes] | None) -> str:
    return decode_charset(pending[1], pending[0])[0] if pending is not None else ""


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """Split `text/plain; charset=x; name*0*=...` into its lower-case value and decoded parameters (RFC 2231)."""
    head, semicolon, _ = value.partition(";")
    found: dict[str, list[tuple[int, bool, str]]] = {}
    for match in _PARAM.finditer(value, len(head)) if semicolon else ():
        piece = _PIECE.fullmatch(match[1].lower())
        if piece is not None:
            text = match[2].strip()
            if text.startswith('"'):
                text = re.sub(r"\\(.)", r"\1", text[1:].removesuffix('"'))
            found.setdefault(piece[1], []).append((int(piece[2] or _ALONE), bool(piece[3]), text))
    return head.strip().lower(), {name: _join(pieces) for name, pieces in found.items()}


def _join(pieces: list[tuple[int, bool, str]]) -> str:
    if not any(extended for _, extended, _ in pieces):
        first: dict[int, str] = {}
        for number, _, text in pieces:
            first.setdefault(number, text)
        return decode_words("".join(text for _, text in sorted(first.items())))
    charset, data = "", b""
    for number, extended, text in sorted(piece for piece in pieces if piece[1] or piece[0] != _ALONE):
        rest = text
        if extended and number <= 0 and text.count("'") > 1:
            charset, _, rest = text.split("'", 2)
        raw = rest.encode("utf-8", "surrogateescape")
        data += unquote_to_bytes(raw) if extended else raw
    return clean_line(decode_charset(data, charset)[0])
