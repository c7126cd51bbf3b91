"""How a call ended, judged from all that was told of it, whatever the order: pure, total (CAL-02)."""

from dataclasses import dataclass
from datetime import datetime

COMPLETED = "completed"
STATUSES = ("canceled", "failed", "no_answer", "busy", COMPLETED)
"""How a leg of a call can end, in the order in which one word says more than another."""
OUTCOMES = (*STATUSES, "missed", "voicemail")


@dataclass(frozen=True, slots=True)
class Dialled:
    """How the dialling of the other side ended, one of `STATUSES`; completed: they talked, for `seconds`."""

    status: str
    seconds: int = 0
    code: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """How the whole of it ended, one of `STATUSES`, `seconds` after it began; `code` is the provider's error, if any."""

    status: str
    seconds: int = 0
    code: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What else is known of a call."""

    inbound: bool
    answered: bool
    dialled: Dialled | None
    voicemail: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """How it ended, as people are told; `side` is whoever could not be had: agent, contact or nobody (empty)."""

    outcome: str
    seconds: int
    side: str
    code: str


def more_telling(told: Dialled | Ended, known: Dialled | Ended | None) -> bool:
    """Whether a report says more than what is known; of two that contradict each other it is always the same one."""
    return known is None or _telling(told) > _telling(known)


def judged(facts: Facts, end: Ended) -> Verdict:
    """Say how a call ended that is over."""
    dialled = facts.dialled
    if facts.answered or (dialled is not None and dialled.status == COMPLETED):
        talked = end.seconds if dialled is None else dialled.seconds
        return Verdict(COMPLETED, talked, "", "")
    if facts.inbound:
        return Verdict("voicemail" if facts.voicemail else "missed", end.seconds, "agent", end.code)
    if dialled is not None:
        return Verdict(dialled.status, 0, "contact", dialled.code)
    # whoever called put down before the other side was dialled
    outcome = "canceled" if end.status == COMPLETED else end.status
    return Verdict(outcome, 0, "agent", end.code)


def _telling(told: Dialled | Ended) -> tuple[int, int, str, float]:
    at = told.at.timestamp() if isinstance(told, Ended) and told.at is not None else 0.0
    return STATUSES.index(told.status), told.seconds, told.code, at
