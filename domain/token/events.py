"""What happens to a machine token."""

from datetime import datetime

from domain.kernel.event import Event, Opening


class TokenIssued(Opening):
    """A token was shown once to a person; `scopes` are permissions."""

    TOPIC = "token.issued"
    OF = "token"

    name: str
    scopes: tuple[str, ...]
    expires_at: datetime | None


class TokenRevoked(Event):
    """The token opens nothing any more."""

    TOPIC = "token.revoked"
