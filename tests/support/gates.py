"""The gate before a chat that asks for consent, by commands alone."""

from uuid import UUID

from application.consent import LookAtConsent, Wanted, look_at_consent
from domain.consent.events import ConsentGiven, ConsentWithdrawn
from tests.support.agreeing import Agreeing
from tests.support.world import World


class Gate(Agreeing):
    """A chat that asks, the gate before it, and what was recorded."""

    def __init__(self, mode: str = "explicit", world: World | None = None) -> None:
        """Let a chat ask, in a world of its own unless one is given."""
        super().__init__(world or World(), mode)

    def needed(self, visitor: str = "", language: str = "") -> Wanted | None:
        """Return what a visitor must be asked."""
        question = LookAtConsent(self.channel, visitor, language)
        return self.world.bus.ask(question, self.world.env(f"visitor:{visitor}"), look_at_consent)

    def given(self, contact_id: UUID) -> list[ConsentGiven]:
        """Return what was recorded of a contact's agreeing."""
        return self.world.happened(self.consent(contact_id), ConsentGiven)

    def withdrawn(self, contact_id: UUID) -> list[ConsentWithdrawn]:
        """Return what was recorded of their taking it back."""
        return self.world.happened(self.consent(contact_id), ConsentWithdrawn)
