"""What happens on the telephone, in any history: calls in and out, recorded or not, and their lines (CAL-01, CAL-02)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from domain.call import events as calls
from domain.channel import calling_events as line
from domain.conversation.calling_events import CallTaken, ContactCalled
from domain.user.events import PhoneSet
from tests.support import mail

if TYPE_CHECKING:
    from tests.support.any_history import AnyHistory


@dataclass(slots=True)
class _Call:
    call_id: UUID
    conversation_id: UUID
    contact_id: UUID
    channel_id: UUID
    transcribed: bool = False
    recorded: bool = False
    answered: bool = False


class Phoning:
    """The calls there are, and whose phones ring."""

    def __init__(self, history: AnyHistory) -> None:
        """Begin with silence."""
        self._history = history
        self._calls: list[_Call] = []

    def happen(self, which: int, text: str) -> None:
        """Let one thing happen on the telephone."""
        history = self._history
        own = [each for each in self._calls if each.contact_id not in history.gone]
        deed = which % 16
        if deed == 0:
            self._set(which, text)
        elif deed < 4 or not own:
            self._begin(which, text)
        else:
            self._go_on(deed, own[which % len(own)], text)

    def _set(self, which: int, text: str) -> None:
        history = self._history
        channel_id = history.channels[which % 2]
        if which % 3 == 0:
            history.record(PhoneSet, history.users[which % 2], phone=text)
        elif which % 3 == 1:
            history.record(
                line.CallingNumberChosen, channel_id, account_sid="AC1", number_sid="PN1", number="+48221234567",
                name=text, claim_id=history.id("claim", which),
            )  # fmt: skip
        else:
            history.record(
                line.CallingVoiceSet, channel_id, greeting=text, ring_seconds=20, voicemail_on=True, voicemail_greeting="",
                record_on=False, transcribe_on=False, language="en",
            )  # fmt: skip

    def _begin(self, which: int, text: str) -> None:
        history = self._history
        living = history.living()
        if not living:
            return
        conversation_id, contact_id, place = living[which % len(living)]
        inbox_id, channel_id = history.inboxes[place], history.channels[place]
        agent = history.users[which % 2] if which % 3 == 0 else None
        if agent is None:
            call_id = mail.receive(
                history, conversation_id, inbox_id, channel_id, contact_id, text="", subject="", said="call",
                sender=text, sender_why="call",
            )  # fmt: skip
        else:
            call_id = history.new_id("call")
            history.record(
                ContactCalled, conversation_id, contact_id=contact_id, inbox_id=inbox_id, channel_id=channel_id,
                call_id=call_id, author_id=agent, number=text,
            )  # fmt: skip
        history.written(conversation_id, call_id)
        history.record(
            calls.CallBegun, call_id, conversation_id=conversation_id, contact_id=contact_id, channel_id=channel_id,
            inbox_id=inbox_id, direction="outbound" if agent else "inbound", number=text, agent_id=agent, sid="CA1",
            at=history.at if which % 2 else None,
        )  # fmt: skip
        self._calls.append(_Call(call_id, conversation_id, contact_id, channel_id))

    def _go_on(self, deed: int, call: _Call, text: str) -> None:
        (self._talk if deed < 10 else self._keep)(deed, call, text)

    def _talk(self, deed: int, call: _Call, text: str) -> None:
        agent = self._history.users[deed % 2]
        match deed:
            case 4:
                self._tell(calls.CallPlaced, call, contact_id=call.contact_id, sid=text)
            case 5:
                self._tell(calls.CallRung, call, agent_id=agent)
            case 6 if call.answered:
                return
            case 6:
                call.answered = True
                self._tell(calls.CallAnswered, call, agent_id=agent, at=self._history.at)
                self._history.record(CallTaken, call.conversation_id, call_id=call.call_id, agent_id=agent)
            case 7:
                self._tell(calls.CallDialled, call, status="busy", seconds=0, code="")
            case 8:
                self._tell(calls.HangUpAsked, call)
            case _:
                told = {"status": "completed", "total": 9, "error": "", "at": None, "agent_id": agent}
                self._tell(calls.CallEnded, call, outcome="missed", seconds=0, side="agent", code="", **told)

    def _keep(self, deed: int, call: _Call, text: str) -> None:
        about: dict[str, Any] = {"recording_id": self._history.id("recording", call.call_id)}
        match deed:
            case 10:
                self._tell(calls.RecordingAgreed, call, method="voice")
            case 11:
                self._tell(calls.RecordingRefused, call, method="keypress")
            case 12 if not call.recorded:
                call.recorded = True
                self._tell(
                    calls.RecordingMade, call, contact_id=call.contact_id, recording_sid=text, seconds=7,
                    kind="voicemail", agreed=True, transcript=True, **about,
                )  # fmt: skip
            case 13 if call.recorded:
                kept = {"blob_id": self._history.id("blob", call.call_id), "content_type": "audio/mpeg"}
                self._tell(calls.RecordingKept, call, seconds=7, size=3, kind="voicemail", **kept, **about)
            case 14 if call.recorded:
                self._tell(calls.RecordingDropped, call, why="gone", **about)
                self._tell(calls.TranscriptionFailed, call, code="", **about)
            case 15 if not call.transcribed:
                call.transcribed = True
                self._tell(
                    calls.CallTranscribed, call, contact_id=call.contact_id, channel_id=call.channel_id,
                    placed_in=call.conversation_id, text=text, confidence=50, **about,
                )  # fmt: skip

    def _tell(self, fact: Any, call: _Call, **fields: Any) -> None:
        self._history.record(fact, call.call_id, conversation_id=call.conversation_id, **fields)
