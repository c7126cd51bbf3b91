"""Who gets a conversation: facts, races, months."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from application.contact import SetContactOwner
from application.conversation import AssignConversation, CloseConversation
from application.ports import RoutingInputs
from application.reactor import Reactor, cause_of
from application.unit import Ports
from application.user import SetCapacity
from application.user_self import SetAvailability
from domain.conversation.events import AssignmentDecided
from domain.kernel.ids import derived
from domain.routing.events import RotationOpened, SlotsClosed, SlotsOpened
from domain.routing.months import month_at, slots_id
from domain.routing.policy import decide
from domain.routing.record import facts_of
from domain.routing.slots import Slots
from tests.support.folded import Folded
from tests.support.inbound import Mailroom
from tests.support.memory_ports import memory_ports
from tests.support.world import World


def decided(room: Mailroom, conversation_id: UUID) -> AssignmentDecided:
    return room.world.happened(conversation_id, AssignmentDecided)[-1]


def slots(world: World, user: UUID) -> Slots:
    return world.get(Slots, slots_id(user, month_at(world.now)))


@pytest.mark.req("RTG-07")
def test_turns_go_round_fairly() -> None:
    world = World()
    users = tuple(world.user(name) for name in ("Ann", "Bob", "Cleo"))
    room = Mailroom(world, world.channel(users=users))
    chosen = [decided(room, room.mail()).assignee_id for _ in range(9)]
    assert {chosen.count(user) for user in users} == {3}
    assert chosen[:3] == chosen[3:6]


@pytest.mark.req("RTG-05", "RTG-06", "RTG-08")
def test_nobody_eligible_leaves_it_unassigned_and_says_why_of_each() -> None:
    world = World()
    away, full = world.user("Away", available=False), world.user("Full")
    world.do(SetCapacity(full, live=None, total=0))
    room = Mailroom(world, world.channel(users=(away, full)))
    event = decided(room, room.mail())
    assert (event.outcome, event.assignee_id) == ("unassigned", None)
    assert {one["user"]: one["verdict"] for one in event.considered} == {
        str(away): "away",
        str(full): "at_capacity",
    }
    assert decide(facts_of(event)).reasons == event.reasons


@pytest.mark.req("RTG-05")
def test_opting_out_of_availability_assigns_those_away() -> None:
    world = World()
    away = world.user("Away", available=False)
    room = Mailroom(world, world.channel(users=(away,), available_only=False))
    assert decided(room, room.mail()).assignee_id == away


@pytest.mark.req("RTG-03", "RTG-02")
def test_a_rule_for_the_contact_s_owner_needs_one_who_is_tracked() -> None:
    from application.channel_automation import SetRoutingRule

    world = World()
    ann = world.user("Ann")
    room = Mailroom(world, world.channel())
    world.do(SetRoutingRule(room.channel, enabled=True, target="contact_owner", user_ids=(), team_ids=(), strategy="round_robin", available_only=True))  # fmt: skip
    first = room.mail()
    assert decided(room, first).reasons == ("no_owner",)
    world.do(SetContactOwner(room.conversation(first).contact_id, ann))
    assert decided(room, room.mail()).reasons == ("not_tracked",)


class Lagging(Folded):
    """Read models that never learn of any slot: as far behind as can be."""

    def candidates(
        self, account_id: UUID, inbox_id: UUID, user_ids: Sequence[UUID], team_ids: Sequence[UUID]
    ) -> RoutingInputs:
        found = super().candidates(account_id, inbox_id, user_ids, team_ids)
        behind = tuple(replace(one, open_count=0, live_count=0) for one in found.candidates)
        return RoutingInputs(found.position, behind)


def lagging_ports() -> Ports:
    ports = memory_ports()
    return replace(ports, facts=Lagging(ports.log))  # type: ignore[arg-type]


@pytest.mark.req("RTG-06", "RTG-08")
def test_capacity_holds_however_far_behind_the_read_models_are() -> None:
    world = World(ports=lagging_ports())
    ann, bob = world.user("Ann"), world.user("Bob")
    for user in (ann, bob):
        world.do(SetCapacity(user, live=None, total=2))
    room = Mailroom(world, world.channel(users=(ann, bob)))
    outcomes = [decided(room, room.mail()).outcome for _ in range(6)]
    assert outcomes == ["assigned"] * 4 + ["unassigned"] * 2
    assert (slots(world, ann).open_count, slots(world, bob).open_count) == (2, 2)


@pytest.mark.req("RTG-07")
def test_a_new_month_takes_turns_and_slots_over() -> None:
    world = World()
    users = tuple(world.user(name) for name in ("Ann", "Bob", "Cleo"))
    room = Mailroom(world, world.channel(users=users))
    held = [room.mail() for _ in range(2)]
    november = {
        decided(room, one).assignee_id: slots_id(decided(room, one).assignee_id or uuid4(), "2026-11")
        for one in held
    }
    world.now = datetime(2027, 1, 3, tzinfo=UTC)
    third = decided(room, room.mail()).assignee_id
    assert third not in november
    fourth = decided(room, room.mail()).assignee_id
    assert fourth == decided(room, held[0]).assignee_id
    assert fourth is not None
    (closed,) = world.happened(november[fourth], SlotsClosed)
    (opened,) = world.happened(slots_id(fourth, "2027-01"), SlotsOpened)
    assert closed.next_month == "2027-01"
    assert [one["conversation"] for one in opened.held] == [str(held[0])]
    assert slots(world, fourth).open_count == 2
    (turns,) = world.happened(derived(room.channel, "rotation", "2027-01"), RotationOpened)
    assert len(turns.turns) == 2


@pytest.mark.req("RL-07")
def test_a_clock_that_steps_back_over_a_month_s_end_goes_on_in_the_open_month() -> None:
    world = World()
    ann = world.user("Ann")
    room = Mailroom(world, world.channel(users=(ann,)))
    room.mail()
    world.now = datetime(2026, 12, 1, 0, 0, 1, tzinfo=UTC)
    second = room.mail()
    world.now = datetime(2026, 11, 30, 23, 59, 50, tzinfo=UTC)
    room.mail()
    world.do(CloseConversation(second))
    assert world.get(Slots, slots_id(ann, "2026-12")).open_count == 2


@pytest.mark.req("RTG-09")
def test_availability_set_after_the_rule_counts_at_the_next_decision() -> None:
    world = World()
    ann, bob = world.user("Ann"), world.user("Bob")
    room = Mailroom(world, world.channel(users=(ann, bob)))
    world.do(SetAvailability(ann, available=False), by=ann)
    assert {decided(room, room.mail()).assignee_id for _ in range(3)} == {bob}


def test_a_slot_moves_with_its_conversation() -> None:
    world = World()
    ann, bob = world.user("Ann"), world.user("Bob")
    room = Mailroom(world, world.channel(users=(ann,)))
    conversation = room.mail()
    world.do(AssignConversation(conversation, bob))
    assert (slots(world, ann).open_count, slots(world, bob).open_count) == (0, 1)


def test_ids_of_reactions_are_the_same_every_time() -> None:
    reactor = Reactor("r", frozenset(), lambda _: ())
    assert reactor.command_id(7, 0) == reactor.command_id(7, 0) != reactor.command_id(7, 1)
    world = World()
    (recorded, *_) = world.ports.log.read(0, 1)  # type: ignore[attr-defined]
    assert reactor.partition(recorded) == recorded.event.originator_id
    assert cause_of(recorded.event) == derived(recorded.event.originator_id, "1")
