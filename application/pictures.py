"""Pictures of people: PNG, JPEG or WebP, told by their bytes and written anew from what shows them (ACC-12, CNV-08). Pure.

What a file says of the camera and the place it was taken at, what stands behind its end and whatever else it carries is
left out. Written by: PNG third edition (W3C), ITU-T T.81 (JPEG), RFC 9649 (WebP).
"""

import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from application.limits import Limits
from application.uploads import FileTooLarge
from domain.kernel.refusal import Refusal

Shown = tuple[int, int, bytes]
"""Width, height, and the file written anew."""

PNG, RIFF = b"\x89PNG\r\n\x1a\n", b"RIFF"
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
DEPTHS = frozenset({1, 2, 4, 8, 16})
PALETTE = 768
COLOURS = frozenset({b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB"})
PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Of an interlaced PNG: where each begins, and its steps."""
FRAMES = frozenset({0xC0, 0xC1, 0xC2})
TABLES = frozenset({0xC4, 0xDB, 0xDD, 0xDA})
SCAN, END = 0xDA, bytes((0xFF, 0xD9))
ADOBE = b"\xff\xee\0\x0eAdobe"
"""How four colours, or three that are no YCbCr, are told; no more than 12 bytes of it."""
BESIDE = frozenset({*range(0xE0, 0xF0), 0xFE})
MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
ALPHA = 0x10


class NoPicture(Refusal):
    """The bytes are no picture that is shown here."""

    code = "not_a_picture"
    status = 422

    def __init__(self) -> None:
        """Say what is."""
        super().__init__("This is no whole, still PNG, JPEG or WebP picture. Save it as one of these.")


class PictureTooWide(Refusal):
    """A picture has more pixels than are shown anywhere."""

    code = "picture_too_wide"
    status = 422


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept."""

    content_type: str
    width: int
    height: int
    data: bytes


def picture_of(data: bytes, limits: Limits) -> Picture:
    """Return the picture that some bytes are, written anew.

    Raises:
        FileTooLarge, PictureTooWide: it is beyond what the installation takes.
        NoPicture: it is something else, whatever it is called, or broken.

    """
    if len(data) > limits.picture_bytes:
        raise FileTooLarge(f"A picture has at most {limits.picture_bytes} bytes. Make it smaller.")
    known = next(((kind, written) for kind, begins, written in KINDS if data.startswith(begins)), None)
    if known is None:
        raise NoPicture
    kind, written = known
    try:
        width, height, anew = written(data, limits.picture_side)
    except (struct.error, IndexError, zlib.error):
        raise NoPicture from None
    return Picture(kind, width, height, anew)


def _small(width: int, height: int, side: int) -> None:
    """Raise unless a picture has pixels, and not too many: asked before anything is unpacked."""
    if not (width and height):
        raise NoPicture
    if max(width, height) > side:
        raise PictureTooWide(f"A picture is at most {side} pixels wide and high. Make it smaller.")


def _png(data: bytes, side: int) -> Shown:
    at, colours, packed = len(PNG), b"", bytearray()
    (length, name), header = struct.unpack_from(">I4s", data, at), data[at + 8 : at + 21]
    width, height, depth, colour, *ways, interlaced = struct.unpack(">IIBBBBB", header)
    if (length, name) != (len(header), b"IHDR") or colour not in CHANNELS or depth not in DEPTHS or any(ways):
        raise NoPicture
    _small(width, height, side)
    while name != b"IEND":
        at += length + 12
        length, name = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        if name == b"IDAT":
            packed += body
        elif name in COLOURS and length <= PALETTE:
            colours += _chunk(name, body)
    passes = PASSES if interlaced else ((0, 0, 1, 1),)
    wanted = sum(_octets(width, height, depth * CHANNELS[colour], one) for one in passes)
    lines = zlib.decompressobj().decompress(bytes(packed), wanted)
    if len(lines) < wanted:
        raise NoPicture
    ends = _chunk(b"IDAT", zlib.compress(lines, 9)) + _chunk(b"IEND", b"")
    return width, height, PNG + _chunk(b"IHDR", header) + colours + ends


def _octets(width: int, height: int, bits: int, part: tuple[int, int, int, int]) -> int:
    """Return how many bytes one pass over a PNG has unpacked, a filter's before each line."""
    left, top, across, down = part
    columns, lines = -(-(width - left) // across), -(-(height - top) // down)
    return lines * ((columns * bits + 7) // 8 + 1) if columns > 0 and lines > 0 else 0


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _jpeg(data: bytes, side: int) -> Shown:
    at, anew, size, scans = 2, bytearray(data[:2]), (0, 0), 0
    while data[at : at + 2] != END:
        begins, mark, length = struct.unpack_from(">BBH", data, at)
        segment = data[at : at + 2 + length]
        if begins != 0xFF or len(segment) < length + 2 or length < 2:  # noqa: PLR2004 - the two bytes of the length
            raise NoPicture
        if mark in FRAMES:
            if size != (0, 0):
                raise NoPicture
            height, width = struct.unpack_from(">HH", segment, 5)
            _small(width, height, side)
            size = width, height
        elif mark not in TABLES and mark not in BESIDE:
            raise NoPicture
        if mark in FRAMES or mark in TABLES or segment.startswith(ADOBE):
            anew += segment
        at += len(segment)
        if mark == SCAN:
            scans += 1
            after = MARKER.search(data, at)
            if after is None:
                raise NoPicture
            anew += data[at : after.start()]
            at = after.start()
    if size == (0, 0) or not scans:
        raise NoPicture
    return (*size, bytes(anew) + END)


def _webp(data: bytes, side: int) -> Shown:
    (length,) = struct.unpack_from("<I", data, 4)
    at, chunks = 12, dict[bytes, bytes]()
    if data[8:12] != b"WEBP" or length + 8 > len(data):
        raise NoPicture
    while at < length + 8:
        name, long = struct.unpack_from("<4sI", data, at)
        chunks.setdefault(name, data[at + 8 : at + 8 + long])
        at += 8 + long + long % 2
    if at > len(data) + 1 or b"ANIM" in chunks or (b"VP8 " in chunks) == (b"VP8L" in chunks):
        raise NoPicture
    if b"VP8L" in chunks:
        mark, bits = struct.unpack_from("<BI", chunks[b"VP8L"])
        width, height, right = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, mark == 0x2F  # noqa: PLR2004 - its signature
        kept: tuple[bytes, ...] = (b"VP8L",)
    else:
        sign, wide, high = struct.unpack_from("<3x3sHH", chunks[b"VP8 "])
        width, height, right = wide & 0x3FFF, high & 0x3FFF, sign == b"\x9d\x01\x2a"
        kept = (b"VP8X", b"ALPH", b"VP8 ") if b"ALPH" in chunks else (b"VP8 ",)
    if not right:
        raise NoPicture
    _small(width, height, side)
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunks[b"VP8X"] = struct.pack("<I", ALPHA) + sizes
    anew = b"WEBP" + b"".join(_part(one, chunks[one]) for one in kept)
    return width, height, _part(RIFF, anew)


def _part(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


KINDS: tuple[tuple[str, bytes, Callable[[bytes, int], Shown]], ...] = (
    ("image/png", PNG, _png),
    ("image/jpeg", b"\xff\xd8", _jpeg),
    ("image/webp", RIFF, _webp),
)
