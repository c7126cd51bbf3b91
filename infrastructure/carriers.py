"""What carries messages out: relays, the providers of mailboxes, and those of channels whose messages are no mail."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.conversation.messages import MessagePosted
from infrastructure.channels.email.compose import OutgoingMail
from infrastructure.channels.email.relay import RelayResult, RelaySettings


@dataclass(frozen=True)
class Way:
    """How mail leaves; whether an account named it, so that it is not trusted."""

    settings: RelaySettings
    of_account: bool = False


class Mailboxes(Protocol):
    """The providers of channels whose mail does not leave by a relay."""

    def handing_over(
        self, account_id: UUID, channel_id: UUID, mail: OutgoingMail, begun: Sequence[datetime]
    ) -> Callable[[], RelayResult] | None:
        """Return what hands a mail to the channel's provider; None where it has none. Raises `TryAgain`."""


class Platforms(Protocol):
    """The platforms of channels whose messages are no mail."""

    def handing_over(
        self, account_id: UUID, posted: MessagePosted, begun: Sequence[datetime]
    ) -> Callable[[str], RelayResult] | None:
        """Return what hands a message over under a tag; None for what leaves as mail. Raises `TryAgain`."""
