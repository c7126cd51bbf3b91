"""How events change the thread as a whole, and the decisions shown in it."""

from collections.abc import Sequence
from typing import Any

from domain.contact.events import ContactErased
from domain.conversation.attribution_events import MessageAttributed, MessageReattributed
from domain.conversation.events import (
    AssignmentDecided,
    ConversationClosed,
    ConversationReopened,
    ConversationStarted,
    OwnerTold,
    ThreadingDecided,
    TicketSkipped,
)
from domain.kernel.event import Event
from domain.ticket.events import TicketOpened
from projections.common.db import Db
from projections.common.handlers import Finish, Handlers
from projections.common.masking import Mask
from projections.common.projector import FORGETTING, Forgetting, PersonalView
from projections.common.recorded import Recorded
from projections.thread import calls, forgetting, handling, messages, placing, windows
from projections.thread.fold import ThreadFold
from projections.thread.rows import ThreadRow


class Thread(PersonalView):
    """Conversations with their messages, deliveries and decisions."""

    name = "thread"
    version = 16
    tables = ("thread", "thread_messages", "thread_reactions", "thread_deliveries", "thread_decisions")

    alone = placing.ALONE

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return on.facts | FORGETTING

    def fold(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Apply events."""
        return on.fold(ThreadFold, batch, db)

    def fold_alone(self, recorded: Recorded, db: Db) -> None:
        """Show messages elsewhere, then apply the event and count."""
        placing.follow(db, recorded.position, recorded.event)
        self.fold([recorded], db)()
        placing.recount(db, recorded.event)

    def erase(self, event: ContactErased, db: Db) -> None:
        """Erase what the contact wrote and was written."""
        forgetting.erase(db, event)

    def mask(self, event: Forgetting, mask: Mask, db: Db) -> None:
        """Mask the messages that mention somebody erased."""
        forgetting.mask(db, event, mask)


on: Handlers[ThreadFold] = Handlers()
messages.register(on)
handling.register(on)
placing.register(on)
windows.register(on)
calls.register(on)


@on
def started(fold: ThreadFold, position: int, event: ConversationStarted) -> None:
    """A conversation began."""
    row = ThreadRow(
        account_id=event.account_id,
        conversation_id=event.originator_id,
        inbox_id=event.inbox_id,
        channel_id=event.channel_id,
        kind=event.channel_kind,
        contact_id=event.contact_id,
        subject=event.subject,
        started_by=event.started_by,
        started_at=event.timestamp,
        status="open",
        snoozed_until=None,
        folder="",
        priority="none",
        tags=(),
        properties={},
        assignee_id=None,
        ticket_id=None,
        first_message_id=None,
        message_count=0,
        merged_into=None,
        shown_in=event.originator_id,
        version=event.originator_version,
        position=position,
    )
    fold.threads.add(row)


@on
def threaded(fold: ThreadFold, position: int, event: ThreadingDecided) -> None:
    """It was decided that a message belongs here."""
    fold.thread(position, event)
    fold.decide(
        event.originator_id, position, event, event.message_id,
        outcome=event.outcome, by=event.by, policy=event.policy, reasons=event.reasons, matched_id=event.matched_id,
        evidence=event.evidence, **({"via_id": event.via_id} if event.via_id else {}),
    )  # fmt: skip


@on
def attributed(fold: ThreadFold, position: int, event: MessageAttributed) -> None:
    """It was decided whom a message that passes another one on belongs to."""
    fold.thread(position, event)
    evidence = [event.forwarder, event.forwarder_name, event.original, event.original_name]
    fold.decide(
        event.originator_id, position, event, event.message_id,
        why=event.why, reasons=event.reasons, policy=event.policy, form=event.form, client=event.client,
        forwarded_to=event.forwarded_to, forwards_by=event.forwards_by, by_user=event.by_user,
        authenticated=event.authenticated, evidence=evidence,
    )  # fmt: skip


@on
def reattributed(fold: ThreadFold, position: int, event: MessageReattributed) -> None:
    """A person said whom a message belongs to."""
    fold.thread(position, event)
    fold.decide(
        event.originator_id, position, event,
        why=event.why, of_message=event.message_id, to_contact_id=event.to_contact_id, to_id=event.to_id,
    )  # fmt: skip


@on
def assigned(fold: ThreadFold, position: int, event: AssignmentDecided) -> None:
    """Somebody else has it, or nobody."""
    row = fold.thread(position, event)
    row.assignee_id, row.team_id = event.assignee_id, event.team_id
    more: dict[str, Any] = {"trigger": event.trigger, "team_id": event.team_id}
    fold.decide(
        event.originator_id, position, event,
        outcome=event.outcome, source=event.source, assignee_id=event.assignee_id, previous_id=event.previous_id,
        strategy=event.strategy, reasons=event.reasons, **{name: value for name, value in more.items() if value},
    )  # fmt: skip


@on
def owner_told(fold: ThreadFold, position: int, event: OwnerTold) -> None:
    """The contact's owner, who was away, got a mail, or did not."""
    fold.thread(position, event)
    fold.decide(event.originator_id, position, event, owner_id=event.owner_id, result=event.result)


@on
def closed_or_open(fold: ThreadFold, position: int, event: ConversationClosed | ConversationReopened) -> None:
    """Nothing more is owed, or something is again."""
    row = fold.thread(position, event)
    row.status = "closed" if isinstance(event, ConversationClosed) else "open"
    fold.decide(event.originator_id, position, event, reason=event.reason)


@on
def ticket_skipped(fold: ThreadFold, position: int, event: TicketSkipped) -> None:
    """No ticket was made."""
    fold.thread(position, event)
    fold.decide(event.originator_id, position, event, reason=event.reason, advice=event.advice)


@on
def ticket_opened(fold: ThreadFold, position: int, event: TicketOpened) -> None:
    """A ticket was made."""
    fold.threads[event.account_id, event.conversation_id].ticket_id = event.originator_id
    fold.decide(
        event.conversation_id, position, event,
        ticket_id=event.originator_id, pipeline_id=event.pipeline_id, stage=event.stage, source=event.source,
    )  # fmt: skip
