"""An event with its place in the log."""

from typing import NamedTuple

from domain.kernel.event import Event


class Recorded(NamedTuple):
    """One event at its global position; positions ascend, with gaps."""

    position: int
    event: Event
