"""Small pictures of every kind, whole and otherwise."""

import base64
import struct
import zlib

SIGN = b"\x89PNG\r\n\x1a\n"
SCRIPT = b"<script>alert(document.domain)</script>"
LOSSY = base64.b64decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
LOSSLESS = base64.b64decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
CLEAR = base64.b64decode(
    "UklGRkoAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAwAAAARBxAR/Q9ERP8DAABWUDggGAAAABQBAJ0BKgEAAQAAAP4AAA3AAP7mtQAAAA=="
)
MOVING = base64.b64decode(
    "UklGRlIAAABXRUJQVlA4WAoAAAASAAAAAAAAAAAAQU5JTQYAAAD/////AABBTk1GJgAAAAAAAAAAAAAAAAAAAGQAAABWUDhMDQAAAC8AAAAQBxAREYiI/gcA"
)


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a part of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(
    width: int = 3,
    height: int = 2,
    *,
    lines: bytes | None = None,
    more: bytes = b"",
    depth: int = 8,
    colour: int = 2,
    interlaced: int = 0,
    red: int = 200,
) -> bytes:
    """Return a PNG of one colour, with `more` parts before its lines, which may be others than it needs."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    told = (b"\0" + bytes((red, 30, 60)) * width) * height if lines is None else lines
    parts = (chunk(b"IHDR", header), more, chunk(b"IDAT", zlib.compress(told)), chunk(b"IEND", b""))
    return SIGN + b"".join(parts)


def segment(mark: int, body: bytes) -> bytes:
    """Return a part of a JPEG."""
    return struct.pack(">BBH", 0xFF, mark, len(body) + 2) + body


def frame(width: int, height: int) -> bytes:
    """Return the part that says how large a JPEG is."""
    return segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0")


def jpeg(width: int = 3, height: int = 2, *, more: bytes = b"", scan: bytes = b"\x12\xff\x00\x34") -> bytes:
    """Return something built as a JPEG is, with `more` parts after its first."""
    tables = segment(0xDB, bytes(65)) + more + frame(width, height) + segment(0xC4, bytes(20))
    return b"\xff\xd8" + tables + segment(0xDA, b"\x01\x01\0\0?\0") + scan + b"\xff\xd9"
