"""Who may hold something for long: so many in this process, and so many for each actor."""

from collections import Counter
from threading import Lock

from api.problems import Problem


class Seats:
    """Counts the streams of a process: a thread each, so that none may take all (API-04)."""

    def __init__(self, limit: int, each: int, who: str = "You have") -> None:
        """Allow `limit` at once, of one actor `each`; `who` begins the sentence that tells one of too many."""
        self._limit, self._each, self._who = limit, each, who
        self._taken: Counter[str] = Counter()
        self._lock = Lock()

    def take(self, actor: str) -> None:
        """Take a seat.

        Raises:
            Problem: 429 where the actor has as many as one may have, 503 where all are taken.

        """
        with self._lock:
            if self._taken[actor] >= self._each:
                detail = f"{self._who} {self._each} streams open here. Close one, or use one stream for all you watch."
                raise Problem(429, "too_many_of_your_streams", detail, headers={"Retry-After": "5"})
            if self._taken.total() >= self._limit:
                raise full()
            self._taken[actor] += 1

    @property
    def taken(self) -> int:
        """How many are taken."""
        return self._taken.total()

    def give(self, actor: str) -> None:
        """Give a seat back."""
        with self._lock:
            self._taken[actor] -= 1
            if not self._taken[actor]:
                del self._taken[actor]


def full() -> Problem:
    """Return the answer where there is no seat now."""
    detail = "No more streams here now. Try again soon."
    return Problem(503, "too_many_streams", detail, headers={"Retry-After": "5"})
