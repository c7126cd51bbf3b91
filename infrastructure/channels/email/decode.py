"""Bytes of a mail to bytes and text: transfer encodings, character sets, and text that a database accepts."""

import binascii
import codecs
import re
from functools import lru_cache

_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_HEADER_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+"
)
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_STATEFUL = ("iso2022", "utf-7", "utf-16", "utf-32", "hz")
_NOT_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
_ALIASES = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-1-windows-3.1-latin-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "iso-8859-9": "cp1254",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "tis-620": "cp874",
    "unicode-1-1-utf-7": "utf-7",
    "x-unicode-2-0-utf-7": "utf-7",
    "utf8mb4": "utf-8",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
}


@lru_cache(maxsize=512)
def codec_of(charset: str) -> str:
    """Give the name of the Python codec for a declared character set, as browsers read it; empty if there is none."""
    name = charset.strip().strip("\"'").lower().partition("*")[0]
    name = _ALIASES.get(name, name)
    try:
        found = codecs.lookup(name)
        b"".decode(found.name)
    except (LookupError, ValueError, TypeError):
        return ""
    return found.name if getattr(found, "_is_text_encoding", True) and found.name not in _NOT_CHARSETS else ""


def decode_charset(data: bytes, charset: str) -> tuple[str, str]:
    """Decode what a mail calls `charset`; total. The second is empty, or says how it had to be repaired.

    UTF-8 goes before a declared Western single-byte set (such bytes are hardly ever valid UTF-8 by chance), after any
    other; what nothing reads strictly is read as windows-1252, and as latin-1 where that has no such character.
    """
    codec = codec_of(charset) if charset else ""
    if data.isascii() and not codec.startswith(_STATEFUL):
        return data.decode("ascii"), ""
    order = [codec] if codec not in {"", "utf-8"} else []
    order.insert(0 if codec == "cp1252" else len(order), "utf-8")
    for attempt in order:
        try:
            text = data.decode(attempt)
        except (UnicodeError, ValueError, OverflowError):
            continue
        if codec in {attempt, "cp1252"} or not charset:
            return text, ""
        return text, f"read as {attempt}"
    try:
        return data.decode("cp1252"), "" if codec == "cp1252" else "read as windows-1252"
    except UnicodeError:
        return data.decode("latin-1"), "read as latin-1"


def decode_transfer(data: bytes, encoding: str) -> tuple[bytes, str]:
    """Undo a Content-Transfer-Encoding; total. The second is empty, or says how it had to be repaired."""
    match encoding:
        case "" | "7bit" | "8bit" | "binary":
            return data, ""
        case "quoted-printable":
            return binascii.a2b_qp(data), ""
        case "base64":
            return decode_base64(data)
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            return _decode_uu(data), ""
        case _:
            return data, "unknown transfer encoding taken as 8bit"


def decode_base64(data: bytes) -> tuple[bytes, str]:
    """Decode base64 that may be wrapped, cut short, padded in the middle or hold strange characters; total."""
    try:
        return binascii.a2b_base64(data.translate(None, b"\r\n \t"), strict_mode=True), ""
    except binascii.Error:
        clean = _NOT_BASE64.sub(b"", data)
    pieces = []
    for run in re.split(rb"=+", clean):
        whole = run[:-1] if len(run) % 4 == 1 else run
        pieces.append(binascii.a2b_base64(whole + b"=" * (-len(whole) % 4)))
    return b"".join(pieces), "broken base64 read as far as it goes"


def _decode_uu(data: bytes) -> bytes:
    lines = data.splitlines()
    start = next((n + 1 for n, line in enumerate(lines) if line.startswith(b"begin ")), 0)
    pieces = []
    for line in lines[start:]:
        if line.strip() in {b"end", b"`"}:
            break
        try:
            pieces.append(binascii.a2b_uu(line))
        except binascii.Error:
            length = (((line[0] - 32) & 63) * 4 + 5) // 3 if line else 0
            try:
                pieces.append(binascii.a2b_uu(line[:length]))
            except binascii.Error:
                continue
    return b"".join(pieces)


def clean_text(text: str) -> str:
    """Make a body plain: line feeds only, no NUL, lone surrogate or control character (PostgreSQL refuses them)."""
    return _NOT_TEXT.sub("", _LINE_END.sub("\n", text))


def clean_line(text: str) -> str:
    """Make a header value one line: no control, line separator, direction override or lone surrogate; one space each."""
    return " ".join(_HEADER_UNSAFE.sub(" ", text).split())
