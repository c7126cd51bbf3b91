"""Telephone lines: which number is called, and what callers hear (CAL-01, CAL-02)."""

import json
from dataclasses import asdict, dataclass, field
from uuid import UUID

from application.channel import OnChannel, editable
from application.claims import claim_again, release
from application.messenger import heal
from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.channel.phoned import Line, Voice
from domain.channel.steps import must_be_due
from domain.kernel.refusal import Refusal

CLAIM = "phone_line"


class LineTaken(Refusal):
    """The number is connected already; whose it is there is said to nobody."""

    code = "line_taken"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "This number is connected already, here or in another account. Disconnect it there first, or choose another.",
            field="number_sid",
        )


@dataclass(frozen=True, slots=True)
class BeginLine(OnChannel):
    """Ask whether a number may be chosen now, before the provider is asked anything; nothing is recorded."""

    number_sid: str = ""
    """Which one; empty: it is not known yet."""


@dataclass(frozen=True, slots=True)
class ConnectLine(OnChannel):
    """Take a number's calls, in an account at the provider that `token` lets us use; it is kept sealed."""

    account_sid: str
    number_sid: str
    number: str
    """In E.164."""
    name: str
    token: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class SetVoice(OnChannel):
    """Set what callers hear, how long somebody is rung, and what is kept (CAL-02)."""

    greeting: str = ""
    ring_seconds: int = 20
    voicemail_on: bool = True
    voicemail_greeting: str = ""
    record_on: bool = False
    transcribe_on: bool = False
    language: str = "en"


def line_secret(channel_id: UUID) -> str:
    """Return the name of the secret that lets us use a line's account: `sealed` and `opened` say what it holds."""
    return f"calling:{channel_id}"


def sealed(token: bytes) -> bytes:
    """Return a token as the secret holds it."""
    return json.dumps({"token": token.decode()}).encode("ascii")


def opened(secret: bytes | None) -> str:
    """Return the token that a secret holds, empty where there is none."""
    return "" if secret is None else str(json.loads(secret)["token"])


def begin_line(question: BeginLine, unit: Unit) -> Channel:
    """Return the channel; raises as `connect_line` would, but for the number's being taken."""
    channel = editable(question, unit)
    must_be_due("number", channel.steps, channel.done)
    if question.number_sid:
        channel.must_take_line(question.number_sid)
    return channel


def connect_line(command: ConnectLine, unit: Unit) -> None:
    """Claim the number, free the earlier one, keep the token, and heal what its loss had degraded. Raises `LineTaken`."""
    channel = editable(command, unit)
    earlier = channel.line.claim_id
    taken = claim_again(unit, CLAIM, command.number_sid, channel.id)
    if taken is None:
        raise LineTaken
    line = Line(command.account_sid, command.number_sid, command.number, command.name, taken)
    channel.connect_line(unit.env, line)
    if earlier is not None and earlier != taken:
        release(unit, earlier, channel.id)
    unit.keep_secret(line_secret(channel.id), sealed(command.token))
    heal(unit, channel)


def set_voice(command: SetVoice, unit: Unit) -> None:
    """Set it."""
    voice = Voice(**{name: getattr(command, name) for name in asdict(Voice())})
    editable(command, unit).set_voice(unit.env, voice)
