"""What a call hears, and where it goes from there, at each step: pure, made of what is known of the call (CAL-01, CAL-02).

Who is rung is asked for a key before they are connected, so that nobody's own mailbox answers a call. Nothing is recorded
before the contact agreed, in the way the channel asks for it; a message after the tone is left by whoever wants to.
"""

from dataclasses import dataclass
from uuid import UUID
from xml.etree.ElementTree import Element

from application.ringing import CallPlan
from domain.channel.consent_settings import EXPLICIT
from infrastructure.calling import twiml
from infrastructure.calling.addresses import AGENT, CONTACT, Addresses
from infrastructure.calling.twiml import Ring
from infrastructure.calling.words import spelled, words

CALL, VOICEMAIL = "call", "voicemail"
AGREES = "1"
"""The key by which somebody agrees."""
DIALLED_SECONDS = 40
"""How long the contact's phone rings, whom somebody of ours calls."""
LONGEST_VOICEMAIL = 120
"""Seconds; of longer recordings Twilio makes no transcript."""


@dataclass(frozen=True, slots=True)
class Script:
    """The documents of one call."""

    plan: CallPlan
    at: Addresses

    # ------------------------------------------------------------------ who calls us
    def greeting(self) -> list[Element]:
        """Say the channel's greeting, if there is one."""
        text = self.plan.voice.greeting
        return [self._say(text)] if text else []

    def asking(self, side: str) -> list[Element]:
        """Say what is asked about recording, nothing where nothing is; whoever is asked goes on at the step `consent`.

        In the mode implied that they went on is the answer, so it is told by their coming there, when all of it was said.
        """
        asks = self.plan.asks
        if asks is None:
            return []
        said = twiml.say(asks.text, asks.language)
        if asks.mode != EXPLICIT:
            return [said, twiml.redirect(self.at.of("consent", self.plan.call_id, side=side, said="1"))]
        question = twiml.say(words(asks.language)["agree"], asks.language)
        return [twiml.gather([said, question], self.at.of("consent", self.plan.call_id, side=side))]

    def ringing(self) -> list[Element]:
        """Ring those who are to answer; without anybody, the call goes on as one that nobody answers."""
        plan = self.plan
        if not plan.agents:
            return self.unanswered()
        rings = [
            Ring(one.phone, self.at.of("whisper", plan.call_id, side=AGENT, agent=one.user_id.hex))
            for one in plan.agents
        ]
        recording = self.at.of("recording", plan.call_id, kind=CALL) if plan.agreed else ""
        action = self.at.of("dialled", plan.call_id)
        return [twiml.dial(rings, action, seconds=plan.voice.ring_seconds, recording=recording)]

    def unanswered(self) -> list[Element]:
        """Let the caller leave a message, where the channel takes them; else say goodbye."""
        plan, own = self.plan, self._words
        if not plan.voice.voicemail_on:
            return [self._say(own["nobody"]), twiml.hang_up()]
        text = plan.voice.voicemail_greeting
        # whoever speaks after the tone is told before that it is kept
        prompts = [self._say(text), self._say(own["recorded"])] if text else [self._say(own["voicemail"])]
        transcript = (
            self.at.of("transcript", plan.call_id, kind=VOICEMAIL) if plan.voice.transcribe_on else ""
        )
        action = self.at.of("voicemail", plan.call_id)
        recording = self.at.of("recording", plan.call_id, kind=VOICEMAIL)
        record = twiml.record(action, recording=recording, transcript=transcript, longest=LONGEST_VOICEMAIL)
        return [*prompts, record, twiml.redirect(action)]

    # ------------------------------------------------------------------ who is rung
    def screening(self, agent_id: UUID) -> list[Element]:
        """Say to somebody of ours who calls, or whom they call, and ask for a key."""
        outbound = self.plan.direction == "outbound"
        said = self._words["call_to" if outbound else "call_from"].format(who=self._who())
        step = "outbound" if outbound else "whisper"
        action = self.at.of(step, self.plan.call_id, side=AGENT, agent=agent_id.hex, asked="1")
        return [twiml.gather([self._say(said)], action), twiml.hang_up()]

    def calling(self) -> list[Element]:
        """Call the contact for somebody of ours, who shows the channel's number."""
        plan = self.plan
        ring = Ring(
            plan.number,
            self.at.of("whisper", plan.call_id, side=CONTACT),
            self.at.of("status", plan.call_id, side=CONTACT),
        )
        action = self.at.of("dialled", plan.call_id)
        return [twiml.dial([ring], action, seconds=DIALLED_SECONDS, caller_id=plan.line.number)]

    def recorded(self) -> list[Element]:
        """Record a call of ours from here on, if the contact agreed, on their leg."""
        if not self.plan.agreed:
            return []
        return [twiml.start_recording(self.at.of("recording", self.plan.call_id, kind=CALL))]

    def over(self, word: str) -> list[Element]:
        """Say a last word, and end it."""
        return [self._say(self._words[word]), twiml.hang_up()]

    def _who(self) -> str:
        return self.plan.name or (spelled(self.plan.number) if self.plan.number else self._words["unknown"])

    def _say(self, text: str) -> Element:
        return twiml.say(text, self.plan.voice.language)

    @property
    def _words(self) -> dict[str, str]:
        return dict(words(self.plan.voice.language))
