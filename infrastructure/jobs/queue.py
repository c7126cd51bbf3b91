"""The queue of jobs: ids only, each waiting once, tried again until it is done."""

import logging
from collections.abc import Callable, Mapping
from functools import cached_property
from math import ceil
from uuid import UUID

import dramatiq
import redis
from dramatiq.brokers.redis import RedisBroker
from dramatiq.errors import BrokerError, Retry
from dramatiq.middleware import Retries
from redis.backoff import NoBackoff
from redis.retry import Retry as ConnectionRetry

QUEUE = "jobs"
WAITS_AT_MOST = 120
"""Seconds after which a job that was queued and not begun may be queued again, in case its message was lost."""
HEARTBEAT_MS = 5000
ALWAYS = 1_000_000
FOR_EVER = 1_000_000
LONGEST_PAUSE_MS = 60_000

Job = Callable[[UUID, UUID, str], None]
"""Does work of one kind: (account id, object id, key). It asks the log first whether the work is still to be done."""

AWAY = (redis.RedisError, BrokerError, OSError)
logger = logging.getLogger(__name__)


class Jobs:
    """Queues jobs and does them. Connects at the first use; a process that only queues needs no functions."""

    def __init__(
        self,
        url: str,
        functions: Mapping[str, Job] | None = None,
        *,
        first_pause_ms: int = 1000,
        later: tuple[type[Exception], ...] = (),
    ) -> None:
        """Use the Redis at `url`; `later` are the exceptions by which a job asks quietly to be tried again.

        One with `seconds` is tried again after so many, which are fewer than `WAITS_AT_MOST`.
        """
        self._url, self._functions, self._later = url, dict(functions or {}), later
        self._first_pause = first_pause_ms

    @cached_property
    def broker(self) -> RedisBroker:
        """The broker: notices a dead worker's job within seconds, not at some of a thousand commands."""
        retries = Retries(max_retries=FOR_EVER, min_backoff=self._first_pause, max_backoff=LONGEST_PAUSE_MS)
        return RedisBroker(  # type: ignore[no-untyped-call]
            client=self.client,
            middleware=[retries],
            heartbeat_timeout=HEARTBEAT_MS,
            maintenance_chance=ALWAYS,
        )

    @cached_property
    def client(self) -> "redis.Redis":
        """The connections to Redis, which give up soon: queueing is not worth waiting for."""
        return redis.Redis.from_url(
            self._url, socket_connect_timeout=2, socket_timeout=10, retry=ConnectionRetry(NoBackoff(), 1)
        )

    @cached_property
    def actor(self) -> "dramatiq.Actor[[str, str, str, str], None]":
        """The one actor."""
        declare = dramatiq.actor(broker=self.broker, actor_name="run_job", queue_name=QUEUE)
        return declare(self._run)

    def enqueue(self, kind: str, account_id: UUID, object_id: UUID, key: str) -> bool:
        """Queue a job unless it waits already; false where Redis is away, which the next sweep makes good (RL-02)."""
        mark = _mark(kind, key)
        try:
            if self.client.set(mark, b"", nx=True, ex=WAITS_AT_MOST):
                try:
                    self.actor.send(kind, account_id.hex, object_id.hex, key)
                except AWAY:
                    self.client.delete(mark)
                    raise
        except AWAY as error:
            logger.warning("the queue is away: %s", type(error).__name__)
            return False
        return True

    def _run(self, kind: str, account_id: str, object_id: str, key: str) -> None:
        # from here on the same job may be queued again: something new may have come up for it
        self._forget(kind, key)
        try:
            self._functions[kind](UUID(account_id), UUID(object_id), key)
        except self._later as error:
            self._again(kind, key, getattr(error, "seconds", None))
        except Exception as error:  # noqa: BLE001 - whatever it is, the log says the job is still to be done
            logger.error("job %s failed: %s", kind, type(error).__name__)  # noqa: TRY400 - a traceback would name values
            self._again(kind, key)

    def _again(self, kind: str, key: str, seconds: float | None = None) -> None:
        try:
            self.client.set(_mark(kind, key), b"", ex=WAITS_AT_MOST)
        except AWAY:
            logger.warning("the queue is away")
        # the broker keeps the traceback of what is raised here: it must not lead to what the job handled
        raise Retry(delay=None if seconds is None else ceil(1000 * seconds)) from None

    def _forget(self, kind: str, key: str) -> None:
        try:
            self.client.delete(_mark(kind, key))
        except AWAY:
            logger.warning("the queue is away")

    def close(self) -> None:
        """Give the connections back."""
        if "client" in vars(self):
            self.client.close()


def _mark(kind: str, key: str) -> str:
    return f"postroom:waiting:{kind}:{key}"
