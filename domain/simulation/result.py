"""What a rule would have done, beside what was done (RTG-12)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(slots=True)
class Case:
    """One conversation: when it came, who got it first and after how long, by the rule tried and as recorded.

    Waits are seconds, None for never. `reasons` are those of the rule's first decision.
    """

    conversation_id: UUID
    contact_id: UUID
    arrived_at: datetime
    reasons: tuple[str, ...] = ()
    simulated: UUID | None = None
    simulated_wait: float | None = None
    recorded: UUID | None = None
    recorded_wait: float | None = None
    now: UUID | None = None
    """Who has it in the simulation, at the moment it has reached."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one user got first: how many conversations, by the rule tried and as recorded, and the most they had at once."""

    user_id: UUID
    simulated: int
    recorded: int
    peak: int


@dataclass(frozen=True, slots=True)
class Waits:
    """How long conversations waited for somebody, in seconds; None where nobody ever got one. `never` counts the rest."""

    median: float | None
    p95: float | None
    longest: float | None
    never: int


@dataclass(frozen=True, slots=True)
class Result:
    """The whole: `fairness` is Jain's index over those whom the rule names, 1 where all got alike, None where none got any.

    `differences` are the first conversations whose first owner would have been another; `different` counts all of them.
    """

    conversations: int
    different: int
    shares: tuple[Share, ...]
    simulated_waits: Waits
    recorded_waits: Waits
    simulated_fairness: float | None
    recorded_fairness: float | None
    unassigned: tuple[tuple[str, int], ...]
    """Why the rule found nobody at first: reasons and how often."""
    differences: tuple[Case, ...]


def waits(found: Iterable[float | None]) -> Waits:
    """Return the nearest ranks of these waits."""
    known, never = [], 0
    for one in found:
        if one is None:
            never += 1
        else:
            known.append(one)
    known.sort()
    if not known:
        return Waits(None, None, None, never)
    return Waits(_rank(known, 50), _rank(known, 95), known[-1], never)


def fairness(counts: Collection[int]) -> float | None:
    """Return Jain's index: (sum)² / (n · sum of squares)."""
    squares = sum(one * one for one in counts)
    return sum(counts) ** 2 / (len(counts) * squares) if squares else None


def _rank(known: list[float], percent: int) -> float:
    return known[-(-len(known) * percent // 100) - 1]
