"""Workers say in Redis that they are there; a dead one is forgotten within seconds."""

import time
from uuid import uuid4

import redis

KEY = "postroom:workers"
EVERY_SECONDS = 2.0
FRESH_SECONDS = 7.0


class Presence:
    """One worker's place among them."""

    def __init__(self, client: "redis.Redis") -> None:
        """Say nothing yet."""
        self._client, self._name = client, uuid4().hex

    def say(self) -> None:
        """Say that the worker is there, and forget those that have not said so for long; raises RedisError."""
        now = time.time()
        with self._client.pipeline(transaction=False) as pipe:
            pipe.zadd(KEY, {self._name: now})
            pipe.zremrangebyscore(KEY, 0, now - FRESH_SECONDS)
            pipe.execute()

    def leave(self) -> None:
        """Say that it is gone; raises RedisError."""
        self._client.zrem(KEY, self._name)
