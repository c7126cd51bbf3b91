"""Whose mail that somebody passed on is, as it comes in (EML-14)."""

from dataclasses import replace
from uuid import UUID

import pytest

from application.forwarding import SetForwarding, SetForwardsBy
from application.user_self import ClaimPersonalAddress
from domain.account.events import ForwardingRulesSet
from domain.channel.aggregate import Channel
from domain.channel.events import ForwardingSet
from domain.contact.aggregate import Contact
from domain.contact.events import IdentityAdded
from domain.conversation.attribution_events import MessageAttributed
from domain.conversation.messages import MessageReceived
from domain.kernel.refusal import InvalidInput
from infrastructure.originals import StoredOriginals, readers
from tests.support.inbound import Mailroom
from tests.support.mails import a_mail
from tests.support.memory_ports import memory_ports
from tests.support.world import World

TEXT = (
    "Please see to it.\n\n---------- Forwarded message ---------\nFrom: Jo Roe <Jo@Far.example>\n"
    "Date: Mon, 12 Oct 2026 at 10:05\nSubject: Lamp\nTo: <ann@acme.example>\n\nWhere is my lamp?\n"
)


def a_forward(sender: str, text: str = TEXT, **headers: str) -> bytes:
    return a_mail(text, sender=f"Ann <{sender}>", subject="Fwd: Lamp", **headers)


def whose(room: Mailroom, raw: bytes) -> tuple[str, str, MessageAttributed, MessageReceived]:
    """Return the address of the contact, why, and both facts."""
    conversation_id, message_id = room.receive(raw)
    conversation = room.conversation(conversation_id)
    (decided,) = room.world.happened(conversation_id, MessageAttributed)
    (received,) = room.world.happened(conversation_id, MessageReceived)
    (added,) = room.world.happened(conversation.contact_id, IdentityAdded)
    assert decided.message_id == received.message_id == message_id
    assert decided.originator_version == received.originator_version - 1
    assert (decided.why, received.sender_why) == (received.sender_why, decided.why)
    return added.value, decided.why, decided, received


@pytest.mark.req("EML-14")
def test_what_a_user_passes_on_belongs_to_whoever_wrote_it(room: Mailroom) -> None:
    ann = room.world.address("ann")
    address, why, decided, received = whose(room, a_forward(ann))
    assert (address, why) == ("jo@far.example", "forwarded_original")
    assert (decided.forwarder, decided.forwarder_name) == (ann, "Ann")
    assert (decided.original, decided.original_name) == ("jo@far.example", "Jo Roe")
    assert (decided.reasons, decided.policy) == (("forwarded_by_user",), "attribution@1")
    assert (decided.form, decided.client, decided.by_user) == ("inline", "gmail", True)
    assert (received.sender, received.sender_name) == ("jo@far.example", "Jo Roe")
    contact = room.world.get(Contact, decided.contact_id)
    assert contact.id == decided.contact_id


@pytest.mark.req("EML-14")
def test_an_ordinary_mail_needs_no_decision(room: Mailroom) -> None:
    assert room.world.happened(room.mail(), MessageAttributed) == []


@pytest.mark.req("EML-14")
def test_a_stranger_names_nobody_else_unless_the_account_lets_anyone(room: Mailroom) -> None:
    address, why, decided, _ = whose(room, a_forward("cy@elsewhere.example"))
    assert (address, why, decided.reasons) == ("cy@elsewhere.example", "from", ("not_a_user",))
    assert decided.original == "jo@far.example"
    room.world.do(SetForwardsBy("anyone"))
    address, why, decided, _ = whose(room, a_forward("di@elsewhere.example"))
    assert (address, why, decided.reasons) == (
        "jo@far.example",
        "forwarded_original",
        ("anyone_may_forward",),
    )
    assert decided.forwards_by == "anyone"


@pytest.mark.req("EML-14", "EML-13")
def test_switched_off_it_belongs_to_the_forwarder(room: Mailroom) -> None:
    world = room.world
    world.do(SetForwarding(room.channel, "forwarder"))
    world.do(SetForwarding(room.channel, "forwarder"))
    assert len(world.happened(room.channel, ForwardingSet)) == 1
    ann = world.address("ann")
    address, why, decided, _ = whose(room, a_forward(ann, Reply_To="else@where.example"))
    assert (address, why, decided.reasons) == (ann, "forwarder", ("switched_off",))
    assert decided.forwarded_to == "forwarder"
    with pytest.raises(InvalidInput):
        world.do(SetForwarding(room.channel, "both"))
    with pytest.raises(InvalidInput):
        world.do(SetForwardsBy("nobody"))
    world.do(SetForwardsBy("users"))
    assert world.happened(world.account, ForwardingRulesSet) == []


@pytest.mark.req("EML-14")
def test_what_cannot_be_read_belongs_to_the_forwarder(room: Mailroom) -> None:
    ann = room.world.address("ann")
    address, why, decided, _ = whose(room, a_forward(ann, "See below."))
    assert (address, why, decided.reasons) == (ann, "forwarder", ("unparsed",))
    assert (decided.form, decided.original) == ("", "")


@pytest.mark.req("EML-14")
def test_our_own_mail_and_ones_own_name_nobody_else(room: Mailroom) -> None:
    channel, ann = room.world.get(Channel, room.channel), room.world.address("ann")
    ours = whose(room, a_forward(ann, TEXT.replace("Jo@Far.example", channel.address)))
    assert (ours[1], ours[2].reasons) == ("forwarder", ("original_is_ours",))
    world = room.world
    world.user("Bob")
    own = whose(room, a_forward(world.address("bob"), TEXT.replace("Jo@Far.example", world.address("bob"))))
    assert (own[1], own[2].reasons) == ("forwarder", ("original_is_forwarder",))


@pytest.mark.req("EML-14")
def test_mail_of_another_channel_of_ours_is_ours(room: Mailroom) -> None:
    world = room.world
    other = world.get(Channel, world.channel(address="sales@acme.example"))
    found = whose(room, a_forward(world.address("ann"), TEXT.replace("Jo@Far.example", other.address)))
    assert found[2].reasons == ("original_is_ours",)


@pytest.mark.req("EML-14", "EML-02")
def test_a_users_own_address_is_known_too(room: Mailroom, ann: UUID) -> None:
    room.world.do(ClaimPersonalAddress(ann, "ann@home.example"), by=ann)
    assert whose(room, a_forward("ann@home.example"))[1] == "forwarded_original"


@pytest.mark.req("EML-14", "EML-16")
def test_whoever_pretends_to_be_a_user_names_nobody() -> None:
    ports = memory_ports()
    world = World(ports=replace(ports, originals=StoredOriginals(ports.blobs, readers("mx.acme.example"))))
    room = Mailroom(world, world.channel(users=(world.user("Ann"),)))
    ann, house = world.address("ann"), world.domain
    forged = a_forward(
        ann, Authentication_Results=f"mx.acme.example; dmarc=fail header.from={house}; spf=fail; dkim=none"
    )
    address, why, decided, _ = whose(room, forged)
    assert (address, why, decided.reasons) == (ann, "from", ("sender_not_authenticated",))


@pytest.mark.req("EML-14", "EML-16")
def test_an_answer_of_the_original_sender_joins_and_others_do_not(room: Mailroom) -> None:
    ann = room.world.address("ann")
    first = room.receive(a_forward(ann, message_id="fw@acme.example"))[0]
    again = a_mail(sender="jo@far.example", answers="fw@acme.example")
    assert room.receive(again)[0] == first
    other = TEXT.replace("Jo@Far.example", "other@far.example")
    assert room.receive(a_forward(ann, other, answers="fw@acme.example"))[0] != first
