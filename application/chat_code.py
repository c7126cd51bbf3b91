"""The tracking code of a chat, mailed to whoever looks after a site (CHT-10)."""

from dataclasses import dataclass

from application.channel import OnChannel, editable
from application.unit import Unit


@dataclass(frozen=True, slots=True)
class MailChatCode(OnChannel):
    """Note that the code is being mailed; to whom is not written down."""


def mail_chat_code(command: MailChatCode, unit: Unit) -> None:
    """Note it."""
    editable(command, unit).note_code_mailed(unit.env)
