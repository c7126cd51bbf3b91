"""The rows of the channel list a batch touches."""

from collections.abc import Sequence

from domain.channel.events import ChannelConnectStarted
from domain.intake.events import (
    DuplicateIgnored,
    MessageAccepted,
    MessageIgnored,
    MessageIngested,
    MessageSetAside,
    OriginalDestroyed,
    ParsingFailed,
    ReplayRequested,
)
from domain.kernel.event import Event
from projections.channel_list.rows import CHANNELS, INTAKE, ChannelRow
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.recorded import Recorded
from projections.common.rows import Rows

INTAKE_FACTS = frozenset[type[Event]](
    {
        MessageAccepted,
        MessageIngested,
        DuplicateIgnored,
        MessageIgnored,
        MessageSetAside,
        OriginalDestroyed,
        ParsingFailed,
        ReplayRequested,
    }
)


class Fold:
    """The channels and originals a batch touches."""

    def __init__(self, batch: Sequence[Recorded], db: Db) -> None:
        grouped = Grouped(batch)
        own = {type(event) for _, event in batch} - INTAKE_FACTS
        touched = grouped.keys(own, "originator_id") | grouped.keys((MessageAccepted,), "channel_id")
        begun = grouped.keys((ChannelConnectStarted,), "originator_id")
        self.channels = Rows(CHANNELS, db, touched, new=begun)
        accepted = grouped.keys((MessageAccepted,), "originator_id")
        self.intake = Rows(INTAKE, db, grouped.keys(INTAKE_FACTS, "originator_id"), new=accepted)

    def channel(self, position: int, event: Event) -> ChannelRow:
        """Return the channel whose stream the event is in, brought to the event's version."""
        row = self.channels[event.envelope.account_id, event.originator_id]
        row.version, row.position = event.originator_version, position
        return row

    def save(self) -> None:
        """Write everything."""
        self.channels.save()
        self.intake.save()
