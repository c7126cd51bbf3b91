"""What the API needs to mail a chat's tracking code (CHT-10)."""

from dataclasses import dataclass, field
from typing import Literal, Protocol
from uuid import UUID

Ended = Literal["sent", "later", "refused"]


@dataclass(frozen=True, slots=True)
class CodeMail:
    """One mail: whose chat's code, to whom, asked for by whom (None: a machine); the same `mail_id` is the same mail."""

    account_id: UUID
    channel_id: UUID
    asked_by: UUID | None
    mail_id: UUID
    to: str = field(repr=False)


class CodeMails(Protocol):
    """Hands such mails over."""

    def __call__(self, mail: CodeMail, /) -> Ended:
        """Hand it to the account's relay or the installation's; say whether that took it, may later, or never will."""


def nowhere(_mail: CodeMail) -> Ended:
    """Say that there is nothing to mail by; satisfies `CodeMails`."""
    return "refused"
