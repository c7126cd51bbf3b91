"""Files that are brought before their message: over HTTP, sealed, limited, forgotten (CNV-08)."""

import io
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from werkzeug.test import Client as Sender

from domain.conversation.messages import MessagePosted
from infrastructure.jobs.pending import old
from infrastructure.scanning import Clamd, NoScanner, Scanner
from infrastructure.uploads import PIECE, Uploads
from tests.api.test_conversations import mail
from tests.support.api import Client, Reply, Served
from tests.support.clamd import EICAR, clamd
from tests.support.world import World

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
NAME = "attachment; filename*=UTF-8''zdj%C4%99cie%20%E2%82%AC.png"


def bring(client: Client, data: bytes, kind: str = "image/png", name: str = NAME) -> Reply:
    client.served.caught_up()
    headers = client.headers | {"Content-Type": kind, "Content-Disposition": name}
    sender = Sender(client.served.app, Reply, use_cookies=False)
    return sender.post("/api/v1/uploads", data=data, headers=headers)  # type: ignore[return-value]


def uploads_of(api: Served, scanner: Scanner | None = None) -> Uploads:
    """Return uploads as the application's own, but with other limits or a scanner."""
    app = api.application
    limits = replace(app.ports.limits, attachments_bytes=3 * PIECE, uploads_bytes=8 * PIECE)
    return Uploads(app.pool, app.keyring.master, app.blobs.store, scanner or NoScanner(), limits)


class Stream:
    """A body that comes in pieces, and notes the most that was asked for at once."""

    def __init__(self, data: bytes) -> None:
        self.body, self.most = io.BytesIO(data), 0

    def __call__(self, size: int) -> bytes:
        self.most = max(self.most, size)
        return self.body.read(min(size, 70_001))


def take(uploads: Uploads, world: World, data: bytes, length: int | None = None) -> UUID:
    actor = f"user:{world.admin}"
    return uploads.take(world.account, actor, "a.bin", "", Stream(data), length, world.now)[0]


def stored(api: Served) -> int:
    return sum(1 for _ in api.application.blobs.store.ids())


@pytest.mark.req("CNV-08", "EML-19")
def test_a_file_is_brought_and_sent_along(api: Served) -> None:
    world = api.world()
    conversation = world.mailed(world.channel(), mail())
    client = api.client(world)
    brought = bring(client, PNG)
    assert brought.status_code == 201, brought.get_data(as_text=True)
    file = brought.json
    assert file | {"upload_id": ""} == {
        "upload_id": "", "filename": "zdjęcie €.png", "content_type": "image/png", "size": len(PNG),
    }  # fmt: skip
    back = client.get(f"/uploads/{file['upload_id']}")
    assert (back.get_data(), back.content_type) == (PNG, "image/png")
    assert back.headers["Content-Disposition"].startswith("attachment; ")
    sent = client.post(
        f"/conversations/{conversation}/messages", {"text": "", "uploads": [file["upload_id"]]}
    )
    assert sent.status_code == 201, sent.json
    (attachment,) = client.read(f"/messages/{sent.json['id']}")["attachments"]
    assert (attachment["filename"], attachment["size"]) == ("zdjęcie €.png", len(PNG))
    assert client.get(f"/messages/{sent.json['id']}/attachments/0").get_data() == PNG


@pytest.mark.req("CNV-08", "SE-01")
def test_a_file_is_who_brought_it_alone(api: Served) -> None:
    world = api.world()
    conversation = world.mailed(world.channel(), mail())
    client, other = api.client(world), api.client(world, world.user("Ann"))
    upload_id = bring(client, PNG).json["upload_id"]
    assert other.get(f"/uploads/{upload_id}").status_code == 404
    assert other.delete(f"/uploads/{upload_id}").status_code == 404
    stolen = other.post(f"/conversations/{conversation}/messages", {"text": "See.", "uploads": [upload_id]})
    assert (stolen.status_code, stolen.json["code"]) == (404, "not_found")
    before = stored(api)
    assert client.delete(f"/uploads/{upload_id}").status_code == 204
    assert stored(api) == before - 1
    assert client.get(f"/uploads/{upload_id}").status_code == 404


@pytest.mark.req("CNV-08")
def test_what_calls_itself_a_picture_must_begin_like_one(api: Served) -> None:
    client = api.client(api.world())
    page = bring(client, b"<script>alert(1)</script>", name='attachment; filename="../../ab.png"').json
    assert (page["content_type"], page["filename"]) == ("application/octet-stream", "ab.png")
    assert bring(client, b"", kind="text/html", name="").json["filename"] == "file"


@pytest.mark.req("CNV-08")
def test_a_file_is_sealed_in_pieces_and_never_whole_in_memory(api: Served) -> None:
    world, uploads = api.world(), uploads_of(api)
    text = b"a secret of Zofia; "
    data = text * (5 * PIECE // 2 // len(text))
    before = set(api.application.blobs.store.ids())
    stream = Stream(data)
    upload_id, file = uploads.take(world.account, f"user:{world.admin}", "a", "", stream, None, world.now)
    assert file.size == len(data)
    assert stream.most <= PIECE
    new = [
        api.application.blobs.store.get(blob) or b""
        for blob in set(api.application.blobs.store.ids()) - before
    ]
    assert len(new) == 3
    assert not [one for one in new if text in one or len(one) > PIECE + 100]
    found = uploads.look(world.account, f"user:{world.admin}", upload_id)
    assert found is not None
    assert b"".join(found[1]) == data
    with api.application.pool.connection() as db:
        row = db.execute("SELECT * FROM public.uploads WHERE upload_id = %s", (upload_id,)).fetchone()
    assert "a.bin" not in str(row)


@pytest.mark.req("CNV-08")
def test_what_is_too_large_is_refused_and_leaves_nothing(api: Served) -> None:
    world, before = api.world(), stored(api)
    uploads = uploads_of(api)
    for length in (None, 4 * PIECE):
        with pytest.raises(Exception, match="at most") as refused:
            take(uploads, world, bytes(3 * PIECE + 1), length)
        assert getattr(refused.value, "status", None) == 413
    for _ in range(4):
        take(uploads, world, bytes(2 * PIECE), 2 * PIECE)
    with pytest.raises(Exception, match="wait to be sent"):
        take(uploads, world, b"a", 1)
    assert stored(api) == before + 8
    take(uploads, api.world(), b"a", 1)


@pytest.mark.req("CNV-08")
def test_a_broken_off_file_leaves_nothing(api: Served) -> None:
    world, before = api.world(), stored(api)

    def broken(size: int) -> bytes:
        if stored(api) > before:
            raise ConnectionResetError
        return bytes(size)

    with pytest.raises(ConnectionResetError):
        uploads_of(api).take(world.account, f"user:{world.admin}", "a", "", broken, 3 * PIECE, world.now)
    assert stored(api) == before


@pytest.mark.req("CNV-08")
def test_an_infected_file_is_refused_wherever_it_comes_in(api: Served) -> None:
    world, before = api.world(), stored(api)
    with clamd() as (url, heard):
        uploads = uploads_of(api, Clamd(url))
        with pytest.raises(Exception, match="virus scanner found") as refused:
            take(uploads, world, bytes(PIECE) + EICAR)
        assert (getattr(refused.value, "code", ""), getattr(refused.value, "status", 0)) == ("infected", 422)
        with pytest.raises(Exception, match="virus scanner found"):
            uploads.check(EICAR)
        take(uploads, world, b"clean")
    assert heard == [bytes(PIECE) + EICAR, EICAR, b"clean"]
    assert stored(api) == before + 1


@pytest.mark.req("CNV-08")
def test_what_nobody_sent_goes_after_a_day(api: Served) -> None:
    world = api.world()
    uploads, now = api.application.uploads, api.services.clock()
    actor = f"user:{world.admin}"
    new = uploads.take(world.account, actor, "a", "", Stream(b"a"), 1, now)[0]
    aged = uploads.take(world.account, actor, "a", "", Stream(b"a"), 1, now - timedelta(hours=25))[0]
    due = [work for work in old(uploads) if work.account_id == world.account]
    assert [(work.kind, work.object_id, work.key) for work in due] == [("drop", aged, aged.hex)]
    uploads.drop(aged)
    assert uploads.look(world.account, actor, aged) is None
    assert uploads.look(world.account, actor, new) is not None
    uploads.drop(aged)


@pytest.mark.req("PRV-08", "CNV-08")
def test_an_erasure_takes_what_was_sent_to_the_person(api: Served) -> None:
    world = api.world()
    conversation = world.mailed(world.channel(), mail())
    client = api.client(world)
    sent_along, kept = (bring(client, PNG).json["upload_id"] for _ in range(2))
    posted = client.post(
        f"/conversations/{conversation}/messages",
        {"text": "**x**", "format": "markdown", "uploads": [sent_along]},
    )
    assert client.get(f"/uploads/{sent_along}").status_code == 200
    contact = client.read(f"/conversations/{conversation}")["contact_id"]
    assert client.post(f"/contacts/{contact}/erase").status_code == 200
    assert client.get(f"/uploads/{sent_along}").status_code == 404
    assert client.get(f"/uploads/{kept}").status_code == 200
    message = client.read(f"/messages/{posted.json['id']}")
    assert (message["html"], message["has_html"], message["attachments"]) == ("", False, [])
    assert client.get(f"/messages/{posted.json['id']}/html").status_code == 404


@pytest.mark.req("API-01", "CNV-08")
def test_a_repeat_of_a_sent_message_needs_its_files_no_more(api: Served) -> None:
    world = api.world()
    conversation = world.mailed(world.channel(), mail())
    client = api.client(world)
    upload_id = bring(client, PNG).json["upload_id"]
    body = {"text": "See.", "uploads": [upload_id]}
    first = client.post(f"/conversations/{conversation}/messages", body, Idempotency_Key="one")
    assert client.delete(f"/uploads/{upload_id}").status_code == 204
    again = client.post(f"/conversations/{conversation}/messages", body, Idempotency_Key="one")
    assert (again.status_code, again.json) == (first.status_code, first.json)
    gone = client.post(f"/conversations/{conversation}/messages", body, Idempotency_Key="two")
    assert (gone.status_code, "Attach it again" in gone.json["detail"]) == (404, True)
    assert len(world.happened(conversation, MessagePosted)) == 1
