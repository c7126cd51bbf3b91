"""TwiML: what a request of Twilio's is answered with. Pure; each verb as its reference has it (CAL-01, CAL-02).

Sources: twilio.com/docs/voice/twiml, the pages of say, gather, dial, number, record, start and recording, redirect, hangup.
Texts go in as they are, and come out escaped.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
CONTENT_TYPE = "text/xml; charset=utf-8"
MOST_NUMBERS = 10
"""Phones that one call rings at once."""
LONGEST_SAID = 4_096
LOCALES = {
    "en": "en-GB", "pl": "pl-PL", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "it": "it-IT", "nl": "nl-NL",
    "pt": "pt-PT", "cs": "cs-CZ", "sk": "sk-SK", "da": "da-DK", "sv": "sv-SE", "nb": "nb-NO", "fi": "fi-FI",
    "hu": "hu-HU", "ro": "ro-RO", "el": "el-GR", "tr": "tr-TR", "uk": "uk-UA", "ru": "ru-RU",
}  # fmt: skip
"""How a language is said that names no country; of others English is."""
COUNTRIES = frozenset({"en-US", "en-AU", "en-CA", "en-IN", "pt-BR", "es-MX", "es-US", "fr-CA"})
EVENTS = "initiated ringing answered completed"
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, however it is written."""


@dataclass(frozen=True, slots=True)
class Ring:
    """A phone to ring: `url` is asked what it hears before the two are connected, `status` is told how it goes, if anything is."""

    phone: str
    url: str
    status: str = ""


def document(*verbs: Element) -> str:
    """Return the document; without verbs a call that is being screened is connected, any other ends."""
    response = Element("Response")
    response.extend(verbs)
    return DECLARATION + tostring(response, encoding="unicode")


def say(text: str, language: str) -> Element:
    """Say a text."""
    plain = LOCALES.get(language.partition("-")[0].lower(), LOCALES["en"])
    verb = Element("Say", {"language": language if language in COUNTRIES else plain})
    verb.text = UNFIT.sub(" ", text)[:LONGEST_SAID]
    return verb


def gather(prompts: Iterable[Element], action: str, *, seconds: int = 8) -> Element:
    """Say something, and ask for one key; `action` is told of it, and also of none."""
    about = {
        "input": "dtmf", "numDigits": "1", "timeout": str(seconds), "action": action, "method": "POST",
        "actionOnEmptyResult": "true",
    }  # fmt: skip
    verb = Element("Gather", about)
    verb.extend(prompts)
    return verb


def dial(
    rings: Sequence[Ring], action: str, *, seconds: int, caller_id: str = "", recording: str = ""
) -> Element:
    """Ring phones at once; whoever is first is connected, and `action` is asked how to go on when that is over.

    With `recording` both sides are recorded from then on, and that address is told where.
    """
    about = {"action": action, "method": "POST", "timeout": str(seconds), "answerOnBridge": "true"}
    if caller_id:
        about["callerId"] = caller_id
    if recording:
        about |= {"record": "record-from-answer-dual", **_told(recording)}
    verb = Element("Dial", about)
    for ring in rings[:MOST_NUMBERS]:
        told = {"statusCallback": ring.status, "statusCallbackMethod": "POST", "statusCallbackEvent": EVENTS}
        events = told if ring.status else {}
        number = SubElement(verb, "Number", {"url": ring.url, "method": "POST", **events})
        number.text = ring.phone
    return verb


def record(action: str, *, recording: str, transcript: str = "", longest: int = 180) -> Element:
    """Record what the caller says, until they hang up, press a key or say nothing; `transcript` is told what was said."""
    about = {
        "action": action, "method": "POST", "maxLength": str(longest), "timeout": "5", "playBeep": "true",
        "finishOnKey": "1234567890*#", **_told(recording),
    }  # fmt: skip
    if transcript:
        about |= {"transcribe": "true", "transcribeCallback": transcript}
    return Element("Record", about)


def start_recording(recording: str) -> Element:
    """Record both sides of a call from here on, while it goes on."""
    verb = Element("Start")
    SubElement(verb, "Recording", {"channels": "dual", "track": "both", **_told(recording)})
    return verb


def redirect(url: str) -> Element:
    """Go on with another document."""
    verb = Element("Redirect", {"method": "POST"})
    verb.text = url
    return verb


def pause(seconds: int) -> Element:
    """Wait."""
    return Element("Pause", {"length": str(seconds)})


def hang_up() -> Element:
    """End the call, or this leg of it."""
    return Element("Hangup")


def _told(url: str) -> dict[str, str]:
    return {
        "recordingStatusCallback": url, "recordingStatusCallbackMethod": "POST",
        "recordingStatusCallbackEvent": "completed absent",
    }  # fmt: skip
