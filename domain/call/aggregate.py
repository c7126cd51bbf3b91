"""A telephone call, told by a provider's reports that come in any order and some twice (CAL-01, CAL-02).

What is reported only adds up: an end never comes undone, and the same reports in another order come to the same end.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from domain.call import events
from domain.call.outcome import Dialled, Ended, Facts, Verdict, judged, more_telling
from domain.call.recording import Recorded
from domain.call.refusals import AnsweredElsewhere, NotRung
from domain.kernel.checks import one_of
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.ids import derived

INBOUND, OUTBOUND = "inbound", "outbound"
METHODS = frozenset({"keypress", "voice"})
"""How somebody agrees to being recorded, or does not."""
LONGEST = timedelta(hours=4)
"""No provider lets a call go on for longer: one whose end was never reported is over by then."""


def inbound_id(channel_id: UUID, sid: str) -> UUID:
    """Return the id of a call that came in by a channel and is known at the provider by `sid`: once, however often it is told."""
    return derived(channel_id, "call", sid)


@dataclass(frozen=True, slots=True)
class Opened:
    """How a call begins; names and meanings are those of `CallBegun`."""

    conversation_id: UUID
    contact_id: UUID
    channel_id: UUID
    inbox_id: UUID
    direction: str
    number: str
    agent_id: UUID | None = None
    sid: str = field(default="", repr=False)
    at: datetime | None = None


class Call(Recorded):
    """`state` is ringing, answered or ended; number, ids of the provider and what was said are in the events only."""

    TOPIC = "call"

    @classmethod
    def begin(cls, call_id: UUID, env: Envelope, opened: Opened) -> Self:
        """Begin with nobody rung."""
        return cls.open(
            events.CallBegun, call_id, env, **{name: getattr(opened, name) for name in opened.__slots__}
        )

    @property
    def state(self) -> str:
        """What the call does now."""
        if self.ended is not None:
            return "ended"
        return "answered" if self.answered else "ringing"

    @property
    def agent(self) -> UUID | None:
        """The user who is in it: who called, or who answered."""
        return self.answered_by if self.direction == INBOUND else self.agent_id

    def is_on(self, at: datetime) -> bool:
        """Whether it keeps whoever is in it from another one."""
        return self.ended is None and at - self.created_on < LONGEST

    def place(self, env: Envelope, sid: str) -> None:
        """Note that the provider has taken it over; nothing if that is known."""
        if not self.placed:
            self._tell(events.CallPlaced, env, contact_id=self.contact_id, sid=sid)

    def ring(self, env: Envelope, agent_id: UUID) -> None:
        """Ring a user's phone; nothing if it is rung, or the call is answered or over."""
        if agent_id not in self.rung and self.state == "ringing":
            self._tell(events.CallRung, env, agent_id=agent_id)

    def answer(self, env: Envelope, agent_id: UUID | None, at: datetime | None = None) -> None:
        """Let a user who is rung, or the contact whom one calls (None), have answered; nothing if they had.

        Raises `AnsweredElsewhere` where somebody else was faster, `NotRung`.
        """
        if agent_id is not None and agent_id not in self.rung:
            raise NotRung
        if self.answered and agent_id != self.answered_by:
            raise AnsweredElsewhere
        if not self.answered:
            self._tell(events.CallAnswered, env, agent_id=agent_id, at=at)
            self._judge(env, self.ended)

    def note_dialled(self, env: Envelope, told: Dialled) -> None:
        """Note how the dialling of the other side ended; nothing unless it says more than what is known."""
        if more_telling(told, self.dialled):
            self._tell(events.CallDialled, env, status=told.status, seconds=told.seconds, code=told.code)
            self._judge(env, self.ended)

    def hang_up(self, env: Envelope) -> None:
        """Ask for its end; nothing if it is over or that was asked."""
        if self.state != "ended" and not self.hanging_up:
            self._tell(events.HangUpAsked, env)

    def end(self, env: Envelope, told: Ended) -> None:
        """Note its end as the provider tells it; nothing unless it says more than what is known."""
        if more_telling(told, self.ended):
            self._judge(env, told)

    def agree_to_recording(self, env: Envelope, method: str) -> None:
        """Note that the contact agrees to being recorded; the first answer of a call counts."""
        self._answer_recording(env, method, agreed=True)

    def refuse_recording(self, env: Envelope, method: str) -> None:
        """Note that the contact does not agree to being recorded; the first answer of a call counts."""
        self._answer_recording(env, method, agreed=False)

    def _answer_recording(self, env: Envelope, method: str, *, agreed: bool) -> None:
        one_of(method, METHODS, "method")
        if self.agreed is None:
            fact = events.RecordingAgreed if agreed else events.RecordingRefused
            self._tell(fact, env, method=method)

    def note_recording(
        self, env: Envelope, sid: str, *, seconds: int, kind: str, transcript: bool = False
    ) -> UUID:
        """Note that the provider has a recording, once; return its id here."""
        recording_id = self.make_recording(env, sid, seconds=seconds, kind=kind, transcript=transcript)
        self._judge(env, self.ended)
        return recording_id

    def _judge(self, env: Envelope, end: Ended | None) -> None:
        """Say how it ended, as far as the provider said that it has, where that is not what was said."""
        if end is None:
            return
        facts = Facts(self.direction == INBOUND, self.answered, self.dialled, self.has_voicemail)
        found = judged(facts, end)
        if (found, end) != (self.verdict, self.ended):
            self._tell(events.CallEnded, env,
                agent_id=self.agent, outcome=found.outcome, seconds=found.seconds, side=found.side, code=found.code,
                at=end.at, status=end.status, total=end.seconds, error=end.code,
            )  # fmt: skip

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.CallBegun():
                self.conversation_id, self.contact_id = event.conversation_id, event.contact_id
                self.channel_id, self.inbox_id = event.channel_id, event.inbox_id
                self.direction, self.agent_id = event.direction, event.agent_id
                self.placed = event.direction == INBOUND
                self.rung: tuple[UUID, ...] = ()
                self.answered = self.hanging_up = False
                self.answered_by: UUID | None = None
                self.dialled: Dialled | None = None
                self.ended: Ended | None = None
                self.verdict: Verdict | None = None
                self.agreed, self.recordings, self.transcripts = None, {}, {}
            case events.CallPlaced():
                self.placed = True
            case events.CallRung():
                self.rung = (*self.rung, event.agent_id)
            case events.CallAnswered():
                self.answered, self.answered_by = True, event.agent_id
            case events.CallDialled():
                self.dialled = Dialled(event.status, event.seconds, event.code)
            case events.HangUpAsked():
                self.hanging_up = True
            case events.CallEnded():
                self.verdict = Verdict(event.outcome, event.seconds, event.side, event.code)
                self.ended = Ended(event.status, event.total, event.error, event.at)
            case _:
                self.evolve_recording(event)
