"""Undo send and send later over HTTP (CNV-09)."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from api.app import create_app
from application.sending import StartSend
from infrastructure.bootstrap import clock
from infrastructure.jobs.pending import unsent
from infrastructure.scanning import NoScanner
from infrastructure.uploads import Uploads
from tests.api.test_conversations import mail
from tests.api.test_uploads import PNG, bring
from tests.support.api import Client, Served

pytestmark = pytest.mark.req("CNV-09")


class Desk:
    """A conversation that Ann answers."""

    def __init__(self, api: Served) -> None:
        self.api, self.world = api, api.world()
        ann = self.world.user("Ann")
        self.conversation = self.world.mailed(self.world.channel(users=(ann,)), mail())
        self.client: Client = api.client(self.world, ann)
        self.path = f"/conversations/{self.conversation}"

    def answer(self, **how: Any) -> str:
        made = self.client.post(f"{self.path}/messages", {"text": "It is on its way.", **how})
        assert made.status_code == 201, made.json
        return str(made.json["id"])

    def row(self) -> dict[str, Any]:
        (row,) = self.client.read(f"/conversations/rows?ids={self.conversation}")["items"]
        return dict(row)

    def delivery(self, message: str) -> Any:
        return self.client.read(f"/messages/{message}")["delivery"]

    def pending(self) -> set[str]:
        return {one.key for one in unsent(self.api.application.pool)}


@pytest.fixture
def desk(api: Served) -> Desk:
    return Desk(api)


def test_an_undone_answer_leaves_the_list_as_it_was(desk: Desk) -> None:
    shown = ("preview", "last_direction", "waiting_since", "message_count", "active_at", "status")
    before = desk.row()
    message = desk.answer(undo_seconds=30, close=True)
    assert (desk.row()["status"], desk.row()["last_direction"]) == ("closed", "out")
    assert desk.delivery(message)["state"] == "scheduled"
    assert desk.client.delete(f"{desk.path}/messages/{message}/send").status_code == 200
    after = desk.row()
    assert {name: after[name] for name in shown} == {name: before[name] for name in shown}
    assert desk.delivery(message) == desk.delivery(message) | {"state": "cancelled", "not_before": None}
    again = desk.client.delete(f"{desk.path}/messages/{message}/send")
    assert (again.status_code, again.json["position"]) == (200, 0)


def test_an_undone_answer_leaves_what_was_closed_closed(desk: Desk) -> None:
    shown = ("preview", "last_direction", "waiting_since", "message_count", "active_at", "status")
    desk.client.post(f"{desk.path}/close")
    before = desk.row()
    message = desk.answer(undo_seconds=30)
    assert desk.row()["status"] == "open"
    desk.client.delete(f"{desk.path}/messages/{message}/send")
    after = desk.row()
    assert {name: after[name] for name in shown} == {name: before[name] for name in shown}
    # what had been settled stays so when it is opened again
    desk.client.post(f"{desk.path}/reopen")
    assert desk.row()["waiting_since"] is None


def test_whose_it_was_and_its_files_come_back_with_it(desk: Desk) -> None:
    before = desk.row()["assignee_id"]
    desk.client.put(f"{desk.path}/assignee", {"user_id": None})
    file = bring(desk.client, PNG).json
    message = desk.answer(undo_seconds=30, uploads=[file["upload_id"]])
    assert desk.row()["assignee_id"] == before
    back = desk.client.delete(f"{desk.path}/messages/{message}/send").json
    assert desk.row()["assignee_id"] is None
    (again,) = back["uploads"]
    assert again | {"upload_id": ""} == file | {"upload_id": ""}
    assert desk.client.get(f"/uploads/{again['upload_id']}").get_data() == PNG
    app = desk.api.application
    bound = replace(app.ports.limits, uploads_bytes=1)
    limited = Uploads(app.pool, app.keyring.master, app.blobs.store, NoScanner(), bound)
    served = Served(app, desk.api.services, create_app(replace(desk.api.services, uploads=limited)))
    message = desk.answer(undo_seconds=30, uploads=[again["upload_id"]])
    full = replace(desk.client, served=served).delete(f"{desk.path}/messages/{message}/send")
    assert (full.status_code, full.json["uploads"]) == (200, [])


def test_the_past_shows_it_as_it_was_then(desk: Desk) -> None:
    message = desk.answer(undo_seconds=30)
    then = desk.client.read(desk.path)
    desk.client.delete(f"{desk.path}/messages/{message}/send")
    past = desk.client.read(f"{desk.path}?as_of={then['position']}")
    assert same_moments({**past, "as_of": None}) == same_moments(then)


def same_moments(shown: object) -> str:
    """Write moments with as few digits as they need: a zero at the end of a fraction says nothing (RFC 3339)."""
    return re.sub(r"(\.\d*?)0+(?=\+00:00)", r"\1", json.dumps(shown, sort_keys=True))


def test_an_answer_for_later_is_found_when_it_is_due(desk: Desk) -> None:
    message = desk.answer(send_at=(clock() + timedelta(hours=2)).isoformat())
    assert message.replace("-", "") not in desk.pending()
    moved = (clock() + timedelta(seconds=15)).isoformat()
    assert desk.client.put(f"{desk.path}/messages/{message}/send", {"send_at": moved}).status_code == 200
    desk.api.caught_up()
    assert message.replace("-", "") in desk.pending()
    assert desk.client.put(f"{desk.path}/messages/{message}/send", {"send_at": None}).status_code == 200
    assert desk.delivery(message)["state"] == "queued"


def test_what_was_begun_cannot_be_taken_back(desk: Desk) -> None:
    from uuid import UUID

    message = desk.answer()
    desk.world.now = clock()
    desk.world.do(StartSend(desk.conversation, UUID(message)))
    for refused in (
        desk.client.delete(f"{desk.path}/messages/{message}/send"),
        desk.client.put(f"{desk.path}/messages/{message}/send", {"send_at": None}),
    ):
        assert (refused.status_code, refused.json["code"]) == (409, "send_begun")


@pytest.mark.req("ACC-10")
def test_times_that_cannot_be_are_refused(desk: Desk) -> None:
    path = f"{desk.path}/messages"
    past = desk.client.post(path, {"text": "Late", "send_at": "2020-01-01T00:00:00Z"})
    assert (past.status_code, past.json["field"]) == (422, "send_at")
    assert desk.client.post(path, {"text": "Late", "undo_seconds": 61}).status_code == 422
