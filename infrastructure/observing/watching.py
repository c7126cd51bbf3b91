"""A thread that looks every few seconds, so that whoever asks how it is never waits for what hangs."""

import logging
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock, Thread

import psycopg

from api.condition import Condition, Figures, Notice
from infrastructure.observing.judging import Limits, absentees, judged, unanswered
from infrastructure.observing.looking import connect_looking, look, redis_looking
from projections.common.db import Db

EVERY = 2.0
STALE = 3.0
"""Seconds beyond `EVERY` after which a look that has not come back says that the database hangs."""
AWAKE = 120.0
"""Seconds for which it goes on looking after it was asked last."""
logger = logging.getLogger(__name__)


class Watch:
    """Satisfies `api.condition.Watching`; the thread begins with the first question."""

    def __init__(
        self,
        dsn: str,
        redis_url: str,
        state: Path,
        limits: Limits,
        *,
        every: float = EVERY,
        changed: Callable[[], None] = lambda: None,
        beside: Callable[[], tuple[Notice, ...]] = tuple,
    ) -> None:
        """Look at these servers; `changed` is called after the state has become another, `beside` tells notes of others."""
        self._dsn, self._redis_url, self._state, self._limits = dsn, redis_url, state, limits
        self._every, self._changed, self._beside = every, changed, beside
        self._closing, self._looked, self._asked = Event(), Event(), Event()
        self._lock = Lock()
        self._thread: Thread | None = None
        self._condition = unanswered()
        self._at = self._last_asked = time.monotonic()
        self._since: dict[str, float] = {}
        self._told = ""

    def now(self) -> Condition:
        """See `api.condition.Watching.now`; the first question waits up to three seconds for the first look."""
        self._last_asked = time.monotonic()
        with self._lock:
            if self._thread is None and not self._closing.is_set():
                self._at = self._last_asked
                self._thread = Thread(target=self._run, name="watch", daemon=True)
                self._thread.start()
        self._asked.set()
        self._looked.wait(STALE)
        return self._condition if self.answers else unanswered()

    @property
    def answers(self) -> bool:
        """Whether the last look was successful and is fresh."""
        fresh = time.monotonic() - self._at < self._every + STALE
        return fresh and self._condition.figures is not None

    def close(self) -> None:
        """End the thread, unless it hangs: then it ends with the process."""
        self._closing.set()
        self._asked.set()
        if self._thread is not None:
            self._thread.join(STALE)

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                with ExitStack() as closing:
                    self._look_again_and_again(closing.enter_context(connect_looking(self._dsn)))
            except (psycopg.Error, OSError) as error:
                logger.warning("the database does not answer: %s", type(error).__name__)
                self._put(unanswered())
                self._closing.wait(self._every / 2)

    def _look_again_and_again(self, db: Db) -> None:
        client = redis_looking(self._redis_url)
        try:
            while not self._closing.is_set():
                figures = look(db, client, self._state)
                found = judged(figures, self._limits, self._absent(figures))
                self._put(replace(found, notices=(*found.notices, *self._beside())))
                self._closing.wait(self._every)
                self._asked.clear()
                if time.monotonic() - self._last_asked > AWAKE:
                    self._looked.clear()
                    self._asked.wait()
        finally:
            if client is not None:
                client.close()

    def _absent(self, figures: Figures) -> dict[str, float]:
        now, found = time.monotonic(), absentees(figures)
        self._since = {name: self._since.get(name, now) for name in found}
        return {name: now - since for name, since in self._since.items()}

    def _put(self, condition: Condition) -> None:
        self._condition, self._at = condition, time.monotonic()
        self._looked.set()
        if condition.state != self._told:
            if self._told:
                codes = ", ".join(notice.code for notice in condition.notices)
                logger.warning("the state is %s now: %s", condition.state, codes or "all is well")
            self._told = condition.state
            self._changed()
