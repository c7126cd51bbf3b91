"""What waits is offered when somebody can take it; what is opened again is somebody's who can see to it (RTG-10)."""

from datetime import timedelta
from uuid import UUID

import pytest

from application.bus import Command
from application.channel_automation import SetRoutingRule
from application.conversation import (
    UNDO_WITHIN,
    AssignConversation,
    CloseConversation,
    PostReply,
    ReopenConversation,
)
from application.handling import SnoozeConversation
from application.inbox import SetInboxAccess
from application.routing import NobodyFree, OfferConversation
from application.user import DeactivateUser, RemoveSeat, SetCapacity
from application.user_self import SetAvailability
from domain.conversation.aggregate import Conversation, Status
from domain.conversation.events import AssignmentDecided, ConversationReopened
from domain.routing.policy import POLICIES
from domain.routing.record import facts_of
from tests.support.inbound import Mailroom
from tests.support.world import World


def decisions(room: Mailroom, conversation_id: UUID) -> list[AssignmentDecided]:
    return room.world.happened(conversation_id, AssignmentDecided)


def conversation(room: Mailroom, conversation_id: UUID) -> Conversation:
    return room.world.get(Conversation, conversation_id)


def of_one(world: World) -> tuple[UUID, Mailroom]:
    """Return a user and the mail room of a channel whose rule names that one."""
    ann = world.user("Ann")
    return ann, Mailroom(world, world.channel(users=(ann,)))


@pytest.mark.req("RTG-10", "RTG-08")
def test_a_waiting_conversation_goes_to_who_becomes_free_and_the_decision_says_what_let_them() -> None:
    world = World()
    ann, room = of_one(world)
    world.do(SetAvailability(ann, available=False))
    waiting = room.mail()
    assert conversation(room, waiting).waits
    world.do(SetAvailability(ann, available=True))
    world.do(OfferConversation(waiting, "available"))
    first, offered = decisions(room, waiting)
    assert (first.outcome, first.trigger) == ("unassigned", "arrived")
    assert (offered.source, offered.trigger, offered.assignee_id) == ("rule", "available", ann)
    assert POLICIES[offered.policy](facts_of(offered)).user_id == ann
    assert not world.do(OfferConversation(waiting, "available")).position


@pytest.mark.req("RTG-10")
def test_an_offer_that_nobody_takes_is_no_news() -> None:
    world = World()
    ann, room = of_one(world)
    world.do(SetCapacity(ann, live=None, total=0))
    waiting = room.mail()
    version = conversation(room, waiting).version
    with pytest.raises(NobodyFree):
        world.do(OfferConversation(waiting, "slot_free"))
    assert conversation(room, waiting).version == version


@pytest.mark.req("RTG-09", "RTG-10")
def test_what_a_person_took_from_all_or_put_off_is_not_offered() -> None:
    world = World()
    ann, room = of_one(world)
    left, later = room.mail(), room.mail()
    world.do(AssignConversation(left, None), by=world.admin)
    world.do(SetAvailability(ann, available=False))
    later = room.mail()
    world.do(SnoozeConversation(later, world.now.replace(year=2027)))
    world.do(SetAvailability(ann, available=True))
    for one in (left, later):
        assert not world.do(OfferConversation(one, "available")).position
        assert conversation(room, one).assignee_id is None


@pytest.mark.req("RTG-10")
@pytest.mark.parametrize("gone", ["away", "deactivated", "seatless", "shut_out"])
def test_a_reopened_conversation_of_somebody_who_cannot_see_to_it_is_routed_again(gone: str) -> None:
    world = World()
    ann, bob = world.user("Ann"), world.user("Bob")
    room = Mailroom(world, world.channel(users=(ann, bob)))
    mine = next(one for one in (room.mail(), room.mail()) if conversation(room, one).assignee_id == ann)
    world.do(AssignConversation(mine, bob))
    world.do(AssignConversation(mine, ann))
    world.do(CloseConversation(mine))
    ways: dict[str, Command] = {
        "away": SetAvailability(ann, available=False),
        "deactivated": DeactivateUser(ann),
        "seatless": RemoveSeat(ann, "service"),
        "shut_out": SetInboxAccess(world.inbox, everyone=False, user_ids=(bob,), team_ids=()),
    }
    world.do(ways[gone])
    room.answer(mine)
    assert conversation(room, mine).assignee_id == bob
    again = decisions(room, mine)[-1]
    assert (again.source, again.trigger, again.previous_id) == ("rule", "reopened", ann)


@pytest.mark.req("RTG-10", "CNV-02")
def test_closing_that_is_undone_leaves_it_to_whose_it_was_unless_they_are_gone_for_good() -> None:
    world = World()
    ann, bob = world.user("Ann"), world.user("Bob")
    room = Mailroom(world, world.channel(users=(ann, bob)))
    mine = next(one for one in (room.mail(), room.mail()) if conversation(room, one).assignee_id == ann)
    world.do(SetAvailability(ann, available=False))

    def closed_and_undone(after: timedelta, meanwhile: Command | None = None) -> UUID | None:
        world.do(CloseConversation(mine))
        if meanwhile is not None:
            world.do(meanwhile)
        world.now += after
        world.do(ReopenConversation(mine, undo=True))
        assert conversation(room, mine).status is Status.OPEN
        return conversation(room, mine).assignee_id

    assert closed_and_undone(UNDO_WITHIN - timedelta(minutes=1)) == ann
    assert [one.reason for one in world.happened(mine, ConversationReopened)] == ["undone"]
    assert closed_and_undone(timedelta(), DeactivateUser(ann)) == bob


@pytest.mark.req("RTG-10", "CNV-02")
def test_what_was_closed_more_than_an_hour_ago_is_opened_as_any_other() -> None:
    world = World()
    ann, room = of_one(world)
    mine = room.mail()
    world.do(SetAvailability(ann, available=False))
    world.do(CloseConversation(mine))
    world.now += UNDO_WITHIN + timedelta(seconds=1)
    world.do(ReopenConversation(mine, undo=True))
    assert conversation(room, mine).assignee_id is None
    assert [one.reason for one in world.happened(mine, ConversationReopened)] == ["person"]


@pytest.mark.req("RTG-10")
def test_a_reopened_conversation_of_somebody_available_stays_theirs_though_they_are_full() -> None:
    world = World()
    ann, room = of_one(world)
    mine = room.mail()
    world.do(CloseConversation(mine))
    world.do(SetCapacity(ann, live=None, total=0))
    room.answer(mine)
    assert [one.assignee_id for one in decisions(room, mine)] == [ann]


@pytest.mark.req("RTG-01", "RTG-10")
def test_where_the_rule_is_off_only_who_is_gone_for_good_loses_it() -> None:
    world = World()
    ann, room = of_one(world)
    mine, other = room.mail(), room.mail()
    world.do(SetRoutingRule(room.channel, enabled=False))
    for one in (mine, other):
        world.do(CloseConversation(one))
    world.do(SetAvailability(ann, available=False))
    room.answer(mine)
    assert conversation(room, mine).assignee_id == ann
    world.do(DeactivateUser(ann))
    world.do(ReopenConversation(other), by=world.admin)
    assert decisions(room, other)[-1].reasons == ("rule_off",)
    assert conversation(room, other).waits


@pytest.mark.req("RTG-10")
def test_who_opens_their_own_again_by_hand_keeps_it_though_they_are_away() -> None:
    world = World()
    ann, room = of_one(world)
    mine = room.mail()
    world.do(CloseConversation(mine))
    world.do(SetAvailability(ann, available=False))
    world.do(ReopenConversation(mine), by=ann)
    assert conversation(room, mine).assignee_id == ann


@pytest.mark.req("RTG-10", "RTG-11")
def test_a_reply_to_a_closed_one_is_its_author_s_affair() -> None:
    world = World()
    ann, room = of_one(world)
    bob = world.user("Bob")
    mine = room.mail()
    world.do(CloseConversation(mine))
    world.do(SetAvailability(ann, available=False))
    world.do(PostReply(mine, "One more thing."), by=bob)
    assert conversation(room, mine).assignee_id == ann
