"""A conversation as it was (AUD-02): its streams up to a position, folded by the projector's own functions.

State comes from the log. Texts never change but by erasure and masking, so they come from the read model, which holds
them masked: the past shows nobody who was forgotten.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from domain.conversation.handling_events import ConversationPropertySet
from projections.common.db import Db
from projections.common.recorded import Recorded
from projections.thread.fold import ThreadFold
from projections.thread.projector import on
from projections.thread.queries import Header
from projections.thread.rows import DeliveryRow

PERSONAL = frozenset({ConversationPropertySet})
"""Events that say something personal which is shown as it was; texts come from the read model."""
NO_DATABASE = cast("Db", None)
"""A whole stream is folded from its first event, so nothing is ever looked up."""


class Kept(ThreadFold):
    """A fold whose rows stay in memory."""

    def save(self) -> None:
        """Write nothing."""


@dataclass(frozen=True, slots=True)
class Past:
    """A conversation at a position: its header, and how far each message of ours was."""

    header: Header
    deliveries: dict[UUID, DeliveryRow]

    def of(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a message's document with the delivery it had then."""
        row = self.deliveries.get(UUID(message["message_id"]))
        if row is None:
            return message
        return {
            **message,
            "delivery_state": row.state,
            "delivery_attempts": row.attempts,
            "delivery_code": row.code,
            "delivery_reason": row.reason,
            "delivery_since": row.since,
            "delivery_not_before": row.not_before,
        }


def at_position(now: Header, events: Sequence[Recorded]) -> Past | None:
    """Return the conversation whose streams (its own, its ticket's, its parts') had these events; None before it began."""
    folds: list[Kept] = []

    def start(batch: Sequence[Recorded], db: Db) -> Kept:
        folds.append(Kept(batch, db))
        return folds[-1]

    if not any(event.originator_id == now.conversation_id for _, event in events):
        return None
    on.fold(start, events, NO_DATABASE)()
    row = folds[0].threads[events[0].event.account_id, now.conversation_id]
    header = replace(
        now,
        inbox_id=row.inbox_id,
        merged_into=row.merged_into,
        status=row.status,
        snoozed_until=row.snoozed_until,
        folder=row.folder,
        priority=row.priority,
        tags=list(row.tags),
        properties=row.properties,
        assignee_id=row.assignee_id,
        team_id=row.team_id,
        ticket_id=row.ticket_id,
        message_count=row.message_count,
        version=row.version,
        position=row.position,
    )
    return Past(header, {row.message_id: row for row in folds[0].deliveries})


def until(events: Sequence[Recorded], at: datetime) -> list[Recorded]:
    """Return the events recorded up to a time."""
    return [recorded for recorded in events if recorded.event.timestamp <= at]
