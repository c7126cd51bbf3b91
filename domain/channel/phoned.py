"""A channel that is a telephone line (CAL-01, CAL-02)."""

from dataclasses import asdict, dataclass
from uuid import UUID

from domain.channel import calling_events as events
from domain.channel.authorised import Authorised
from domain.channel.consent_settings import LANGUAGE
from domain.channel.steps import NotConnected
from domain.channels.calling_kind import LONGEST_TEXT
from domain.kernel.checks import within
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event, payload
from domain.kernel.refusal import InvalidInput, Refusal

SHORTEST_RING, LONGEST_RING = 5, 60
"""Seconds somebody is rung, at least and at most."""
RECORDING = "recording"
"""The purpose of consent to a call's being recorded (CAL-02)."""


class NotALine(NotConnected):
    """Only a telephone line's channel has this."""

    code = "not_a_line"


class OtherNumber(Refusal):
    """A connected channel keeps its number."""

    code = "other_number"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "This channel is connected to another number. Choose that one, or connect this number to a new channel.",
            field="number_sid",
        )


class RecordingConsentNeeded(Refusal):
    """Nobody is recorded without having agreed, so a channel that records has to ask."""

    code = "recording_consent_needed"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "Calls are recorded with consent only. Let the channel ask for it first, for the purpose of recording.",
            field="record_on",
        )


@dataclass(frozen=True, slots=True)
class Line:
    """The number, empty before one is chosen."""

    account_sid: str = ""
    number_sid: str = ""
    number: str = ""
    name: str = ""
    claim_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """What callers hear and what is kept of a call; an empty greeting says nothing."""

    greeting: str = ""
    ring_seconds: int = 20
    voicemail_on: bool = True
    voicemail_greeting: str = ""
    record_on: bool = False
    transcribe_on: bool = False
    language: str = "en"

    def checked(self) -> "Voice":
        """Return it as it is kept. Raises `InvalidInput`."""
        said = {"greeting": self.greeting.strip(), "voicemail_greeting": self.voicemail_greeting.strip()}
        for field, text in said.items():
            if len(text) > LONGEST_TEXT:
                raise InvalidInput(
                    f"A text that is said has at most {LONGEST_TEXT:,} characters. Shorten it.", field=field
                )
        within(self.ring_seconds, SHORTEST_RING, LONGEST_RING, "ring_seconds")
        if not LANGUAGE.fullmatch(self.language):
            raise InvalidInput("Name a language as en, pl or pt-BR.", field="language")
        return Voice(**{**asdict(self), **said})


class Phoned(Authorised):
    """Adds the number, and what callers hear, to what is set step by step."""

    line = Line()
    voice = Voice()

    def connect_line(self, env: Envelope, line: Line) -> None:
        """Take the number's calls from here on; the caller took its claim and keeps what lets us in.

        Once connected the same number only, anew. Raises `OtherNumber`.
        """
        self.must_take_line(line.number_sid)
        self.record(events.CallingNumberChosen, env, **asdict(line))

    def must_take_line(self, number_sid: str) -> None:
        """Raise what `connect_line` would of this number."""
        self._must_be_due("number")
        if "connect" in self.done and number_sid != self.line.number_sid:
            raise OtherNumber

    def set_voice(self, env: Envelope, voice: Voice) -> None:
        """Set what callers hear; nothing if it is this. Raises `InvalidInput`, `NotALine`, `RecordingConsentNeeded`."""
        if self.kind != "calling":
            raise NotALine("This is no telephone line's channel. Choose one of calling's.")
        self._must_be_due("voice")
        wanted = voice.checked()
        if wanted.record_on and not self._asks_to_record:
            raise RecordingConsentNeeded
        if wanted != self.voice or "voice" not in self.done:
            self.record(events.CallingVoiceSet, env, **asdict(wanted))

    def must_have_line(self) -> None:
        """Raise `NotALine` before a number is chosen, and for what is no telephone line's channel."""
        self._must_be_there()
        if not self.line.number:
            raise NotALine("There is no number yet. Choose one.")

    @property
    def records(self) -> bool:
        """Whether calls are recorded of those who agree; one that asks no more records no more."""
        return self.voice.record_on and self._asks_to_record

    @property
    def _asks_to_record(self) -> bool:
        return self.consent.asks and self.consent.purpose == RECORDING

    def evolve_authorised(self, event: Event) -> None:
        """Apply one recorded event of a line, or of an authorisation, or a step."""
        match event:
            case events.CallingNumberChosen():
                self.line = Line(**payload(event))
                self.authorised_at, self.lost_at = event.originator_version, 0
                self.done |= {"number"}
            case events.CallingVoiceSet():
                self.voice = Voice(**payload(event))
                self.done |= {"voice"}
            case _:
                super().evolve_authorised(event)
