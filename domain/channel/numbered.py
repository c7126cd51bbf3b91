"""A channel that is a number in WhatsApp (WAB-01, WAB-03)."""

import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from domain.channel import whatsapp_events as events
from domain.channel.keywords import Keywords
from domain.channel.paged import Paged
from domain.channel.steps import NotConnected, StepRefused
from domain.kernel.checks import one_of
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event, payload
from domain.kernel.refusal import InvalidInput, Refusal

DAY = timedelta(days=1)
METHODS = ("sms", "voice")
"""How Meta tells the code."""
REQUESTED, VERIFIED = "requested", "verified"
LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
PIN = re.compile(r"[0-9]{6}")


class NotANumber(NotConnected):
    """Only a number's channel has this."""

    code = "not_a_number"


class OtherNumber(Refusal):
    """A connected channel keeps its number."""

    code = "other_number"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "This channel is connected to another number. Choose that one, or connect this number to a new channel.",
            field="phone_number_id",
        )


@dataclass(frozen=True, slots=True)
class Number:
    """The number, empty before one is chosen; `verification` is empty, requested or verified."""

    waba_id: str = ""
    phone_number_id: str = ""
    display_number: str = ""
    verified_name: str = ""
    claim_id: UUID | None = None
    place_id: UUID | None = None
    verification: str = ""
    registered: bool = False


class Numbered(Paged):
    """Adds the number, and the words by which people opt in and out, to what is set step by step."""

    number = Number()
    keywords = Keywords()
    templates_at: datetime | None = None
    """When a sync of its templates was last recorded."""

    def choose_number(
        self,
        env: Envelope,
        *,
        waba_id: str,
        phone_number_id: str,
        display_number: str,
        verified_name: str,
        verified: bool,
        claim_id: UUID,
        place_id: UUID,
    ) -> None:
        """Take the number's messages from here on; the caller took its claim and a place for it, and keeps the token.

        Once connected the same number only, anew, which heals what its loss had stopped. `verified`: Meta says that it is
        the company's already. Raises `OtherNumber`.
        """
        self._must_be_due("number")
        if "connect" in self.done and phone_number_id != self.number.phone_number_id:
            raise OtherNumber
        self.record(
            events.WhatsAppNumberChosen, env,
            waba_id=waba_id, phone_number_id=phone_number_id, display_number=display_number,
            verified_name=verified_name, claim_id=claim_id, place_id=place_id,
        )  # fmt: skip
        if verified and self.number.verification != VERIFIED:
            self.record(events.WhatsAppNumberVerified, env, by="provider")

    def request_code(self, env: Envelope, method: str, language: str) -> None:
        """Note that Meta sends a code to the number. Raises `InvalidInput`."""
        self._must_be_due("verification")
        one_of(method, METHODS, "method")
        if not LANGUAGE.fullmatch(language):
            raise InvalidInput("Name a language as en, pl or pt_BR.", field="language")
        self.record(events.WhatsAppCodeRequested, env, method=method, language=language)

    def verify_number(self, env: Envelope) -> None:
        """Note that the code was right; nothing where the number is verified (WAB-01)."""
        self._must_be_due("verification")
        if self.number.verification != VERIFIED:
            self.record(events.WhatsAppNumberVerified, env, by="code")

    def register_number(self, env: Envelope, pin: str) -> None:
        """Note that the number is registered, under a PIN that the caller keeps. Raises `InvalidInput`, `StepRefused`."""
        self._must_be_due("verification")
        if not PIN.fullmatch(pin):
            raise InvalidInput("A PIN has 6 digits.", field="pin")
        if self.number.verification != VERIFIED:
            raise StepRefused("verification")
        self.record(events.WhatsAppRegistered, env)

    def note_templates(self, env: Envelope, *, found: int, changed: int, gone: int, asked: bool) -> None:
        """Note that the number's templates are known anew, as `TemplatesSynced` says; `asked`: somebody wanted that now.

        Raises `NotANumber` before a number is chosen.
        """
        self.must_have_number()
        last = self.templates_at
        if changed or gone or asked or last is None or env.at - last >= DAY:
            self.record(events.TemplatesSynced, env, found=found, changed=changed, gone=gone)

    def must_have_number(self) -> None:
        """Raise `NotANumber` before a number is chosen, and for what is no number's channel."""
        self._must_be_there()
        if not self.number.phone_number_id:
            raise NotANumber("There is no number yet. Choose one.")

    def set_keywords(self, env: Envelope, keywords: Keywords) -> None:
        """Set by which words people opt in and out, at any time; nothing if so. Raises `InvalidInput`, `NotANumber`."""
        self._must_be_there()
        if self.kind != "whatsapp":
            raise NotANumber("This is no number's channel. Choose one of WhatsApp's.")
        wanted = keywords.checked()
        for field in ("opt_in", "opt_out"):
            if both := self.withdrawal.among(getattr(wanted, field)):
                raise InvalidInput(f"A word does one thing only: {both} takes consent back.", field=field)
        if wanted != self.keywords:
            self.record(events.WhatsAppKeywordsSet, env, **asdict(wanted))

    @property
    def other_words(self) -> tuple[str, ...]:
        """The words that opt in and out, where they do."""
        return (*self.keywords.opt_in, *self.keywords.opt_out) if self.kind == "whatsapp" else ()

    def evolve_authorised(self, event: Event) -> None:
        """Apply one recorded event of a number, or of what comes before."""
        match event:
            case events.WhatsAppNumberChosen():
                same = event.phone_number_id == self.number.phone_number_id
                kept = self.number if same else Number()
                self.number = replace(kept, **payload(event))
                self.authorised_at, self.lost_at = event.originator_version, 0
                self.done = (self.done if same else self.done - {"verification"}) | {"number"}
            case events.WhatsAppCodeRequested():
                if self.number.verification != VERIFIED:
                    self.number = replace(self.number, verification=REQUESTED)
            case events.WhatsAppNumberVerified():
                self.number = replace(self.number, verification=VERIFIED)
            case events.WhatsAppRegistered():
                self.number = replace(self.number, registered=True)
                self.done |= {"verification"}
            case events.TemplatesSynced():
                self.templates_at = event.timestamp
            case events.WhatsAppKeywordsSet():
                self.keywords = Keywords(**payload(event))
            case _:
                super().evolve_authorised(event)
