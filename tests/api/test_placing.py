"""Conversations to another inbox, together and apart over HTTP, now and as they were (CNV-07, EML-16, AUD-02)."""

from typing import Any

import pytest

from application.inbox import CreateInbox
from domain.conversation.messages import MessageReceived
from tests.api.test_conversations import mail
from tests.support.api import Served
from tests.support.mails import a_mail


def texts(thread: dict[str, Any]) -> list[str]:
    return [one["message_id"] for one in thread["messages"]]


@pytest.mark.req("CNV-07", "AUD-02")
def test_two_are_read_as_one_and_before_that_as_two(api: Served) -> None:
    world = api.world()
    ann = world.user("Ann")
    channel = world.channel(users=(ann,))
    one, two = world.mailed(channel, mail()), world.mailed(channel, mail())
    first, second = (str(world.happened(each, MessageReceived)[0].message_id) for each in (one, two))
    client = api.client(world, ann)
    before = client.read(f"/conversations/{two}")["position"]
    refused = client.post(f"/conversations/{two}/merge", {"into_id": str(one)})
    if refused.status_code == 409:
        assert refused.json["code"] == "different_contacts"
        refused = client.post(f"/conversations/{two}/merge", {"into_id": str(one), "confirmed": True})
    assert refused.status_code == 200, refused.json
    together = client.read(f"/conversations/{one}")
    assert texts(together) == [first, second]
    assert (together["message_count"], together["merged_into"]) == (2, None)
    assert [each["conversation_id"] for each in together["messages"]] == [str(one), str(two)]
    assert together["decisions"][-1]["event"] == "conversation.absorbed"
    assert together["decisions"][-1]["details"]["merged_id"] == str(two)
    part = client.read(f"/conversations/{two}")
    assert (part["merged_into"], part["messages"]) == (str(one), [])
    assert [row["conversation_id"] for row in client.read("/conversations?view=open")["items"]] == [str(one)]
    (row,) = client.read(f"/conversations/rows?ids={two}")["items"]
    assert row["shelf"] == "merged"
    for each, message in ((one, first), (two, second)):
        past = client.read(f"/conversations/{each}?as_of={before}")
        assert (texts(past), past["message_count"], past["merged_into"]) == ([message], 1, None)
    then = together["position"]
    assert client.get(f"/messages/{second}").status_code == 200
    assert client.post(f"/conversations/{two}/close", {}).json["code"] == "merged_away"
    client.post(f"/conversations/{two}/unmerge", {})
    assert texts(client.read(f"/conversations/{one}")) == [first]
    assert texts(client.read(f"/conversations/{two}")) == [second]
    past = client.read(f"/conversations/{one}?as_of={then}")
    assert (texts(past), past["message_count"]) == ([first, second], 2)


@pytest.mark.req("CNV-07", "EML-16", "AUD-02")
def test_messages_go_to_a_new_conversation_and_back(api: Served) -> None:
    world = api.world()
    ann = world.user("Ann")
    channel = world.channel(users=(ann,))
    one = world.mailed(channel, mail())
    client = api.client(world, ann)
    client.post(f"/conversations/{one}/notes", {"text": "Look"})
    (received,) = world.happened(one, MessageReceived)
    made = client.post(f"/conversations/{one}/split", {"message_ids": [str(received.message_id)]})
    assert made.status_code == 200, made.json
    new = made.json["id"]
    there, here = client.read(f"/conversations/{new}"), client.read(f"/conversations/{one}")
    assert (texts(there), there["subject"], there["message_count"]) == (
        [str(received.message_id)],
        received.subject,
        1,
    )
    assert there["messages"][0]["placed_in"] == new
    assert (here["message_count"], [each["direction"] for each in here["messages"]]) == (0, ["note"])
    past = client.read(f"/conversations/{new}?as_of={there['position']}")
    assert (texts(past), past["message_count"]) == (texts(there), 1)
    body = {"message_ids": [str(received.message_id)], "into_id": str(one)}
    assert client.post(f"/conversations/{new}/split", body).json["id"] == str(one)
    assert client.read(f"/conversations/{new}")["merged_into"] == str(one)
    assert client.read(f"/conversations/{one}")["message_count"] == 1
    missing = client.post(f"/conversations/{one}/split", {"message_ids": []})
    assert missing.status_code == 422


@pytest.mark.req("CNV-07", "ACC-10")
def test_conversations_move_to_another_inbox_one_by_one_or_many_at_once(api: Served) -> None:
    world, other = api.world(), api.world()
    ann = world.user("Ann")
    channel = world.channel(users=(ann,))
    ids = [str(world.mailed(channel, mail())) for _ in range(2)]
    sales = world.make(CreateInbox("Sales"))
    client = api.client(world, ann)
    assert client.put(f"/conversations/{ids[0]}/inbox", {"inbox_id": str(sales)}).status_code == 200
    read = client.read(f"/conversations/{ids[0]}")
    assert (read["inbox_id"], read["channel_id"]) == (str(sales), str(channel))
    assert read["decisions"][-1]["sentence"] == "Moved to another inbox."
    many = {"conversation_ids": ids, "do": "move", "inbox_id": str(world.inbox)}
    assert [one["done"] for one in client.post("/conversations/bulk", many).json["items"]] == [True, True]
    assert client.put(f"/conversations/{ids[0]}/inbox", {"inbox_id": str(other.inbox)}).status_code == 404
    missing = client.post("/conversations/bulk", {"conversation_ids": ids, "do": "move"})
    assert (missing.status_code, missing.json["field"]) == (422, "inbox_id")


@pytest.mark.req("CNV-07")
def test_many_of_one_contact_become_one_and_are_taken_apart_again(api: Served) -> None:
    world = api.world()
    channel = world.channel()
    jo = [
        world.mailed(channel, a_mail(sender="Jo <jo@customer.example>", subject=f"Jo {n}")) for n in range(3)
    ]
    other = world.mailed(channel, a_mail(sender="Zoe <zoe@customer.example>"))
    client, into = api.client(world), str(jo[0])
    ids = [str(one) for one in (*jo, other)]
    what = {"conversation_ids": ids, "do": "merge", "into_id": into}
    merged = client.post("/conversations/bulk", what, Idempotency_Key="merge").json["items"]
    assert [(one["done"], one["code"]) for one in merged] == [
        (False, "already_together"), (True, ""), (True, ""), (False, "different_contacts"),
    ]  # fmt: skip
    assert client.post("/conversations/bulk", what, Idempotency_Key="merge").json["items"] == merged
    assert client.read(f"/conversations/{into}")["message_count"] == 3
    assert {row["conversation_id"] for row in client.read("/conversations")["items"]} == {into, str(other)}
    apart = client.post("/conversations/bulk", {"conversation_ids": ids[1:3], "do": "unmerge"}).json["items"]
    assert [one["done"] for one in apart] == [True, True]
    assert {row["conversation_id"] for row in client.read("/conversations")["items"]} == set(ids)
    nowhere = client.post("/conversations/bulk", {"conversation_ids": ids, "do": "merge"})
    assert (nowhere.status_code, nowhere.json["field"]) == (422, "into_id")
