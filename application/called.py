"""A call that comes in, as an original: JSON with the fields the provider sent, untouched (CAL-01).

Wire format: https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application. Nothing in it is decided, so that
it can be read again as long as it is kept.
"""

import json
from collections.abc import Mapping
from datetime import datetime

from application.identities import number_in
from application.inbound import Called, InboundMessage, Party, ThreadCandidate

BEGINNING = b'{"postroom_calling":1,'
WHY = "call"
KEYS = {
    letter: str(digit)
    for digit, letters in enumerate(("ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"), 2)
    for letter in letters
}
WITHHELD = frozenset(
    "+" + "".join(KEYS[letter] for letter in word)
    for word in ("ANONYMOUS", "RESTRICTED", "BLOCKED", "UNKNOWN", "UNAVAILABLE")
)
"""What the provider gives as the number of who withholds theirs: a word, as it is typed on a telephone's keys."""


def packed(line: str, fields: Mapping[str, str], at: datetime) -> bytes:
    """Return the original of a call to the number `line` that came at a time."""
    said = {"postroom_calling": 1, "line": line, "fields": dict(fields), "at": at.isoformat()}
    return json.dumps(said, separators=(",", ":")).encode("ascii")


def is_call(raw: bytes) -> bool:
    """Whether an original is a call's."""
    return raw.startswith(BEGINNING)


def read(raw: bytes) -> InboundMessage:
    """Return what an original says. Raises `ValueError`, `KeyError`, `TypeError` where it is none of ours."""
    said = json.loads(raw)
    fields, sid = said["fields"], str(said["fields"]["CallSid"])
    number = caller_of(fields)
    at = datetime.fromisoformat(said["at"])
    return InboundMessage(
        provider_id=provider_id_of(sid),
        sender=Party(number, " ".join(str(fields.get("CallerName", "")).split()) if number else ""),
        sender_why=WHY,
        subject="",
        text="",
        candidates=(ThreadCandidate("visitor", number),) if number else (),
        sent_at=at,
        call=Called(sid, at),
    )


def caller_of(fields: Mapping[str, str]) -> str:
    """Return who calls, in E.164; empty where they withhold it, or call by something else than a number."""
    number = number_in(str(fields.get("From", "")))
    return "" if number in WITHHELD else number


def provider_id_of(sid: str) -> str:
    """Return what a call is known by in its channel; `sid` is the provider's own id."""
    return f"calling:{sid}"
