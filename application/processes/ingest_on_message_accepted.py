"""What was accepted is taken in at once; what is replayed, again."""

from collections.abc import Sequence

from application.bus import Command
from application.ingest import IngestMessage
from application.reactor import Happened, Reactor, Work
from domain.intake.events import MessageAccepted, ReplayRequested


def react(happened: Happened) -> Sequence[Command | Work]:
    """Take the intake's original in, unless that was done when it was accepted."""
    event = happened.event
    if isinstance(event, MessageAccepted) and event.at_once:
        return ()
    return (IngestMessage(event.originator_id),)


reactor = Reactor(
    "ingest_on_message_accepted", frozenset({MessageAccepted, ReplayRequested}), react, from_start=True
)
