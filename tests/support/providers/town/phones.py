"""People of the town and what they see on their phones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from threading import RLock
from typing import Any

Deed = Callable[[str], None]
"""Does something on a phone, with words where it takes any. Raises `CannotDo`."""


class CannotDo(Exception):
    """It cannot be done now; says why."""


@dataclass(frozen=True)
class Line:
    """One line of a screen: what its owner did, or what came."""

    at: datetime
    mine: bool
    text: str


@dataclass
class Phone:
    """One phone with one app open; safe for several threads."""

    key: str
    owner: str
    app: str
    """Messenger, WhatsApp or telephone."""
    number: str = ""
    deeds: Mapping[str, Deed] = field(default_factory=dict)
    """What its owner may do, by name."""
    _lines: list[Line] = field(default_factory=list)
    _lock: RLock = field(default_factory=RLock)

    def note(self, text: str, *, mine: bool = False, at: datetime | None = None) -> None:
        """Show a line."""
        with self._lock:
            self._lines.append(Line(at or datetime.now(UTC), mine, text))

    def lines(self) -> list[Line]:
        """Return all lines, oldest first."""
        with self._lock:
            return sorted(self._lines, key=lambda line: line.at)

    def shown(self) -> dict[str, Any]:
        """Return it as JSON tells it."""
        lines = [asdict(line) | {"at": line.at.isoformat()} for line in self.lines()]
        about = {"key": self.key, "owner": self.owner, "app": self.app, "number": self.number}
        return about | {"deeds": list(self.deeds), "lines": lines}
