"""Calls at Twilio: somebody calls a number, or is called, and what our documents say is carried out, verb by verb."""

from __future__ import annotations

from datetime import datetime, timedelta
from xml.etree.ElementTree import Element

from tests.support.providers.twilio import Leg, Number, Phone, Recording, Twilio, later, now, sid, written
from tests.support.providers.twilio_hooks import about, document, tell, tell_status

EARLIER = timedelta(minutes=5)
"""So long ago calls began, so that they are over now."""


class Over(Exception):
    """The call is over."""


def call_in(twilio: Twilio, number: Number, phone: Phone, at: datetime | None = None) -> Leg:
    """Let somebody call a number, to the end."""
    began = at or now() - EARLIER
    leg = Leg(sid("CA"), number.number, phone.number, "inbound", began, status="ringing")
    leg.settings = {"StatusCallback": number.settings.get("StatusCallback", "")}
    twilio.calls[leg.sid] = leg
    line = Line(twilio, leg, phone, began)
    line.carry_out(number.settings.get("VoiceUrl", ""), number.settings.get("VoiceFallbackUrl", ""))
    line.end("completed" if leg.answered else "no-answer")
    return leg


def call_out(twilio: Twilio, leg: Leg) -> Leg:
    """Carry a call out that the API was asked for."""
    if leg in twilio.waiting:
        twilio.waiting.remove(leg)
    phone = twilio.phones.get(leg.to) or Phone(leg.to, "failed")
    line = Line(twilio, leg, phone, leg.at)
    if line.ring():
        line.carry_out(leg.settings["Url"], leg.settings.get("FallbackUrl", ""))
        line.end("completed")
    return leg


class Line:
    """One call on its way; `at` is the time there."""

    def __init__(self, twilio: Twilio, leg: Leg, phone: Phone, at: datetime) -> None:
        self.twilio, self.leg, self.phone, self.at = twilio, leg, phone, at
        self.presses = list(phone.presses)
        self.recording: Recording | None = None
        self.recorded_to = ""

    def ring(self) -> bool:
        """Let the phone ring; whether somebody answers."""
        for status in ("initiated", "ringing"):
            self.leg.status = "queued" if status == "initiated" else status
            tell_status(self.twilio, self.leg, status, self.at)
        if self.phone.while_ringing is not None:
            self.phone.while_ringing()
        self._wait(4)
        if self.phone.does == "answers" and not self.leg.asked_to_end:
            self._answer()
            tell_status(self.twilio, self.leg, "answered", self.at)
            return True
        self.end("canceled" if self.leg.asked_to_end else self.phone.does)
        return False

    def carry_out(self, url: str, fallback: str = "") -> bool:
        """Follow the document at an address, and those it leads to; whether its end was reached, and nobody hung up."""
        found = document(self.twilio, self.leg, url, {}, fallback)
        try:
            while found is not None:
                found = self._followed(found)
                if found is None:
                    return True
        except Over:
            pass
        return False

    def end(self, status: str) -> None:
        """End it, if it is not over."""
        if self.leg.ended is None:
            self.leg.status, self.leg.ended = status, self.at
            self._stop_recording()
            tell_status(self.twilio, self.leg, "completed", self.at)

    # ------------------------------------------------------------------ verbs
    def _followed(self, found: Element) -> Element | None:
        for verb in found:
            following = getattr(self, f"_{verb.tag.lower()}")(verb)
            if self.leg.asked_to_end:
                raise Over
            if following is not None:
                return following  # type: ignore[no-any-return]
        return None

    def _say(self, verb: Element) -> None:
        self._answer()
        self.phone.heard.append(verb.text or "")
        self._wait(1 + len(verb.text or "") // 15)
        self._perhaps_gone("say")

    def _pause(self, verb: Element) -> None:
        self._wait(int(verb.get("length", "1")))

    def _hangup(self, _verb: Element) -> None:
        raise Over

    def _redirect(self, verb: Element) -> Element | None:
        return self._asked(str(verb.text).strip(), {})

    def _gather(self, verb: Element) -> Element | None:
        self._answer()
        for prompt in verb:
            (self._say if prompt.tag == "Say" else self._pause)(prompt)
        self._perhaps_gone("gather")
        pressed = self.presses.pop(0) if self.presses else ""
        self._wait(2 if pressed else int(verb.get("timeout", "5")))
        if not pressed and verb.get("actionOnEmptyResult") != "true":
            return None
        return self._asked(str(verb.get("action")), {"Digits": pressed, "msg": "Gather End"})

    def _start(self, verb: Element) -> None:
        (noun,) = verb
        self.recording = self.twilio.record(self.leg, "StartCallRecordingTwiML", 0, self.at)
        self.recorded_to = str(noun.get("recordingStatusCallback"))

    def _record(self, verb: Element) -> Element | None:
        self._answer()
        if not self.phone.says:
            self._wait(int(verb.get("timeout", "5")))
            return None
        seconds = min(self.phone.says, int(verb.get("maxLength", "3600")))
        made = self.twilio.record(self.leg, "RecordVerb", seconds, self.at)
        self._wait(seconds)
        gone = self.phone.hangs_up == "record"
        url = self.twilio.recording_url(made)
        said = {
            "RecordingUrl": url, "RecordingSid": made.sid, "RecordingDuration": str(seconds),
            "Digits": "hangup" if gone else "",
        }  # fmt: skip
        self.leg.status = "completed" if gone else self.leg.status
        following = self._asked(str(verb.get("action")), said)
        self._tell_recording(verb.get("recordingStatusCallback", ""), made)
        if verb.get("transcribe") == "true":
            self._transcribe(str(verb.get("transcribeCallback")), made)
        if gone:
            raise Over
        return following

    def _dial(self, verb: Element) -> Element | None:
        caller = verb.get("callerId") or self.leg.caller
        lines = [self._child(noun, caller) for noun in verb]
        for one in lines:
            for status in ("initiated", "ringing"):
                one.leg.status = "queued" if status == "initiated" else status
                tell_status(self.twilio, one.leg, status, self.at)
        for one in lines:
            if one.phone.while_ringing is not None:
                one.phone.while_ringing()
        gone = self.phone.hangs_up == "dial" or self.leg.asked_to_end
        winner = None if gone else next((one for one in lines if one.screened(verb, self)), None)
        if winner is not None:
            self._connect(verb, winner, [one for one in lines if one is not winner])
        for one in lines:
            one.at = self.at
            one.end("canceled" if gone else _unanswered(one.phone))
        shown = winner or next((one for one in lines if one.phone.does != "answers"), lines[0])
        talked = {} if winner is None else {"DialCallDuration": str(winner.leg.seconds)}
        said = {
            "DialCallSid": shown.leg.sid, "DialCallStatus": shown.leg.status,
            "DialBridged": "true" if winner else "false", **talked,
        }  # fmt: skip
        self.leg.status = "completed" if gone else self.leg.status
        following = self._asked(str(verb.get("action")), said)
        if gone:
            raise Over
        return following

    # ------------------------------------------------------------------ legs
    def _child(self, noun: Element, caller: str) -> Line:
        to = str(noun.text).strip()
        leg = Leg(sid("CA"), to, caller, "outbound-dial", self.at, self.leg.sid)
        leg.settings = {
            "StatusCallback": noun.get("statusCallback", ""), "Url": noun.get("url", ""),
            "StatusCallbackEvent": noun.get("statusCallbackEvent", "completed").split(" "),
        }  # fmt: skip
        self.twilio.calls[leg.sid] = leg
        return Line(self.twilio, leg, self.twilio.phones.get(to) or Phone(to, "no-answer"), self.at)

    def screened(self, _verb: Element, caller: Line) -> bool:
        """Whether this phone is picked up, and what it hears first lets the two be connected."""
        if self.phone.does != "answers" or caller.leg.asked_to_end:
            return False
        self.at = caller.at
        self._wait(4)
        self._answer()
        tell_status(self.twilio, self.leg, "answered", self.at)
        let = self.carry_out(self.leg.settings["Url"]) if self.leg.settings["Url"] else True
        if not let:
            self.end("completed")
        caller.at = self.at
        return let

    def _connect(self, verb: Element, winner: Line, others: list[Line]) -> None:
        for one in others:
            one.at = self.at
            one.end("canceled")
        self._answer()
        began = self.at
        for phone in (winner.phone, self.phone):
            if phone.while_talking is not None:
                phone.while_talking()
        self._wait(winner.phone.talks)
        winner.at = self.at
        winner.end("completed")
        if verb.get("record", "do-not-record") != "do-not-record":
            made = self.twilio.record(self.leg, "DialVerb", winner.phone.talks, began)
            self._tell_recording(verb.get("recordingStatusCallback", ""), made, channels="2")

    def _answer(self) -> None:
        if self.leg.answered is None:
            self.leg.answered, self.leg.status = self.at, "in-progress"

    def _perhaps_gone(self, where: str) -> None:
        if self.phone.hangs_up == where:
            raise Over

    def _asked(self, url: str, more: dict[str, str]) -> Element | None:
        found = document(self.twilio, self.leg, url, more)
        if found is None:
            raise Over
        return found

    # ------------------------------------------------------------------ recordings
    def _stop_recording(self) -> None:
        if self.recording is not None:
            self.recording.seconds = int((self.at - self.recording.at).total_seconds())
            self._tell_recording(self.recorded_to, self.recording, channels="2")

    def _tell_recording(self, url: str, made: Recording, channels: str = "1") -> None:
        said = {
            "AccountSid": self.twilio.account, "CallSid": made.call_sid, "RecordingSid": made.sid,
            "RecordingUrl": self.twilio.recording_url(made), "RecordingStatus": "completed",
            "RecordingDuration": str(made.seconds), "RecordingChannels": channels, "RecordingTrack": "both",
            "RecordingSource": made.source, "RecordingStartTime": str(written(made.at)), "ErrorCode": "0",
        }  # fmt: skip
        if url:
            tell(self.twilio, url, said)

    def _transcribe(self, url: str, made: Recording) -> None:
        text, name = self.phone.words, sid("TR")
        if text:
            self.twilio.transcripts[name] = (made.sid, text)
        whole = f"{self.twilio.url}/2010-04-01/Accounts/{self.twilio.account}/Transcriptions/{name}"
        said = about(self.twilio, self.leg) | {
            "TranscriptionSid": name, "TranscriptionText": text, "TranscriptionType": "fast", "TranscriptionUrl": whole,
            "TranscriptionStatus": "completed" if text else "failed", "RecordingSid": made.sid,
            "RecordingUrl": self.twilio.recording_url(made),
        }  # fmt: skip
        tell(self.twilio, url, said)

    def _wait(self, seconds: float) -> None:
        self.at = later(self.at, seconds)


def _unanswered(phone: Phone) -> str:
    """Return how the leg of a phone ends that was not connected; whoever was hung up on by the document has ended before."""
    return phone.does if phone.does != "answers" else "canceled"
