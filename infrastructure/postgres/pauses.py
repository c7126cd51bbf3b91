"""Growing pauses between attempts."""

import random


class Pauses:
    """Doubling pauses with jitter, in seconds, from `shortest` up to `longest`."""

    def __init__(self, shortest: float = 0.1, longest: float = 5.0) -> None:
        """Begin at the shortest."""
        self._shortest, self._longest = shortest, longest
        self._next = shortest

    def longer(self) -> float:
        """Return the next pause."""
        pause, self._next = self._next, min(self._next * 2, self._longest)
        return pause * random.uniform(0.5, 1)  # noqa: S311 - jitter, no secret

    def reset(self) -> None:
        """Begin at the shortest again."""
        self._next = self._shortest
