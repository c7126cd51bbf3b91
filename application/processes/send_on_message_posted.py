"""What was posted, or is to be tried again or at another time, is sent by a worker."""

from collections.abc import Sequence

from application.bus import Command
from application.reactor import Happened, Reactor, Work
from domain.conversation.messages import MessagePosted, SendRescheduled, SendRetried

SEND = "send"


def react(happened: Happened) -> Sequence[Command | Work]:
    """Hand the message to a worker; whether it is to be sent, and when, the worker asks the log."""
    event = happened.event
    if not isinstance(event, MessagePosted | SendRetried | SendRescheduled):
        return ()
    if isinstance(event, MessagePosted) and (
        event.origin == "page" or (event.in_place and event.not_before is None)
    ):
        return ()
    return (Work(SEND, event.originator_id, event.message_id.hex),)


reactor = Reactor("send_on_message_posted", frozenset({MessagePosted, SendRetried, SendRescheduled}), react)
