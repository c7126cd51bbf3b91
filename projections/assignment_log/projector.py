"""How events fill the assignment log. Nothing in it is personal to a contact."""

from collections.abc import Sequence
from uuid import UUID

from domain.channel.events import ChannelConnectStarted
from domain.conversation.events import AssignmentDecided, OwnerTold, TicketSkipped
from domain.conversation.placing_events import ConversationMoved
from domain.kernel.event import Event
from projections.assignment_log.rows import CHANNELS, DECISIONS, ChannelRow, DecisionRow
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.handlers import Finish, Handlers
from projections.common.projector import View
from projections.common.recorded import Recorded
from projections.common.rows import Rows

MOVED = """UPDATE assignment_log SET inbox_id = %s WHERE account_id = %s AND conversation_id = %s"""

TOLD = """UPDATE assignment_log SET notice = %s
WHERE account_id = %s AND conversation_id = %s AND version = %s AND kind = 'assignment'"""


class AssignmentLog(View):
    """Every assignment and every ticket not made, with what was known then."""

    name = "assignment_log"
    version = 3
    tables = ("assignment_log", "assignment_log_channels")

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return on.facts

    def fold(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Apply events."""
        return on.fold(Fold, batch, db)


class Fold:
    """What a batch adds, and the channels it names."""

    def __init__(self, batch: Sequence[Recorded], db: Db) -> None:
        self.db = db
        self.channels = Rows(CHANNELS, db, Grouped(batch).keys((TicketSkipped,), "channel_id"))
        self.decisions: list[DecisionRow] = []
        self.moved: dict[tuple[UUID, UUID], UUID] = {}
        self.told: dict[tuple[UUID, UUID, int], str] = {}

    def save(self) -> None:
        """Write everything."""
        for (account_id, conversation_id), inbox_id in self.moved.items():
            self.db.execute(MOVED, [inbox_id, account_id, conversation_id])
        for (account_id, conversation_id, version), result in self.told.items():
            self.db.execute(TOLD, [result, account_id, conversation_id, version])
        DECISIONS.insert(self.db, self.decisions)
        self.channels.save()


on: Handlers[Fold] = Handlers()


@on
def channel_begun(fold: Fold, _: int, event: ChannelConnectStarted) -> None:
    """Remember whose channel it is."""
    fold.channels.add(ChannelRow(event.account_id, event.originator_id, event.inbox_id))


@on
def moved(fold: Fold, _: int, event: ConversationMoved) -> None:
    """Who may read about a conversation is who sees it: its decisions go with it."""
    fold.moved[event.account_id, event.originator_id] = event.inbox_id
    for row in fold.decisions:
        if row.conversation_id == event.originator_id:
            row.inbox_id = event.inbox_id


@on
def assigned(fold: Fold, position: int, event: AssignmentDecided) -> None:
    """Somebody has the conversation, or nobody, and this is why."""
    row = DecisionRow(
        account_id=event.account_id,
        position=position,
        kind="assignment",
        conversation_id=event.originator_id,
        inbox_id=event.inbox_id,
        channel_id=event.channel_id,
        outcome=event.outcome,
        source=event.source,
        assignee_id=event.assignee_id,
        previous_id=event.previous_id,
        policy=event.policy,
        rule_version=event.rule_version,
        strategy=event.strategy,
        available_only=event.available_only,
        reasons=event.reasons,
        considered=event.considered,
        facts_position=event.facts_position,
        advice="",
        actor=event.envelope.actor,
        at=event.timestamp,
        correlation_id=event.envelope.correlation_id,
        trigger=event.trigger,
        team_id=event.team_id,
        notice="due" if "notify_owner" in event.reasons else "",
        version=event.originator_version,
    )
    fold.decisions.append(row)


@on
def told(fold: Fold, _: int, event: OwnerTold) -> None:
    """The owner got a mail, or did not."""
    here = (event.originator_id, event.decision)
    for row in fold.decisions:
        if (row.conversation_id, row.version) == here:
            row.notice = event.result
    fold.told[event.account_id, *here] = event.result


@on
def ticket_skipped(fold: Fold, position: int, event: TicketSkipped) -> None:
    """No ticket was made, and this is why."""
    row = DecisionRow(
        account_id=event.account_id,
        position=position,
        kind="ticket_skipped",
        conversation_id=event.originator_id,
        inbox_id=fold.channels[event.account_id, event.channel_id].inbox_id,
        channel_id=event.channel_id,
        outcome="skipped",
        source="",
        assignee_id=None,
        previous_id=None,
        policy=event.policy,
        rule_version=None,
        strategy="",
        available_only=None,
        reasons=(event.reason,),
        considered=(),
        facts_position=None,
        advice=event.advice,
        actor=event.envelope.actor,
        at=event.timestamp,
        correlation_id=event.envelope.correlation_id,
    )
    fold.decisions.append(row)
