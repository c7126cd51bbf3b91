"""What a visitor writes is answered by the bot, if one holds the conversation (CHT-01)."""

from collections.abc import Sequence

from application.bus import Command
from application.reactor import Happened, Reactor, Work
from application.talking import AdvanceBot
from domain.conversation.messages import MessageReceived


def react(happened: Happened) -> Sequence[Command | Work]:
    """Let the bot answer what came by a chat; whether there is one the log says."""
    event = happened.event
    if not isinstance(event, MessageReceived) or event.sender_why != "chat":
        return ()
    return (AdvanceBot(event.originator_id, event.message_id),)


reactor = Reactor("talk_on_message_received", frozenset({MessageReceived}), react)
"""One conversation's messages are answered in their order: it is one stream."""
