"""One person's consent on one channel for one purpose: given, taken back, given again (PRV-05)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from domain.channel.consent_settings import MESSAGES
from domain.consent import events
from domain.consent.terms import Evidence, Terms
from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import not_blank, one_of
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.refusal import InvalidInput, Refusal

METHODS = frozenset({"button", "message", "keyword", "hand", "keypress", "voice"})
WITHDRAWN_BY = frozenset({"button", "keyword", "hand"})
LONGEST_REASON = 500
UNDO_FOR = timedelta(hours=1)


class NothingToUndo(Refusal):
    """Only a withdrawal that was recorded by hand, by oneself and just now, can have been a mistake."""

    code = "nothing_to_undo"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "Only a withdrawal you recorded by hand within the last hour can be undone. Let the person agree again."
        )


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Who recorded a withdrawal, how and when."""

    actor: str
    method: str
    at: datetime


class Consent(Aggregate):
    """`given` is what they agreed to last and `given_at` when, `withdrawn` when they took that back; the stream's id is a claim's."""

    TOPIC = "consent"

    given: Terms | None
    given_at: datetime | None
    withdrawn: Withdrawn | None
    _said_before: datetime | None
    said_at: datetime | None
    """When they last said that they agree, or that they do not, by the provider's time."""
    by_hand: bool
    """Whether a user recorded what holds, on their behalf."""
    declined_at: datetime | None
    """When they last said by themselves that they do not, by the provider's time."""

    @classmethod
    def begin(
        cls,
        consent_id: UUID,
        env: Envelope,
        *,
        contact_id: UUID,
        channel_id: UUID,
        inbox_id: UUID,
        purpose: str,
    ) -> Self:
        """Begin with nothing agreed."""
        return cls.open(
            events.ConsentBegun, consent_id, env,
            contact_id=contact_id, channel_id=channel_id, inbox_id=inbox_id, purpose=purpose,
        )  # fmt: skip

    @property
    def state(self) -> str:
        """none, given or withdrawn."""
        if self.withdrawn is not None:
            return "withdrawn"
        return "none" if self.given is None else "given"

    def holds_for(self, mode: str, text_version: int) -> bool:
        """Whether they agreed to this version in this mode, and did not take it back."""
        given = self.given
        return (
            self.state == "given"
            and given is not None
            and (given.mode, given.text_version) == (mode, text_version)
        )

    def overrules_declining(self, at: datetime) -> bool:
        """Whether what holds stands against their word, written at `at`, that they do not (WAB-03).

        Of two of the same second it does not, as the provider tells no more of the time. Nor does what a user recorded, whose
        clock is another one, unless that word was there before.
        """
        if self.said_at is None or (self.state == "given" and self.by_hand):
            return self.declined_at is not None and self.declined_at >= at
        return self.said_at > at or (self.said_at == at and self.state == "withdrawn")

    def give(self, env: Envelope, terms: Terms, evidence: Evidence, *, again: bool = False) -> None:
        """Record that they agree; nothing where that holds, unless they were asked `again`. Raises `InvalidInput`."""
        one_of(evidence.method, METHODS, "method")
        if again or not self.holds_for(terms.mode, terms.text_version):
            self.record(
                events.ConsentGiven, env, contact_id=self.contact_id, channel_id=self.channel_id, purpose=self.purpose,
                mode=terms.mode, method=evidence.method, text=terms.text, text_version=terms.text_version,
                text_hash=terms.text_hash, language=terms.language, message_id=evidence.message_id,
                ip=evidence.ip, page_host=evidence.page_host, said_at=evidence.said_at, reason=_reason(evidence.reason),
            )  # fmt: skip

    def withdraw(
        self,
        env: Envelope,
        *,
        method: str,
        reason: str = "",
        ip: str = "",
        said_at: datetime | None = None,
        message_id: UUID | None = None,
    ) -> None:
        """Record that they take it back; nothing where nothing holds. By hand it needs a reason. Raises `InvalidInput`.

        Messages may be declined by who never agreed to any, and by a word again and again: each counts anew (WAB-03).
        """
        one_of(method, WITHDRAWN_BY, "method")
        told = _reason(not_blank(reason, "reason") if method == "hand" else reason)
        declined = self.purpose == MESSAGES and (self.state == "none" or method == "keyword")
        if self.state == "given" or declined:
            self.record(
                events.ConsentWithdrawn, env, contact_id=self.contact_id, channel_id=self.channel_id,
                purpose=self.purpose, method=method, reason=told, ip=ip, said_at=said_at,
                message_id=message_id,
            )  # fmt: skip

    def undo_withdrawal(self, env: Envelope) -> None:
        """Let what they agreed to hold as before. Raises `NothingToUndo`."""
        last = self.withdrawn
        if last is None or (last.method, last.actor) != ("hand", env.actor) or env.at > last.at + UNDO_FOR:
            raise NothingToUndo
        self.record(
            events.WithdrawalUndone, env,
            contact_id=self.contact_id, channel_id=self.channel_id, purpose=self.purpose,
        )  # fmt: skip

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.ConsentBegun():
                self.contact_id, self.channel_id = event.contact_id, event.channel_id
                self.purpose = event.purpose
                self.given = self.given_at = self.withdrawn = None
                self.said_at = self.declined_at = self._said_before = None
                self.by_hand = False
            case events.ConsentGiven():
                self.given = Terms(
                    event.mode, event.language, event.text, event.text_version, event.text_hash
                )
                self.given_at, self.withdrawn = event.timestamp, None
                self.said_at = event.said_at or event.timestamp
                self.by_hand = event.method == "hand"
            case events.ConsentWithdrawn():
                self.withdrawn = Withdrawn(event.envelope.actor, event.method, event.timestamp)
                self._said_before, self.said_at = self.said_at, event.said_at or event.timestamp
                self.declined_at = self.declined_at if event.method == "hand" else self.said_at
            case events.WithdrawalUndone():
                self.withdrawn, self.said_at = None, self._said_before


def _reason(reason: str) -> str:
    if len(reason.strip()) > LONGEST_REASON:
        raise InvalidInput(f"reason has at most {LONGEST_REASON} characters.", field="reason")
    return reason.strip()
