"""Mail as Exchange and S/MIME wrap it, made by small writers of our own."""

import struct

from tests.channels.email.mails import b64, part

Prop = tuple[int, int, bytes]


def attribute(level: int, number: int, data: bytes) -> bytes:
    """Give one TNEF attribute (MS-OXTNEF 2.1.3)."""
    return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def props(*each: Prop) -> bytes:
    """Give MAPI properties: type, number, value; those of varying length are counted and padded."""
    out = struct.pack("<I", len(each))
    for kind, number, value in each:
        out += struct.pack("<HH", kind, number)
        varies = kind in {0x1E, 0x1F, 0x0D, 0x102}
        out += struct.pack("<II", 1, len(value)) + value + b"\0" * (-len(value) % 4) if varies else value
    return out


def words(number: int, text: str) -> Prop:
    """Give a property of text."""
    return 0x1F, number, text.encode("utf-16-le") + b"\0\0"


def tnef(*files: tuple[str, str, bytes], body: tuple[Prop, ...] = ()) -> bytes:
    """Give a TNEF stream with files (name, type, bytes) and body properties."""
    out = b"\x78\x9f\x3e\x22\x01\x00" + attribute(1, 0x00069007, struct.pack("<II", 1252, 0))
    out += attribute(1, 0x00069003, props(*body)) if body else b""
    for name, kind, data in files:
        out += attribute(2, 0x00069002, b"\0" * 14)
        out += attribute(2, 0x00018010, b"SHORT~1.DAT\0") + attribute(2, 0x0006800F, data)
        out += attribute(2, 0x00069005, props(words(0x3707, name), words(0x370E, kind)))
    return out


def rtf_of(text: bytes) -> bytes:
    """Give RTF as it is stored without compression (MS-OXRTFCP 2.1.3)."""
    return struct.pack("<II4sI", len(text) + 12, len(text), b"MELA", 0) + text


def lzfu(literals: bytes, *references: tuple[int, int]) -> bytes:
    """Give compressed RTF: bytes as they are, then references into the window, then its end."""
    begin = 207
    tokens: list[bytes] = [bytes([one]) for one in literals]
    written = begin + len(literals)
    codes = []
    for place, length in references:
        codes.append(struct.pack(">H", place << 4 | (length - 2)))
        written += length
    codes.append(struct.pack(">H", written % 4096 << 4))
    marked = [(token, False) for token in tokens] + [(code, True) for code in codes]
    out = b""
    for start in range(0, len(marked), 8):
        group = marked[start : start + 8]
        out += bytes([sum(1 << bit for bit, (_, refers) in enumerate(group) if refers)])
        out += b"".join(token for token, _ in group)
    return struct.pack("<II4sI", len(out) + 12, written - begin, b"LZFu", 0) + out


def der(tag: int, *inner: bytes) -> bytes:
    """Give one DER value."""
    body = b"".join(inner)
    size = len(body)
    return bytes([tag, size] if size < 128 else [tag, 0x82, size >> 8, size & 255]) + body


SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
ENVELOPED_DATA = bytes.fromhex("06092a864886f70d010703")


def signed(content: bytes, *, streamed: bool = False) -> bytes:
    """Give a CMS SignedData without signers around `content`; streamed ones have no lengths before their end."""
    data = bytes.fromhex("06092a864886f70d010701")
    if not streamed:
        held = der(0x30, data, der(0xA0, der(0x04, content)))
        return der(0x30, SIGNED_DATA, der(0xA0, der(0x30, der(0x02, b"\1"), der(0x31), held, der(0x31))))
    end = b"\0\0"
    half = len(content) // 2
    octets = b"\x24\x80" + der(0x04, content[:half]) + der(0x04, content[half:]) + end
    held = b"\x30\x80" + data + b"\xa0\x80" + octets + end + end
    inner = b"\x30\x80" + der(0x02, b"\1") + b"\x31\x80" + end + held + end
    return b"\x30\x80" + SIGNED_DATA + b"\xa0\x80" + inner + end + end


def encoded(content_type: str, data: bytes) -> bytes:
    """Give a part in base64."""
    return part(content_type, b64(data), "Content-Transfer-Encoding: base64")
