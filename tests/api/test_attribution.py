"""Whose mail that somebody passed on is, read and corrected over HTTP, and what channels and account are set to (EML-14)."""

import pytest

from tests.application.test_forwards import a_forward
from tests.support.api import Served
from tests.support.mails import a_mail


@pytest.mark.req("EML-14", "AUD-02")
def test_the_decision_stands_beside_the_message_and_can_be_corrected(api: Served) -> None:
    world = api.world()
    ann = world.user("Ann")
    channel = world.channel(users=(ann,))
    it = world.mailed(channel, a_forward(world.address("ann")))
    client = api.client(world, ann)
    thread = client.read(f"/conversations/{it}")
    (message,) = thread["messages"]
    assert (message["sender"], message["sender_why"]) == ("jo@far.example", "forwarded_original")
    told = message["attribution"]
    assert (told["why"], told["reasons"], told["form"]) == (
        "forwarded_original",
        ["forwarded_by_user"],
        "inline",
    )
    assert told["forwarder"] == {"address": world.address("ann"), "name": "Ann"}
    assert told["original"] == {"address": "jo@far.example", "name": "Jo Roe"}
    assert told["correction"] is None
    assert client.read(f"/messages/{message['message_id']}")["attribution"] == told
    body = {"message_id": message["message_id"], "to": "forwarder"}
    made = client.post(f"/conversations/{it}/attribution", body)
    assert made.status_code == 200, made.json
    new = client.read(f"/conversations/{made.json['id']}")
    assert client.read(f"/conversations/{it}")["merged_into"] == new["conversation_id"]
    (row,) = client.read("/conversations?view=open")["items"]
    assert (row["conversation_id"], row["contact_address"]) == (new["conversation_id"], world.address("ann"))
    assert row["preview"].startswith("Please see to it.")
    assert row["waiting_since"]
    (message,) = new["messages"]
    correction = message["attribution"]["correction"]
    assert (correction["why"], correction["to_id"]) == ("forwarder", new["conversation_id"])
    assert (correction["actor"], correction["to_contact_id"]) == (f"user:{ann}", new["contact_id"])
    assert "A person recorded a message on whoever forwarded it." in {
        one["sentence"] for one in new["decisions"]
    }
    past = client.read(f"/conversations/{it}?as_of={thread['position']}")
    assert past["messages"][0]["attribution"]["correction"] is None
    again = client.post(f"/conversations/{new['conversation_id']}/attribution", body)
    assert (again.status_code, again.json["code"]) == (409, "already_attributed")
    back = client.post(f"/conversations/{new['conversation_id']}/attribution", body | {"to": "original"})
    assert back.json["id"] == new["conversation_id"]
    assert client.read(f"/conversations/{new['conversation_id']}")["merged_into"] == str(it)


@pytest.mark.req("EML-14")
def test_whose_a_mail_is_said_to_be_is_told_with_it(api: Served) -> None:
    world = api.world()
    it = world.mailed(world.channel(), a_mail())
    client = api.client(world, world.admin)
    (message,) = client.read(f"/conversations/{it}")["messages"]
    assert message["whose_id"] is None
    body = {"message_id": message["message_id"], "to": "person", "email": "jo@far.example", "name": "Jo"}
    new = client.read(f"/conversations/{client.post(f'/conversations/{it}/attribution', body).json['id']}")
    assert [one["whose_id"] for one in new["messages"]] == [new["contact_id"]]
    assert client.read(f"/messages/{message['message_id']}")["whose_id"] == new["contact_id"]
    assert "A person recorded a message on somebody else." in {one["sentence"] for one in new["decisions"]}


@pytest.mark.req("EML-14")
def test_an_ordinary_mail_has_no_attribution(api: Served) -> None:
    world = api.world()
    it = world.mailed(world.channel(), a_mail())
    (message,) = api.client(world, world.admin).read(f"/conversations/{it}")["messages"]
    assert (message["attribution"], message["sender_why"]) == (None, "from")


@pytest.mark.req("EML-13", "EML-14")
def test_channel_and_account_are_set(api: Served) -> None:
    world = api.world()
    channel = world.channel()
    client = api.client(world, world.admin)
    assert client.read(f"/channels/{channel}")["forwarded_to"] == "original"
    assert client.put(f"/channels/{channel}/forwarding", {"forwarded_to": "forwarder"}).status_code == 200
    assert client.read(f"/channels/{channel}")["forwarded_to"] == "forwarder"
    assert client.put(f"/channels/{channel}/forwarding", {"forwarded_to": "both"}).status_code == 422
    assert client.read("/account")["forwards_by"] == "users"
    assert client.put("/account/forwarding", {"forwards_by": "anyone"}).status_code == 200
    assert client.read("/account")["forwards_by"] == "anyone"
