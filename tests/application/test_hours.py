"""Commands of schedules, working hours, availability and promises (CHT-06, ACC-11, ACC-12, CNV-10)."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from application.availability import SetScreenGrace, SettleAvailability, SetWorkingHours
from application.conversation import PostReply
from application.schedule import ArchiveSchedule, ChangeSchedule, CreateSchedule, SetHolidays
from application.sla import ArchiveSlaPolicy, ChangeSlaPolicy, CreateSlaPolicy, KeepPromises
from domain.account.aggregate import Account
from domain.kernel.refusal import InvalidInput, NotAllowed, NotFound
from domain.schedule.aggregate import Plan, Schedule
from domain.schedule.weekly import ALWAYS
from domain.sla.aggregate import Promised
from domain.sla.events import SlaBreached, SlaMet, SlaReckoned
from domain.sla.promise import Promise, promise_id
from domain.user.aggregate import User
from domain.user.availability import Screen
from domain.user.events import AvailabilityChanged
from domain.user.hours import WorkingHours
from tests.support.mails import a_mail
from tests.support.world import World

PLAN = Plan("Always", "Europe/Warsaw", ALWAYS)
STANDARD = Promised("Standard", (("none", 60, 120, 480),))
DAY = (("2026-12-25", "Christmas"),)


@pytest.mark.req("CHT-06", "ACC-11")
def test_schedules_and_holidays_are_written_changed_and_archived() -> None:
    world = World()
    schedule = world.make(CreateSchedule(PLAN))
    world.do(ChangeSchedule(schedule, replace(PLAN, name="Night")))
    world.do(ArchiveSchedule(schedule))
    found = world.get(Schedule, schedule)
    assert (found.plan.name, found.archived) == ("Night", True)
    world.do(ArchiveSchedule(schedule, archived=False))
    assert not world.get(Schedule, schedule).archived
    world.do(SetHolidays(DAY))
    world.do(SetScreenGrace(None))
    account = world.get(Account, world.account)
    assert (account.holidays, account.screen_grace) == (DAY, None)
    world.do(SetScreenGrace(None))
    with pytest.raises(InvalidInput):
        world.do(SetScreenGrace(241))


@pytest.mark.req("ACC-12")
def test_working_hours_are_ones_own_or_need_a_permission() -> None:
    world = World()
    ann, ben = world.user("Ann"), world.user("Ben")
    never = world.make(CreateSchedule(replace(PLAN, ranges=())))
    with pytest.raises(NotAllowed):
        world.do(SetWorkingHours(ann, WorkingHours(never)), by=ben)
    world.do(SetWorkingHours(ann, WorkingHours(never)), by=ann)
    (*_, away) = world.happened(ann, AvailabilityChanged)
    assert (away.available, away.cause) == (False, "working_hours")
    world.do(ArchiveSchedule(never))
    world.do(SetWorkingHours(ann, WorkingHours(never)), by=ann)
    with pytest.raises(InvalidInput):
        world.do(SetWorkingHours(ben, WorkingHours(never)), by=ben)
    world.do(SetWorkingHours(ann, WorkingHours(zone="Europe/Warsaw", ranges=ALWAYS)), by=ann)
    world.do(SettleAvailability(ann))
    assert world.get(User, ann).availability.cause == "working_hours"
    assert world.get(User, ann).availability.available
    world.do(SetWorkingHours(ann), by=ann)
    world.do(SettleAvailability(ann, screen=Screen.LOST))
    assert world.get(User, ann).availability.cause == "screen_lost"


@pytest.mark.req("CNV-10")
def test_policies_name_what_there_is() -> None:
    world = World()
    schedule = world.make(CreateSchedule(PLAN))
    policy = world.make(CreateSlaPolicy(replace(STANDARD, schedule_id=schedule, inbox_ids=(world.inbox,))))
    with pytest.raises(NotFound):
        world.do(ChangeSlaPolicy(policy, replace(STANDARD, inbox_ids=(uuid4(),))))
    with pytest.raises(NotFound):
        world.do(ChangeSlaPolicy(policy, replace(STANDARD, channel_ids=(uuid4(),))))
    world.do(ChangeSlaPolicy(policy, replace(STANDARD, channel_ids=(world.channel(),))))
    world.do(ArchiveSchedule(schedule))
    with pytest.raises(InvalidInput):
        world.do(ChangeSlaPolicy(policy, replace(STANDARD, schedule_id=schedule)))
    world.do(ChangeSlaPolicy(policy, STANDARD))
    world.do(ArchiveSlaPolicy(policy))
    world.do(ArchiveSlaPolicy(policy, archived=False))


@pytest.mark.req("CNV-10")
@pytest.mark.parametrize("hours", [True, False])
def test_promises_are_reckoned_kept_and_given_up(hours: bool) -> None:
    world = World()
    conversation = world.mailed(world.channel(users=()), a_mail())
    schedule = world.make(CreateSchedule(PLAN)) if hours else None
    policy = world.make(CreateSlaPolicy(replace(STANDARD, schedule_id=schedule)))
    world.do(KeepPromises(conversation, None, "none"))
    assert world.ports.log.load(Promise, promise_id(conversation)) is None
    world.do(KeepPromises(conversation, policy, "a"))
    world.do(KeepPromises(conversation, policy, "a"))
    (reckoned,) = world.happened(promise_id(conversation), SlaReckoned)
    assert (reckoned.reply_goal, reckoned.running) == ("first_reply", True)
    world.do(PostReply(conversation, "Here you are."), by=world.admin)
    world.do(KeepPromises(conversation, policy, "b"))
    assert [one.goal for one in world.happened(promise_id(conversation), SlaMet)] == ["first_reply"]
    world.do(ArchiveSlaPolicy(policy))
    world.do(KeepPromises(conversation, policy, "c"))
    world.do(KeepPromises(conversation, None, "over"))
    (*_, last) = world.happened(promise_id(conversation), SlaReckoned)
    assert (last.policy_id, last.running, last.resolution_due) == (None, False, None)


@pytest.mark.req("CNV-10")
def test_what_was_due_while_nobody_looked_is_broken() -> None:
    world = World()
    conversation = world.mailed(world.channel(users=()), a_mail())
    policy = world.make(CreateSlaPolicy(STANDARD))
    world.now += timedelta(hours=9)
    world.do(KeepPromises(conversation, policy, "a"))
    goals = [one.goal for one in world.happened(promise_id(conversation), SlaBreached)]
    assert goals == ["first_reply", "resolution"]
