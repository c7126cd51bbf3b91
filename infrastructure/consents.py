"""The port `api.consents.Consents`: asks the log, so that nobody is let through by what a read model does not know yet."""

from uuid import UUID, uuid4

from application.bus import Bus
from application.consent import LookAtConsent, Wanted, look_at_consent
from application.ports import Clock
from domain.kernel.envelope import Envelope


class LoggedConsents:
    """Satisfies `api.consents.Consents`."""

    def __init__(self, bus: Bus, clock: Clock) -> None:
        """Ask by `bus`."""
        self._bus, self._clock = bus, clock

    def needed(self, account_id: UUID, channel_id: UUID, visitor: str, language: str = "") -> Wanted | None:
        """See `api.consents.Consents.needed`."""
        env = Envelope(account_id, f"visitor:{visitor}", self._clock(), uuid4())
        return self._bus.ask(LookAtConsent(channel_id, visitor, language), env, look_at_consent)
