"""A transcript that was asked for is mailed by a worker (CHT-12)."""

from collections.abc import Sequence

from application.bus import Command
from application.reactor import Happened, Reactor, Work
from domain.conversation.mailing_events import TranscriptRequested

CHAT_MAIL = "chat_mail"


def react(happened: Happened) -> Sequence[Command | Work]:
    """Hand the request to a worker; whether it was answered, the worker asks the log."""
    event = happened.event
    return (Work(CHAT_MAIL, event.originator_id, f"{event.originator_id.hex}.{event.originator_version}"),)


reactor = Reactor("mail_on_transcript_requested", frozenset({TranscriptRequested}), react)
