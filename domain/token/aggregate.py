"""A machine's token: what it may do and until when; its hash is kept beside the log (API-06)."""

from datetime import datetime
from typing import Self
from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import not_blank, one_of
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.refusal import InvalidInput
from domain.token import events
from domain.user.policy import PERMISSIONS


class Token(Aggregate):
    """Issued once, with scopes; revoked or expired it opens nothing."""

    TOPIC = "token"

    @classmethod
    def issue(
        cls,
        token_id: UUID,
        env: Envelope,
        *,
        name: str,
        scopes: tuple[str, ...],
        expires_at: datetime | None = None,
    ) -> Self:
        """Issue a token; scopes are permissions. Raises `InvalidInput` for none, or one there is not."""
        if not scopes:
            raise InvalidInput("Choose at least one scope.", field="scopes")
        for scope in scopes:
            one_of(scope, PERMISSIONS, "scopes")
        return cls.open(
            events.TokenIssued,
            token_id,
            env,
            name=not_blank(name, "name"),
            scopes=scopes,
            expires_at=expires_at,
        )

    def revoke(self, env: Envelope) -> None:
        """Let it open nothing any more; nothing if so."""
        if not self.revoked:
            self.record(events.TokenRevoked, env)

    def is_valid(self, at: datetime) -> bool:
        """Whether it opens anything at that time."""
        return not self.revoked and (self.expires_at is None or at < self.expires_at)

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.TokenIssued():
                self.scopes = event.scopes
                self.expires_at = event.expires_at
                self.revoked = False
            case events.TokenRevoked():
                self.revoked = True
