"""An owner who was away is told of the message by mail (RTG-04)."""

from collections.abc import Sequence

from application.bus import Command
from application.reactor import Happened, Reactor, Work
from domain.conversation.events import AssignmentDecided

TELL = "tell_owner"


def react(happened: Happened) -> Sequence[Command | Work]:
    """Hand the decision to a worker; whether the owner was told, the worker asks the log."""
    event = happened.event
    if not isinstance(event, AssignmentDecided) or "notify_owner" not in event.reasons:
        return ()
    key = f"{event.originator_id.hex}.{event.originator_version}"
    return (Work(TELL, event.originator_id, key),)


reactor = Reactor("tell_owner", frozenset({AssignmentDecided}), react)
