"""Chats are assigned, wait and are offered as their live slots let them; another rule is tried on them (CHT-05, CHT-14)."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from application.contact import SetContactOwner
from application.conversation import CloseConversation
from application.routing import NobodyFree, OfferConversation
from application.telling import SetOwnerRules
from application.user import SetCapacity
from application.user_self import SetAvailability
from domain.channel.settings import Rule
from domain.conversation.aggregate import Conversation
from domain.conversation.events import AssignmentDecided
from domain.routing.months import month_at, slots_id
from domain.routing.slots import Slots
from domain.simulation.simulation import Simulation
from tests.support.chats import ChatDesk
from tests.support.inbound import Mailroom
from tests.support.memory import MemoryLog
from tests.support.world import World


def decided(world: World, conversation: UUID) -> AssignmentDecided:
    return world.happened(conversation, AssignmentDecided)[-1]


def live(world: World, user: UUID) -> int:
    return world.get(Slots, slots_id(user, month_at(world.now))).live_count


@pytest.mark.req("CHT-05")
def test_chats_are_nobodys_unless_a_rule_says_otherwise(world: World, ann: UUID) -> None:
    first = ChatDesk(world).say()
    assert world.get(Conversation, first).assignee_id is None
    assert decided(world, first).reasons == ("rule_off",)
    mine = ChatDesk(world, users=(ann,)).say()
    assert world.get(Conversation, mine).assignee_id == ann


@pytest.mark.req("CHT-05", "RTG-05")
def test_availability_counts_even_where_a_rule_says_it_does_not(world: World, ann: UUID) -> None:
    desk = ChatDesk(world, users=(ann,), available_only=False)
    world.do(SetAvailability(ann, available=False))
    conversation = desk.say()
    assert world.get(Conversation, conversation).assignee_id is None
    assert decided(world, conversation).availability_always


@pytest.mark.req("CHT-14", "RTG-06", "RTG-10")
def test_a_chat_takes_a_live_slot_and_the_next_waits_until_it_is_free(world: World, ann: UUID) -> None:
    desk = ChatDesk(world, users=(ann,))
    world.do(SetCapacity(ann, live=1, total=None))
    first, second = desk.say(), desk.say()
    assert live(world, ann) == 1
    assert world.get(Conversation, second).waits
    assert decided(world, second).reasons == ("nobody_eligible", "at_capacity:1")
    with pytest.raises(NobodyFree):
        world.do(OfferConversation(second, "sweep"))
    mail = Mailroom(world, world.channel(users=(ann,))).mail()
    assert world.get(Conversation, mail).assignee_id == ann
    world.do(CloseConversation(first))
    assert live(world, ann) == 0
    world.do(OfferConversation(second, "slot_free"))
    assert (world.get(Conversation, second).assignee_id, live(world, ann)) == (ann, 1)


@pytest.mark.req("RTG-10")
def test_a_chat_that_waited_is_offered_to_who_becomes_available(world: World, ann: UUID) -> None:
    desk = ChatDesk(world, users=(ann,))
    world.do(SetAvailability(ann, available=False))
    waiting = desk.say()
    world.do(SetAvailability(ann, available=True))
    world.do(OfferConversation(waiting, "available"))
    assert (decided(world, waiting).trigger, decided(world, waiting).assignee_id) == ("available", ann)


@pytest.mark.req("RTG-10", "CHT-11")
def test_a_chat_opened_again_is_routed_again_where_its_agent_is_away(world: World, ann: UUID) -> None:
    bob = world.user("Bob")
    desk, visitor = ChatDesk(world, users=(ann, bob)), uuid4()
    conversation = desk.say(visitor=visitor)
    had = world.get(Conversation, conversation).assignee_id
    assert had is not None
    world.do(CloseConversation(conversation))
    world.do(SetAvailability(had, available=False))
    desk.say("Again", visitor)
    assert world.get(Conversation, conversation).assignee_id == next(one for one in (ann, bob) if one != had)


@pytest.mark.req("RTG-03", "CON-02")
def test_a_visitor_is_tracked_by_the_cookie_and_so_is_whom_they_are_linked_with(
    world: World, ann: UUID
) -> None:
    desk, visitor = ChatDesk(world, target="contact_owner"), uuid4()
    first = desk.say(visitor=visitor)
    assert decided(world, first).reasons == ("no_owner",)
    contact = world.get(Conversation, first).contact_id
    world.do(SetContactOwner(contact, ann))
    other = ChatDesk(world, target="contact_owner")
    assert decided(world, other.say(visitor=visitor)).reasons == ("contact_owner",)
    world.do(SetOwnerRules(identified=False, mail_text=False))
    assert decided(world, ChatDesk(world, target="contact_owner").say(visitor=visitor)).assignee_id == ann


@pytest.mark.req("RTG-12", "CHT-14")
def test_another_rule_is_tried_on_chats_with_their_live_slots(world: World, ann: UUID) -> None:
    desk = ChatDesk(world)
    world.do(SetCapacity(ann, live=1, total=None))
    first = desk.say()
    world.now += timedelta(minutes=5)
    desk.say()
    log = world.ports.log
    assert isinstance(log, MemoryLog)
    trial = Simulation(desk.channel, "chat", world.inbox, Rule(enabled=True, user_ids=(ann,)))
    trial.begin()
    for _, event in log.recorded:
        trial.take(event)
    result = trial.result(world.now)
    assert (result.conversations, result.simulated_waits.never) == (2, 1)
    assert [(one.user_id, one.simulated, one.peak) for one in result.shares] == [(ann, 1, 1)]
    assert [one.conversation_id for one in result.differences] == [first]
