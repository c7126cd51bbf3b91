"""Who did it, for which account, why, and when: one value beside every event."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Envelope:
    """What every event carries besides its own fields (AUD-01)."""

    account_id: UUID
    actor: str
    """`kind:id`: user, token, contact, system or operator."""
    at: datetime
    """When it is recorded (aware, UTC)."""
    correlation_id: UUID
    """The first cause: one inbound message, one request; everything it led to shares it."""
    causation_id: UUID | None = None
    """The event or request that directly led to this."""
    command_id: UUID | None = None
    """The command's idempotency id: the same id is never carried out twice (API-01)."""

    @property
    def is_person(self) -> bool:
        """Whether a signed-in person acted, rather than a token, a contact or the system itself."""
        return self.actor.startswith("user:")

    @property
    def user_id(self) -> UUID | None:
        """The signed-in person who acted, if it was one."""
        return UUID(self.actor.partition(":")[2]) if self.is_person else None

    def with_command(self, command_id: UUID) -> "Envelope":
        """Return the same envelope for one of several commands of a request."""
        return replace(self, command_id=command_id)

    def because(self, causation_id: UUID) -> "Envelope":
        """Return the same envelope with a nearer cause."""
        return replace(self, causation_id=causation_id)
