"""Gmail's mailboxes as its API shows them: messages with labels, a history that ends, threads, aliases, search.

with running_google() as google:
    box = google.mailbox("help@acme.example")
    box.deliver(a_mail())
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr
from itertools import count
from typing import Any

UNSEARCHED = frozenset({"SPAM", "TRASH"})
_SUBJECT = re.compile(r"^(?:re|fwd?):\s*", re.IGNORECASE)


@dataclass
class Message:
    """One message."""

    id: str
    thread_id: str
    raw: bytes
    labels: set[str]
    internal_date: int
    """Milliseconds, when Google took it."""
    history_id: int

    @property
    def parsed(self) -> EmailMessage:
        """Return it parsed."""
        found = message_from_bytes(self.raw, policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found

    @property
    def message_id(self) -> str:
        """Return its Message-ID without brackets."""
        return str(self.parsed["Message-ID"] or "").strip("<> ")


@dataclass
class Mailbox:
    """One account's mail."""

    address: str
    aliases: dict[str, str] = field(default_factory=dict)
    """Send-as address -> verificationStatus."""
    messages: list[Message] = field(default_factory=list)
    history: list[dict[str, Any]] = field(default_factory=list)
    history_id: int = 1000
    oldest: int = 1000
    """The history before this id is gone."""
    unsearchable: set[str] = field(default_factory=set)
    """Ids that the search does not know of yet."""
    delivered: list[tuple[tuple[str, ...], bytes]] = field(default_factory=list)
    """What recipients got: (addresses, mail without Bcc)."""
    watching: dict[str, Any] | None = None
    keeps_message_id: bool = True
    numbers: Any = field(default_factory=lambda: count(0x18C0FFEE00))

    def deliver(self, raw: bytes, *labels: str, at: float | None = None) -> Message:
        """Let a mail come from outside: into the inbox, or where `labels` say."""
        return self._add(raw, set(labels or ("INBOX", "UNREAD")), None, at)

    def relabel(self, message: Message, add: str, remove: str) -> None:
        """Move a message, as a person does who takes it out of spam."""
        message.labels = (message.labels | {add}) - {remove}
        self._note("labelsAdded", message, labelIds=[add])
        self._note("labelsRemoved", message, labelIds=[remove])

    def forget_history(self) -> None:
        """Let every earlier history id be expired."""
        self.oldest = self.history_id + 1
        self.history_id += 1
        self.history.clear()

    def send(self, raw: bytes, thread_id: str | None) -> Message:
        """Send as Gmail does: to To, Cc and Bcc, which goes; from an address the account has; kept under SENT."""
        mail = message_from_bytes(raw, policy=policy.compat32)
        named = [value for name in ("To", "Cc", "Bcc") for value in mail.get_all(name, [])]
        recipients = tuple(address for _, address in getaddresses([str(one) for one in named]) if address)
        if not recipients:
            raise ValueError("Recipient address required")
        raw = _without(raw, b"bcc")
        sender = parseaddr(str(mail["From"]))[1].lower()
        if sender not in {self.address, *(one for one, state in self.aliases.items() if state == "accepted")}:
            raw = _with(raw, b"From", self.address.encode())
        if not self.keeps_message_id:
            raw = _with(raw, b"Message-ID", f"<CA+{next(self.numbers):x}@mail.gmail.com>".encode())
        self.delivered.append((recipients, raw))
        return self._add(raw, {"SENT"}, thread_id, None)

    def search(self, query: str, labels: list[str], *, everywhere: bool) -> list[Message]:
        """Return what a search finds, newest first."""
        found = []
        for one in reversed(self.messages):
            if not everywhere and one.labels & UNSEARCHED and not set(labels) & UNSEARCHED:
                continue
            if not set(labels) <= one.labels or (query and one.id in self.unsearchable):
                continue
            if all(_fits(one, word) for word in query.split()):
                found.append(one)
        return found

    def thread_of(self, raw: bytes, asked: str | None) -> str:
        """Return the thread: the one asked for, or of what it refers to under the same subject, or a new one."""
        mail = message_from_bytes(raw, policy=policy.default)
        refers = f"{mail['References'] or ''} {mail['In-Reply-To'] or ''}"
        for one in self.messages:
            related = one.message_id and f"<{one.message_id}>" in refers
            same = _SUBJECT.sub("", str(one.parsed["Subject"])) == _SUBJECT.sub("", str(mail["Subject"]))
            if related and same and asked in (None, one.thread_id):
                return one.thread_id
        return f"{next(self.numbers):x}"

    def _add(self, raw: bytes, labels: set[str], thread_id: str | None, at: float | None) -> Message:
        thread = self.thread_of(raw, thread_id)
        when = int((time.time() if at is None else at) * 1000)
        message = Message(f"{next(self.numbers):x}", thread, raw, labels, when, self.history_id + 1)
        self.messages.append(message)
        self._note("messagesAdded", message)
        return message

    def _note(self, what: str, message: Message, **more: Any) -> None:
        self.history_id += 7
        message.history_id = self.history_id
        about = {"id": message.id, "threadId": message.thread_id}
        entry = {"message": {**about, "labelIds": sorted(message.labels)}, **more}
        self.history.append({"id": str(self.history_id), "messages": [about], what: [entry]})


def _fits(message: Message, word: str) -> bool:
    name, _, value = word.partition(":")
    if name == "rfc822msgid":
        return message.message_id == value.strip("<>")
    if name == "after":
        return message.internal_date >= int(value) * 1000
    raise ValueError(f"this search is not known here: {name}")


def _without(raw: bytes, name: bytes) -> bytes:
    head, gap, body = raw.partition(b"\r\n\r\n")
    lines = re.split(rb"\r\n(?![ \t])", head)
    return b"\r\n".join(one for one in lines if one.partition(b":")[0].lower() != name) + gap + body


def _with(raw: bytes, name: bytes, value: bytes) -> bytes:
    return name + b": " + value + b"\r\n" + _without(raw, name.lower())
