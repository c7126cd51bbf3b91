"""Limits that all processes of the API count together: in Redis, under digests of what is counted (FRM-10).

While Redis is away each process counts for itself: limits are then as loose as there are processes, and never gone.
"""

import logging
import math
import time
from collections.abc import Callable
from functools import cached_property
from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from api.buckets import Buckets
from api.throttle import key_of
from application.ports import Secrets

AWAY_SECONDS = 2.0
"""For how long a Redis that did not answer is not asked again."""
AWAY = (redis.RedisError, OSError)
TAKE = """
local time = redis.call('TIME')
local now, each, burst = time[1] * 1000 + time[2] / 1000, tonumber(ARGV[1]), tonumber(ARGV[2])
local empty = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + each
if empty - now > burst * each + 0.01 then return math.ceil(empty - now - burst * each) end
redis.call('SET', KEYS[1], string.format('%.3f', empty), 'PX', math.ceil(empty - now))
return 0
"""
"""A bucket as the moment, in milliseconds, at which it will be full again; the time is Redis's own, one for all."""
logger = logging.getLogger(__name__)


class RedisPaces:
    """Satisfies `api.buckets.Paces`."""

    def __init__(self, url: str, secrets: Secrets) -> None:
        """Use the Redis at `url`; connects at the first use."""
        self._url, self._secrets, self._away_until = url, secrets, 0.0

    def __call__(self, name: str, per_second: float, burst: int) -> "SharedPace":
        """Return the limit of this name."""
        return SharedPace(self, name, per_second, burst)

    def key(self, name: str, key: str) -> str:
        """Return where something is counted; nobody who reads it learns what it was."""
        return f"postroom:pace:{key_of(self._secrets.of_installation(), name, key).hex()}"

    def tried(self, ask: Callable[["redis.Redis"], Any]) -> Any:
        """Return the answer, or None while Redis is away."""
        if time.monotonic() < self._away_until:
            return None
        try:
            return ask(self._client)
        except AWAY as error:
            self._away_until = time.monotonic() + AWAY_SECONDS
            logger.warning("each process counts for itself: %s", type(error).__name__)
            return None

    def close(self) -> None:
        """Give the connections back."""
        if "_client" in self.__dict__:
            self._client.close()

    @cached_property
    def _client(self) -> "redis.Redis":
        return redis.Redis.from_url(
            self._url, socket_connect_timeout=0.5, socket_timeout=0.5, retry=Retry(NoBackoff(), 0)
        )


class SharedPace:
    """Satisfies `api.buckets.Pace`."""

    def __init__(self, paces: RedisPaces, name: str, per_second: float, burst: int) -> None:
        """Count in Redis, and here while that is away."""
        self._paces, self._name = paces, name
        self._each, self._burst = 1000 / per_second, burst
        self._alone = Buckets(per_second, burst)

    def take(self, key: str) -> int:
        """See `Pace.take`: one round trip."""
        where = self._paces.key(self._name, key)
        wait = self._paces.tried(lambda client: client.eval(TAKE, 1, where, self._each, self._burst))
        return self._alone.take(key) if wait is None else math.ceil(int(wait) / 1000)
