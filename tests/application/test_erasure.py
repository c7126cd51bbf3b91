"""Forgetting a person, command by command."""

from uuid import UUID

import pytest

from application.conversation import AssignConversation, PostReply
from application.erasure import CertifyErasure, MaskMentions, RequestErasure
from domain.contact.aggregate import Contact
from domain.contact.events import ContactErased, MentionsMasked
from domain.contact.refusals import ContactErasedAlready
from domain.conversation.aggregate import Status
from domain.conversation.refusals import ConversationErased
from domain.kernel.refusal import NotAllowed
from domain.routing.months import month_at, slots_id
from domain.routing.slots import Slots
from tests.support.inbound import Mailroom
from tests.support.world import World


@pytest.fixture
def room() -> Mailroom:
    world = World()
    return Mailroom(world, world.channel())


def erase(room: Mailroom, conversation_id: UUID) -> UUID:
    contact_id = room.conversation(conversation_id).contact_id
    room.world.do(RequestErasure(contact_id, (conversation_id,)))
    room.world.do(CertifyErasure(contact_id, (contact_id,), (), (conversation_id,), (), (), ("mask",)))
    return contact_id


@pytest.mark.req("PRV-08")
def test_the_identities_are_free_and_the_same_address_is_a_new_contact(room: Mailroom) -> None:
    conversation_id = room.mail(message_id="a@customer.example")
    contact_id = erase(room, conversation_id)
    assert contact_id in room.world.ports.keys.destroyed  # type: ignore[attr-defined]
    again = room.mail(answers="a@customer.example")
    assert again != conversation_id
    assert room.conversation(again).contact_id != contact_id
    assert room.world.get(Contact, contact_id).erased


@pytest.mark.req("PRV-08")
def test_the_conversations_are_closed_for_ever_and_their_slots_free(room: Mailroom) -> None:
    ann = room.world.user("Ann")
    conversation_id = room.mail()
    room.world.do(AssignConversation(conversation_id, ann))
    erase(room, conversation_id)
    conversation = room.conversation(conversation_id)
    assert (conversation.status, conversation.erased) == (Status.CLOSED, True)
    held = room.world.get(Slots, slots_id(ann, month_at(room.world.now)))
    assert held.open_count == 0
    with pytest.raises(ConversationErased):
        room.world.do(PostReply(conversation_id, "x", to=("a@b.example",)), by=ann)


@pytest.mark.req("PRV-08")
def test_every_step_can_be_repeated(room: Mailroom) -> None:
    conversation_id = room.mail()
    contact_id = erase(room, conversation_id)
    erase(room, conversation_id)
    assert len(room.world.happened(contact_id, ContactErased)) == 1
    room.world.do(MaskMentions(contact_id, (conversation_id,), (), ("mask",)))
    (masked,) = room.world.happened(contact_id, MentionsMasked)
    assert masked.mentions == (conversation_id,)


@pytest.mark.req("PRV-08", "ACC-10")
def test_only_who_may_can_erase(room: Mailroom) -> None:
    contact_id = room.conversation(room.mail()).contact_id
    with pytest.raises(NotAllowed):
        room.world.do(RequestErasure(contact_id, ()), by=room.world.user("Ann"))
    room.world.do(RequestErasure(contact_id, ()), by=room.world.user("Carla", roles=("compliance",)))


@pytest.mark.req("PRV-08")
def test_an_erased_contact_is_changed_no_more(room: Mailroom) -> None:
    from application.contact import RenameContact

    contact_id = erase(room, room.mail())
    with pytest.raises(ContactErasedAlready):
        room.world.do(RenameContact(contact_id, "Somebody"))
