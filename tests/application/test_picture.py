"""The picture of a user: what is taken for one, what of it is kept, and whose it is (ACC-12, CNV-08)."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.limits import Limits
from application.pictures import KINDS, NoPicture, Picture, PictureTooWide, picture_of
from application.uploads import FileTooLarge
from application.user_picture import RemovePicture, SetPicture
from domain.kernel.refusal import NotAllowed, Refusal, VersionMismatch
from domain.user.aggregate import User
from domain.user.events import PictureRemoved, PictureSet
from tests.support.pictures import (
    CLEAR,
    LOSSLESS,
    LOSSY,
    MOVING,
    SCRIPT,
    SIGN,
    chunk,
    frame,
    jpeg,
    png,
    segment,
)
from tests.support.world import World

LIMITS = Limits(picture_bytes=4000, picture_side=64)
GPS = b"Exif\0\0 52.2297 N, 21.0122 E"
ADOBE = segment(0xEE, b"Adobe" + bytes(7))
GAMMA = chunk(b"gAMA", struct.pack(">I", 45455))


def taken(data: bytes) -> Picture:
    return picture_of(data, LIMITS)


@pytest.mark.req("ACC-12", "CNV-08")
@pytest.mark.parametrize(
    ("data", "kind", "size"),
    [
        (png(), "image/png", (3, 2)),
        (png(64, 64), "image/png", (64, 64)),
        (jpeg(), "image/jpeg", (3, 2)),
        (LOSSY, "image/webp", (1, 1)),
        (LOSSLESS, "image/webp", (1, 1)),
        (CLEAR, "image/webp", (1, 1)),
        (png(1, 1, lines=b"\0abc", interlaced=1), "image/png", (1, 1)),
        (png(9, 9, lines=bytes(99 * 9), interlaced=1), "image/png", (9, 9)),
    ],
)
def test_still_pictures_are_taken_and_written_the_same_again(
    data: bytes, kind: str, size: tuple[int, int]
) -> None:
    picture = taken(data)
    assert (picture.content_type, (picture.width, picture.height)) == (kind, size)
    assert taken(picture.data) == picture


@pytest.mark.req("CNV-08", "SE-04")
@pytest.mark.parametrize(
    "data",
    [
        png(more=chunk(b"tEXt", b"Comment\0" + SCRIPT)) + SCRIPT,
        png(more=chunk(b"PLTE", SCRIPT * 20)),
        jpeg(more=segment(0xE1, GPS) + segment(0xFE, SCRIPT) + segment(0xEE, SCRIPT)) + SCRIPT,
        LOSSY + SCRIPT,
        b"RIFF" + struct.pack("<I", len(LOSSY) + 40) + LOSSY[8:] + b"EXIF" + struct.pack("<I", 40) + SCRIPT + b"\0",
    ],
)  # fmt: skip
def test_what_does_not_show_a_picture_is_left_out(data: bytes) -> None:
    kept = taken(data).data
    assert b"script" not in kept
    assert b"52.2297" not in kept
    assert kept in (taken(png()).data, taken(jpeg()).data, LOSSY)


@pytest.mark.req("CNV-08")
def test_what_says_how_its_colours_are_meant_stays() -> None:
    assert GAMMA in taken(png(more=GAMMA)).data
    assert ADOBE in taken(jpeg(more=ADOBE)).data


@pytest.mark.req("CNV-08", "SE-04")
@pytest.mark.parametrize(
    "data",
    [
        b"", SCRIPT, b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"GIF89a" + bytes(20), b"%PDF-1.7",
        SIGN, SIGN + SCRIPT, png()[:-20], png(0, 2), png(colour=5), png(depth=7), png(lines=b"\0"),
        png().replace(b"IHDR", b"IHDX"), SIGN + chunk(b"IHDR", struct.pack(">IIBBBBB", 3, 2, 8, 2, 1, 0, 0)),
        SIGN + png()[8:33] + chunk(b"IDAT", b"not packed") + chunk(b"IEND", b""),
        b"\xff\xd8\xff", b"\xff\xd8\xff\xd9", jpeg()[:-2], jpeg(more=b"\0" * 4), jpeg(more=segment(0xC9, b"")),
        jpeg(more=b"\xff\xe1\0\x01"), jpeg(more=frame(3, 2)), jpeg(0, 2), b"\xff\xd8\xff\xe1\xff\xff" + SCRIPT,
        b"\xff\xd8" + frame(3, 2) + b"\xff\xd9", b"\xff\xd8" + segment(0xDA, b"") + b"\xff\xd9",
        b"RIFF", b"RIFF" + bytes(4) + b"WAVE", MOVING, LOSSY[:-4], LOSSY.replace(b"VP8 ", b"VP8X"),
        LOSSY.replace(b"\x9d\x01\x2a", b"abc"), LOSSLESS.replace(b"\x2f", b"\x2e"), LOSSY[:16] + b"\xff" + LOSSY[17:],
    ],
)  # fmt: skip
def test_nothing_else_is_a_picture_whatever_it_is_called(data: bytes) -> None:
    with pytest.raises(NoPicture, match="PNG, JPEG or WebP"):
        taken(data)


@pytest.mark.req("CNV-08", "SE-04")
@pytest.mark.parametrize("data", [png(65, 1), jpeg(1, 65), png(2**31 - 1, 2**31 - 1, lines=b"")])
def test_too_many_pixels_are_refused_before_they_are_unpacked(data: bytes) -> None:
    with pytest.raises(PictureTooWide, match="64 pixels"):
        taken(data)


@pytest.mark.req("CNV-08", "SE-04")
def test_too_many_bytes_are_refused_and_a_bomb_is_unpacked_no_further_than_its_pixels() -> None:
    with pytest.raises(FileTooLarge, match="4000 bytes"):
        taken(png() + bytes(4000))
    bomb = png(lines=zlib.decompress(zlib.compress(bytes(3_000_000))))
    assert len(taken(bomb).data) < 100


@pytest.mark.req("SE-02")
@given(
    st.sampled_from([begins for _, begins, _ in KINDS] + [png(), jpeg(), LOSSY, CLEAR]),
    st.binary(),
    st.integers(0, 200),
)
def test_any_bytes_are_a_picture_or_refused(begins: bytes, more: bytes, at: int) -> None:
    try:
        picture = taken(begins[:at] + more + begins[at:])
    except Refusal:
        return
    assert taken(picture.data) == picture


@pytest.mark.req("ACC-12")
def test_a_picture_is_ones_own_or_needs_a_permission() -> None:
    world = World()
    ann, ben = world.user("Ann"), world.user("Ben")
    world.do(SetPicture(ann, png()), by=ann)
    for command in (SetPicture(ann, png()), RemovePicture(ann)):
        with pytest.raises(NotAllowed):
            world.do(command, by=ben)
    with pytest.raises(VersionMismatch):
        world.do(SetPicture(ann, png(), expected_version=1), by=ann)
    world.do(SetPicture(ann, jpeg()), by=world.admin)
    first, second = world.happened(ann, PictureSet)
    assert (first.content_type, second.content_type) == ("image/png", "image/jpeg")
    assert world.get(User, ann).picture == second.picture_id
    assert world.ports.blobs.get(second.picture_id, ann) == taken(jpeg()).data
    assert world.ports.blobs.get(second.picture_id, ben) is None
    world.do(RemovePicture(ann), by=ann)
    world.do(RemovePicture(ann), by=ann)
    assert len(world.happened(ann, PictureRemoved)) == 1
    assert world.get(User, ann).picture is None
