"""Files of contacts that the server works through (CON-04)."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from werkzeug.test import Client as Sender

from infrastructure.bootstrap import clock
from infrastructure.importing import Importing, imports
from tests.support.api import Client, Reply, Served

pytestmark = pytest.mark.req("CON-04")
FILE = "Name;E-mail;Phone\r\nZoë;zoe@x.example;+48 22 123 45 67\r\nNobody;;\r\n=Bad;bad@;\r\n"
ALL = "/contacts/imports"


class Desk:
    """Brings files, and is the worker."""

    def __init__(self, api: Served) -> None:
        self.api, self.world = api, api.world()
        self.client: Client = api.client(self.world)

    def bring(self, data: bytes) -> Reply:
        self.api.caught_up()
        sender = Sender(self.api.app, Reply, use_cookies=False)
        return sender.post(f"/api/v1{ALL}", data=data, headers=self.client.headers, content_type="text/csv")  # type: ignore[return-value]

    def start(self, import_id: str, **plan: Any) -> Reply:
        return self.client.put(f"{ALL}/{import_id}", {"fields": ["name", "email", "phone"], **plan})

    def work(self, import_id: str, worker: Importing | None = None) -> None:
        app = self.api.application
        (worker or Importing(app.pool, app.uploads, app.bus, clock))(self.world.account, UUID(import_id), "")

    def look(self, import_id: str) -> Any:
        return self.client.read(f"{ALL}/{import_id}")

    def waiting(self) -> set[str]:
        return {str(one.object_id) for one in imports(self.api.application.pool)}

    def names(self) -> list[str]:
        return [one["name"] for one in self.client.read("/contacts")["items"]]


@pytest.fixture
def desk(api: Served) -> Desk:
    return Desk(api)


def counts(one: Any) -> tuple[int, ...]:
    return tuple(one[word] for word in ("total", "done", "created", "updated", "skipped", "refused"))


def test_a_file_is_brought_tried_and_taken_in_once(desk: Desk) -> None:
    brought = desk.bring(FILE.encode("utf-16"))
    assert brought.status_code == 201, brought.get_data(as_text=True)
    file = brought.json
    assert (file["separator"], file["fields"], file["total"]) == (";", ["name", "email", "phone"], 3)
    assert file["rows"][0] == {"number": 2, "cells": ["Zoë", "zoe@x.example", "+48 22 123 45 67"]}
    one = file["import_id"]
    assert desk.look(one)["state"] == "ready"
    assert one not in desk.waiting()

    assert desk.start(one, rehearse=True).json["state"] == "working"
    assert one in desk.waiting()
    assert (desk.start(one).status_code, desk.start(one).json["code"]) == (409, "import_under_way")
    desk.work(one)
    rehearsed = desk.look(one)
    assert (rehearsed["state"], counts(rehearsed), desk.names()) == ("done", (3, 3, 1, 0, 0, 2), [])

    desk.start(one, owner_id=str(desk.world.admin))
    desk.work(one)
    taken = desk.look(one)
    assert (taken["state"], taken["run"], counts(taken)) == ("done", 2, (3, 3, 1, 0, 0, 2))
    assert [(row["number"], row["field"], row["code"]) for row in taken["refused_rows"]] == [
        (3, "email", "invalid"), (4, "email", "invalid"),
    ]  # fmt: skip
    (zoe,) = desk.client.read("/contacts")["items"]
    assert (zoe["name"], zoe["source"], zoe["owner_id"]) == ("Zoë", "import", str(desk.world.admin))
    desk.start(one)
    desk.work(one)
    assert counts(desk.look(one)) == (3, 3, 0, 0, 1, 2)
    (listed,) = desk.client.read(ALL)["items"]
    assert (listed["import_id"], listed["refused_rows"]) == (one, [])
    assert desk.client.read(f"{ALL}/{one}?after=3")["refused_rows"][0]["number"] == 4


def test_refused_rows_come_back_as_a_file_that_runs_nothing(desk: Desk) -> None:
    one = desk.bring(FILE.encode()).json["import_id"]
    desk.start(one)
    desk.work(one)
    answer = desk.client.get(f"{ALL}/{one}/refused.csv")
    lines = answer.get_data(as_text=True).splitlines()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert lines[0] == '\ufeff"line","field","rule","why","Name","E-mail","Phone"'
    assert [line.split(",")[0] for line in lines[1:]] == ['"3"', '"4"']
    assert lines[2].endswith('"\'=Bad","bad@",""')


class Killed(BaseException):
    """The worker is killed."""


class Dying(Importing):
    """A worker that is killed at a row."""

    def __init__(self, desk: Desk, at: int) -> None:
        app = desk.api.application
        super().__init__(app.pool, app.uploads, app.bus, clock)
        self.at = at

    def _take(self, work: Any, row: Any, taken: Any) -> None:
        if row.number == self.at:
            raise Killed
        super()._take(work, row, taken)


@pytest.mark.req("RL-02", "RL-04")
def test_after_a_kill_another_worker_goes_on_and_each_row_counts_once(desk: Desk) -> None:
    rows = "".join(f"N{n},n{n}@x.example\r\n" for n in range(120))
    one = desk.bring(f"name,email\r\n{rows}".encode()).json["import_id"]
    desk.start(one, fields=["name", "email"])
    with pytest.raises(Killed):
        desk.work(one, Dying(desk, 80))
    left = desk.look(one)
    assert (left["state"], one in desk.waiting()) == ("working", True)
    assert left["done"] < 78
    desk.work(one)
    assert (desk.look(one)["state"], counts(desk.look(one))) == ("done", (120, 120, 120, 0, 0, 0))
    assert one not in desk.waiting()
    desk.work(one)
    assert counts(desk.look(one)) == (120, 120, 120, 0, 0, 0)


class Stopping(Dying):
    """While this one works its author stops it."""

    def __init__(self, desk: Desk, one: str) -> None:
        super().__init__(desk, 0)
        self.desk, self.one = desk, one

    def _take(self, work: Any, row: Any, taken: Any) -> None:
        super()._take(work, row, taken)
        if row.number == 2:
            assert self.desk.client.delete(f"{ALL}/{self.one}").json["state"] == "stopped"


def test_what_is_stopped_goes_no_further_and_keeps_what_it_took_in(desk: Desk) -> None:
    rows = "".join(f"N{n},n{n}@x.example\r\n" for n in range(120))
    one = desk.bring(f"name,email\r\n{rows}".encode()).json["import_id"]
    desk.start(one, fields=["name", "email"])
    desk.work(one, Stopping(desk, one))
    stopped = desk.look(one)
    assert stopped["state"] == "stopped"
    assert 1 <= stopped["done"] < 120
    assert stopped["created"] == stopped["done"]
    assert one not in desk.waiting()


def test_a_file_is_its_authors_alone_and_for_a_day(desk: Desk) -> None:
    one = desk.bring(FILE.encode()).json["import_id"]
    other = desk.api.client(desk.world, desk.world.user("Bo"))
    for path in (f"{ALL}/{one}", f"{ALL}/{one}/refused.csv"):
        assert other.get(path).status_code == 404
    assert other.put(f"{ALL}/{one}", {"fields": ["email"]}).status_code == 404
    assert other.delete(f"{ALL}/{one}").status_code == 404
    assert desk.client.read(f"{ALL}/{one}")["state"] == "ready"
    app = desk.api.application
    with app.pool.connection() as db:
        row = db.execute(
            "SELECT upload_id FROM public.contact_imports WHERE import_id = %s", (one,)
        ).fetchone()
    assert row is not None
    desk.start(one)
    app.uploads.drop(UUID(str(row[0])))
    desk.work(one)
    assert desk.look(one)["state"] == "file_gone"
    assert (desk.start(one).status_code, desk.start(one).json["code"]) == (410, "file_gone")
    assert desk.client.get(f"{ALL}/{one}/refused.csv").status_code == 410


def test_what_is_no_file_of_contacts_is_refused(desk: Desk) -> None:
    for data in (b"", b"name,email\r\n", b"name\xff"):
        assert desk.bring(data).status_code == 422
    one = desk.bring(FILE.encode()).json["import_id"]
    assert desk.start(one, fields=["colour"]).status_code == 422
    assert desk.start(str(uuid4())).status_code == 404
