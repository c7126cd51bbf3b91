"""TNEF, in which Exchange wraps a mail for its own kind as `winmail.dat`: its body and its files (MS-OXTNEF).

Every member is a slice of what came in; only compressed RTF grows, up to a bound.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from infrastructure.channels.email.decode import codec_of, decode_charset
from infrastructure.channels.email.parsed import Limits
from infrastructure.channels.email.rtf import decompress, read_rtf

SIGNATURE = b"\x78\x9f\x3e\x22"
_BODY, _PROPS, _CODEPAGE = 0x800C, 0x9003, 0x9007
_BEGINS, _TITLE, _DATA, _OF_FILE = 0x9002, 0x8010, 0x800F, 0x9005
_TEXT, _RTF, _HTML, _CPID = 0x1000, 0x1009, 0x1013, 0x3FDE
_BIN, _SHORT_NAME, _LONG_NAME, _MIME, _CONTENT_ID, _SHOWN_NAME = (
    0x3701,
    0x3704,
    0x3707,
    0x370E,
    0x3712,
    0x3001,
)
_STRING8, _UNICODE, _OBJECT, _BINARY, _MANY = 0x1E, 0x1F, 0x0D, 0x102, 0x1000
_SIZES = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_NAMED = 0x8000
_UTF8 = 65_001
_MOST_PROPS = 2_000

Value = bytes | int
Props = dict[int, tuple[int, Value]]


@dataclass(slots=True)
class Member:
    """A file within; `content_type` is empty where nothing says it."""

    name: str = ""
    content_type: str = ""
    content_id: str = ""
    data: bytes = b""


@dataclass(slots=True)
class Wrapped:
    """What was within: the body as text and as HTML, empty where there is none, and the files in order."""

    text: str = ""
    html: str = ""
    files: list[Member] = field(default_factory=list)
    problem: str = ""


def read_tnef(data: bytes, limits: Limits) -> Wrapped | None:
    """Read a TNEF stream as far as it goes; None where it is none."""
    if not data.startswith(SIGNATURE):
        return None
    found = Wrapped()
    codec = "cp1252"
    message: Props = {}
    for number, value in _attributes(data, found):
        match number:
            case 0x9007 if len(value) >= 4:  # noqa: PLR2004
                codec = codec_of(f"cp{struct.unpack_from('<I', value)[0]}") or codec
            case 0x800C:
                found.text = found.text or _string(value, codec)
            case 0x9003:
                message.update(_props(value))
            case 0x9002 if len(found.files) < limits.parts:
                found.files.append(Member())
            case 0x8010 | 0x800F | 0x9005 if found.files:
                _into(found.files[-1], number, value, codec)
    _body(found, message, codec, limits)
    return found


def _attributes(data: bytes, found: Wrapped) -> Iterator[tuple[int, bytes]]:
    at = 6
    while at + 9 <= len(data):
        level, number, _kind, length = struct.unpack_from("<BHHI", data, at)
        if level not in {1, 2} or at + 9 + length > len(data):
            found.problem = "cut short or broken; read as far as it goes"
            return
        yield number, data[at + 9 : at + 9 + length]
        at += 11 + length


def _into(member: Member, number: int, value: bytes, codec: str) -> None:
    if number == _TITLE:
        member.name = member.name or _string(value, codec)
    elif number == _DATA:
        member.data = value
    else:
        props = _props(value)
        names = (_words(props, key, codec) for key in (_LONG_NAME, _SHORT_NAME))
        member.name = next(filter(None, names), "") or member.name or _words(props, _SHOWN_NAME, codec)
        member.content_type = _words(props, _MIME, codec).lower()
        member.content_id = _words(props, _CONTENT_ID, codec)
        kind, inner = props.get(_BIN, (0, b""))
        if isinstance(inner, bytes) and inner:
            member.data = inner[16:] if kind == _OBJECT else inner


def _body(found: Wrapped, props: Props, codec: str, limits: Limits) -> None:
    said = props.get(_CPID, (0, 0))[1]
    page = said if isinstance(said, int) else 0
    html = props.get(_HTML)
    if html is not None and isinstance(html[1], bytes):
        charset = "utf-8" if page == _UTF8 else codec_of(f"cp{page}")
        found.html = decode_charset(html[1][: limits.html_chars * 2], charset)[0]
    found.text = found.text or _words(props, _TEXT, codec)
    rtf = props.get(_RTF)
    if not found.html and rtf is not None and isinstance(rtf[1], bytes):
        words, is_html = read_rtf(decompress(rtf[1], limits.html_chars), limits.html_chars)
        if is_html:
            found.html = words
        else:
            found.text = found.text or words
    found.text = found.text[: limits.text_chars]
    found.html = found.html[: limits.html_chars]


def _props(data: bytes) -> Props:
    """Read MAPI properties up to the first that makes no sense."""
    found: Props = {}
    if len(data) < struct.calcsize("<I"):
        return found
    count, at = min(struct.unpack_from("<I", data)[0], _MOST_PROPS), 4
    try:
        for _ in range(count):
            kind, number = struct.unpack_from("<HH", data, at)
            at += 4
            if number >= _NAMED:
                at = _after_name(data, at)
            value, at = _value(data, at, kind)
            if value is not None:
                found[number] = (kind, value)
    except (struct.error, IndexError):
        pass
    return found


def _after_name(data: bytes, at: int) -> int:
    kind, length = struct.unpack_from("<II", data, at + 16)
    return at + 24 + (length + 3) // 4 * 4 if kind == 1 else at + 24


def _value(data: bytes, at: int, kind: int) -> tuple[Value | None, int]:
    """Read one value, of several the first, and give where the next property begins."""
    plain = kind & ~_MANY
    varies = plain in {_STRING8, _UNICODE, _OBJECT, _BINARY}
    count = 1
    if varies or kind & _MANY:
        count = struct.unpack_from("<I", data, at)[0]
        at += 4
    first: Value | None = None
    if not varies:
        size = _SIZES[plain] if plain in _SIZES else struct.calcsize("<IQQQ")
        if plain in {2, 3, 0x0B}:
            first = struct.unpack_from("<I", data, at)[0]
        return first, at + size * min(count, len(data))
    for n in range(min(count, _MOST_PROPS)):
        length = struct.unpack_from("<I", data, at)[0]
        if at + 4 + length > len(data):
            raise IndexError
        if n == 0:
            first = data[at + 4 : at + 4 + length]
            first = _utf16(first) if plain == _UNICODE else first
        at += 4 + (length + 3) // 4 * 4
    return first, at


def _utf16(data: bytes) -> bytes:
    return data.decode("utf-16-le", "replace").encode("utf-8", "replace")


def _words(props: Props, number: int, codec: str) -> str:
    kind, value = props.get(number, (0, b""))
    if not isinstance(value, bytes):
        return ""
    return _string(value, "utf-8" if kind & ~_MANY == _UNICODE else codec)


def _string(value: bytes, codec: str) -> str:
    return decode_charset(value.rstrip(b"\0"), codec)[0].replace("\0", "")
