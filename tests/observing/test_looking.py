"""A look at real servers sees what waits, how old it is, and who is at work."""

import time
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
import redis

from infrastructure.bootstrap import bootstrap
from infrastructure.jobs.presence import KEY, Presence
from infrastructure.jobs.queue import Jobs
from infrastructure.observing.judging import Limits
from infrastructure.observing.looking import connect_looking, look, redis_looking
from infrastructure.observing.watching import Watch
from infrastructure.projecting.install import install
from infrastructure.projecting.runner import LEADER, Runner
from infrastructure.settings import Settings
from tests.support.product import eventually
from tests.support.world import World

NOBODY = "postgresql:///nobody?host=/nowhere"
EMPTY = {"waiting": 0, "failed": 0}


@pytest.mark.req("RL-09")
def test_it_sees_how_far_who_is_and_how_old_what_is_left(
    database: str, redis_url: str, tmp_path: Path
) -> None:
    with bootstrap(Settings(database_url=database, redis_url=redis_url, state=tmp_path)) as app:
        install(database, app.projectors)
        World(ports=app.ports)
        with connect_looking(database) as db, redis_looking(redis_url) as client:  # type: ignore[union-attr]
            seen = look(db, client, tmp_path)
            assert seen.newest == app.log.last_position() > 0
            assert {one.position for one in seen.consumers} == {0}
            assert all(one.behind == seen.newest and not one.at_work for one in seen.consumers)
            first = app.log.at([1])[0].event.timestamp.timestamp()
            assert all(abs(one.seconds - (time.time() - first)) < 60 for one in seen.consumers)
            assert (seen.queued, seen.delayed, seen.workers, seen.redis) == (0, 0, 0, True)
            assert seen.disk_free > 0
            with psycopg.connect(database) as leader:
                leader.execute("SELECT pg_advisory_lock(%s)", (LEADER,))
                assert all(one.at_work for one in look(db, client, tmp_path).consumers)
            runner = Runner(database, app.log, app.projectors)
            with psycopg.connect(database, autocommit=True, options="-c search_path=views,public") as writing:
                while runner.step(writing):
                    pass
            seen = look(db, client, tmp_path)
            assert {(one.behind, one.seconds) for one in seen.consumers} == {(0, 0.0)}
            assert seen.intakes == EMPTY


@pytest.mark.req("RL-09")
def test_it_sees_the_queue_and_the_workers(database: str, redis_url: str, tmp_path: Path) -> None:
    jobs = Jobs(redis_url)
    presence = Presence(jobs.client)
    with bootstrap(Settings(database_url=database, state=tmp_path)) as app:
        install(database, app.projectors)
    with connect_looking(database) as db, redis.Redis.from_url(redis_url) as client:
        jobs.enqueue("send", uuid4(), uuid4(), uuid4().hex)
        presence.say()
        seen = look(db, client, tmp_path)
        assert (seen.queued, seen.workers) == (1, 1)
        client.zadd(KEY, {"dead": time.time() - 60})
        presence.say()
        assert client.zcard(KEY) == 1
        presence.leave()
        assert look(db, client, tmp_path).workers == 0
    jobs.close()


@pytest.mark.req("RL-02", "RL-09")
def test_redis_away_is_seen_and_in_nobodys_way(database: str, tmp_path: Path) -> None:
    with bootstrap(Settings(database_url=database, state=tmp_path)) as app:
        install(database, app.projectors)
    nowhere = redis_looking(f"unix://{tmp_path}/nowhere")
    with connect_looking(database) as db:
        seen = look(db, nowhere, tmp_path)
    assert (seen.redis, seen.queued, seen.workers) == (False, None, None)


@pytest.mark.req("RL-03", "RL-09")
def test_a_database_that_is_away_is_said_at_once_and_its_return_is_noticed(
    database: str, tmp_path: Path
) -> None:
    gone = Watch(NOBODY, "", tmp_path, Limits(), every=0.05)
    try:
        began = time.monotonic()
        condition = gone.now()
        assert time.monotonic() - began < 5
        assert (condition.state, condition.figures, condition.notices[0].code) == (
            "failing", None, "database_away",
        )  # fmt: skip
    finally:
        gone.close()
    told: list[int] = []
    watch = Watch(database, "", tmp_path, Limits(disk=1), every=0.05, changed=lambda: told.append(1))
    try:
        assert watch.now().state == "failing"  # there are no views yet
        with bootstrap(Settings(database_url=database, state=tmp_path)) as app:
            install(database, app.projectors)
        eventually(lambda: watch.now().state == "ok", "the tables are there")
        assert len(told) == 2
    finally:
        watch.close()
