"""The rows of the channel list; their columns are described where they are read, in `queries`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.kernel.event import Event
from projections.common.table import Table


@dataclass(slots=True)
class ChannelRow:
    """One channel; `steps` are the events' topics of the connecting steps done, in the order first done."""

    account_id: UUID
    channel_id: UUID
    inbox_id: UUID
    kind: str
    started_at: datetime
    steps: Sequence[str] = ()
    connected: bool = False
    paused: bool = False
    disconnected: bool = False
    cause: str = ""
    provider: str = ""
    terms: dict[str, Any] | None = None
    address: str = ""
    hosted_address: str = ""
    form_id: UUID | None = None
    sender: dict[str, Any] | None = None
    signature: dict[str, Any] | None = None
    forwarded_to: str = "original"
    rule: dict[str, Any] | None = None
    ticket_automation: dict[str, Any] | None = None
    chat: dict[str, Any] | None = None
    messenger: dict[str, Any] | None = None
    whatsapp: dict[str, Any] | None = None
    calling: dict[str, Any] | None = None
    verified_at: datetime | None = None
    last_inbound_at: datetime | None = None
    version: int = 0
    position: int = 0


@dataclass(slots=True)
class IntakeRow:
    """An accepted original that has not become a message."""

    account_id: UUID
    intake_id: UUID
    channel_id: UUID
    blob_id: UUID
    size: int
    state: str
    reason: str
    attempts: int
    accepted_at: datetime
    since: datetime
    version: int
    position: int


def done(row: ChannelRow, event: Event) -> ChannelRow:
    """Return the row with the event's step among those done."""
    name = event.TOPIC.removeprefix("channel.")
    row.steps = [*row.steps, name] if name not in row.steps else row.steps
    return row


CHANNELS = Table("channel_list", ChannelRow, ("account_id", "channel_id"))
INTAKE = Table("channel_list_intake", IntakeRow, ("account_id", "intake_id"))
