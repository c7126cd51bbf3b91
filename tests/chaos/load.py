"""What all parts of the load share: when it ends, and that they insist."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from tests.chaos.notes import Notes

ENOUGH = 600.0
"""Seconds after which what is still refused counts as refused for good."""
PAUSE = 0.2
"""Seconds before somebody tries again."""


@dataclass
class Load:
    """Until `ending` is set something new is begun; what was begun is brought to its end, unless all is `given_up`."""

    notes: Notes
    ending: Event = field(default_factory=Event)
    given_up: Event = field(default_factory=Event)

    def insist(self, attempt: Callable[[], bool], what: str) -> bool:
        """Try until it succeeds; whether it did."""
        until = time.monotonic() + ENOUGH
        while not attempt():
            if self.given_up.is_set():
                return False
            if time.monotonic() > until:
                self.notes.fault(f"{what} was not taken within {ENOUGH:.0f} s")
                return False
            time.sleep(PAUSE)
        return True
