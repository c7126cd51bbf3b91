"""A long history in the order in which it happened: many conversations at once, each with its own pace."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from heapq import heappop, heappush

from application.ports import Recording
from infrastructure.demo.lives import Life, World

Act = Callable[[datetime], Iterator[Recording]]
Moment = tuple[datetime, int, Act]

ANSWERED, HEARD = timedelta(hours=3), timedelta(hours=9)
"""How long an answer takes, and how long a customer's next mail; half of them take less."""
DONE = timedelta(days=2)
USUAL, CLOSING = 0.8, 0.7
"""How often the other side speaks next, and how often a last answer closes."""
DAYS, PER_DAY = (30, 720), 300
"""How far back a history goes: as many days as it has conversations at that many a day, between two bounds."""


def beginning(now: datetime, conversations: int) -> datetime:
    """Return when a history of so many conversations that ends now begins."""
    return now - timedelta(days=min(max(conversations / PER_DAY, DAYS[0]), DAYS[1]))


class Past:
    """Everything that happens from a beginning to now, as commands in order of time."""

    def __init__(self, world: World, conversations: int, messages_per: int, now: datetime) -> None:
        """Let so many conversations happen, with so many messages each on average."""
        self._world, self._now = world, now
        self._count, self._per = conversations, messages_per
        self._begin = beginning(now, conversations)
        self._waiting: list[Moment] = []
        self._numbers = 0
        self.begun = 0

    def __iter__(self) -> Iterator[Recording]:
        """Yield commands; what would happen after now does not happen yet."""
        chance, pace = self._world.chance, (self._now - self._begin) / max(self._count, 1)
        for number in range(self._count):
            at = self._begin + pace * (number + chance.random())
            yield from self._until(at)
            self._start(at)
            self.begun += 1
        yield from self._until(self._now)

    def _start(self, at: datetime) -> None:
        life = Life(self._world, self._world.chance.choice(self._world.firm.desks))
        messages = self._world.chance.randint(1, 2 * self._per - 1)
        self._plan(at, partial(self._speak, life, messages, customer=True))

    def _speak(self, life: Life, left: int, at: datetime, *, customer: bool) -> Iterator[Recording]:
        """One more message, the first of `left`; mostly the other side follows, and the last answer often closes."""
        chance = self._world.chance
        if customer:
            yield from life.receive(at)
        else:
            yield from life.answer(at, close=left == 1 and chance.random() < CLOSING)
        if left == 1:
            self._plan(at + self._drawn(DONE), partial(self._end, life))
            return
        other = not customer if chance.random() < USUAL else customer
        self._plan(
            at + self._drawn(HEARD if other else ANSWERED),
            partial(self._speak, life, left - 1, customer=other),
        )

    def _end(self, life: Life, at: datetime) -> Iterator[Recording]:
        yield from life.close(at)
        yield from life.move_ticket(at + timedelta(seconds=20))

    def _drawn(self, half: timedelta) -> timedelta:
        return half * self._world.chance.lognormvariate(0, 0.8)

    def _plan(self, at: datetime, act: Act) -> None:
        self._numbers += 1
        heappush(self._waiting, (at, self._numbers, act))

    def _until(self, at: datetime) -> Iterator[Recording]:
        while self._waiting and self._waiting[0][0] <= at:
            due, _, act = heappop(self._waiting)
            yield from act(due)
