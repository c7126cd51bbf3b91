"""Limits that all processes of the API count together: in Redis, under digests of what is counted (FRM-10).

While Redis is away each process counts for itself: limits are then as loose as there are processes, and never gone.
"""

import logging
import math
import time
from collections.abc import Callable
from functools import cached_property
from typing import Any, Self

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
local now, full, wait = time[1] * 1000 + time[2] / 1000, {}, 0
for at, key in ipairs(KEYS) do
  local each, burst = tonumber(ARGV[2 * at - 1]), tonumber(ARGV[2 * at])
  full[at] = math.max(tonumber(redis.call('GET', key) or now), now) + each
  if full[at] - now > burst * each + 0.01 then wait = math.max(wait, math.ceil(full[at] - now - burst * each)) end
end
if wait > 0 then return wait end
for at, key in ipairs(KEYS) do
  redis.call('SET', key, string.format('%.3f', full[at]), 'PX', math.ceil(full[at] - now))
end
return 0
"""
"""Buckets as the moments, in milliseconds, at which they will be full again; the time is Redis's own, one for all.

What one of them refuses is counted in none.
"""
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
        self._paces, self.name = paces, name
        self.bounds = 1000 / per_second, burst
        self.alone = Buckets(per_second, burst)

    def take(self, key: str, *also: tuple[Self, str]) -> int:
        """See `Pace.take`: one round trip."""
        wanted = ((self, key), *also)
        keys = [self._paces.key(one.name, other) for one, other in wanted]
        bounds = [number for one, _ in wanted for number in one.bounds]
        wait = self._paces.tried(lambda client: client.eval(TAKE, len(keys), *keys, *bounds))
        if wait is None:
            return self.alone.take(key, *((one.alone, other) for one, other in also))
        return math.ceil(int(wait) / 1000)
