"""What the outside knows: which mails were acknowledged, which replies were, and what was said otherwise."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from tests.chaos.letters import Mail


@dataclass(frozen=True)
class Reply:
    """A reply as the API acknowledged it."""

    text: str
    message_id: str
    conversation_id: str


@dataclass
class Notes:
    """Kept by customers and agents; safe for several threads."""

    acknowledged: Counter[str] = field(default_factory=Counter)
    """Message-ID -> how often a delivery of it was answered 250."""
    mails: dict[str, Mail] = field(default_factory=dict)
    by_smtp: int = 0
    """How many different mails of these came by SMTP."""
    replies: dict[str, Reply] = field(default_factory=dict)
    """Text -> the reply."""
    calls: dict[str, set[str]] = field(default_factory=dict)
    """Twilio's id of a call -> the steps of it that were answered 200."""
    recordings: dict[str, str] = field(default_factory=dict)
    """Of a recording that was told of -> of its call."""
    reads: set[str] = field(default_factory=set)
    """Texts of answers that people read, which was told and answered 200."""
    said: Counter[str] = field(default_factory=Counter)
    """Answers other than success, by "smtp 451", "http 503", "smtp lost", ..."""
    waits: dict[str, float] = field(default_factory=dict)
    """The longest wait for an answer of a kind, in seconds."""
    faults: list[str] = field(default_factory=list)
    """What must never happen."""
    _lock: Lock = field(default_factory=Lock, repr=False)

    def taken(self, mail: Mail) -> None:
        """Note an acknowledged delivery."""
        with self._lock:
            self.by_smtp += mail.kind == "email" and mail.message_id not in self.mails
            self.mails[mail.message_id] = mail
            self.acknowledged[mail.message_id] += 1

    def replied(self, reply: Reply) -> None:
        """Note an acknowledged reply; a repeated request must be answered as the first time."""
        with self._lock:
            known = self.replies.setdefault(reply.text, reply)
            if known != reply:
                self.faults.append(f"a repeated request was answered otherwise than before: {known} {reply}")

    def heard(self, step: str, form: Mapping[str, str]) -> None:
        """Note that a request of Twilio's was answered as asked."""
        with self._lock:
            self.calls.setdefault(form["CallSid"], set()).add(step)
            if step in {"recording", "voicemail"} and form.get("RecordingSid"):
                self.recordings[form["RecordingSid"]] = form["CallSid"]

    def read(self, text: str) -> None:
        """Note that we were told that an answer was read."""
        with self._lock:
            self.reads.add(text)

    def fault(self, what: str) -> None:
        """Note what must never happen."""
        with self._lock:
            self.faults.append(what)

    @contextmanager
    def answer(self, door: str) -> Iterator[list[str]]:
        """Time one attempt; its answer is what the block puts into the list, nothing where it succeeded."""
        began, words = time.monotonic(), list[str]()
        yield words
        took = time.monotonic() - began
        kind = f"{door} {words[0]}" if words else f"{door} done"
        with self._lock:
            if words:
                self.said[kind] += 1
            self.waits[kind] = max(self.waits.get(kind, 0.0), took)
