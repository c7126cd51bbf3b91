"""Another rule on what happened: who would have got what, and nothing recorded (RTG-12)."""

from datetime import timedelta
from uuid import UUID

import pytest

from application.account import SetReopening
from application.contact import SetContactOwner
from application.conversation import AssignConversation, CloseConversation, PostReply, ReopenConversation
from application.handling import SnoozeConversation, WakeConversation
from application.merging import MergeContact
from application.telling import SetOwnerRules
from application.user import SetCapacity
from application.user_self import SetAvailability
from domain.channel.settings import Rule
from domain.conversation.aggregate import Conversation
from domain.conversation.messages import MessageReceived
from domain.kernel.refusal import InvalidInput
from domain.simulation.population import Population
from domain.simulation.result import Result, Waits, fairness, waits
from domain.simulation.simulation import Simulation
from tests.support.mails import a_mail
from tests.support.memory import MemoryLog
from tests.support.world import World

pytestmark = pytest.mark.req("RTG-12")


def simulated(world: World, channel: UUID, rule: Rule, *, after: int = 0) -> Result:
    """Return what the rule makes of the world's log, tried on what came after a position."""
    log = world.ports.log
    assert isinstance(log, MemoryLog)
    before = list(log.recorded)
    trial = Simulation(channel, "email", world.inbox, rule)
    begun = False
    for position, event in before:
        if position > after and not begun:
            trial.begin()
            begun = True
        trial.take(event)
    assert log.recorded == before, "nothing is recorded"
    return trial.result(world.now)


def reached(world: World) -> int:
    log = world.ports.log
    assert isinstance(log, MemoryLog)
    return log.last_position()


def arrived(world: World, channel: UUID, number: int, *, sender: str = "") -> list[UUID]:
    return [
        world.mailed(channel, a_mail(sender=sender or f"c{world.now.timestamp():.0f}{one}@customer.example"))
        for one in range(number)
    ]


def by_user(result: Result) -> dict[UUID, tuple[int, int]]:
    return {share.user_id: (share.simulated, share.recorded) for share in result.shares}


def assignee(world: World, conversation: UUID) -> UUID | None:
    return world.get(Conversation, conversation).assignee_id


@pytest.mark.parametrize("strategy", ["round_robin", "least_loaded"])
def test_the_rule_there_was_gives_what_there_was(strategy: str) -> None:
    world = World()
    team = tuple(world.user(name) for name in ("Ann", "Bo", "Cid"))
    channel = world.channel(users=team, strategy=strategy)
    for conversation in arrived(world, channel, 7)[::2]:
        world.do(CloseConversation(conversation))
    arrived(world, channel, 5)
    result = simulated(world, channel, Rule(user_ids=team, strategy=strategy))
    assert (result.conversations, result.different, result.differences) == (12, 0, ())
    assert all(share.simulated == share.recorded > 0 for share in result.shares)
    assert result.simulated_fairness == result.recorded_fairness
    assert result.simulated_waits == result.recorded_waits
    assert result.simulated_waits.never == 0


def test_other_people_get_what_came_and_whoever_has_no_seat_gets_nothing() -> None:
    world = World()
    ann, bo, cid = world.user("Ann"), world.user("Bo"), world.user("Cid", seats=())
    channel = world.channel(users=(ann,))
    conversations = arrived(world, channel, 4)
    result = simulated(world, channel, Rule(user_ids=(bo, cid)))
    assert by_user(result) == {ann: (0, 4), bo: (4, 0), cid: (0, 0)}
    assert [case.conversation_id for case in result.differences] == conversations
    assert {case.simulated for case in result.differences} == {bo}
    assert all(assignee(world, one) == ann for one in conversations)


def test_who_waits_longest_is_served_first_when_somebody_comes() -> None:
    world = World()
    ann, bo = world.user("Ann"), world.user("Bo", available=False)
    channel = world.channel(users=(ann,))
    first, second = arrived(world, channel, 2)
    came = world.now
    world.do(SetCapacity(bo, live=None, total=1))
    world.now += timedelta(minutes=10)
    world.do(SetAvailability(bo, available=True))
    free = world.now
    world.now += timedelta(minutes=10)
    world.do(CloseConversation(first))
    result = simulated(world, channel, Rule(user_ids=(bo,)))
    cases = {case.conversation_id: case for case in result.differences}
    assert (cases[first].simulated, cases[second].simulated) == (bo, bo)
    assert cases[first].reasons == ("nobody_eligible", "away:1")
    assert cases[first].simulated_wait == (free - cases[first].arrived_at).total_seconds() >= 600
    assert cases[second].simulated_wait == (world.now - cases[second].arrived_at).total_seconds() >= 1200
    assert result.simulated_waits.longest == cases[second].simulated_wait
    assert result.recorded_waits.longest == 0
    assert dict(result.unassigned) == {"nobody_eligible": 2, "away:1": 2}
    assert came < free
    assert {share.user_id: share.peak for share in result.shares} == {ann: 0, bo: 1}


def test_nobody_ever_comes() -> None:
    world = World()
    ann, bo = world.user("Ann"), world.user("Bo", available=False)
    channel = world.channel(users=(ann,))
    arrived(world, channel, 2)
    result = simulated(world, channel, Rule(user_ids=(bo,)))
    assert (result.simulated_waits.never, result.simulated_waits.median) == (2, None)
    assert result.simulated_fairness is None
    even_so = simulated(world, channel, Rule(user_ids=(bo,), available_only=False))
    assert by_user(even_so)[bo] == (2, 0)


def test_whom_a_person_chose_keeps_it_and_who_replied_first() -> None:
    world = World()
    ann, bo, cid = (world.user(name) for name in ("Ann", "Bo", "Cid"))
    channel = world.channel(users=(ann,))
    chosen, replied, taken = arrived(world, channel, 3)
    world.do(AssignConversation(chosen, cid), by=ann)
    world.do(AssignConversation(taken, None), by=ann)
    world.do(PostReply(taken, "Hello"), by=cid)
    world.do(SetCapacity(bo, live=None, total=2))
    world.do(CloseConversation(replied))
    arrived(world, channel, 1)
    result = simulated(world, channel, Rule(user_ids=(bo,)))
    # at first the rule chose; when people had chosen, Bo had room again
    assert by_user(result)[bo][0] == 4
    assert {share.user_id: share.peak for share in result.shares}[bo] <= 3


def test_a_conversation_put_off_takes_no_slot_and_one_opened_again_takes_it_back() -> None:
    world = World()
    ann, bo = world.user("Ann"), world.user("Bo")
    channel = world.channel(users=(ann,))
    world.do(SetCapacity(bo, live=None, total=1))
    (first,) = arrived(world, channel, 1)
    world.do(SnoozeConversation(first, world.now + timedelta(days=1)), by=ann)
    arrived(world, channel, 1)
    world.do(WakeConversation(first), by=ann)
    result = simulated(world, channel, Rule(user_ids=(bo,)))
    assert by_user(result)[bo] == (2, 0)
    assert {share.user_id: share.peak for share in result.shares}[bo] == 2


def test_what_is_opened_again_is_routed_again_where_its_agent_is_away() -> None:
    world = World()
    ann, bo, cid = (world.user(name) for name in ("Ann", "Bo", "Cid"))
    channel = world.channel(users=(ann,))
    (first,) = arrived(world, channel, 1)
    world.do(CloseConversation(first))
    world.do(SetAvailability(bo, available=False))
    world.do(ReopenConversation(first), by=ann)
    world.do(SetCapacity(cid, live=None, total=1))
    arrived(world, channel, 1)
    result = simulated(world, channel, Rule(user_ids=(bo,)))
    assert result.simulated_waits.never == 1
    both = simulated(world, channel, Rule(user_ids=(bo, cid)))
    assert {share.user_id: share.peak for share in both.shares}[cid] == 1


def test_what_is_opened_again_stays_with_an_agent_who_is_there() -> None:
    world = World()
    ann, bo, cid = (world.user(name) for name in ("Ann", "Bo", "Cid"))
    channel = world.channel(users=(ann,))
    (first,) = arrived(world, channel, 1)
    world.do(CloseConversation(first))
    world.do(ReopenConversation(first), by=ann)
    world.do(SetAvailability(bo, available=False))
    result = simulated(world, channel, Rule(user_ids=(bo, cid)))
    assert sum(share.simulated for share in result.shares) == 1


def test_a_contact_nobody_knows_is_nobodys() -> None:
    assert Population().owner_of(UUID(int=1), needs_cookie=False) == (None, False)


def test_what_came_before_the_period_is_not_tried_and_counts_as_held() -> None:
    world = World()
    ann = world.user("Ann")
    channel, other = world.channel(users=(ann,)), world.channel(users=(ann,), address="sales")
    held = arrived(world, channel, 1) + arrived(world, other, 1)
    world.now += timedelta(days=40)
    after = reached(world)
    world.do(SetCapacity(ann, live=None, total=3))
    new = arrived(world, channel, 2)
    result = simulated(world, channel, Rule(user_ids=(ann,)), after=after)
    assert result.conversations == 2
    assert result.shares[0].peak == 3
    assert [assignee(world, one) for one in (*held, *new)] == [ann, ann, ann, None]
    assert (result.different, result.simulated_waits.never) == (0, 1)
    world.do(CloseConversation(held[1]))
    later = simulated(world, channel, Rule(user_ids=(ann,)), after=after)
    assert later.simulated_waits.never == 0


def test_a_team_is_its_members_and_one_there_is_not_is_nobody() -> None:
    world = World()
    ann, bo = world.user("Ann"), world.user("Bo")
    team = world.team("Help", bo)
    channel = world.channel(users=(ann,))
    arrived(world, channel, 3)
    result = simulated(world, channel, Rule(team_ids=(team, UUID(int=7))))
    assert by_user(result) == {ann: (0, 3), bo: (3, 0)}


def test_what_a_person_took_from_somebody_is_left_to_people() -> None:
    world = World()
    ann, bo = world.user("Ann"), world.user("Bo", available=False)
    channel = world.channel(users=(ann,))
    (left,) = arrived(world, channel, 1)
    world.do(AssignConversation(left, None), by=ann)
    world.do(SetAvailability(bo, available=True))
    assert simulated(world, channel, Rule(user_ids=(bo,))).simulated_waits.never == 1


def test_slots_go_on_over_the_end_of_a_month() -> None:
    world = World()
    ann, bo = world.user("Ann"), world.user("Bo")
    channel = world.channel(users=(ann,))
    early = arrived(world, channel, 2)
    world.now += timedelta(days=31)
    after = reached(world)
    arrived(world, channel, 1)
    world.now += timedelta(days=31)
    world.do(CloseConversation(early[0]))
    arrived(world, channel, 1)
    same = simulated(world, channel, Rule(user_ids=(ann,)))
    assert (same.different, same.shares[0].peak) == (0, 3)
    late = simulated(world, channel, Rule(user_ids=(ann, bo), strategy="least_loaded"), after=after)
    # two against none, then, one being closed, one each: Ann's last was longer ago
    assert by_user(late) == {ann: (1, 2), bo: (1, 0)}


def test_whom_a_contact_counts_for_says_whose_it_is_and_a_cookie_that_it_is_tracked() -> None:
    world = World()
    ann, bo = world.user("Ann"), world.user("Bo")
    channel = world.channel(users=(ann,))
    world.do(SetOwnerRules(identified=True, mail_text=False))
    one, other = arrived(world, channel, 2)
    contact, survivor = (world.get(Conversation, it).contact_id for it in (one, other))
    world.do(SetContactOwner(survivor, bo), by=ann)
    world.do(MergeContact(contact, survivor), by=ann)
    world.do(CloseConversation(one))
    (sender,) = {event.sender for event in world.happened(one, MessageReceived)}
    late = reached(world)
    world.now += timedelta(days=1)
    world.do(SetReopening(0))
    arrived(world, channel, 1, sender=sender)
    result = simulated(world, channel, Rule(target="contact_owner"), after=late)
    assert by_user(result) == {ann: (0, 1), bo: (1, 0)}
    assert result.differences[0].reasons == ("contact_owner",)


def test_the_contacts_owner_gets_it_where_the_contact_is_known() -> None:
    world = World()
    ann, bo = world.user("Ann"), world.user("Bo")
    channel = world.channel(users=(ann,))
    (first,) = arrived(world, channel, 1, sender="mia@customer.example")
    contact = world.get(Conversation, first).contact_id
    world.do(SetContactOwner(contact, bo), by=ann)
    world.do(CloseConversation(first))
    arrived(world, channel, 1, sender="mia@customer.example")
    arrived(world, channel, 1)
    nobody = simulated(world, channel, Rule(target="contact_owner"))
    assert nobody.simulated_waits.never == nobody.conversations
    assert dict(nobody.unassigned)["no_owner"] >= 1
    fallback = simulated(world, channel, Rule(target="contact_owner", user_ids=(ann,)))
    assert by_user(fallback)[ann][0] == fallback.conversations


def test_a_rule_there_cannot_be_is_refused() -> None:
    with pytest.raises(InvalidInput):
        Simulation(UUID(int=1), "email", UUID(int=2), Rule(target="nobody"))


def test_waits_and_fairness_are_what_they_are_called() -> None:
    assert waits([None]) == Waits(None, None, None, 1)
    assert waits([3.0, None, 1.0, 2.0]).median == 2.0
    assert waits([float(one) for one in range(1, 101)]).p95 == 95.0
    assert fairness([2, 2]) == 1
    assert fairness([4, 0]) == 0.5
    assert fairness([]) is fairness([0]) is None
