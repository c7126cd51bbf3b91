"""Jobs are done, again if they fail; an emptied or absent Redis loses none of them."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Thread
from uuid import UUID, uuid4

import psycopg
import pytest
import redis

from infrastructure.embedded import Valkey
from infrastructure.embedded.processes import wait_until
from infrastructure.jobs.queue import Jobs
from infrastructure.jobs.worker import Pending, Worker
from tests.support.servers import temporary_state

PATIENCE = 20.0
ACCOUNT, OBJECT = uuid4(), uuid4()


class Later(Exception):
    """By this a job asks to be tried again."""


class Errands:
    """Work to be done, as a log would know it: done once, however often it is asked for."""

    def __init__(self, *keys: str) -> None:
        self.open, self.done = dict.fromkeys(keys), list[str]()
        self.failing: list[Exception] = []
        self._lock = Lock()

    def do(self, account_id: UUID, object_id: UUID, key: str) -> None:
        with self._lock:
            assert (account_id, object_id) == (ACCOUNT, OBJECT)
            if self.failing:
                raise self.failing.pop()
            if key in self.open:
                del self.open[key]
                self.done.append(key)

    def pending(self) -> list[Pending]:
        with self._lock:
            return [Pending("run", ACCOUNT, OBJECT, key) for key in self.open]


def jobs_of(url: str, errands: Errands | None = None) -> Jobs:
    return Jobs(url, {"run": errands.do} if errands else {}, first_pause_ms=10, later=(Later,))


@contextmanager
def working(jobs: Jobs, errands: Errands, every: float = 60) -> Iterator[Worker]:
    worker = Worker(jobs, errands.pending, threads=2, every=every)
    thread = Thread(target=worker.run)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join(PATIENCE)
        jobs.close()
        assert not thread.is_alive()


def waiting(url: str) -> int:
    with redis.Redis.from_url(url) as client:
        return int(client.hlen("dramatiq:jobs.msgs"))


def test_what_is_queued_is_done_and_waits_only_once(redis_url: str) -> None:
    errands = Errands()
    queue = jobs_of(redis_url)
    assert queue.enqueue("run", ACCOUNT, OBJECT, "a")
    assert queue.enqueue("run", ACCOUNT, OBJECT, "a")
    assert queue.enqueue("run", ACCOUNT, OBJECT, "b")
    assert waiting(redis_url) == 2
    errands.open = dict.fromkeys("ab")
    errands.pending = list  # type: ignore[method-assign]
    with working(jobs_of(redis_url, errands), errands):
        assert wait_until(lambda: not errands.open, PATIENCE)
        errands.open["a"] = None
        assert queue.enqueue("run", ACCOUNT, OBJECT, "a")
        assert wait_until(lambda: len(errands.done) == 3, PATIENCE)
    queue.close()
    assert sorted(errands.done) == ["a", "a", "b"]


def test_what_fails_is_tried_again(redis_url: str) -> None:
    errands = Errands("a")
    errands.failing = [Later(), ValueError(), OSError()]
    with working(jobs_of(redis_url, errands), errands):
        assert wait_until(lambda: errands.done == ["a"], PATIENCE)


@pytest.mark.req("SE-06")
@pytest.mark.parametrize("failure", [Later, ValueError])
def test_neither_redis_nor_the_log_learns_why_a_job_failed(
    redis_url: str, caplog: pytest.LogCaptureFixture, failure: type[Exception]
) -> None:
    errands = Errands("a")
    errands.failing = [failure("jo@example.org")]
    jobs = Jobs(redis_url, {"run": errands.do}, first_pause_ms=60_000, later=(Later,))
    with caplog.at_level(logging.DEBUG), working(jobs, errands), redis.Redis.from_url(redis_url) as client:
        assert wait_until(lambda: bool(client.hvals("dramatiq:jobs.DQ.msgs")), PATIENCE)
        (message,) = client.hvals("dramatiq:jobs.DQ.msgs")
    assert b"run_job" in message
    assert b"Traceback" in message
    assert b"jo@example.org" not in message
    assert "jo@example.org" not in caplog.text


@pytest.mark.req("RL-02")
def test_an_emptied_redis_is_filled_again_from_what_is_pending(redis_url: str) -> None:
    errands = Errands(*"abcdef")
    queue = jobs_of(redis_url)
    for key in errands.open:
        assert queue.enqueue("run", ACCOUNT, OBJECT, key)
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
    worker = jobs_of(redis_url, errands)
    with working(worker, errands, every=0.1):
        assert wait_until(lambda: not errands.open, PATIENCE)
        with redis.Redis.from_url(redis_url) as client:
            for round_ in range(5):
                errands.open[f"more {round_}"] = None
                client.flushall()
                assert wait_until(lambda: not errands.open, PATIENCE)
    queue.close()
    assert len(errands.done) == 11


@pytest.mark.req("RL-02")
def test_while_redis_is_away_queueing_is_no_error_and_nothing_is_lost() -> None:
    with temporary_state() as state:
        server = Valkey(state, durable=False)
        queue, errands = jobs_of(server.url), Errands("a")
        assert not queue.enqueue("run", ACCOUNT, OBJECT, "a")
        server.start()
        try:
            with working(jobs_of(server.url, errands), errands, every=0.1):
                assert wait_until(lambda: errands.done == ["a"], PATIENCE)
                server.stop()
                errands.open["b"] = None
                assert not queue.enqueue("run", ACCOUNT, OBJECT, "b")
                shutil.rmtree(state / "valkey")
                (state / "valkey").mkdir()
                server.start()
                assert wait_until(lambda: errands.done == ["a", "b"], PATIENCE)
        finally:
            server.stop()
            queue.close()


@pytest.mark.req("RL-03")
@pytest.mark.parametrize("error", [psycopg.OperationalError, psycopg.errors.UndefinedTable])
def test_a_sweep_without_a_database_or_its_views_is_tried_again(
    redis_url: str, error: type[Exception]
) -> None:
    def away() -> list[Pending]:
        raise error

    jobs = jobs_of(redis_url)
    assert not Worker(jobs, away).sweep()
    assert Worker(jobs, list).sweep()
    jobs.close()
