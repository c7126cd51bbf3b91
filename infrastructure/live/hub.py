"""The hub: one thread follows the read models' position and wakes the watchers of the accounts that something happened in."""

import logging
from collections import deque
from collections.abc import Callable
from itertools import islice, takewhile
from threading import Condition, Event, Lock, Thread
from typing import Protocol
from uuid import UUID

from api.live import Frame
from infrastructure.live.frames import Frames
from infrastructure.live.narrow import Narrow, NarrowWatch
from infrastructure.postgres.pauses import Pauses
from infrastructure.projecting.gathering import Gathering

KEPT = 2_000
BESIDE_KEPT = 200
PAGE = 1_000
MANY, BUSY, REST = 1, 280.0, 0.01
"""While so many positions come each second, all who watch are woken no more often than this; see `Gathering`."""
logger = logging.getLogger(__name__)


class Following(Protocol):
    """How far the read models are (`infrastructure.projecting.positions.Positions`)."""

    def position(self, timeout: float = ...) -> int:
        """Return the newest position."""

    def after(self, position: int, timeout: float) -> int:
        """Wait until they are beyond a position; returns how far they are."""


class Beside(Protocol):
    """What there is to tell that is not in the log (`infrastructure.live.presence.RedisPresence`)."""

    def follow(self, tell: Callable[[Frame], None]) -> None:
        """Tell of it from now on."""


class Account:
    """What is fresh in one account: the newest frames, complete after `since`, and what was told beside them."""

    def __init__(self, since: int) -> None:
        self.since = self.reached = since
        self.news = 0
        self.told = 0
        self.beside: deque[Frame] = deque(maxlen=BESIDE_KEPT)
        self.frames: deque[Frame] = deque(maxlen=KEPT)
        self.changed = Condition()
        self.watchers = 0

    def rouse(self) -> None:
        """Wake the watchers without any frame: there is something else to tell them."""
        with self.changed:
            self.news += 1
            self.changed.notify_all()

    def tell(self, frame: Frame) -> None:
        """Take in what is not of the log and wake the watchers; who falls behind misses it."""
        with self.changed:
            self.told += 1
            self.beside.append(frame)
            self.changed.notify_all()

    def newer(self, after: int) -> list[Frame]:
        """Return the frames after a position: there are few of them and many before, so the newest are looked at first."""
        fresh = list(takewhile(lambda frame: frame.position > after, reversed(self.frames)))
        fresh.reverse()
        return fresh

    def since_told(self, told: int) -> list[Frame]:
        """Return what was told beside the log after so many."""
        fresh = list(islice(reversed(self.beside), self.told - told))
        fresh.reverse()
        return fresh

    def add(self, frames: list[Frame], reached: int) -> None:
        """Take new frames in and wake the watchers; without frames nobody is woken."""
        with self.changed:
            for frame in frames:
                if len(self.frames) == KEPT:
                    self.since = self.frames[0].position
                self.frames.append(frame)
            self.reached = reached
            if frames:
                self.changed.notify_all()


class AccountWatch:
    """Satisfies `api.live.Watch`."""

    def __init__(
        self, account_id: UUID, account: Account, after: int, hub: "LiveHub", reset_at: int | None
    ) -> None:
        self._account_id, self._account, self._after, self._hub = account_id, account, after, hub
        self._told = account.told
        self.reset_at = reset_at

    def next(self, timeout: float) -> tuple[list[Frame], int]:
        """See `api.live.Watch.next`; holds no connection while it waits."""
        account = self._account
        with account.changed:
            if self._after >= account.since:
                news = account.news
                account.changed.wait_for(
                    lambda: self._fresh() or account.news != news or self._hub.closing, timeout
                )
                frames = account.newer(self._after)
                beside, self._told = account.since_told(self._told), account.told
                self._after = max(self._after, account.reached)
                return frames + beside, self._after
            goal = account.since
        frames, self._after = self._hub.read(self._after, goal)
        return [frame for frame in frames if frame.account_id == self._account_id], self._after

    def _fresh(self) -> bool:
        account = self._account
        frames = account.frames
        return account.told != self._told or (bool(frames) and frames[-1].position > self._after)

    def close(self) -> None:
        """See `api.live.Watch.close`."""
        self._hub.leave(self._account_id)


class LiveHub:
    """Satisfies `api.live.Hub`; its thread begins with the first watcher and ends with `close`."""

    def __init__(self, positions: Following, frames: Frames, beside: Beside | None = None) -> None:
        """Follow `positions`, reading frames from the log, and what is told beside it."""
        self._positions, self._frames, self._beside = positions, frames, beside
        self._accounts: dict[UUID, Account] = {}
        self._narrow = Narrow()
        self._lock = Lock()
        self._closing = Event()
        self._thread: Thread | None = None
        self._reached = 0

    @property
    def closing(self) -> bool:
        """Whether the process is about to stop."""
        return self._closing.is_set()

    def watch(self, account_id: UUID, after: int | None, reach: int) -> AccountWatch:
        """See `api.live.Hub.watch`."""
        with self._lock:
            self._begin()
            account = self._accounts.setdefault(account_id, Account(self._reached))
            account.watchers += 1
            now = account.reached
        reset_at = now if after is not None and now - after > reach else None
        begin = now if after is None or reset_at is not None else after
        return AccountWatch(account_id, account, begin, self, reset_at)

    def watch_only(self, *ids: UUID) -> NarrowWatch:
        """See `api.live.Hub.watch_only`."""
        with self._lock:
            self._begin()
        return self._narrow.watch(ids)

    def _begin(self) -> None:
        if self._thread is None:
            self._reached = self._positions.position()
            self._thread = Thread(target=self._run, name="live", daemon=True)
            self._thread.start()
            if self._beside is not None:
                self._beside.follow(self.tell)

    def leave(self, account_id: UUID) -> None:
        """Forget an account that nobody watches any more."""
        with self._lock:
            account = self._accounts[account_id]
            account.watchers -= 1
            if not account.watchers:
                del self._accounts[account_id]

    def rouse(self) -> None:
        """Wake all watchers: what they show beside the frames has changed."""
        with self._lock:
            accounts = list(self._accounts.values())
        for account in accounts:
            account.rouse()

    def tell(self, frame: Frame) -> None:
        """Wake the watchers of the frame's account with what is not of the log."""
        with self._lock:
            account = self._accounts.get(frame.account_id)
        self._narrow.tell([frame])
        if account is not None:
            account.tell(frame)

    def read(self, after: int, up_to: int) -> tuple[list[Frame], int]:
        """Return a page of frames of the log and the position it reaches."""
        return self._frames.between(after, up_to, PAGE)

    def close(self) -> None:
        """End all watching; those who wait return at once."""
        self._closing.set()
        self._narrow.close()
        with self._lock:
            accounts, thread = list(self._accounts.values()), self._thread
        for account in accounts:
            with account.changed:
                account.changed.notify_all()
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        pauses, gathering = Pauses(longest=2), Gathering(MANY, KEPT, BUSY, rest=REST)
        while not self.closing:
            try:
                goal, before = self._positions.after(self._reached, 0.5), self._reached
                while self._reached < goal and not self.closing:
                    self._step(goal)
                self._closing.wait(gathering.after(self._reached - before))
                pauses.reset()
            except Exception as error:  # noqa: BLE001 - whatever it is, watchers must not be left alone
                logger.warning("live updates pause: %s", type(error).__name__)
                self._closing.wait(pauses.longer())

    def _step(self, goal: int) -> None:
        frames, reached = self.read(self._reached, goal)
        by_account: dict[UUID, list[Frame]] = {}
        for frame in frames:
            by_account.setdefault(frame.account_id, []).append(frame)
        with self._lock:
            self._reached = reached
            for account_id, account in self._accounts.items():
                account.add(by_account.get(account_id, []), reached)
        self._narrow.tell(frames)
