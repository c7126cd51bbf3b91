"""What each request of Twilio's comes to: noted in the log before it is answered, and answered by what the log says (CAL-01..03).

Requests come late, twice, or before what they follow; each of them is carried out on what is known then, and what it
tells is noted once. What is about a call that is none here, or over, ends the leg it came from and changes nothing.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4
from xml.etree.ElementTree import Element

from application.bus import Bus, Busy, Command
from application.call_reports import (
    NoteAnswered,
    NoteDialled,
    NoteEnded,
    NotePlaced,
    NoteRecording,
    NoteRecordingConsent,
    NoteTranscript,
    RingAgents,
)
from application.ringing import CallPlan, LookAtCall, look_at_call
from domain.call.aggregate import INBOUND, inbound_id
from domain.call.outcome import COMPLETED
from domain.call.refusals import AnsweredElsewhere, NotRung
from domain.kernel.envelope import Envelope
from domain.kernel.refusal import Refusal
from infrastructure.calling.addresses import CONTACT, Addresses
from infrastructure.calling.forms import Form, dialled_in, ended_in, id_in, moment_in, seconds_in
from infrastructure.calling.refusals import OfAnotherChannel
from infrastructure.calling.script import AGREES, CALL, VOICEMAIL, Script
from infrastructure.door import Target

ENDED = "ended"
LONGEST_TRANSCRIPT = 50_000
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Steps:
    """One request's: `asked` is what our address said, `form` what was posted; `forget` has Twilio delete something.

    `admit` raises a refusal where a call that comes in is not to be known here; `take_in` does that too. `recorded` lets a
    call's recording, by its sid, be deleted at Twilio once it is settled what becomes of it.
    """

    bus: Bus
    target: Target
    at: datetime
    addresses: Addresses
    asked: Mapping[str, str]
    form: Form
    admit: Callable[[], object]
    take_in: Callable[[], None]
    forget: Callable[[str, str], None]
    recorded: Callable[[UUID, str], None]

    def carried_out(self, step: str) -> list[Element] | None:
        """Return the document's verbs; None where there is no such call, and nothing to say but sorry."""
        carry_out: Callable[[], list[Element] | None] = getattr(self, f"_{step}")
        try:
            return carry_out()
        except Busy:
            raise
        except (Refusal, KeyError) as error:
            # such as of a person who is forgotten, a call of another channel, a form that lacks what it is about
            reason = error.code if isinstance(error, Refusal) else "not_understood"
            about = {"step": step, "reason": reason, "account": self.target.account_id}
            logger.info("a request about a call is without effect", extra=about)
            return None

    # ------------------------------------------------------------------ who calls us
    def _voice(self) -> list[Element] | None:
        self.take_in()
        script = self._script()
        if script.plan.state == ENDED:
            return script.over("sorry")
        return [*script.greeting(), *(script.asking("") or self._ringing(script))]

    def _fallback(self) -> list[Element] | None:
        self.take_in()
        return None

    def _consent(self) -> list[Element]:
        script = self._script()
        went_on = "said" in self.asked
        agreed = went_on or self.form.get("Digits") == AGREES
        if script.plan.asks is not None:
            self._do(NoteRecordingConsent(script.plan.call_id, agreed, "voice" if went_on else "keypress"))
            script = self._script()
        return script.recorded() if self.asked.get("side") == CONTACT else self._ringing(script)

    def _ringing(self, script: Script) -> list[Element]:
        if script.plan.state == ENDED:
            return script.over("elsewhere")
        self._do(RingAgents(script.plan.call_id))
        return self._script().ringing()

    def _dialled(self) -> list[Element]:
        told, script = dialled_in(self.form), self._script()
        self._do(NoteDialled(script.plan.call_id, told))
        if told.status == COMPLETED:
            return []
        if script.plan.direction == INBOUND:
            return script.unanswered()
        return script.over(told.status if told.status in {"busy", "no_answer"} else "failed")

    def _voicemail(self) -> list[Element]:
        script = self._script()
        if self.form.get("RecordingSid"):
            self._note_recording(script.plan, VOICEMAIL)
        return script.over("thanks")

    # ------------------------------------------------------------------ who is rung, and whom we call
    def _whisper(self) -> list[Element]:
        script = self._script()
        if self.asked.get("side") == CONTACT:
            self._do(NoteAnswered(script.plan.call_id, None, self.at))
            return script.asking(CONTACT) or self._script().recorded()
        agent_id = id_in(self.asked, "agent")
        if script.plan.state == ENDED or agent_id is None:
            return script.over("elsewhere")
        if "asked" not in self.asked:
            taken = script.plan.answered_by not in {None, agent_id}
            return script.over("elsewhere") if taken else script.screening(agent_id)
        if not self.form.get("Digits"):
            return script.over("thanks")
        try:
            self._do(NoteAnswered(script.plan.call_id, agent_id, self.at))
        except (AnsweredElsewhere, NotRung):
            return script.over("elsewhere")
        return []

    def _outbound(self) -> list[Element]:
        script = self._script()
        agent_id = id_in(self.asked, "agent")
        if script.plan.state == ENDED or agent_id is None:
            return script.over("elsewhere")
        self._do(NotePlaced(script.plan.call_id, self.form["CallSid"]))
        if "asked" not in self.asked:
            return script.screening(agent_id)
        return script.calling() if self.form.get("Digits") else script.over("thanks")

    # ------------------------------------------------------------------ what is told beside
    def _status(self) -> list[Element]:
        sid = self.form.get("CallSid", "")
        known = id_in(self.asked, "call")
        call_id = known or inbound_id(self.target.channel_id, sid)
        told = ended_in(self.form)
        if self.asked.get("side") == CONTACT:
            if self.form.get("CallStatus") == "in-progress":
                self._do(NoteAnswered(self._script().plan.call_id, None, moment_in(self.form) or self.at))
            return []
        if known is not None:
            # a call of ours, perhaps one of which we were never told that Twilio has it
            self._do(NotePlaced(self._script().plan.call_id, sid))
        elif told is not None:
            self.admit()
        if told is not None:
            self._do(NoteEnded(call_id, told))
        return []

    def _recording(self) -> list[Element]:
        if self.form.get("RecordingStatus", "completed") == "completed":
            self._note_recording(
                self._script().plan, VOICEMAIL if self.asked.get("kind") == VOICEMAIL else CALL
            )
        return []

    def _transcript(self) -> list[Element]:
        plan, form = self._script().plan, self.form
        done = form.get("TranscriptionStatus") == "completed"
        text = form.get("TranscriptionText", "")[:LONGEST_TRANSCRIPT] if done else None
        try:
            self._do(NoteTranscript(plan.call_id, form["RecordingSid"], VOICEMAIL, text))
        finally:
            self.forget("Transcriptions", form.get("TranscriptionSid", ""))
        return []

    def _note_recording(self, plan: CallPlan, kind: str) -> None:
        sid = self.form["RecordingSid"]
        try:
            self._do(NoteRecording(plan.call_id, sid, seconds_in(self.form, "RecordingDuration"), kind))
        except Busy:
            raise
        except Refusal:
            self.forget("Recordings", sid)
            raise
        self.recorded(plan.call_id, sid)

    # ------------------------------------------------------------------ what is known
    def _script(self) -> Script:
        """Return what is known of the call that this is about. Raises `NotFound`."""
        sid = self.form.get("CallSid", "")
        call_id = id_in(self.asked, "call") or inbound_id(self.target.channel_id, sid)
        plan = self.bus.ask(LookAtCall(call_id), self._env(call_id), look_at_call)
        if plan.channel_id != self.target.channel_id:
            raise OfAnotherChannel
        return Script(plan, self.addresses)

    def _do(self, command: Command) -> None:
        self.bus.dispatch(command, self._env(command.call_id))  # type: ignore[attr-defined]

    def _env(self, call_id: UUID) -> Envelope:
        return Envelope(self.target.account_id, "system:calling", self.at, call_id, None, uuid4())
