"""Searching over HTTP (CNV-03)."""

from typing import Any
from uuid import UUID

import pytest

from application.inbox import SetInboxAccess
from tests.support.api import Client, Served
from tests.support.mails import a_mail


def asked(client: Client, query: str, **more: Any) -> Any:
    answer = client.post("/search", {"query": query, **more})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.json


def found(client: Client, query: str, **more: Any) -> list[UUID]:
    return [UUID(item["conversation"]["conversation_id"]) for item in asked(client, query, **more)["items"]]


@pytest.mark.req("CNV-03")
def test_what_is_found_is_shown_with_its_conversation_and_marked(api: Served) -> None:
    world = api.world()
    ann = world.user("Ann")
    conversation = world.mailed(
        world.channel(users=(ann,)), a_mail("Gdzie jest moja paczka?", subject="Zamówienie 17")
    )
    client = api.client(world, ann)
    answer = asked(client, "PACZK")
    (item,) = answer["items"]
    assert answer["next"] is None
    (row,) = client.read(f"/conversations/rows?ids={conversation}")["items"]
    assert item["conversation"] == row
    assert item["snippet"] == [
        {"text": "Gdzie jest moja ", "hit": False}, {"text": "paczka", "hit": True}, {"text": "?", "hit": False},
    ]  # fmt: skip
    (message,) = client.read(f"/conversations/{conversation}")["messages"]
    assert (item["message_id"], item["direction"]) == (message["message_id"], "in")
    (subject,) = asked(client, "zamowienie")["items"]
    assert subject["subject"] == [{"text": "Zamówienie", "hit": True}, {"text": " 17", "hit": False}]


@pytest.mark.req("CNV-03", "ACC-10", "SE-01")
def test_nobody_finds_what_they_do_not_see(api: Served) -> None:
    world, other = api.world(), api.world()
    ann, ben = world.user("Ann"), world.user("Ben")
    hers = world.mailed(world.channel(users=(ann,)), a_mail("parcel"))
    foreign = other.mailed(other.channel(), a_mail("parcel"))
    assert found(api.client(world, ann), "parcel") == [hers]
    assert found(api.client(other), "parcel") == [foreign]
    inbox = api.client(world, ann).read(f"/conversations/{hers}")["inbox_id"]
    assert found(api.client(world, ben), "parcel") == [hers]
    world.do(SetInboxAccess(UUID(inbox), everyone=False, user_ids=(ann,), team_ids=()))
    assert found(api.client(world, ben), "parcel") == []
    refused = api.client(other).post("/search", {"query": "parcel", "inbox_ids": [inbox]})
    assert (refused.status_code, refused.json["code"]) == (404, "not_found")


@pytest.mark.req("CNV-03")
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"query": ""}, "query"), ({"query": "-paid"}, "query"), ({"query": "x" * 301}, "query"), ({"query": "a " * 21}, "query"),
        ({"query": "a", "place": "nowhere"}, "place"), ({"query": "a", "cursor": "nonsense"}, "cursor"),
        ({"query": "a", "cursor": "WyIxIiwgIjEiLCAiMSIsICI5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTkiXQ"}, "cursor"),
        ({"query": "a", "since": "2026-01-02T00:00:00Z", "until": "2026-01-01T00:00:00Z"}, "until"),
        ({"query": "a", "limit": 101}, "limit"), ({"query": "a", "tags": ["x"] * 21}, "tags"),
        ({"query": "a", "assignee_ids": ["00000000-0000-4000-8000-000000000000"] * 21}, "assignee_ids"), ({}, "query"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_with_what_to_do_instead(api: Served, body: dict[str, Any], field: str) -> None:
    refused = api.client(api.world()).post("/search", body)
    assert (refused.status_code, refused.json["code"], refused.json["field"]) == (422, "invalid", field)
    assert refused.json["detail"]


@pytest.mark.req("CNV-03", "CON-04")
def test_people_are_found_beside_conversations_and_pages_go_on(api: Served) -> None:
    world = api.world()
    ann = world.user("Ann")
    channel = world.channel(users=(ann,))
    conversations = {
        world.mailed(channel, a_mail("parcel", sender=f"Jo Kowal <jo{number}@customer.example>"))
        for number in range(5)
    }
    client = api.client(world, ann)
    first = asked(client, "kowal", limit=2)
    assert len(first["contacts"]) == 5
    assert first["contacts"][0]["name"] == [{"text": "Jo ", "hit": False}, {"text": "Kowal", "hit": True}]
    assert asked(client, "kowal", place="open")["contacts"] == []
    pages, cursor = [*first["items"]], first["next"]
    while cursor is not None:
        page = asked(client, "kowal", limit=2, cursor=cursor)
        assert page["contacts"] == []
        pages, cursor = [*pages, *page["items"]], page["next"]
    assert sorted(UUID(item["conversation"]["conversation_id"]) for item in pages) == sorted(conversations)
