"""Who may hold something for long: so many in this process, and so many for each actor."""

from collections import Counter
from collections.abc import Callable
from threading import Condition

from api.problems import Problem

MOMENT = 0.25
"""Seconds that somebody with no seat left waits for one that nobody sits on any more."""


class Seats:
    """Counts the streams of a process: a thread each, so that none may take all (API-04)."""

    def __init__(self, limit: int, each: int, who: str = "You have") -> None:
        """Allow `limit` at once, of one actor `each`; `who` begins the sentence that tells one of too many."""
        self._limit, self._each, self._who = limit, each, who
        self._taken: Counter[str] = Counter()
        self._rouse: dict[str, list[Callable[[], None]]] = {}
        self._given = Condition()

    def take(self, actor: str, rouse: Callable[[], None] = lambda: None) -> Callable[[], None]:
        """Take a seat, and return what gives it back.

        A stream whose reader has gone is found out when it next speaks: where the actor has all that one may have, each
        of theirs is told to by its `rouse`, and for a moment a seat may come free. So who goes from page to page has one.

        Raises:
            Problem: 429 where the actor has as many as one may have, 503 where all are taken.

        """
        with self._given:
            if self._taken[actor] >= self._each:
                for one in self._rouse.get(actor, ()):
                    one()
                self._given.wait_for(lambda: self._taken[actor] < self._each, MOMENT)
            if self._taken[actor] >= self._each:
                detail = f"{self._who} {self._each} streams open here. Close one, or use one stream for all you watch."
                raise Problem(429, "too_many_of_your_streams", detail, headers={"Retry-After": "5"})
            if self._taken.total() >= self._limit:
                raise full()
            self._taken[actor] += 1
            self._rouse.setdefault(actor, []).append(rouse)
        return lambda: self._give(actor, rouse)

    @property
    def taken(self) -> int:
        """How many are taken."""
        return self._taken.total()

    def _give(self, actor: str, rouse: Callable[[], None]) -> None:
        with self._given:
            self._taken[actor] -= 1
            self._rouse[actor].remove(rouse)
            if not self._taken[actor]:
                del self._taken[actor], self._rouse[actor]
            self._given.notify_all()


def full() -> Problem:
    """Return the answer where there is no seat now."""
    detail = "No more streams here now. Try again soon."
    return Problem(503, "too_many_streams", detail, headers={"Retry-After": "5"})
