"""Whoever writes to a page without a name is looked up by a worker: what Facebook tells of a message has none (MSG-10)."""

from collections.abc import Sequence

from application.bus import Command
from application.reactor import Happened, Reactor, Work
from domain.conversation.messages import MessageReceived

NAME = "messenger_name"


def react(happened: Happened) -> Sequence[Command | Work]:
    """Hand the contact to a worker; whether they have a name by now, the worker asks the log."""
    event = happened.event
    if not isinstance(event, MessageReceived) or event.sender_why != "messenger" or event.sender_name:
        return ()
    return (Work(NAME, event.contact_id, event.message_id.hex),)


reactor = Reactor("name_on_message_received", frozenset({MessageReceived}), react)
