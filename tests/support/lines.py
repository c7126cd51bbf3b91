"""A telephone line of a world, connected, its callers, and what the provider tells of them: through the commands, as hooks do."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from application.account import ChangeSubscription
from application.call_reports import (
    KeepRecording,
    NoteAnswered,
    NoteDialled,
    NoteEnded,
    NoteRecording,
    NoteRecordingConsent,
    NoteTranscript,
    RingAgents,
)
from application.called import packed, read
from application.calling import ConnectLine, SetVoice
from application.calls import PlaceCall
from application.channel import Connect, StartConnect
from application.channel_automation import SetRoutingRule, SetTicketAutomation
from application.company import SetDataPrivacy
from application.consent_setting import SetConsent
from application.ingest import TakeInMessage
from application.intake import AcceptMessage
from application.ringing import CallPlan, LookAtCall, look_at_call
from application.user_self import SetPhone
from domain.call.aggregate import Call, inbound_id
from domain.call.outcome import Dialled, Ended
from domain.intake.aggregate import Intake
from tests.support.world import World

CALLER = "+48600100200"
TEXTS = {"en": "This call is recorded.", "pl": "Ta rozmowa jest nagrywana."}
PHONES = {"Ann": "+48600000001", "Bob": "+48600000002", "Eve": "+48600000003"}


class LineDesk:
    """One number; `users` of its rule (none: the rule is off), and what `SetVoice` takes."""

    def __init__(
        self,
        world: World,
        *,
        users: tuple[UUID, ...] = (),
        consent: str = "",
        tickets: bool = False,
        number_sid: str = "",
        number: str = "",
        **voice: Any,
    ) -> None:
        self.world = world
        world.do(ChangeSubscription("service", "professional"))
        self.channel = world.make(StartConnect("calling", world.inbox))
        self.number, self.number_sid = number or self.number_to_be(), number_sid or f"PN{uuid4().hex}"
        world.do(ConnectLine(self.channel, "AC1", self.number_sid, self.number, "Help line", b"token"))
        if consent:
            self.ask(consent)
        automation = SetTicketAutomation(self.channel, tickets, world.pipeline if tickets else None)
        for command in (
            SetVoice(self.channel, **voice),
            SetRoutingRule(self.channel, bool(users), user_ids=users),
            automation,
            Connect(self.channel),
        ):
            world.do(command)

    @staticmethod
    def number_to_be() -> str:
        """Return a number that no line has."""
        return f"+4822{uuid4().int % 10**7:07}"

    def ask(self, mode: str) -> None:
        """Let the line ask whether calls may be recorded."""
        self.world.do(SetDataPrivacy(on=True))
        self.world.do(SetConsent(self.channel, mode, TEXTS, "recording"))

    def phone(self, user_id: UUID, phone: str) -> None:
        """Let a user be rung there."""
        self.world.do(SetPhone(user_id, phone), by=user_id)

    # ------------------------------------------------------------------ calls
    def fields(self, number: str = CALLER, sid: str = "", **more: str) -> dict[str, str]:
        """Return what the provider sends of a call that comes in."""
        return {"CallSid": sid or f"CA{uuid4().hex}", "From": number, "To": self.number, **more}

    def take(self, fields: dict[str, str]) -> Intake:
        """Let a call come in; returns what became of its original."""
        world = self.world
        raw = packed(self.number, fields, world.now)
        intake, blob = uuid4(), uuid4()
        world.ports.blobs.put(blob, intake, raw, begins=True)
        accepted = AcceptMessage(intake, self.channel, blob, len(raw), "", "", "")
        world.do(TakeInMessage(accepted, read(raw)))
        return world.get(Intake, intake)

    def come(self, number: str = CALLER, sid: str = "") -> UUID:
        """Let somebody call; returns the call."""
        fields = self.fields(number, sid)
        assert self.take(fields).ending == "ingested"
        return inbound_id(self.channel, fields["CallSid"])

    def ring(self, call_id: UUID) -> tuple[UUID, ...]:
        """Ring whoever is to answer; returns them."""
        self.world.do(RingAgents(call_id))
        return self.call(call_id).rung

    def place(self, by: UUID, **where: Any) -> UUID:
        """Let a user call; returns the call."""
        call_id = uuid4()
        self.world.do(PlaceCall(call_id, **where), by=by)
        return call_id

    # ------------------------------------------------------------------ what the provider tells
    def answer(self, call_id: UUID, agent_id: UUID | None = None) -> None:
        """Let a user who is rung, or the contact (None), answer."""
        self.world.do(NoteAnswered(call_id, agent_id, self.world.now))

    def dial(self, call_id: UUID, status: str, seconds: int = 0, code: str = "") -> None:
        """Let the other side's leg end so."""
        self.world.do(NoteDialled(call_id, Dialled(status, seconds, code)))

    def end(self, call_id: UUID, status: str = "completed", seconds: int = 10) -> None:
        """Let the whole call end so."""
        self.world.do(NoteEnded(call_id, Ended(status, seconds)))

    def agree(self, call_id: UUID, *, agreed: bool = True, method: str = "keypress") -> None:
        """Let the contact say whether they may be recorded."""
        self.world.do(NoteRecordingConsent(call_id, agreed, method))

    def record(self, call_id: UUID, kind: str = "call", sid: str = "RE1", seconds: int = 7) -> UUID:
        """Let the provider have a recording; returns its id."""
        self.world.do(NoteRecording(call_id, sid, seconds, kind))
        return self.call(call_id).recording_id(sid)

    def keep(self, call_id: UUID, recording_id: UUID, data: bytes = b"ID3") -> UUID:
        """Let a worker have fetched it; returns the blob."""
        blob = uuid4()
        self.world.ports.blobs.put(blob, self.call(call_id).contact_id, data)
        self.world.do(KeepRecording(call_id, recording_id, blob, "audio/mpeg", len(data)))
        return blob

    def leave(self, words: str) -> UUID:
        """Let somebody new call and leave a message with these words; returns the call."""
        call_id = self.come(f"+4860{uuid4().int % 10**7:07}")
        self.keep(call_id, self.record(call_id, "voicemail"), words.encode())
        self.world.do(NoteTranscript(call_id, "RE1", "voicemail", words))
        return call_id

    # ------------------------------------------------------------------ looking
    def call(self, call_id: UUID) -> Call:
        """Return the call as it is now."""
        return self.world.get(Call, call_id)

    def plan(self, call_id: UUID) -> CallPlan:
        """Return what is to be done with it now."""
        return self.world.bus.ask(LookAtCall(call_id), self.world.env(), look_at_call)

    def wait(self, time: timedelta) -> None:
        """Let time go by."""
        self.world.now += time
