"""The survey of an inbox: off until somebody switches it on (CNV-10)."""

from dataclasses import asdict, dataclass, replace
from typing import Self
from uuid import UUID

from domain.csat import events
from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import within
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event, payload
from domain.kernel.ids import derived
from domain.kernel.refusal import InvalidInput

LONGEST_DELAY, LONGEST_PAUSE, LONGEST_TEXT = 60 * 24 * 14, 366, 300


@dataclass(frozen=True, slots=True)
class Asking:
    """How customers are asked; the fields are those of `SurveySet`."""

    on: bool = False
    delay_minutes: int = 60
    pause_days: int = 30
    question: str = ""
    thanks: str = ""

    def checked(self) -> "Asking":
        """Return it as it is kept. Raises `InvalidInput` naming the field."""
        within(self.delay_minutes, 0, LONGEST_DELAY, "delay_minutes")
        within(self.pause_days, 0, LONGEST_PAUSE, "pause_days")
        for field in ("question", "thanks"):
            if len(getattr(self, field)) > LONGEST_TEXT:
                raise InvalidInput(f"{field} has at most {LONGEST_TEXT} characters.", field=field)
        return replace(self, question=" ".join(self.question.split()), thanks=" ".join(self.thanks.split()))


def survey_id(inbox_id: UUID) -> UUID:
    """Return the id of an inbox's survey."""
    return derived(inbox_id, "survey")


class Survey(Aggregate):
    """`asking` is how it was last told to ask."""

    TOPIC = "survey"

    inbox_id: UUID
    asking: Asking

    @classmethod
    def make(cls, inbox_id: UUID, env: Envelope) -> Self:
        """Begin, switched off."""
        return cls.open(events.SurveyMade, survey_id(inbox_id), env, inbox_id=inbox_id)

    def set(self, env: Envelope, asking: Asking) -> None:
        """Ask like this; nothing if it does. Raises `InvalidInput`."""
        wanted = asking.checked()
        if wanted != self.asking:
            self.record(events.SurveySet, env, inbox_id=self.inbox_id, **asdict(wanted))

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.SurveyMade():
                self.inbox_id, self.asking = event.inbox_id, Asking()
            case events.SurveySet():
                told = payload(event)
                self.asking = Asking(**{name: told[name] for name in Asking.__dataclass_fields__})
