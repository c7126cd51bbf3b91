"""What came in and has not become a message: waiting, failed or set aside (RL-03, RL-05)."""

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
from projections.channel_list.fold import Fold
from projections.channel_list.rows import IntakeRow
from projections.common.handlers import Handlers


def register(on: Handlers[Fold]) -> None:
    """Add these functions to the view's."""
    for function in (accepted, ended, stuck):
        on(function)


def accepted(fold: Fold, position: int, event: MessageAccepted) -> None:
    """The original is durable, and waits."""
    row = IntakeRow(
        event.account_id, event.originator_id, event.channel_id, event.blob_id, event.size, state="waiting", reason="",
        attempts=1, accepted_at=event.timestamp, since=event.timestamp, version=event.originator_version,
        position=position,
    )  # fmt: skip
    fold.intake.add(row)
    channel = fold.channels.get((event.account_id, event.channel_id))
    if channel is not None:
        channel.last_inbound_at = event.timestamp


def ended(
    fold: Fold, _: int, event: MessageIngested | DuplicateIgnored | MessageIgnored | OriginalDestroyed
) -> None:
    """It is a message, or one that was there, or says nothing, or destroyed: nothing to see to."""
    fold.intake.remove((event.account_id, event.originator_id))


def stuck(fold: Fold, position: int, event: MessageSetAside | ParsingFailed | ReplayRequested) -> None:
    """It was not taken in, or somebody asks for another try."""
    row = fold.intake.get((event.account_id, event.originator_id))
    if row is None:
        return
    row.since, row.version, row.position = event.timestamp, event.originator_version, position
    match event:
        case MessageSetAside():
            row.state, row.reason = "set_aside", event.reason
        case ParsingFailed():
            row.state, row.reason = "failed", event.reason
        case ReplayRequested():
            row.state, row.reason = "waiting", ""
            row.attempts += 1
