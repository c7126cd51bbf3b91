"""How events change promises. Nothing in them is personal."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.kernel.event import Event
from domain.sla.events import (
    SlaBreached,
    SlaMet,
    SlaPolicyArchived,
    SlaPolicyChanged,
    SlaPolicyCreated,
    SlaPolicyRestored,
    SlaPromised,
    SlaReckoned,
    SlaWarned,
)
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.handlers import Finish, Handlers
from projections.common.projector import View
from projections.common.recorded import Recorded
from projections.common.rows import Rows
from projections.promise.rows import POLICIES, PROMISES, PolicyRow, PromiseRow

OF_POLICIES = (SlaPolicyCreated, SlaPolicyChanged, SlaPolicyArchived, SlaPolicyRestored)
OF_PROMISES = (SlaPromised, SlaReckoned, SlaWarned, SlaBreached, SlaMet)
RESOLUTION, BREACHED, WARNED = "resolution", "breached", "warned"


class Promises(View):
    """Every policy, and what each conversation under one is promised."""

    name = "promise"
    version = 2
    tables = ("promise_policies", "promise")

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return on.facts

    def fold(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Apply events."""
        return on.fold(Fold, batch, db)


class Fold:
    """The policies and promises a batch touches."""

    def __init__(self, batch: Sequence[Recorded], db: Db) -> None:
        grouped = Grouped(batch)
        self.policies = Rows(POLICIES, db, grouped.keys(OF_POLICIES, "originator_id"))
        self.promises = Rows(PROMISES, db, grouped.keys(OF_PROMISES, "originator_id"))

    def save(self) -> None:
        """Write everything."""
        self.policies.save()
        self.promises.save()


on: Handlers[Fold] = Handlers()


@on
def policy_made(fold: Fold, position: int, event: SlaPolicyCreated) -> None:
    """Something is promised."""
    row = PolicyRow(
        event.account_id, event.originator_id, event.name, event.schedule_id, event.inbox_ids,
        event.channel_ids, [list(one) for one in event.targets], event.warn_minutes, archived=False, version=1,
        position=position,
    )  # fmt: skip
    fold.policies.add(row)


@on
def policy_changed(
    fold: Fold, position: int, event: SlaPolicyChanged | SlaPolicyArchived | SlaPolicyRestored
) -> None:
    """Something else is, or nothing, or it again."""
    row = fold.policies[event.account_id, event.originator_id]
    row.version, row.position = event.originator_version, position
    if isinstance(event, SlaPolicyChanged):
        row.name, row.schedule_id, row.inbox_ids = event.name, event.schedule_id, event.inbox_ids
        row.channel_ids, row.warn_minutes = event.channel_ids, event.warn_minutes
        row.targets = [list(one) for one in event.targets]
    else:
        row.archived = isinstance(event, SlaPolicyArchived)


@on
def promised(fold: Fold, position: int, event: SlaPromised) -> None:
    """A conversation came under a policy."""
    row = PromiseRow(event.account_id, event.originator_id, event.conversation_id, event.inbox_id)
    row.position = position
    fold.promises.add(row)


@on
def reckoned(fold: Fold, position: int, event: SlaReckoned) -> None:
    """What is promised now; of the same due time it stays what it was."""
    row = fold.promises[event.account_id, event.originator_id]
    if (row.reply_goal, row.reply_due) != (event.reply_goal, event.reply_due):
        row.reply_state = ""
    if row.resolution_due != event.resolution_due:
        row.resolution_state = ""
    row.inbox_id, row.policy_id, row.basis = event.inbox_id, event.policy_id, event.basis
    row.running, row.warn_minutes, row.position = event.running, event.warn_minutes, position
    row.reply_goal, row.reply_due, row.resolution_due = (
        event.reply_goal,
        event.reply_due,
        event.resolution_due,
    )
    _time(row)


@on
def happened(fold: Fold, position: int, event: SlaWarned | SlaBreached | SlaMet) -> None:
    """One was warned of, broken or kept."""
    row = fold.promises[event.account_id, event.originator_id]
    row.position = position
    row.met += isinstance(event, SlaMet)
    row.breached += isinstance(event, SlaBreached)
    if not isinstance(event, SlaMet):
        state = WARNED if isinstance(event, SlaWarned) else BREACHED
        if event.goal == RESOLUTION:
            row.resolution_state = state
        else:
            row.reply_state = state
    _time(row)


def _time(row: PromiseRow) -> None:
    """Say what is due first, and when there is something to write next."""
    dues = [one for one in (row.reply_due, row.resolution_due) if one is not None]
    row.due_at = min(dues, default=None)
    before = timedelta(minutes=row.warn_minutes)
    states = ((row.reply_due, row.reply_state), (row.resolution_due, row.resolution_state))
    nexts = [_next(due, state, before) for due, state in states if due is not None and state != BREACHED]
    row.next_at = min(nexts, default=None)


def _next(due: datetime, state: str, before: timedelta) -> datetime:
    return due if state == WARNED else due - before
