"""Who has a screen open, as live streams say: in Redis only, ids only (ACC-12).

A lost or emptied Redis makes nobody away. Who was never seen is unknown; and since when Redis has been watched without
a gap is kept beside what was seen, so that nobody counts as lost before a whole grace has passed since then.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from domain.user.availability import Screen

SEEN = "postroom:screens"
WATCHED = "postroom:screens:watched"
FRESH_SECONDS = 50.0
"""Who said so within these has a screen open."""
GAP_SECONDS = 60.0
"""Who has not looked for so long has missed what was said meanwhile."""
KEPT_SECONDS = 30 * 86_400
AWAY_SECONDS = 2.0
AWAY = (redis.RedisError, OSError)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Watched:
    """A user whose screen is asked for: after how many seconds it is lost, None for never, and since when at the earliest."""

    account_id: UUID
    user_id: UUID
    grace: float | None
    since: float


class Screens:
    """The screens of all users; `now` is Unix time."""

    def __init__(self, url: str, now: Callable[[], float] = time.time) -> None:
        """Use the Redis at `url`; connects at the first use."""
        self._url, self._now, self._away_until = url, now, 0.0

    @cached_property
    def _client(self) -> "redis.Redis":
        return redis.Redis.from_url(
            self._url, socket_connect_timeout=0.5, socket_timeout=0.5, retry=Retry(NoBackoff(), 0)
        )

    def beat(self, account_id: UUID, user_id: UUID) -> None:
        """Keep that a user has a screen open now."""
        self._tried(lambda: self._client.zadd(SEEN, {_member(account_id, user_id): self._now()}))

    def watch(self) -> float | None:
        """Keep that somebody looks, and return since when without a gap; None while Redis is away."""
        now = self._now()

        def looked() -> float:
            kept = self._client.hmget(WATCHED, "since", "last")
            since, last = (None if one is None else float(one) for one in kept)
            begun = now if since is None or last is None or now - last > GAP_SECONDS else since
            with self._client.pipeline(transaction=False) as pipe:
                pipe.hset(WATCHED, mapping={"since": begun, "last": now})
                pipe.zremrangebyscore(SEEN, 0, now - KEPT_SECONDS)
                pipe.execute()
            return begun

        found: float | None = self._tried(looked)
        return found

    def of(self, users: Sequence[Watched], watched: float | None) -> list[Screen]:
        """Return the screen of each; `watched` is what `watch` returned."""
        if watched is None or not users:
            return [Screen.UNKNOWN] * len(users)
        members = [_member(one.account_id, one.user_id) for one in users]
        seen = self._tried(lambda: self._client.zmscore(SEEN, members))
        if seen is None:
            return [Screen.UNKNOWN] * len(users)
        now = self._now()
        return [_screen(at, one, watched, now) for at, one in zip(seen, users, strict=True)]

    def close(self) -> None:
        """Give the connections back."""
        if "_client" in self.__dict__:
            self._client.close()

    def _tried(self, ask: Callable[[], Any]) -> Any:
        if time.monotonic() < self._away_until:
            return None
        try:
            return ask()
        except AWAY as error:
            self._away_until = time.monotonic() + AWAY_SECONDS
            logger.warning("nobody knows whose screen is open: %s", type(error).__name__)
            return None


def _screen(seen: float | None, user: Watched, watched: float, now: float) -> Screen:
    if seen is None:
        return Screen.UNKNOWN
    if now - seen <= FRESH_SECONDS:
        return Screen.OPEN
    lost = user.grace is not None and now - max(seen, watched, user.since) > user.grace
    return Screen.LOST if lost else Screen.UNKNOWN


def _member(account_id: UUID, user_id: UUID) -> str:
    return f"{account_id.hex} {user_id.hex}"
