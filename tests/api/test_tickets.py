"""Tickets as pages use them: the board searched, counted and read piece by piece, tickets as they were (TKT-04)."""

from typing import Any
from uuid import UUID

import pytest

from application.inbox import CreateInbox, SetInboxAccess
from tests.api.test_conversations import mail
from tests.support.api import Client, Served
from tests.support.world import World


def opened(world: World, client: Client, name: str, channel: UUID, **more: Any) -> str:
    """Return a ticket opened for a new conversation."""
    conversation = world.mailed(channel, mail())
    body = {
        "conversation_id": str(conversation), "name": name, "pipeline_id": str(world.pipeline), "stage": "new",
        **more,
    }  # fmt: skip
    answer = client.post("/tickets", body)
    assert answer.status_code == 201, answer.json
    return str(answer.json["id"])


@pytest.mark.req("TKT-04")
def test_the_board_is_looked_through_and_counted(api: Served) -> None:
    world = api.world()
    client, channel, ann = api.client(world), world.channel(), world.user("Ann")
    broken = opened(world, client, "Broken leg", channel, owner_id=str(ann))
    late = opened(world, client, "Late parcel", channel, priority="urgent")
    board = f"/pipelines/{world.pipeline}"

    def names(**asked: Any) -> list[str]:
        columns = client.post(f"{board}/board", asked).json["columns"]
        listed = client.post("/tickets/search", {"pipeline_id": str(world.pipeline), **asked}).json["items"]
        shown = [item["name"] for column in columns for item in column["items"]]
        assert sorted(item["name"] for item in listed) == sorted(shown)
        return shown

    assert names() == ["Late parcel", "Broken leg"]
    assert names(owner_id=str(ann)) == ["Broken leg"]
    assert names(unowned=True) == names(priority="urgent") == names(name="late") == ["Late parcel"]
    assert names(stage="new", limit=100) == ["Late parcel", "Broken leg"]
    assert names(name="parcel") == []
    assert client.read(f"{board}/counts")["items"] == [{"stage": "new", "count": 2}]
    client.put(f"/tickets/{late}/stage", {"stage": "closed"})
    assert client.read(f"{board}/counts")["items"] == [
        {"stage": "closed", "count": 1}, {"stage": "new", "count": 1},
    ]  # fmt: skip
    rows = client.read(f"/tickets/rows?ids={broken},{late}")["items"]
    assert {row["ticket_id"]: row["stage"] for row in rows} == {broken: "new", late: "closed"}
    (contact,) = {row["contact_id"] for row in rows}
    assert client.post(f"{board}/board", {"contact_id": contact}).status_code == 200
    assert {row["contact_name"] for row in rows} == {client.read(f"/contacts/{contact}")["name"]}


@pytest.mark.req("TKT-04")
def test_a_stage_is_read_page_by_page(api: Served) -> None:
    world = api.world()
    client, channel = api.client(world), world.channel()
    made = [opened(world, client, f"Ticket {number}", channel) for number in range(5)]
    seen: list[str] = []
    cursor = None
    while True:
        asked = {"stage": "new", "limit": 2} | ({"cursor": cursor} if cursor else {})
        (column,) = client.post(f"/pipelines/{world.pipeline}/board", asked).json["columns"]
        seen += [item["ticket_id"] for item in column["items"]]
        cursor = column["next"]
        if cursor is None:
            break
    assert seen == made[::-1]


@pytest.mark.req("TKT-04", "ACC-10", "SE-01")
def test_tickets_of_an_inbox_one_does_not_see_are_nowhere(api: Served) -> None:
    world = api.world()
    boss, hidden = api.client(world), world.make(CreateInbox("Board"))
    world.do(SetInboxAccess(hidden, everyone=False, user_ids=(world.admin,)))
    secret = opened(world, boss, "Secret", world.channel(address="board", inbox=hidden))
    stranger = api.client(world, world.user("Bo"))
    board = f"/pipelines/{world.pipeline}"
    assert boss.read(f"{board}/counts")["items"] == [{"stage": "new", "count": 1}]
    assert stranger.read(f"{board}/counts")["items"] == []
    assert stranger.read(f"/tickets/rows?ids={secret}")["items"] == []
    assert stranger.post("/tickets/search", {}).json["items"] == []
    assert all(not column["items"] for column in stranger.post(f"{board}/board", {}).json["columns"])
    assert stranger.get(f"/tickets/{secret}?as_of=1").status_code == 404
    assert stranger.put(f"/tickets/{secret}/category", {"category": "x"}).status_code == 404


@pytest.mark.req("TKT-04", "AUD-02")
def test_a_ticket_is_shown_as_it_was_and_its_history_says_what_changed(api: Served) -> None:
    world = api.world()
    client = api.client(world)
    ticket = opened(world, client, "Broken leg", world.channel())
    before = client.put(f"/tickets/{ticket}/category", {"category": "Delivery"}).json["position"] - 1
    client.put(f"/tickets/{ticket}/name", {"name": "Broken arm"})
    now, then = client.read(f"/tickets/{ticket}"), client.read(f"/tickets/{ticket}?as_of={before}")
    assert (now["category"], now["name"]) == ("Delivery", "Broken arm")
    assert (then["category"], then["name"]) == ("", "Broken leg")
    assert client.get(f"/tickets/{ticket}?as_of=1").status_code == 404
    told = [event["event"] for event in client.read(f"/history/ticket/{ticket}")["items"]]
    assert told[-2:] == ["ticket.category_set", "ticket.renamed"]
