"""Drafts over HTTP: each person's own, kept with versions, gone when sent, old, or about somebody forgotten (CNV-09)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from infrastructure.bootstrap import clock
from infrastructure.drafts import Drafts
from tests.api.test_conversations import mail
from tests.support.api import Client, Served

TEXT = {"text": "Half a sen", "cc": ["bo@customer.example"], "format": "markdown"}
pytestmark = pytest.mark.req("CNV-09")


class Desk:
    """A conversation of an account's, and those who write in it."""

    def __init__(self, api: Served) -> None:
        self.api, self.world = api, api.world()
        self.ann, self.ben = self.world.user("Ann"), self.world.user("Ben")
        self.conversation = self.world.mailed(self.world.channel(users=(self.ann,)), mail())
        self.path = f"/conversations/{self.conversation}/draft"

    def client(self, user: UUID) -> Client:
        return self.api.client(self.world, user)

    def places(self, user: UUID) -> list[Any]:
        return [(one["kind"], one["conversation_id"]) for one in self.client(user).read("/drafts")["items"]]


@pytest.fixture
def desk(api: Served) -> Desk:
    return Desk(api)


def test_a_draft_is_kept_read_listed_and_dropped_by_its_author_alone(desk: Desk) -> None:
    client = desk.client(desk.ann)
    assert client.read(desk.path)["version"] == 0
    assert client.put(desk.path, TEXT).json == {"version": 1}
    assert client.put(desk.path, {**TEXT, "version": 1, "text": "Half a sentence"}).json == {"version": 2}
    kept = client.read(desk.path)
    assert (kept["text"], kept["cc"], kept["version"]) == ("Half a sentence", ["bo@customer.example"], 2)
    client.put(f"/conversations/{desk.conversation}/note-draft", {"text": "Ask Bo"})
    upload = {"upload_id": str(desk.ann), "filename": "a.txt", "content_type": "text/plain", "size": 3}
    new = {"text": "", "subject": "Ąę", "channel_id": str(desk.ben), "uploads": [upload]}
    client.put("/drafts/new-mail", new)
    assert client.read("/drafts/new-mail")["subject"] == "Ąę"
    assert client.read("/drafts/new-mail")["uploads"] == [upload]
    places = [("mail", None), ("note", str(desk.conversation)), ("reply", str(desk.conversation))]
    assert sorted(desk.places(desk.ann), key=str) == sorted(places, key=str)
    assert desk.places(desk.ben) == []
    assert desk.client(desk.ben).read(desk.path)["text"] == ""
    for path in (desk.path, f"/conversations/{desk.conversation}/note-draft", "/drafts/new-mail"):
        assert client.delete(path).status_code == 204
        assert client.read(path)["version"] == 0
    assert desk.places(desk.ann) == []


def test_another_window_s_draft_is_not_lost_unseen(desk: Desk) -> None:
    client = desk.client(desk.ann)
    client.put(desk.path, TEXT)
    client.put(desk.path, {**TEXT, "text": "From the other window", "version": 1})
    refused = client.put(desk.path, {**TEXT, "text": "From here", "version": 1})
    assert (refused.status_code, refused.json["code"]) == (412, "draft_changed")
    assert client.read(desk.path)["text"] == "From the other window"
    assert client.put(desk.path, {**TEXT, "text": "From here", "version": 2}).json == {"version": 3}
    assert client.put(desk.path, {**TEXT, "text": "Anyway"}).json == {"version": 4}


def test_a_draft_goes_with_what_is_sent(desk: Desk) -> None:
    client = desk.client(desk.ann)
    client.put(desk.path, TEXT)
    client.put(f"/conversations/{desk.conversation}/note-draft", {"text": "Ask Bo"})
    client.post(f"/conversations/{desk.conversation}/messages", {"text": "A sentence."})
    assert desk.places(desk.ann) == [("note", str(desk.conversation))]
    client.post(f"/conversations/{desk.conversation}/notes", {"text": "Ask Bo."})
    assert desk.places(desk.ann) == []


@pytest.mark.req("SE-06", "PRV-08")
def test_drafts_are_sealed_and_forgotten_with_the_contact_they_are_to(desk: Desk) -> None:
    client = desk.client(desk.ann)
    client.put(desk.path, TEXT)
    client.put("/drafts/new-mail", {"text": "Hello", "to": ["JO@customer.example"]})
    client.put(f"/conversations/{desk.conversation}/note-draft", {"text": "Ask Bo"})
    with desk.api.application.pool.connection() as db:
        rows: list[Any] = db.execute(
            "SELECT sealed FROM drafts WHERE account_id = %s", (desk.world.account,)
        ).fetchall()
    assert len(rows) == 3
    assert not any(word in bytes(sealed) for (sealed,) in rows for word in (b"Half", b"Hello", b"customer"))
    contact = desk.client(desk.world.admin).read(f"/conversations/{desk.conversation}")["contact_id"]
    desk.api.application.eraser.erase(UUID(contact), desk.world.env(by=desk.world.admin))
    desk.api.caught_up()
    assert desk.places(desk.ann) == []
    assert desk.client(desk.ann).put(desk.path, TEXT).json["code"] == "conversation_erased"


def test_what_nobody_touches_is_forgotten(desk: Desk) -> None:
    desk.client(desk.ann).put(desk.path, TEXT)
    app = desk.api.application
    later = Drafts(app.pool, app.keyring, app.secrets.of_account, timedelta(days=30))
    other = Desk(desk.api)
    with app.pool.connection() as db:
        db.execute(
            "UPDATE drafts SET updated_at = now() - interval '31 days' WHERE owner_id = %s", (desk.ann,)
        )
    place = _place(other)
    later.keep(place, b"{}", None, clock())
    assert desk.places(desk.ann) == []
    assert [one.kind for one in later.of(place.account_id, place.owner_id)] == ["mail"]


def _place(desk: Desk) -> Any:
    from api.drafts import Place

    return Place(desk.world.account, desk.ben, "mail")
