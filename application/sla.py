"""Promises to customers: what policies promise, and what becomes of it in each conversation (CNV-10)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.change import Change, unchanged
from application.unit import Unit
from domain.account.aggregate import Account
from domain.channel.aggregate import Channel
from domain.conversation.aggregate import Conversation, Status
from domain.inbox.aggregate import Inbox
from domain.kernel.refusal import InvalidInput
from domain.schedule.aggregate import Schedule
from domain.schedule.hours import Hours
from domain.sla.aggregate import Promised, SlaPolicy
from domain.sla.clock import AROUND_THE_CLOCK, Dues, reckoned
from domain.sla.facts import facts_of
from domain.sla.promise import Known, Promise, promise_id

EDIT = "account_access"


@dataclass(frozen=True, slots=True)
class CreateSlaPolicy:
    """Promise something."""

    PERMISSION: ClassVar[str] = EDIT

    promised: Promised


@dataclass(frozen=True, slots=True)
class ChangeSlaPolicy(Change):
    """Promise something else."""

    PERMISSION: ClassVar[str] = EDIT

    policy_id: UUID
    promised: Promised


@dataclass(frozen=True, slots=True)
class ArchiveSlaPolicy(Change):
    """Promise nothing by a policy any more, or, with `archived` false, again."""

    PERMISSION: ClassVar[str] = EDIT

    policy_id: UUID
    archived: bool = True


@dataclass(frozen=True, slots=True)
class KeepPromises:
    """Reckon what a conversation is promised, warn of what is due soon, record what is broken; for the clock.

    `policy_id` is the policy its inbox is under, `basis` what the read models knew when they asked for it.
    """

    PERMISSION: ClassVar[str] = "conversation_write"

    conversation_id: UUID
    policy_id: UUID | None
    basis: str


def create_sla_policy(command: CreateSlaPolicy, unit: Unit) -> None:
    """Create it; the first stream is the policy's."""
    _must_be(command.promised, unit)
    unit.add(SlaPolicy.create(unit.new_id("sla_policy"), unit.env, command.promised))


def change_sla_policy(command: ChangeSlaPolicy, unit: Unit) -> None:
    """Change it."""
    policy = unchanged(unit.get(SlaPolicy, command.policy_id), command)
    _must_be(command.promised, unit)
    policy.change(unit.env, command.promised)


def archive_sla_policy(command: ArchiveSlaPolicy, unit: Unit) -> None:
    """Archive it, or bring it back."""
    policy = unchanged(unit.get(SlaPolicy, command.policy_id), command)
    if command.archived:
        policy.archive(unit.env)
    else:
        policy.restore(unit.env)


def keep_promises(command: KeepPromises, unit: Unit) -> None:
    """Keep them; a conversation that was never promised anything gets no stream for nothing."""
    conversation = unit.get(Conversation, command.conversation_id)
    promise = unit.find(Promise, promise_id(conversation.id))
    policy = None if command.policy_id is None else unit.get(SlaPolicy, command.policy_id)
    if promise is None:
        if policy is None:
            return
        promise = unit.add(Promise.make(conversation.id, unit.env, inbox_id=conversation.inbox_id))
    facts = facts_of(unit.ports.log.stream(conversation.id))
    holds = policy is not None and not policy.archived and not conversation.erased
    dues = Dues()
    if policy is not None and holds and conversation.merged_into is None:
        dues = reckoned(facts, policy.promised, conversation.priority, _hours(policy.promised, unit))
    known = Known(
        conversation.inbox_id, command.policy_id, policy.version if policy else 0, command.basis,
        policy.promised.warn_minutes if policy else 0, running=holds and conversation.status is Status.OPEN,
    )  # fmt: skip
    promise.reckon(unit.env, facts, dues, known)
    promise.look(unit.env)


def _hours(promised: Promised, unit: Unit) -> Hours:
    if promised.schedule_id is None:
        return AROUND_THE_CLOCK
    holidays = unit.get(Account, unit.env.account_id).holidays
    return unit.get(Schedule, promised.schedule_id).plan.hours(holidays)


def _must_be(promised: Promised, unit: Unit) -> None:
    """Raise `NotFound` for a schedule, inbox or channel there is not, `InvalidInput` for an archived schedule."""
    if promised.schedule_id is not None and unit.get(Schedule, promised.schedule_id).archived:
        raise InvalidInput(
            "This schedule is archived. Choose another, or bring it back.", field="schedule_id"
        )
    for inbox_id in promised.inbox_ids:
        unit.get(Inbox, inbox_id)
    for channel_id in promised.channel_ids:
        unit.get(Channel, channel_id)
