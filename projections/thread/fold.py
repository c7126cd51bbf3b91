"""The rows of the thread a batch touches."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from domain.conversation.events import ConversationStarted
from domain.conversation.mailing_events import ChatMailed
from domain.conversation.messages import (
    MessageBounced,
    MessagePosted,
    MessageSent,
    SendCancelled,
    SendFailed,
    SendRefused,
    SendRescheduled,
    SendRetried,
    SendStarted,
    SendUnresolved,
)
from domain.conversation.messaging_events import MessageReacted
from domain.conversation.visiting_events import MessageDelivered, MessageSeen, MessageUndelivered
from domain.kernel.event import Event
from domain.ticket.events import TicketOpened
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.recorded import Recorded
from projections.common.rows import Rows
from projections.common.table import Key
from projections.thread.rows import (
    DECISIONS,
    DELIVERIES,
    MESSAGES,
    REACTIONS,
    THREADS,
    DecisionRow,
    MessageRow,
    ThreadRow,
)

RECEIPTS = (MessageDelivered, MessageSeen)
DELIVERY_FACTS = (
    *RECEIPTS, MessageUndelivered, SendStarted, MessageSent, MessageBounced, SendFailed, SendUnresolved, SendRefused, SendRetried, SendRescheduled, SendCancelled,
)  # fmt: skip


class ThreadFold:
    """Everything a batch touches in this view."""

    def __init__(self, batch: Sequence[Recorded], db: Db) -> None:
        self.db = db
        grouped = Grouped(batch)
        streams = grouped.keys({type(event) for _, event in batch} - {TicketOpened}, "originator_id")
        touched = streams | grouped.keys((TicketOpened,), "conversation_id")
        self.threads = Rows(THREADS, db, touched, new=grouped.keys((ConversationStarted,), "originator_id"))
        posted = grouped.keys((MessagePosted,), "message_id")
        others = {
            (event.account_id, message_id)
            for _, event in batch
            if isinstance(event, (*RECEIPTS, ChatMailed))
            for message_id in (event.message_ids if isinstance(event, ChatMailed) else event.others)
        }
        delivered = grouped.keys(DELIVERY_FACTS, "message_id") | others
        self.deliveries = Rows(DELIVERIES, db, delivered, new=posted)
        self.reactions = Rows(REACTIONS, db, grouped.keys((MessageReacted,), "message_id"))
        self.messages: list[MessageRow] = []
        self._decisions: list[DecisionRow] = []
        self._gone: set[Key] = set()

    def thread(self, position: int, event: Event) -> ThreadRow:
        """Return the conversation whose stream the event is in, brought to the event's version."""
        row = self.threads[event.envelope.account_id, event.originator_id]
        row.version, row.position = event.originator_version, position
        return row

    def decide(
        self,
        conversation_id: UUID,
        position: int,
        event: Event,
        message_id: UUID | None = None,
        **details: Any,
    ) -> None:
        """Show a decision in the thread."""
        envelope = event.envelope
        row = DecisionRow(
            envelope.account_id, conversation_id, position, event.TOPIC, message_id, event.timestamp, envelope.actor,
            details, self.threads[envelope.account_id, conversation_id].shown_in,
        )  # fmt: skip
        self._decisions.append(row)

    def take_back(self, account_id: UUID, message_id: UUID) -> None:
        """Show a note no longer."""
        self._gone.add((account_id, message_id))

    def save(self) -> None:
        """Write everything."""
        self.threads.save()
        MESSAGES.insert(self.db, self.messages)
        MESSAGES.delete(self.db, self._gone)
        self.deliveries.save()
        self.reactions.save()
        DECISIONS.insert(self.db, self._decisions)
