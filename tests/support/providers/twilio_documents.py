"""TwiML as Twilio reads it: verbs, nouns, attributes and their values as documented; what is none of those is a warning there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

Rule = Callable[[str], bool]


class Unreadable(Exception):
    """A document that Twilio does not carry out; its code is that of the debugger."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


def one_of(*words: str) -> Rule:
    """Allow these."""
    return lambda text: text in words


def each_of(*words: str) -> Rule:
    """Allow any of these, with spaces between."""
    return lambda text: bool(text) and set(text.split(" ")) <= set(words)


def number(least: int, most: int) -> Rule:
    """Allow a number."""
    return lambda text: text.isdigit() and least <= int(text) <= most


def url(text: str) -> bool:
    """Whether it is an absolute address, as ours all are."""
    return bool(re.fullmatch(r"https?://[^\s/]+/\S*", text))


def phone(text: str) -> bool:
    """Whether it is a number in E.164."""
    return bool(re.fullmatch(r"\+[1-9]\d{6,14}", text))


BOOL, METHOD = one_of("true", "false"), one_of("GET", "POST")
RECORDED = {
    "recordingStatusCallback": url, "recordingStatusCallbackMethod": METHOD,
    "recordingStatusCallbackEvent": each_of("in-progress", "completed", "absent"),
}  # fmt: skip
EVENTS = {
    "statusCallback": url, "statusCallbackMethod": METHOD,
    "statusCallbackEvent": each_of("initiated", "ringing", "answered", "completed"),
}  # fmt: skip
ATTRIBUTES: dict[str, dict[str, Rule]] = {
    "Response": {},
    "Say": {
        "voice": bool, "loop": number(0, 1000),
        "language": lambda text: bool(re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2}|-[A-Z]{2}-\w+)?", text)),
    },
    "Pause": {"length": number(1, 3600)},
    "Hangup": {},
    "Redirect": {"method": METHOD},
    "Gather": {
        "input": each_of("dtmf", "speech"), "numDigits": number(1, 32), "timeout": number(1, 60), "action": url,
        "method": METHOD, "actionOnEmptyResult": BOOL, "finishOnKey": lambda text: len(text) <= 1,
    },
    "Dial": {
        "action": url, "method": METHOD, "timeout": number(5, 600), "callerId": phone, "answerOnBridge": BOOL,
        "record": one_of(
            "do-not-record", "record-from-answer", "record-from-ringing", "record-from-answer-dual",
            "record-from-ringing-dual",
        ),
        "timeLimit": number(1, 86_400), "hangupOnStar": BOOL, **RECORDED,
    },
    "Number": {"url": url, "method": METHOD, **EVENTS},
    "Record": {
        "action": url, "method": METHOD, "timeout": number(1, 600), "maxLength": number(2, 14_400), "playBeep": BOOL,
        "finishOnKey": lambda text: set(text) <= set("0123456789#*"), "trim": one_of("trim-silence", "do-not-trim"),
        "transcribe": BOOL, "transcribeCallback": url, **RECORDED,
    },
    "Start": {"action": url, "method": METHOD},
    "Recording": {
        "channels": one_of("mono", "dual"), "track": one_of("inbound", "outbound", "both"), "name": bool, **RECORDED,
    },
}  # fmt: skip
WITHIN = {
    "Response": {"Say", "Pause", "Hangup", "Redirect", "Gather", "Dial", "Record", "Start"},
    "Gather": {"Say", "Pause"},
    "Dial": {"Number"},
    "Start": {"Recording"},
}
LONGEST, MOST_NUMBERS, LONGEST_SAID = 64_000, 10, 4_096


def read(status: int, content_type: str, body: str) -> Element:
    """Return a document. Raises `Unreadable`: 11200 (status), 12300 (content type), 12100 (XML), 11750 (too long)."""
    if not 200 <= status < 300:
        raise Unreadable(11200)
    if content_type.partition(";")[0] not in {"text/xml", "application/xml"}:
        raise Unreadable(12300)
    if len(body.encode()) > LONGEST:
        raise Unreadable(11750)
    try:
        root = fromstring(body)  # noqa: S314 - what our own product wrote
    except ParseError:
        raise Unreadable(12100) from None
    if root.tag != "Response":
        raise Unreadable(12102)
    return root


def warnings(element: Element) -> Iterator[str]:
    """Say what of a document Twilio would warn of (12200)."""
    rules = ATTRIBUTES.get(element.tag)
    if rules is None:
        yield f"<{element.tag}> is no verb"
        return
    for name, value in element.attrib.items():
        if name not in rules or not rules[name](value):
            yield f"<{element.tag}> {name}={value!r}"
    for child in element:
        if child.tag not in WITHIN.get(element.tag, set()):
            yield f"<{child.tag}> within <{element.tag}>"
        yield from warnings(child)
    text = (element.text or "").strip()
    if element.tag == "Number" and not phone(text):
        yield f"<Number> {text!r}"
    if element.tag == "Redirect" and not url(text):
        yield f"<Redirect> {text!r}"
    if element.tag == "Say" and not 0 < len(text) <= LONGEST_SAID:
        yield "<Say> with nothing or too much"
    if element.tag == "Dial" and not 0 < len(element) <= MOST_NUMBERS:
        yield f"<Dial> of {len(element)}"
