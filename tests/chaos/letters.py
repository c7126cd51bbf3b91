"""What customers write: new threads, replies by Message-ID, the same mail ten times, old ones again, all shuffled; of many shapes."""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.chaos.shapes import FILES, KINDS, fitting, shaped

WORDS = [
    "please",
    "order",
    "invoice",
    "Größe",
    "später",
    "naïve",
    "broken",
    "again",
    "thanks",
    "請",
    "delivery",
    "door",
    "late",
    "number",
    "colour",
]
WINDOW = 24
"""Deliveries that are shuffled among each other."""
COPIES = 10
AUTOMATIC = 0.1
"""The share of mails that machines write."""


@dataclass(frozen=True)
class Mail:
    """One mail of a customer, or a message of theirs by a platform: that has no sender's headers and no bytes of its own."""

    message_id: str
    sender: str
    answers: str
    """The Message-ID it replies to, or nothing."""
    text: str
    raw: bytes = b""
    automatic: bool = False
    """A machine wrote it."""
    files: int = 0
    kind: str = "email"

    @property
    def digest(self) -> str:
        """The digest of what it says."""
        return digest_of(self.text)


def digest_of(text: str) -> str:
    """Return the digest of a text, the white space around it left out."""
    return hashlib.sha256(text.strip().encode()).hexdigest()


class Customers:
    """Some people who write; each reply is to an earlier mail of the same person, which may not have arrived yet."""

    def __init__(self, seed: int, domain: str, people: int = 40) -> None:
        """Draw everything from `seed`."""
        self._chance = random.Random(f"letters {seed}")  # noqa: S311 - texts, no secrets
        self._people = [f"c{number}@{domain}" for number in range(people)]
        self._domain = domain
        self._written: list[Mail] = []
        self.repeated = self.replayed = 0

    def deliveries(self) -> Iterator[Mail]:
        """Yield mails to deliver, for ever; the same mail may come many times."""
        while True:
            window = [mail for _ in range(WINDOW) for mail in self._drawn()]
            self._chance.shuffle(window)
            yield from window

    def _drawn(self) -> list[Mail]:
        chance = self._chance.random()
        if self._written and chance < 0.08:
            self.replayed += 1
            return [self._chance.choice(self._written)]
        mail = self._new(replies=chance < 0.45)
        if chance > 0.97:
            self.repeated += 1
            return [mail] * COPIES
        return [mail]

    def _new(self, *, replies: bool) -> Mail:
        number = len(self._written)
        sender = self._chance.choice(self._people)
        own = [mail.message_id for mail in self._written if mail.sender == sender] if replies else []
        answers = self._chance.choice(own) if own else ""
        message_id = f"m{number}@{self._domain}"
        words = " ".join(self._chance.choices(WORDS, k=self._chance.randint(3, 200)))
        kind, automatic = self._chance.choice(KINDS), self._chance.random() < AUTOMATIC
        text = fitting(kind, f"Mail {number}: {words}")
        headers = {
            "sender": sender,
            "subject": f"Matter {number}",
            "message_id": message_id,
            "answers": answers,
        }
        raw = shaped(kind, text, automatic=automatic, **headers)
        mail = Mail(message_id, sender, answers, text, raw, automatic, FILES[kind])
        self._written.append(mail)
        return mail
