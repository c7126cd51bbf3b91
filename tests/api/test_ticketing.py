"""Tickets linked, described, sorted by pipelines and properties, changed many at once, and taken out (TKT-01..05)."""

import csv
import io
from typing import Any

import pytest
from click.testing import CliRunner

from application.account import SetLimits
from infrastructure.bootstrap import clock
from infrastructure.cli.__main__ import postroom
from infrastructure.jobs.pending import stages
from infrastructure.stage_moves import StageMoves
from tests.api.test_tickets import opened
from tests.support.api import Client, Served
from tests.support.world import AFTER_THE_GATE


def defined(client: Client, kind: str, *choices: str) -> str:
    answer = client.post("/ticket-properties", {"name": kind.title(), "kind": kind, "choices": list(choices)})
    assert answer.status_code == 201, answer.json
    return str(answer.json["id"])


def found(client: Client, **asked: Any) -> list[str]:
    answer = client.post("/tickets/search", asked)
    assert answer.status_code == 200, answer.json
    return [item["name"] for item in answer.json["items"]]


@pytest.mark.req("TKT-03", "TKT-04")
def test_a_ticket_of_two_conversations_and_contacts_is_found_by_each(api: Served) -> None:
    world = api.world()
    client, channel = api.client(world), world.channel()
    ticket = opened(world, client, "Broken leg", channel)
    second = world.conversation(channel, "bo@customer.example")
    api.caught_up()
    answer = client.post(f"/tickets/{ticket}/conversations", {"conversation_id": str(second)})
    assert answer.status_code == 200, answer.json
    read = client.read(f"/tickets/{ticket}")
    assert read["conversation_ids"][1] == str(second)
    bo = read["contact_ids"][1]
    assert [one["ticket_id"] for one in client.read(f"/tickets?conversation_id={second}")["items"]] == [
        ticket
    ]
    assert [one["ticket_id"] for one in client.read(f"/tickets?contact_id={bo}")["items"]] == [ticket]
    assert client.read(f"/conversations/rows?ids={second}")["items"][0]["ticket_id"] == ticket
    assert client.read(f"/contacts/{bo}")["ticket_count"] == 1
    first = client.delete(f"/tickets/{ticket}/contacts/{read['contact_id']}")
    assert (first.status_code, first.json["code"]) == (409, "first_contact_stays")
    client.delete(f"/tickets/{ticket}/conversations/{second}")
    assert client.delete(f"/tickets/{ticket}/contacts/{bo}").status_code == 200
    assert client.read(f"/tickets?contact_id={bo}")["items"] == []
    assert client.read(f"/contacts/{bo}")["ticket_count"] == 0
    world.do(SetLimits(0))
    refused = client.post(f"/tickets/{ticket}/contacts", {"contact_id": bo})
    assert (refused.status_code, refused.json["code"]) == (409, "association_limit")


@pytest.mark.req("TKT-01", "ACC-08")
def test_a_ticket_about_a_contact_alone_and_the_gate(api: Served) -> None:
    world = api.world(created_on=AFTER_THE_GATE)
    client = api.client(world)
    channel = world.channel()
    ticket = opened(world, client, "By hand", channel)
    contact = client.read(f"/tickets/{ticket}")["contact_id"]
    assert client.post("/tickets", {"name": "What?"}).status_code == 422
    body = {
        "contact_id": contact,
        "inbox_id": str(world.inbox),
        "name": "Call",
        "pipeline_id": str(world.pipeline),
    }
    alone = client.post("/tickets", {**body, "description": "At noon"})
    assert alone.status_code == 201, alone.json
    read = client.read(alone.headers["Location"].removeprefix("/api/v1"))
    assert (read["conversation_id"], read["source"], read["description"]) == (None, "manual", "At noon")
    assert client.put("/default-pipeline", {"pipeline_id": str(world.pipeline)}).status_code == 200
    assert client.read("/pipelines")["items"][0]["default"] is True
    assert client.post("/tickets", {**body, "pipeline_id": None}).status_code == 201


@pytest.mark.req("TKT-02", "TKT-04")
def test_properties_pipelines_texts_and_times(api: Served) -> None:
    world = api.world()
    client, channel = api.client(world), world.channel()
    lamp, chair = (opened(world, client, name, channel) for name in ("Lamp", "Chair"))
    size = defined(client, "choice", "small", "large")
    assert client.put(f"/tickets/{lamp}/properties/{size}", {"value": "large"}).status_code == 200
    assert client.put(f"/tickets/{lamp}/properties/{size}", {"value": "huge"}).status_code == 422
    client.put(f"/tickets/{chair}/description", {"description": "Order 4711, two pieces"})
    made = client.post("/pipelines", {"name": "Returns"}).json["id"]
    client.put(f"/tickets/{lamp}/pipeline", {"pipeline_id": made, "stage": "closed"})
    read = client.read(f"/tickets/{lamp}")
    assert read["properties"] == [{"property_id": size, "kind": "choice", "value": "large"}]
    assert (read["pipeline_id"], read["closed_at"] is None) == (made, False)
    assert (
        found(client, property_id=size) == found(client, property_value="large", property_id=size) == ["Lamp"]
    )
    assert found(client, text="4711 piec") == found(client, closed=False) == ["Chair"]
    assert found(client, sort="moved") == ["Lamp", "Chair"]
    assert found(client, oldest=True) == ["Lamp", "Chair"]
    client.put(f"/ticket-properties/{size}", {"name": "Size", "choices": ["small"], "archived": True})
    (known,) = client.read("/ticket-properties")["items"]
    assert (known["name"], known["archived"]) == ("Size", True)
    assert client.read("/conversation-properties")["items"] == []
    assert client.put(f"/conversation-properties/{size}", {"name": "Mine"}).status_code == 404


@pytest.mark.req("TKT-02", "RL-02")
def test_tickets_of_a_removed_stage_are_found_and_moved_by_whoever_comes_next(api: Served) -> None:
    world = api.world()
    client, channel = api.client(world), world.channel()
    tickets = [opened(world, client, f"Ticket {number}", channel) for number in range(3)]
    path = f"/pipelines/{world.pipeline}"
    late = client.post(f"{path}/stages/remove", {"stage": "new", "into": "closed"}, **{"If-Match": '"7"'})
    assert late.status_code == 412
    assert client.post(f"{path}/stages/remove", {"stage": "new", "into": "closed"}).status_code == 200
    api.caught_up()
    app = api.application
    due = [one for one in stages(app.pool) if one.account_id == world.account]
    assert [one.object_id for one in due] == [world.pipeline]
    moves = StageMoves(app.bus, app.log, app.pool, clock, app.positions.wait_for)
    moves(world.account, world.pipeline, "")
    api.caught_up()
    assert {client.read(f"/tickets/{one}")["stage"] for one in tickets} == {"closed"}
    assert all(client.read(f"/tickets/{one}")["closed_at"] for one in tickets)
    assert not [one for one in stages(app.pool) if one.account_id == world.account]
    told = [event["event"] for event in client.read(f"/history/ticket/{tickets[0]}")["items"]]
    assert told.count("ticket.moved") == 1
    assert "new" not in [column["stage"]["key"] for column in client.read(f"{path}/board")["columns"]]


@pytest.mark.req("TKT-02")
def test_a_pipeline_is_renamed_archived_and_restored_on_what_was_seen(api: Served) -> None:
    world = api.world()
    client = api.client(world)
    made = client.post("/pipelines", {"name": "Returns"}).json["id"]
    path = f"/pipelines/{made}"
    seen = client.get(path).headers["ETag"]
    assert client.put(f"{path}/name", {"name": "Repairs"}, **{"If-Match": seen}).status_code == 200
    assert client.put(f"{path}/archive", **{"If-Match": seen}).status_code == 412
    assert client.put(f"{path}/archive").status_code == 200
    read = client.read(path)
    assert (read["name"], read["archived"], read["default"]) == ("Repairs", True, False)
    assert client.put("/default-pipeline", {"pipeline_id": made}).json["code"] == "pipeline_archived"
    assert client.delete(f"{path}/archive").status_code == 200
    refused = client.put(f"{path}/stages", {"stages": [{"key": "new", "name": "New", "closed": False}]})
    assert refused.json["code"] == "stage_left_out"


@pytest.mark.req("TKT-04", "API-03")
def test_many_tickets_are_changed_at_once_each_by_itself(api: Served) -> None:
    world = api.world()
    client, channel, ann = api.client(world), world.channel(), world.user("Ann")
    tickets = [opened(world, client, f"Ticket {number}", channel) for number in range(2)]
    size = defined(client, "text")
    ids = [*tickets, str(world.inbox)]
    for deed, fact in (
        ({"do": "owner", "owner_id": str(ann)}, ("owner_id", str(ann))),
        ({"do": "priority", "priority": "urgent"}, ("priority", "urgent")),
        ({"do": "category", "category": "Legs"}, ("category", "Legs")),
        ({"do": "stage", "stage": "closed"}, ("stage", "closed")),
        ({"do": "pipeline", "pipeline_id": str(world.pipeline), "stage": "new"}, ("stage", "new")),
        ({"do": "property", "property_id": size, "value": "L"}, ("category", "Legs")),
    ):
        answer = client.post("/tickets/bulk", {"ticket_ids": ids, **deed})
        assert [one["done"] for one in answer.json["items"]] == [True, True, False]
        assert answer.json["items"][2]["code"] == "not_found"
        assert {client.read(f"/tickets/{one}")[fact[0]] for one in tickets} == {fact[1]}
    for lacking in ("stage", "pipeline", "property"):
        assert client.post("/tickets/bulk", {"ticket_ids": ids, "do": lacking}).status_code == 422


@pytest.mark.req("SE-04", "PRV-10", "TKT-04", "ACC-10")
def test_tickets_are_exported_and_run_nothing(api: Served) -> None:
    world = api.world()
    client = api.client(world)
    opened(world, client, "=HYPERLINK(1)", world.channel())
    answer = client.get("/tickets.csv")
    head, row = csv.reader(io.StringIO(answer.text))
    told = dict(zip(head, row, strict=True))
    assert (told["name"], told["stage"], told["closed_at"]) == ("'=HYPERLINK(1)", "new", "")
    assert api.client(world, world.user("Bo")).get("/tickets.csv").status_code == 403
    words = ["export", "tickets", "--csv", "--account", str(world.account)]
    printed = CliRunner().invoke(postroom, words, env=api.application.settings.to_env())
    assert printed.stdout.splitlines() == answer.text.splitlines(), printed.output
    api.caught_up()
    exported = [
        one
        for one in client.read(f"/history/account/{world.account}")["items"]
        if one["event"] == "account.data_exported"
    ]
    assert [one["facts"]["what"] for one in exported] == ["tickets"] * 2
