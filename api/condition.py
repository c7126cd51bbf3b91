"""How the installation is: what is behind, what waits, and whether somebody should be told (RL-09)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

OK, LAGGING, FAILING = "ok", "lagging", "failing"
NOTE = "note"
"""The level of what somebody must see to and nobody is kept waiting by."""
WORST_FIRST = (FAILING, LAGGING, NOTE)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that is not as it should be, in words, with the way out; `code` is for machines."""

    level: str
    code: str
    text: str
    advice: str


@dataclass(frozen=True, slots=True)
class Consumer:
    """A reader of the log: a view or a reactor."""

    name: str
    kind: str
    position: int
    behind: int
    """How many positions."""
    seconds: float
    """How old the first event is that it has not taken in; 0 where there is none."""
    at_work: bool
    """Whether a process has it in hand."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted; numbers of rows stop at `MOST`. None where it could not be asked."""

    newest: int
    """The log's last position."""
    consumers: tuple[Consumer, ...]
    dead_letters: int
    set_aside: int
    unsent: int
    """Messages that wait to be sent, those a relay has put off among them."""
    unsent_seconds: float
    """How long the oldest one has waited for an attempt."""
    intakes: Mapping[str, int]
    """Originals that have not become messages, by state: waiting, failed."""
    intakes_seconds: float
    """How long the oldest of those has waited that nobody has tried."""
    channels: Mapping[str, int]
    """Channels by state."""
    redis: bool
    queued: int | None = None
    delayed: int | None = None
    workers: int | None = None
    disk_free: int = 0
    """Bytes free below the state directory."""


MOST = 1000


@dataclass(frozen=True, slots=True)
class Condition:
    """How it is: the worst of what the notices say, and what they were judged by."""

    state: str
    notices: tuple[Notice, ...] = ()
    figures: Figures | None = None
    """None while the database does not answer."""
    version: str = ""


class Watching(Protocol):
    """Looks at the installation again and again."""

    def now(self) -> Condition:
        """Return how it is, as seen a moment ago; never waits for long."""


@dataclass(frozen=True)
class AlwaysWell:
    """Stands in where nobody looks."""

    condition: Condition = field(default_factory=lambda: Condition(OK))

    def now(self) -> Condition:
        """See `Watching.now`."""
        return self.condition
