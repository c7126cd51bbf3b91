"""Reads a set of mails in a child of its own, as intake does, and tells what came of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from infrastructure.isolation.asking import Failed, asked
from infrastructure.isolation.pool import Pool

NOW = datetime(2026, 11, 22, tzinfo=UTC)
TOGETHER = 20


@dataclass
class Told:
    """What reading a set of mails came to; times in milliseconds."""

    mails: int = 0
    failed: list[str] = field(default_factory=list)
    millis: float = 0.0
    slowest: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)
    repaired: int = 0
    files: int = 0

    def take(self, answer: Any) -> None:
        """Take one answer in."""
        self.mails += 1
        if isinstance(answer, Failed):
            self.failed.append(answer.error)
            return
        self.millis += answer["millis"]
        self.slowest = max(self.slowest, answer["millis"])
        if answer["ok"]:
            self.kinds[kind_of(answer)] += 1
            self.repaired += bool(answer["defects"])
            self.files += len(answer["attachments"])

    def row(self, name: str) -> str:
        """Return a row of the table in docs/mail.md."""
        automatic = sum(self.kinds.values()) - self.kinds["person"] - self.kinds["bounce"]
        each = self.millis / max(self.mails, 1)
        return (
            f"| {name} | {self.mails:,} | {len(self.failed)} | {self.repaired:,} | {self.kinds['bounce']} | {automatic:,}"
            f" | {self.files:,} | {each:.1f} ms | {self.slowest:.0f} ms |"
        )


def kind_of(answer: dict[str, Any]) -> str:
    """Return what wrote a mail: a person, a bounce, or the kind of automatic mail."""
    if answer["bounce"]:
        return "bounce"
    return str(answer["automatic"]["kind"]) if answer["automatic"] else "person"


def read(mails: Iterable[bytes]) -> Told:
    """Read every mail; what ends a child or takes too much is counted as failed."""
    told, pool = Told(), Pool(1)
    try:
        for group in groups(mails):
            for answer in pool.each([asked("explained", raw, NOW, ()) for raw in group]):
                told.take(answer)
    finally:
        pool.close()
    return told


def groups(mails: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield them some at a time."""
    group: list[bytes] = []
    for raw in mails:
        group.append(raw)
        if len(group) == TOGETHER:
            yield group
            group = []
    if group:
        yield group
