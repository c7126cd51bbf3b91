"""What Twilio's forms say, in our words: statuses, seconds, times, codes. Pure.

Sources: twilio.com/docs/voice/twiml (requests), the pages of dial, record and number, and the Call resource's status
callbacks. What a form lacks, or says in another way than documented, reads as not said.
"""

from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from uuid import UUID

from domain.call.outcome import COMPLETED, Dialled, Ended

STATUSES = {
    "completed": COMPLETED,
    "answered": COMPLETED,
    "busy": "busy",
    "no-answer": "no_answer",
    "failed": "failed",
    "canceled": "canceled",
}
"""Of a leg that is over; others say that it goes on."""
WELL = frozenset({"", "0", "200"})
LONGEST = 100_000
"""Seconds: more than a day no call lasts."""

Form = Mapping[str, str]


def ended_in(form: Form) -> Ended | None:
    """Return how a leg ended that a status callback tells of; None where it goes on."""
    status = STATUSES.get(form.get("CallStatus", ""))
    if status is None:
        return None
    return Ended(status, seconds_in(form, "CallDuration"), code_in(form), moment_in(form))


def dialled_in(form: Form) -> Dialled:
    """Return how dialling ended: `completed` only where both sides were put through, which Twilio says beside."""
    status = STATUSES.get(form.get("DialCallStatus", ""), "failed")
    if status == COMPLETED and form.get("DialBridged", "true") != "true":
        # picked up, and put down before it could be connected
        status = "no_answer"
    return Dialled(status, seconds_in(form, "DialCallDuration") if status == COMPLETED else 0, code_in(form))


def seconds_in(form: Form, name: str) -> int:
    """Return a number of seconds, 0 where none is said."""
    text = form.get(name, "")
    return (
        min(int(text), LONGEST)
        if text.isascii() and text.isdigit() and len(text) < len(str(LONGEST)) + 1
        else 0
    )


def moment_in(form: Form) -> datetime | None:
    """Return when something happened, by Twilio's clock; None where it does not say."""
    try:
        at = parsedate_to_datetime(form.get("Timestamp", ""))
    except (ValueError, OverflowError):
        return None
    return at if at.tzinfo else None


def code_in(form: Form) -> str:
    """Return why a leg failed: Twilio's code of an error, else that of the telephone network (SIP)."""
    for name in ("ErrorCode", "SipResponseCode"):
        code = form.get(name, "")
        if code not in WELL and code.isascii() and code.isdigit() and len(code) <= len(str(LONGEST)):
            return code
    return ""


def id_in(form: Form, name: str) -> UUID | None:
    """Return an id that an address of ours says, None where it says none."""
    try:
        return UUID(form.get(name, ""))
    except ValueError:
        return None
