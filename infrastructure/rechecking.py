"""Every routing decision of the log made again (RTG-08)."""

import time
from dataclasses import dataclass
from typing import NamedTuple

from domain.conversation.events import AssignmentDecided
from domain.simulation.recheck import differing
from infrastructure.events.log import Log
from infrastructure.projecting.build import Progress

PAGE = 5000
SHOWN = 100
"""Decisions that differ are named up to so many; all are counted."""


class Differing(NamedTuple):
    """A decision that the policy makes otherwise, and in what."""

    position: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rechecked:
    """How many decisions were made again, how many differ, the first of those, and how long it took."""

    decisions: int
    different: int
    differing: list[Differing]
    seconds: float


def rechecked(log: Log, progress: Progress) -> Rechecked:
    """Make all decisions up to the log's present end again; `progress(position, goal)` hears how far it is."""
    began, end, after, number, different = time.perf_counter(), log.last_position(), 0, 0, 0
    named: list[Differing] = []
    while page := log.read(after, PAGE, (AssignmentDecided.TOPIC,), end, personal=()):
        for position, event in page:
            number += 1
            if isinstance(event, AssignmentDecided) and (fields := differing(event)):
                different += 1
                if len(named) < SHOWN:
                    named.append(Differing(position, fields))
        after = page[-1].position
        progress(after, end)
    return Rechecked(number, different, named, time.perf_counter() - began)
