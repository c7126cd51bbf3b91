"""Reads from a streaming replica: nobody sees that it is one, however it is (RL-03, API-03)."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import psycopg
import pytest
from psycopg.pq import TransactionStatus

from api.app import create_app
from api.condition import NOTE
from infrastructure.embedded import Postgres
from infrastructure.embedded.processes import wait_until
from infrastructure.postgres.migrations import migrate
from infrastructure.postgres.pool import SILENCE
from infrastructure.projecting.replica import WAIT, Replica, wrong_with
from projections.common.db import Db
from tests.api.test_conversations import mail
from tests.api.test_stream import until, watching
from tests.support.api import Client, Served, served
from tests.support.servers import temporary_state
from tests.support.standby import Standby, running_pair, tell

PATIENCE = 30.0
LAG = 1


@pytest.fixture(scope="module")
def pair() -> Iterator[tuple[Postgres, Standby]]:
    with running_pair(durable=False) as servers:
        yield servers


@pytest.fixture(scope="module")
def api(pair: tuple[Postgres, Standby]) -> Iterator[Served]:
    """The API with its reads on the replica."""
    primary, standby = pair
    migrate(primary.dsn)
    with (
        temporary_state() as state,
        served(primary.dsn, state, replica_url=standby.dsn, replica_lag_seconds=LAG) as running,
    ):
        yield running


@pytest.fixture(autouse=True)
def following(api: Served) -> None:
    assert wait_until(lambda: from_replica(api), PATIENCE)


def from_replica(api: Served) -> bool:
    with api.services.reads() as db:
        return follows(db)


def follows(db: Db) -> bool:
    return bool(db.execute("SELECT pg_is_in_recovery()").fetchall()[0][0])


@contextmanager
def paused(standby: Standby) -> Iterator[None]:
    """The replica takes in what comes and shows nothing of it."""
    tell(standby.dsn, "SELECT pg_wal_replay_pause()")
    try:
        with psycopg.connect(standby.dsn, autocommit=True) as db:
            state = "SELECT pg_get_wal_replay_pause_state()"
            assert wait_until(lambda: db.execute(state).fetchall() == [("paused",)], PATIENCE)
        yield
    finally:
        tell(standby.dsn, "SELECT pg_wal_replay_resume()")


def told(api: Served) -> set[str]:
    return {notice.code for notice in api.services.condition.now().notices if notice.level == NOTE}


@pytest.mark.req("RL-03", "API-03", "API-04")
def test_what_was_written_is_read_from_the_replica(api: Served) -> None:
    world = api.world()
    where: list[bool] = []

    @contextmanager
    def noted() -> Iterator[Db]:
        with api.services.reads() as db:
            where.append(follows(db))
            yield db

    services = replace(api.services, reads=noted)
    served_so = Served(api.application, services, create_app(services))
    channel, client = world.channel(), served_so.client(world)
    with watching(client, api.caught_up()) as frames:
        conversation = world.mailed(channel, mail())
        seen = until(frames, "conversation.message_received")
        shown = client.get(f"/conversations/{conversation}", Postroom_Position=str(seen[-1].position))
    assert len(shown.json["messages"]) == 1
    for number in range(20):
        made = client.post("/teams", {"name": f"Team {number}"})
        names = client.get("/teams", Postroom_Position=made.headers["Postroom-Position"]).json["items"]
        assert f"Team {number}" in {team["name"] for team in names}
    # a busy machine may leave some to the primary
    assert True in where
    assert wait_until(lambda: from_replica(api), PATIENCE)
    with api.services.reads() as db, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        db.execute("DELETE FROM views.positions")


@pytest.mark.req("RL-03", "SE-01")
def test_only_what_is_shown_comes_from_the_replica_and_never_who_may_see_it(api: Served) -> None:
    world = api.world()
    taken: list[str] = []

    @contextmanager
    def counted() -> Iterator[Db]:
        taken.append("shown")
        with api.services.reads() as db:
            yield db

    @contextmanager
    def decided() -> Iterator[Db]:
        taken.append("decided")
        with api.services.views() as db:
            yield db

    services = replace(api.services, reads=counted, views=decided)
    client = Served(api.application, services, create_app(services)).client(world)
    assert client.get("/teams").status_code == 200
    assert taken == ["decided", "shown"]
    taken.clear()
    assert client.post("/teams", {"name": "Sales"}).status_code == 201
    assert "shown" not in taken


@pytest.mark.req("RL-03", "API-03")
def test_a_replica_that_lags_keeps_nobody_waiting_and_nothing_from_anybody(
    api: Served, pair: tuple[Postgres, Standby]
) -> None:
    world = api.world()
    client = api.client(world)
    client.read("/teams")
    with paused(pair[1]):
        made = client.post("/teams", {"name": "Late"})
        api.caught_up()
        began = time.monotonic()
        # without a position, too: who has opened a stream reads no less than its beginning
        with api.services.reads() as db:
            assert not follows(db)
        first, began = time.monotonic() - began, time.monotonic()
        assert WAIT <= first < WAIT + 2
        with api.services.reads() as db:
            assert not follows(db)
        assert time.monotonic() - began < WAIT
        names = client.get("/teams", Postroom_Position=made.headers["Postroom-Position"]).json["items"]
        assert [team["name"] for team in names] == ["Late"]
        assert wait_until(lambda: "replica_behind" in told(api), PATIENCE)
        wrong = wrong_with(pair[1].dsn, api.caught_up(), 0)
        assert wrong is not None
        assert wrong.code == "replica_behind"
    assert wait_until(lambda: from_replica(api), PATIENCE)
    assert wait_until(lambda: "replica_behind" not in told(api), PATIENCE)


@contextmanager
def hanging(standby: Standby) -> Iterator[None]:
    """The replica does nothing more, without a word: its first process, then every one that serves a connection."""
    assert standby.process is not None
    stopped = [standby.process.pid]
    with psycopg.connect(standby.dsn) as db:
        os.kill(stopped[0], signal.SIGSTOP)
        try:
            stopped += [pid for (pid,) in db.execute("SELECT pid FROM pg_stat_activity").fetchall()]
            for pid in stopped[1:]:
                os.kill(pid, signal.SIGSTOP)
            yield
        finally:
            for pid in stopped:
                os.kill(pid, signal.SIGCONT)


@pytest.mark.req("RL-03")
def test_a_replica_that_hangs_is_soon_done_without_and_used_again(
    api: Served, pair: tuple[Postgres, Standby]
) -> None:
    client = api.client(api.world())
    client.read("/teams")
    with hanging(pair[1]):
        began = time.monotonic()
        assert client.read("/teams")["items"] == []
        assert time.monotonic() - began < SILENCE
        assert wait_until(lambda: "replica_away" in told(api), PATIENCE)
        assert not from_replica(api)
    assert wait_until(lambda: from_replica(api), PATIENCE)


@pytest.mark.req("RL-03")
def test_a_replica_that_is_stopped_is_done_without_and_used_again(
    api: Served, pair: tuple[Postgres, Standby]
) -> None:
    world, standby = api.world(), pair[1]
    client = api.client(world)
    standby.stop()
    try:
        for _ in range(3):
            assert client.read("/teams")["items"] == []
        assert not from_replica(api)
        assert wait_until(lambda: "replica_away" in told(api), PATIENCE)
        assert client.post("/teams", {"name": "Alone"}).status_code == 201
        assert [team["name"] for team in client.read("/teams")["items"]] == ["Alone"]
        wrong = wrong_with(standby.dsn, 0, 0)
        assert wrong is not None
        assert wrong.code == "replica_away"
    finally:
        standby.start()
    assert wait_until(lambda: from_replica(api), PATIENCE)
    assert [team["name"] for team in client.read("/teams")["items"]] == ["Alone"]


@pytest.mark.req("RL-03")
def test_a_read_that_the_replica_breaks_off_is_made_again_on_the_primary(
    api: Served, pair: tuple[Postgres, Standby]
) -> None:
    world = api.world()

    @contextmanager
    def broken() -> Iterator[Db]:
        with api.services.reads() as db:
            assert follows(db)
            ending = f"SELECT pg_terminate_backend({db.info.backend_pid}, 5000)"
            tell(pair[1].dsn, ending)
            yield db
            assert db.info.transaction_status == TransactionStatus.UNKNOWN

    services = replace(api.services, reads=broken)
    client: Client = Served(api.application, services, create_app(services)).client(world)
    assert client.read("/teams")["items"] == []


@pytest.mark.req("RL-03")
def test_a_server_that_follows_no_other_is_not_read_from(pair: tuple[Postgres, Standby], api: Served) -> None:
    newest = api.application.positions.position
    with closing(Replica(pair[0].dsn, api.services.views, newest, longest_lag=LAG)) as replica:
        assert wait_until(lambda: [one.code for one in replica.notices()] == ["replica_promoted"], PATIENCE)
        with replica.lend() as db:
            assert not follows(db)
            # one for reading only is lent, wherever it is
            with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
                db.execute("DELETE FROM views.positions")
    assert wrong_with(pair[1].dsn, api.caught_up(), PATIENCE) is None
