"""By which channels a conversation can be answered, over HTTP (CNV-05)."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from application.account import SetReopening
from application.channel_state import PauseChannel
from application.contact import CreateContact
from application.conversation import CloseConversation
from application.identities import AddIdentity
from application.inbox import CreateInbox, SetInboxAccess
from application.merging import MergeContact
from application.placing import MoveConversation
from domain.conversation.aggregate import Conversation
from domain.conversation.messages import MessagePosted, SendFailed
from domain.form.fields import Field
from infrastructure.bootstrap import clock
from tests.api.test_conversations import mail
from tests.support.api import Served
from tests.support.chats import ChatDesk
from tests.support.forms import FormDesk


@pytest.mark.req("CNV-05", "CNV-06")
def test_the_ways_are_listed_with_reasons_and_limits_and_one_is_taken(api: Served) -> None:
    world = api.world()
    desk, team, off = FormDesk(world), world.channel(address="team"), world.channel(address="off")
    other = FormDesk(world)
    world.connecting(address="soon")
    world.do(PauseChannel(off))
    conversation = desk.submit()
    client, path = api.client(world), f"/conversations/{conversation}"
    ways = client.read(f"{path}/ways")["items"]
    assert ways[0]["own"]
    found = {one["channel_id"]: one for one in ways}
    assert {id_: (one["own"], one["allowed"], one["reason"]) for id_, one in found.items()} == {
        str(desk.channel): (True, True, ""),
        str(team): (False, True, ""),
        str(off): (False, False, "channel_paused"),
        str(other.channel): (False, False, "cannot_begin"),
    }
    assert found[str(off)]["advice"] == "This channel is paused. Resume it, or answer by another one."
    assert found[str(team)]["addresses"] == ["jo@customer.example"]
    assert found[str(team)]["limits"] == client.read(f"/channels/{team}")["limits"]

    answered = client.post(f"{path}/messages", {"text": "Yes?", "channel_id": str(team)})
    assert answered.status_code == 201
    (came, went) = client.read(path)["messages"]
    assert (came["channel_id"], went["channel_id"]) == (str(desk.channel), str(team))
    assert client.read(answered.headers["Location"])["channel_id"] == str(team)
    refused = client.post(f"{path}/messages", {"text": "Yes?", "channel_id": str(off)})
    assert (refused.status_code, refused.json["code"], refused.json["about"]) == (
        409, "way_not_allowed", str(off),
    )  # fmt: skip
    assert refused.json["detail"] == found[str(off)]["advice"]


@pytest.mark.req("CNV-05", "CON-01", "CON-03")
def test_addresses_are_those_of_whoever_the_contact_counts_for(api: Served) -> None:
    world = api.world()
    world.channel()
    desk = FormDesk(world, fields=(Field("name", "Name", fills="contact.name"),))
    conversation = desk.submit(name="Jo Doe")
    contact = world.get(Conversation, conversation).contact_id
    client, path = api.client(world), f"/conversations/{conversation}/ways"

    def way(kind: str) -> tuple[bool, str, list[str]]:
        (one,) = (one for one in client.read(path)["items"] if one["kind"] == kind)
        return one["allowed"], one["reason"], one["addresses"]

    assert way("email") == (False, "no_identity", [])
    assert way("form") == (True, "", [])
    whole = world.make(CreateContact("Joan", "joan@z.example"), by=world.admin)
    world.do(MergeContact(contact, whole), by=world.admin)
    world.do(AddIdentity(whole, "phone", "+48 22 123 45 67"), by=world.admin)
    assert way("email") == (True, "", ["joan@z.example"])
    world.do(MoveConversation(conversation, world.make(CreateInbox("Sales"))))
    assert way("form") == (True, "", ["joan@z.example"])


@pytest.mark.req("CNV-05", "CNV-06", "CHT-11")
def test_a_chat_is_answered_where_it_is_and_what_a_browser_is_known_by_is_no_address(api: Served) -> None:
    world = api.world()
    world.channel()
    chat = ChatDesk(world)
    api.caught_up()
    own, mailbox = api.client(world).read(f"/conversations/{chat.say()}/ways")["items"]
    assert (own["kind"], own["identity"], own["allowed"], own["addresses"]) == ("chat", "cookie", True, [])
    assert (own["limits"]["text"], own["limits"]["recipients"]) == (4_000, 0)
    assert (mailbox["kind"], mailbox["reason"]) == ("email", "no_identity")


@pytest.mark.req("CNV-05", "CHT-11", "CNV-09")
def test_where_the_visitor_is_no_longer_the_chat_carries_nothing(api: Served) -> None:
    world = api.world()
    world.do(SetReopening(0))
    chat, visitor = ChatDesk(world), uuid4()
    first = chat.say(visitor=visitor)
    api.caught_up()
    client, path = api.client(world), f"/conversations/{first}"
    waits = client.post(f"{path}/messages", {"text": "Later", "undo_seconds": 60}).headers["Location"]
    world.do(CloseConversation(first))
    chat.say("Hello again", visitor)
    api.caught_up()
    (own,) = client.read(f"{path}/ways")["items"]
    assert (own["allowed"], own["reason"]) == (False, "visitor_elsewhere")
    refused = client.post(f"{path}/messages", {"text": "Yes?"})
    assert (refused.status_code, refused.json["code"], refused.json["detail"]) == (
        409, "way_not_allowed", own["advice"],
    )  # fmt: skip
    message = UUID(waits.rpartition("/")[2])
    sender = replace(api.application.sender, clock=lambda: clock() + timedelta(minutes=2))
    sender(world.account, first, message)
    (failed,) = world.happened(first, SendFailed)
    assert (failed.message_id, failed.permanent) == (message, True)
    assert "another conversation" in failed.reason


@pytest.mark.req("CNV-05")
def test_whoever_wrote_last_comes_first(api: Served) -> None:
    world = api.world()
    conversation = world.mailed(world.channel(), mail())
    contact = world.get(Conversation, conversation).contact_id
    world.do(AddIdentity(contact, "email", "jo@home.example"), by=world.admin)
    (own,) = api.client(world).read(f"/conversations/{conversation}/ways")["items"]
    assert own["addresses"] == ["jo@customer.example", "jo@home.example"]


@pytest.mark.req("CNV-05", "ACC-10", "SE-01")
def test_ways_of_inboxes_one_does_not_see_are_not_there(api: Served) -> None:
    world, elsewhere = api.world(), api.world()
    ann, sales = world.user("Ann"), world.make(CreateInbox("Sales"))
    desk, team = FormDesk(world), world.channel(inbox=sales)
    conversation = desk.submit()
    world.do(SetInboxAccess(sales, everyone=False, user_ids=(world.admin,)))
    client, path = api.client(world, ann), f"/conversations/{conversation}"
    assert [one["channel_id"] for one in client.read(f"{path}/ways")["items"]] == [str(desk.channel)]

    def answered(channel: UUID) -> int:
        return client.post(f"{path}/messages", {"text": "Yes?", "channel_id": str(channel)}).status_code

    assert [answered(one) for one in (team, elsewhere.channel(), uuid4())] == [404, 404, 404]
    assert not world.happened(conversation, MessagePosted)
    world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=(world.admin,)))
    api.caught_up()
    assert client.get(f"{path}/ways").status_code == 404
    assert api.client(elsewhere).get(f"{path}/ways").status_code == 404


@pytest.mark.req("CNV-05", "CNV-09")
def test_a_draft_keeps_the_way(api: Served) -> None:
    world = api.world()
    desk, team = FormDesk(world), world.channel()
    path = f"/conversations/{desk.submit()}/draft"
    client = api.client(world)
    client.put(path, {"text": "Dear Jo", "channel_id": str(team)})
    assert client.read(path)["channel_id"] == str(team)
