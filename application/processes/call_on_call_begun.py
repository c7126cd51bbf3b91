"""What is to be done at the provider of calls is done by a worker."""

from collections.abc import Sequence

from application.bus import Command
from application.reactor import Happened, Reactor, Work
from domain.call.aggregate import OUTBOUND
from domain.call.events import CallBegun, HangUpAsked, RecordingMade

PLACE, HANG_UP, FETCH = "place_call", "hang_up", "fetch_recording"


def react(happened: Happened) -> Sequence[Command | Work]:
    """Hand a call of ours, one that is to end, or what was recorded of one to a worker, who asks the log what is still due."""
    event = happened.event
    call_id = event.originator_id
    match event:
        case CallBegun() if event.direction == OUTBOUND:
            return (Work(PLACE, call_id, call_id.hex),)
        case HangUpAsked():
            return (Work(HANG_UP, call_id, call_id.hex),)
        case RecordingMade():
            return (Work(FETCH, call_id, event.recording_id.hex),)
    return ()


reactor = Reactor("call_on_call_begun", frozenset({CallBegun, HangUpAsked, RecordingMade}), react)
