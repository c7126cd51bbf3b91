"""What happened to a form: its versions with before and after, where it led, what was sent by it (AUD-01, FRM-09)."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from application.form import ArchiveForm, ChangeForm, CreateForm
from application.inbox import SetInboxAccess
from domain.form.definition import Definition
from domain.form.fields import Field
from infrastructure.cli.__main__ import postroom
from tests.support.api import Client, Served
from tests.support.forms import SAID, FormDesk
from tests.support.world import World

FIELDS = (Field("email", "E-mail", "email", fills="contact.email"),)


@pytest.fixture
def world(api: Served) -> World:
    return api.world()


@pytest.fixture
def desk(api: Served, world: World) -> FormDesk:
    """A form that was sent once, changed, and archived."""
    desk = FormDesk(world)
    desk.submit()
    # who may do what the read models say
    api.caught_up()
    world.do(ChangeForm(desk.form_id, Definition("Write to us", FIELDS)), by=world.admin)
    world.do(ArchiveForm(desk.form_id), by=world.admin)
    return desk


def told(client: Client, desk: FormDesk) -> list[Any]:
    return list(client.read(f"/history/form/{desk.form_id}?limit=100")["items"])


@pytest.mark.req("AUD-01", "FRM-09", "API-02")
def test_a_form_tells_its_versions_where_it_led_and_that_it_was_sent(
    api: Served, world: World, desk: FormDesk
) -> None:
    events = told(api.client(world), desk)
    assert [one["event"] for one in events] == [
        "form.created", "channel.form_chosen", "form.connected", "submission.received", "form.changed", "form.archived",
    ]  # fmt: skip
    assert [one["actor"] for one in events[-2:]] == [f"user:{world.admin}"] * 2
    changes = {one["field"]: (one["before"], one["after"]) for one in events[4]["changes"]}
    assert changes["name"] == ("Contact", "Write to us")
    assert len(changes["fields"][0]) == 7
    assert [one["name"] for one in changes["fields"][1]] == ["email"]
    sent = events[3]
    assert (sent["facts"]["form_version"], "given" in sent["left_out"]) == (1, True)
    assert SAID["ticket_description"] not in json.dumps(events)
    first = api.client(world).read(f"/history/form/{desk.form_id}?limit=2")
    assert [one["event"] for one in first["items"]] == ["form.created", "channel.form_chosen"]


@pytest.mark.req("AUD-01", "ACC-10", "SE-01")
def test_a_form_of_a_closed_inbox_has_no_history_for_others(
    api: Served, world: World, desk: FormDesk
) -> None:
    path = f"/history/form/{desk.form_id}"
    keeper, auditor = world.user("Bo"), world.user("Cy", roles=("auditor",))
    assert api.client(world, keeper).get(path).status_code == 403
    assert api.client(world, auditor).get(path).status_code == 200
    world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=(world.admin,)))
    assert api.client(world, auditor).get(path).status_code == 404
    assert api.client(world).get(path).status_code == 200
    assert api.client(api.world()).get(path).status_code == 404
    unconnected = world.make(CreateForm("Nowhere yet"))
    assert len(api.client(world, auditor).read(f"/history/form/{unconnected}")["items"]) == 1


@pytest.mark.req("AUD-02", "API-07", "FRM-09")
def test_a_form_is_replayed_as_it_was(api: Served, world: World, desk: FormDesk) -> None:
    changed = next(one for one in told(api.client(world), desk) if one["event"] == "form.changed")

    def replayed(*words: str) -> str:
        environment = api.application.settings.to_env()
        done = CliRunner().invoke(postroom, ["replay", "form", str(desk.form_id), *words], env=environment)
        assert done.exit_code == 0, done.output
        return done.stdout

    before = json.loads(replayed("--position", str(changed["position"] - 1), "--json"))
    assert (before["state"]["name"], len(before["state"]["versions"])) == ("Contact", 1)
    assert before["state"]["channel_id"] == str(desk.channel)
    now = json.loads(replayed("--json"))
    assert (now["state"]["name"], now["state"]["archived"]) == ("Write to us", True)
    assert [one["event"] for one in now["history"]][-2:] == ["form.changed", "form.archived"]
    assert "form.archived by" in replayed()
