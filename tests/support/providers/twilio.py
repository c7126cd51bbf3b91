"""Twilio as its REST API and its calls show it: an account, its numbers, phones of people, calls and what was recorded.

with running_twilio() as twilio:
    number = twilio.number("+48221234567")
    twilio.phone("+48501111111", answers=True, presses=["1"])
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from threading import RLock
from types import MappingProxyType
from typing import Any

MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" * 400
Deliver = Callable[[str, dict[str, str], dict[str, str]], tuple[int, str, str]]
"""(URL, form, headers) -> (status, content type, body)."""


def sid(kind: str) -> str:
    """Return a new id as Twilio gives them: two letters, 32 hex digits."""
    return kind + secrets.token_hex(16)


@dataclass
class Phone:
    """Somebody's phone, and what they do when it rings, or when they call."""

    number: str
    does: str = "answers"
    """answers, busy, no-answer or failed."""
    presses: list[str] = field(default_factory=list)
    """What is pressed at each question, in order; empty: nothing. Without more, nothing."""
    talks: int = 42
    """Seconds for which they talk once they are connected."""
    says: int = 0
    """Seconds they speak after the beep; 0: silence."""
    words: str = ""
    """What is understood of that; empty: the transcription fails."""
    hangs_up: str = ""
    """Where they hang up: say, gather, dial (while it rings) or record."""
    while_ringing: Callable[[], None] | None = None
    while_talking: Callable[[], None] | None = None
    heard: list[str] = field(default_factory=list)


@dataclass
class Number:
    """A number of the account's."""

    sid: str
    number: str
    name: str
    voice: bool = True
    settings: dict[str, str] = field(default_factory=dict)
    """VoiceUrl, VoiceFallbackUrl, StatusCallback and so on, as they were posted."""


@dataclass
class Leg:
    """One call as Twilio has it: of somebody who calls, or of one phone that is called."""

    sid: str
    to: str
    caller: str
    direction: str
    """inbound, outbound-api or outbound-dial."""
    at: datetime
    parent: str = ""
    status: str = "queued"
    answered: datetime | None = None
    ended: datetime | None = None
    asked_to_end: bool = False
    settings: dict[str, Any] = field(default_factory=dict)
    number: int = 0
    """Of its callbacks."""

    @property
    def seconds(self) -> int:
        """How long it was connected."""
        return int((self.ended - self.answered).total_seconds()) if self.ended and self.answered else 0


@dataclass
class Recording:
    """What was recorded."""

    sid: str
    call_sid: str
    source: str
    seconds: int
    data: bytes
    at: datetime
    transcripts: list[str] = field(default_factory=list)


@dataclass
class Told:
    """One callback beside the document: where to, and what."""

    url: str
    form: dict[str, str]


@dataclass
class Failure:
    """What a request whose path ends so comes to, once; `done` says whether it happens all the same."""

    path: str
    status: int = 0
    """0: no answer, the connection breaks."""
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    done: bool = False


@dataclass
class Twilio:
    """The whole of it; tests change it while it runs."""

    deliver: Deliver
    url: str = ""
    account: str = field(default_factory=lambda: sid("AC"))
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    status: str = "active"
    page_size: int = 50
    numbers: list[Number] = field(default_factory=list)
    phones: dict[str, Phone] = field(default_factory=dict)
    calls: dict[str, Leg] = field(default_factory=dict)
    waiting: list[Leg] = field(default_factory=list)
    """Calls that were asked for and not begun."""
    at_once: Callable[[Leg], None] | None = None
    """What begins a call that is asked for; None: the test does."""
    recordings: dict[str, Recording] = field(default_factory=dict)
    transcripts: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Sid -> (recording's sid, text)."""
    failures: list[Failure] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    """(method, path) of every request."""
    told: list[Told] = field(default_factory=list)
    """All callbacks beside the documents there were to tell, in order."""
    holds: bool = False
    """They are only noted: the test tells of them, in which order it likes."""
    documents: list[tuple[str, str]] = field(default_factory=list)
    """(URL, TwiML) of all that was answered."""
    alerts: list[str] = field(default_factory=list)
    """What Twilio's debugger would show: errors and warnings of documents."""
    lock: RLock = field(default_factory=RLock)

    def well(self) -> None:
        """Begin anew, with nothing amiss."""
        for one in (
            self.numbers, self.phones, self.calls, self.waiting, self.recordings, self.transcripts, self.failures,
            self.asked, self.told, self.documents, self.alerts,
        ):  # fmt: skip
            one.clear()
        self.status, self.holds, self.at_once, self.page_size = "active", False, None, 50

    def number(self, number: str, name: str = "", *, voice: bool = True) -> Number:
        """Return a new number of the account's."""
        made = Number(sid("PN"), number, name or number, voice)
        self.numbers.append(made)
        return made

    def phone(self, number: str, **does: Any) -> Phone:
        """Return a phone that does this."""
        return self.phones.setdefault(number, Phone(number, **does))

    def record(self, leg: Leg, source: str, seconds: int, at: datetime) -> Recording:
        """Keep what was recorded of a call."""
        made = Recording(sid("RE"), leg.sid, source, seconds, MP3, at)
        self.recordings[made.sid] = made
        return made

    def recording_url(self, recording: Recording) -> str:
        """Return where it is, as callbacks say it."""
        return f"{self.url}/2010-04-01/Accounts/{self.account}/Recordings/{recording.sid}"

    def fails(
        self, path: str, status: int, code: int = 0, *, done: bool = False,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        """Let the next request to a path fail, with an error of Twilio's if a code is named."""
        body = error(status, code, "An error that a test wanted.") if code else {}
        self.failures.append(Failure(path, status, body, dict(headers), done))

    def count(self, method: str, end: str) -> int:
        """Say how often something was asked for."""
        return sum(how == method and path.endswith(end) for how, path in self.asked)


def error(status: int, code: int, message: str) -> dict[str, Any]:
    """Return an error as the REST API writes it."""
    about = f"https://www.twilio.com/docs/errors/{code}"
    return {"code": code, "message": message, "more_info": about, "status": status}


def written(at: datetime | None) -> str | None:
    """Return a time as Twilio writes it (RFC 2822)."""
    return None if at is None else format_datetime(at.astimezone(UTC))


def now() -> datetime:
    """Return the time, to the second, as Twilio has it."""
    return datetime.now(UTC).replace(microsecond=0)


def later(at: datetime, seconds: float) -> datetime:
    """Return a time after another."""
    return at + timedelta(seconds=seconds)
