"""RTF as Exchange carries bodies: decompressed (MS-OXRTFCP), and read as the HTML it wraps (MS-OXRTFEX) or as text."""

import re
import struct

from infrastructure.channels.email.decode import codec_of

_START = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbol"
    rb"ArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_WINDOW = 4_096
_COMPRESSED, _PLAIN = b"LZFu", b"MELA"
_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
_HIDDEN = {
    b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"themedata", b"datastore", b"xmlnstbl",
    b"listtable", b"listoverridetable", b"rsidtbl", b"generator", b"pntext", b"mhtmltag", b"latentstyles", b"fldinst",
}  # fmt: skip
_BREAKS = {
    b"par": "\n",
    b"line": "\n",
    b"sect": "\n",
    b"page": "\n",
    b"row": "\n",
    b"tab": "\t",
    b"cell": "\t",
}
_SIGNS = {
    b"lquote": "\u2018", b"rquote": "\u2019", b"ldblquote": "\u201c", b"rdblquote": "\u201d", b"bullet": "\u2022",
    b"endash": "\u2013", b"emdash": "\u2014",
}  # fmt: skip
_NOT_ALONE = re.compile("[\ud800-\udfff]")
_DEEPEST = 200


def decompress(data: bytes, bound: int) -> bytes:
    """Undo the compression of RTF, up to `bound` bytes; empty where it is none."""
    if len(data) < 16:  # noqa: PLR2004 - the length of its header
        return b""
    raw_size, kind = struct.unpack_from("<I4s", data, 4)
    if kind == _PLAIN:
        return data[16 : 16 + min(raw_size, bound)]
    return _expand(data, min(raw_size, bound)) if kind == _COMPRESSED else b""


def _expand(data: bytes, most: int) -> bytes:
    out = bytearray(_START)
    begin, at, end = len(_START), 16, len(data)
    most += begin
    while at < end and len(out) < most:
        flags = data[at]
        at += 1
        for bit in range(8):
            if flags >> bit & 1 == 0:
                if at >= end:
                    return bytes(out[begin:])
                out.append(data[at])
                at += 1
                continue
            if at + 2 > end:
                return bytes(out[begin:])
            place, length = data[at] << 4 | data[at + 1] >> 4, (data[at + 1] & 15) + 2
            at += 2
            behind = (len(out) - place) % _WINDOW
            if behind == 0:
                return bytes(out[begin:most])
            start = len(out) - behind
            for n in range(length):
                out.append(out[start + n] if start + n >= 0 else 0x20)
    return bytes(out[begin:most])


class _Reading:
    """One walk through an RTF document: the text so far, and what the groups around it say."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.bytes = bytearray()
        self.codec = "cp1252"
        self.skip, self.fallback = 0, 1
        self.star = False
        self.hidden, self.only_rtf = False, False
        self.groups: list[tuple[bool, bool]] = []

    def flush(self) -> None:
        """Decode the bytes gathered: characters of several bytes come one by one."""
        if self.bytes:
            self.pieces.append(self.bytes.decode(self.codec, "replace"))
            self.bytes.clear()

    def say(self, said: str | bytes) -> None:
        """Add text, or bytes of it, where anybody is to see it."""
        if self.hidden or self.only_rtf:
            return
        if isinstance(said, bytes):
            self.bytes += said
            return
        self.flush()
        self.pieces.append(said)

    def brace(self, brace: bytes) -> None:
        """Enter a group, or leave it."""
        if brace == b"{":
            self.groups.append((self.hidden, self.only_rtf))
        elif self.groups:
            self.flush()
            self.hidden, self.only_rtf = self.groups.pop()

    def word(self, name: bytes, number: int | None) -> None:
        """Do what a control word asks for."""
        if name == b"htmltag":
            self.hidden = False
        elif self.star or name in _HIDDEN:
            self.hidden = True
        elif name == b"ansicpg" and number:
            self.codec = codec_of(f"cp{number}") or self.codec
        elif name == b"htmlrtf":
            self.flush()
            self.only_rtf = number != 0
        elif name == b"uc":
            self.fallback = max(0, min(number or 0, 10))
        elif name == b"u" and number is not None:
            self.say(_NOT_ALONE.sub("\ufffd", chr(number % 65_536)))
            self.skip = self.fallback
        elif name in _BREAKS or name in _SIGNS:
            self.say(_BREAKS.get(name) or _SIGNS[name])

    def plain(self, text: bytes) -> None:
        """Add characters, but those that stand for one said before."""
        self.say(text[self.skip :])
        self.skip = max(0, self.skip - len(text))

    def sign(self, sign: bytes) -> None:
        """Do what an escaped sign asks for."""
        if sign in b"\\{}":
            self.plain(sign)
        elif sign == b"~":
            self.say("\u00a0")
        elif sign in b"\r\n":
            self.say("\n")


def read_rtf(data: bytes, bound: int) -> tuple[str, bool]:
    """Read RTF as HTML where it wraps some, else as text; the second says which. Total, up to `bound` bytes."""
    reading = _Reading()
    at, data = 0, data[:bound]
    while (match := _TOKEN.match(data, at)) is not None and len(reading.groups) < _DEEPEST:
        at = match.end()
        word, number, code, sign, brace, text = match.groups()
        if word is not None:
            value = int(number) if number else None
            at += max(0, value) if word == b"bin" and value else 0
            reading.word(word, value)
        elif brace is not None:
            reading.brace(brace)
        elif sign is not None:
            reading.sign(sign)
        else:
            reading.plain(text or (bytes.fromhex(code.decode()) if code else b""))
        reading.star = sign == b"*"
    reading.flush()
    return "".join(reading.pieces).strip("\0 \r\n"), b"\\fromhtml" in data[:4_096]
