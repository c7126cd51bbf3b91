"""What happened at the door to one user: signing in and out, and others' guesses."""

from datetime import date
from typing import Self
from uuid import UUID

from domain.access import events
from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import one_of
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.ids import derived

METHODS = ("password", "code", "recovery_code", "provider")
REASONS = ("own_choice", "password", "second_factor", "deactivated", "reactivated")
STEPS = ("password", "code")


def access_id(user_id: UUID) -> UUID:
    """Return the id of the stream of what happens at the door to a user."""
    return derived(user_id, "access")


class Access(Aggregate):
    """Facts in their order; sessions themselves are working state and are not kept here."""

    TOPIC = "access"

    @classmethod
    def begin(cls, user_id: UUID, env: Envelope) -> Self:
        """Begin with nothing but whose it is."""
        return cls.open(events.AccessBegun, access_id(user_id), env, user_id=user_id)

    def signed_in(
        self, env: Envelope, *, session_id: UUID, method: str, known_browser: bool, client: str
    ) -> None:
        """Record that the user came in by `method`, from the network address `client`. Raises `InvalidInput`."""
        self.record(
            events.SignedIn, env, user_id=self.user_id, session_id=session_id, method=one_of(method, METHODS, "method"),
            known_browser=known_browser, client=client,
        )  # fmt: skip

    def signed_out(self, env: Envelope, session_id: UUID) -> None:
        """Record the end of one session."""
        self.record(events.SignedOut, env, user_id=self.user_id, session_id=session_id)

    def ended_all(self, env: Envelope, reason: str) -> None:
        """Record that sessions were ended together. Raises `InvalidInput`."""
        self.record(events.SessionsEnded, env, user_id=self.user_id, reason=one_of(reason, REASONS, "reason"))

    def guessed(self, env: Envelope, step: str) -> None:
        """Record that somebody guesses; nothing if that was said today (UTC). Raises `InvalidInput`."""
        one_of(step, STEPS, "step")
        if self.noticed_on != env.at.date():
            self.record(events.GuessingNoticed, env, user_id=self.user_id, step=step)

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.AccessBegun():
                self.user_id = event.user_id
                self.noticed_on: date | None = None
            case events.GuessingNoticed():
                self.noticed_on = event.timestamp.date()
