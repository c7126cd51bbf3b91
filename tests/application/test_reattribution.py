"""A person says whom a message belongs to; nothing that was recorded is lost (EML-14)."""

from uuid import UUID, uuid4

import pytest

from application.conversation import CloseConversation, PostReply
from application.handling import SetConversationPriority, TagConversation
from application.placing import MergeConversation
from application.reattribution import CorrectAttribution
from application.splitting import MoveMessages
from domain.contact.events import IdentityAdded
from domain.conversation.aggregate import Status
from domain.conversation.attribution_events import MessageAttributed, MessageReattributed
from domain.conversation.messages import MessagePosted
from domain.conversation.refusals import AlreadyAttributed
from domain.kernel.ids import derived
from domain.kernel.refusal import InvalidInput, NotFound, VersionMismatch
from tests.application.test_forwards import a_forward
from tests.support.inbound import Mailroom, taken
from tests.support.mails import a_mail


def corrected(
    room: Mailroom, it: UUID, message: UUID, to: str, by: UUID, email: str = "", name: str = ""
) -> UUID:
    """Correct, and return the conversation that would be begun."""
    command = uuid4()
    room.world.do(CorrectAttribution(it, message, to, email, name), by=by, command_id=command)
    return derived(command, "conversation")


def address_of(room: Mailroom, conversation_id: UUID) -> str:
    (added,) = room.world.happened(room.conversation(conversation_id).contact_id, IdentityAdded)
    return added.value


@pytest.mark.req("EML-14")
def test_a_forward_goes_to_the_forwarder_and_back(room: Mailroom, ann: UUID) -> None:
    world = room.world
    it, message = room.receive(a_forward(world.address("ann"), message_id="fw@acme.example"))
    world.do(TagConversation(it, "lamp"))
    world.do(SetConversationPriority(it, "high"))
    new = corrected(room, it, message, "forwarder", ann)
    begun, old = room.conversation(new), room.conversation(it)
    assert address_of(room, new) == world.address("ann")
    assert (old.merged_into, old.contact_id) != (None, begun.contact_id)
    assert old.merged_into == new
    assert (begun.assignee_id, begun.priority, begun.tags) == (ann, "high", frozenset({"lamp"}))
    assert taken(world, ann) == 1
    (decided,) = world.happened(it, MessageAttributed)
    (said,) = world.happened(it, MessageReattributed)
    assert (decided.why, said.why) == ("forwarded_original", "forwarder")
    assert (said.to_id, said.to_contact_id, said.address) == (new, begun.contact_id, world.address("ann"))
    assert said.envelope.actor == f"user:{ann}"
    with pytest.raises(AlreadyAttributed):
        corrected(room, new, message, "forwarder", ann)
    corrected(room, new, message, "original", ann)
    assert room.conversation(it).merged_into is None
    assert room.conversation(new).merged_into == it
    assert [one.why for one in world.happened(it, MessageReattributed)] == ["forwarder", "forwarded_original"]
    assert taken(world, ann) == 1


@pytest.mark.req("EML-14", "EML-16")
def test_answers_go_to_the_right_person_and_come_back(room: Mailroom, ann: UUID) -> None:
    world = room.world
    it, message = room.receive(a_mail("Fwd by hand", sender="bo@elsewhere.example", message_id="h@c.example"))
    new = corrected(room, it, message, "person", ann, email="Jo@Far.example", name=" Jo  Roe ")
    (said,) = world.happened(it, MessageReattributed)
    assert (said.why, said.address, said.name) == ("person", "jo@far.example", "Jo Roe")
    assert address_of(room, new) == "jo@far.example"
    world.do(PostReply(new, "It is on its way."), by=ann)
    (posted,) = world.happened(new, MessagePosted)
    assert posted.to == ("jo@far.example",)
    answer = a_mail(sender="jo@far.example", answers=posted.provider_id)
    assert room.receive(answer)[0] == new


@pytest.mark.req("EML-14")
def test_only_the_message_goes_where_others_came_before(room: Mailroom, ann: UUID) -> None:
    it, first = room.receive(a_mail(message_id="one@c.example"))
    _, second = room.receive(a_mail(answers="one@c.example", subject="Passed on"))
    new = corrected(room, it, second, "person", ann, email="jo@far.example")
    assert room.conversation(it).placed == {first}
    assert room.conversation(new).placed == {second}
    assert room.conversation(it).merged_into is None
    assert taken(room.world, ann) == 2


@pytest.mark.req("EML-14", "CNV-07")
def test_a_message_that_stands_elsewhere_goes_from_there(room: Mailroom, ann: UUID) -> None:
    world = room.world
    one, first = room.receive(a_mail(message_id="one@c.example"))
    two, _ = room.receive(a_mail(sender="di@c.example"))
    world.do(MoveMessages(one, (first,), two, confirmed=True))
    new = corrected(room, two, first, "person", ann, email="jo@far.example")
    assert room.conversation(new).placed == {first}
    part, message = room.receive(a_mail(sender="el@c.example"))
    world.do(MergeConversation(part, two, confirmed=True))
    moved = corrected(room, two, message, "person", ann, email="jo@far.example")
    assert room.conversation(two).merged_into == moved


@pytest.mark.req("EML-14")
def test_what_was_closed_stays_closed(room: Mailroom, ann: UUID) -> None:
    it, message = room.receive(a_forward(room.world.address("ann")))
    room.world.do(CloseConversation(it))
    new = corrected(room, it, message, "forwarder", ann)
    assert room.conversation(new).status is Status.CLOSED
    assert taken(room.world, ann) == 0


@pytest.mark.req("EML-14")
def test_what_is_refused(room: Mailroom, ann: UUID) -> None:
    it, message = room.receive(a_mail())
    for to, email in (("original", ""), ("forwarder", ""), ("person", "nobody"), ("anyone", "")):
        with pytest.raises(InvalidInput):
            corrected(room, it, message, to, ann, email=email)
    with pytest.raises(AlreadyAttributed):
        corrected(room, it, message, "person", ann, email="ann@customer.example")
    with pytest.raises(NotFound):
        corrected(room, it, uuid4(), "person", ann, email="jo@far.example")
    unread, message = room.receive(a_forward(room.world.address("ann"), "See below."))
    with pytest.raises(InvalidInput):
        corrected(room, unread, message, "original", ann)
    room.world.do(PostReply(it, "Yes."), by=ann)
    (posted,) = room.world.happened(it, MessagePosted)
    with pytest.raises(NotFound):
        corrected(room, it, posted.message_id, "person", ann, email="jo@far.example")
    with pytest.raises(VersionMismatch):
        room.world.do(CorrectAttribution(it, message, "person", "jo@far.example", expected_version=1), by=ann)
