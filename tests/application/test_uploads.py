"""What files are called and taken for, and how messages come by them (CNV-08)."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.conversation import PostReply
from application.uploads import LONGEST_NAME, OCTETS, UploadGone, file_name, file_type
from domain.conversation.messages import MessagePosted
from domain.kernel.refusal import InvalidInput
from tests.support.inbound import Mailroom
from tests.support.memory_ports import memory_ports, with_limits
from tests.support.memory_uploads import MemoryUploads
from tests.support.world import World


def room_of(world: World) -> tuple[Mailroom, MemoryUploads]:
    uploads = world.ports.uploads
    assert isinstance(uploads, MemoryUploads)
    return Mailroom(world, world.channel()), uploads


@pytest.mark.req("CNV-08", "SE-04")
@given(st.text())
def test_a_name_is_one_line_without_folders(text: str) -> None:
    name = file_name(text)
    assert 0 < len(name) <= LONGEST_NAME
    assert not set(name) & set("/\\\r\n\0\u202e")
    assert not name.startswith(".")
    assert file_name(name) == name


@pytest.mark.req("CNV-08")
def test_names_keep_what_people_know_them_by() -> None:
    assert file_name("C:\\Users\\jo\\Zdjęcie 1.png") == "Zdjęcie 1.png"
    assert file_name("../../etc/passwd") == "passwd"
    assert file_name("invoice\u202efdp.exe") == "invoicefdp.exe"
    assert file_name("a" * 300 + ".pdf") == "a" * 196 + ".pdf"
    assert file_name("..") == "file"


@pytest.mark.req("CNV-08")
def test_only_what_begins_like_a_picture_is_one() -> None:
    assert file_type("image/png", b"\x89PNG\r\n\x1a\nrest") == "image/png"
    assert file_type("image/png", b"<script>alert(1)</script>") == OCTETS
    assert file_type("image/jpeg; charset=x", b"\xff\xd8\xff\xe0") == "image/jpeg"
    assert file_type("Text/HTML", b"<p>") == "text/html"
    for wrong in ("", "text", "a/b c", "text/html\r\nX: y"):
        assert file_type(wrong, b"") == OCTETS


@pytest.mark.req("CNV-08", "EML-19")
def test_a_reply_takes_files_of_its_author_along() -> None:
    world = World()
    room, uploads = room_of(world)
    conversation = room.mail()
    brought = uploads.bring(world.account, f"user:{world.admin}", "offer.pdf", "application/pdf", b"%PDF")
    world.do(PostReply(conversation, "", uploads=(brought,)), by=world.admin)
    (posted,) = world.happened(conversation, MessagePosted)
    (file,) = posted.attachments
    assert {name: file[name] for name in ("filename", "content_type", "size")} == {
        "filename": "offer.pdf", "content_type": "application/pdf", "size": 4,
    }  # fmt: skip
    assert uploads.claims == {brought: posted.contact_id}


@pytest.mark.req("CNV-08", "SE-01")
def test_nobody_sends_another_s_file() -> None:
    world = World()
    room, uploads = room_of(world)
    conversation, other = room.mail(), world.user("Ann")
    brought = uploads.bring(world.account, f"user:{other}", "offer.pdf", "application/pdf", b"%PDF")
    with pytest.raises(UploadGone):
        world.do(PostReply(conversation, "See.", uploads=(brought,)), by=world.admin)
    assert not world.happened(conversation, MessagePosted)


@pytest.mark.req("CNV-06", "CNV-08")
def test_files_have_limits_together() -> None:
    world = World(ports=with_limits(memory_ports(), attachments_bytes=10, attachments=2))
    room, uploads = room_of(world)
    conversation = room.mail()

    def brought(data: bytes) -> UUID:
        return uploads.bring(world.account, f"user:{world.admin}", "a", OCTETS, data)

    for sizes in ((6, 5), (1, 1, 1)):
        with pytest.raises(InvalidInput, match="at most"):
            world.do(
                PostReply(conversation, "See.", uploads=tuple(brought(bytes(n)) for n in sizes)),
                by=world.admin,
            )
    world.do(
        PostReply(conversation, "See.", uploads=tuple(brought(bytes(5)) for _ in range(2))), by=world.admin
    )
    assert len(world.happened(conversation, MessagePosted)) == 1
