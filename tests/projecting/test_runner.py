"""The projector takes every event in once, whatever ends it, and sets aside what cannot be taken in."""

import threading
from collections.abc import Iterator
from typing import ClassVar
from uuid import uuid4

import psycopg
import pytest

from domain.intake.aggregate import Intake
from domain.intake.events import MessageAccepted
from domain.kernel.event import Event
from infrastructure.embedded.processes import wait_until
from infrastructure.postgres.pool import connect
from infrastructure.projecting.install import install
from infrastructure.projecting.ledger import failures, places
from infrastructure.projecting.positions import Positions
from infrastructure.projecting.runner import MOST_LEFT, Runner
from projections.common.projector import Projector
from tests.support.contacts import ACCOUNT, create, create_many, envelope, rename
from tests.support.store import Store, opened_store
from tests.support.tiny_views import PATIENCE, POISON, Names, Tally, running


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with opened_store(database) as opened:
        yield opened


def tallied(store: Store) -> int:
    with connect(store.dsn) as db:
        return sum(n for (n,) in db.execute("SELECT n FROM tally"))


def reached(store: Store, position: int) -> bool:
    with connect(store.dsn) as db:

        def there() -> bool:
            found = places(db).values()
            return bool(found) and all(place.position >= position for place in found)

        return wait_until(there, PATIENCE, pause=0.01)


def stepped(runner: Runner, store: Store) -> None:
    with connect(store.dsn) as db:
        while runner.step(db):
            pass


class Intakes(Tally):
    handles: ClassVar[frozenset[type[Event]]] = Tally.handles | {MessageAccepted}


def accept(store: Store, count: int = 1) -> int:
    ids = [(uuid4(), uuid4(), uuid4()) for _ in range(count)]
    made = [
        Intake.accept(
            intake,
            envelope(),
            channel_id=channel,
            blob_id=blob,
            size=1,
            mail_from="",
            recipient="",
            peer_ip="",
        )
        for intake, channel, blob in ids
    ]
    return store.log.append(ACCOUNT, None, made, {}).position


@pytest.mark.req("PF-04")
def test_what_nobody_waits_for_is_taken_in_with_what_follows(store: Store) -> None:
    install(store.dsn, [Intakes()])
    runner = Runner(store.dsn, store.log, [Intakes()])
    first = accept(store)
    with connect(store.dsn) as db:
        assert runner.step(db, patient=True) == 0
        _, last = create(store)
        assert runner.step(db, patient=True) == last
        assert tallied(store) == 2
        accept(store, MOST_LEFT + 1)
        assert runner.step(db, patient=True) == MOST_LEFT + 1, "many of them do not wait"
        accept(store)
        assert runner.step(db) == 1, "nor for who is not patient"
    assert first < last


@pytest.mark.req("PF-04")
def test_what_nothing_follows_is_taken_in_all_the_same(store: Store) -> None:
    runner = Runner(store.dsn, store.log, [Intakes()], poll=PATIENCE)
    with running(runner):
        assert runner.leading.wait(PATIENCE)
        assert reached(store, accept(store))
        assert reached(store, accept(store))
        runner.stop()
        # wakes it, so that it ends before it would look by itself
        accept(store)
    assert tallied(store) == 2


@pytest.mark.parametrize("page", [1, 7, 1000])
def test_any_page_size_gives_the_same(store: Store, page: int) -> None:
    ada, _ = create(store)
    for number in range(20):
        rename(store, ada, f"Ada {number}")
    install(store.dsn, [Names(), Tally()])
    stepped(Runner(store.dsn, store.log, [Names(), Tally()], page=page), store)
    with connect(store.dsn) as db:
        assert db.execute("SELECT name, n FROM names").fetchall() == [("Ada 19", 21)]
    assert tallied(store) == 21


@pytest.mark.req("RL-01")
def test_two_that_believe_to_lead_count_each_event_once(store: Store) -> None:
    install(store.dsn, [Tally()])
    create_many(store, ["Ada"] * 50)
    runners = [Runner(store.dsn, store.log, [Tally()], page=3) for _ in range(3)]
    threads = [threading.Thread(target=stepped, args=(runner, store)) for runner in runners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert tallied(store) == 50


class Killed(BaseException):
    """Ends a runner in the middle of a batch, as a crash does."""


@pytest.mark.req("RL-01")
def test_ended_within_a_batch_it_goes_on_where_it_was(store: Store) -> None:
    tally = Tally()
    create_many(store, ["Ada"] * 10)
    install(store.dsn, [Names(), tally])
    for _ in range(3):
        runner = Runner(store.dsn, store.log, [Names(), tally], page=4)
        tally.failing.append(Killed())
        with pytest.raises(Killed), running(runner):
            assert wait_until(lambda: not tally.failing, PATIENCE, pause=0.01)
        with connect(store.dsn) as db:
            runner.step(db)
    last = create_many(store, ["Bob"] * 10)
    with running(Runner(store.dsn, store.log, [Names(), tally], page=4)):
        assert reached(store, last)
    assert tallied(store) == 20


@pytest.mark.req("RL-03")
def test_a_lost_connection_is_made_again(store: Store, database: str) -> None:
    with running(Runner(store.dsn, store.log, [Names(), Tally()])) as runner:
        assert reached(store, create(store)[1])
        for _ in range(3):
            with psycopg.connect(database, autocommit=True) as db:
                db.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            assert wait_until(runner.leading.is_set, PATIENCE, pause=0.01)
            with opened_store(database) as fresh:
                position = create(fresh)[1]
            assert reached(store, position)
    assert tallied(store) == 4


def test_one_leads_and_the_next_takes_over(store: Store) -> None:
    first, second = (Runner(store.dsn, store.log, [Tally()], poll=0.02) for _ in range(2))
    with running(second):
        assert wait_until(second.leading.is_set, PATIENCE, pause=0.01)
        with running(first):
            assert reached(store, create(store)[1])
            assert not first.leading.is_set()
            second.stop()
            assert wait_until(first.leading.is_set, PATIENCE, pause=0.01)
            assert reached(store, create(store)[1])
    assert tallied(store) == 2


@pytest.mark.req("API-03")
def test_a_write_is_waited_for_and_heard_of_at_once(store: Store) -> None:
    positions = Positions(store.dsn, poll=60)
    try:
        # so long between looks that only being told can be quick
        with running(Runner(store.dsn, store.log, [Names()], poll=60)) as runner:
            assert wait_until(runner.leading.is_set, PATIENCE, pause=0.01)
            for number in range(5):
                position = create(store)[1]
                assert positions.wait_for(position, 10)
                assert positions.position() == position
                with connect(store.dsn) as db:
                    assert db.execute("SELECT count(*) FROM names").fetchall() == [(number + 1,)]
            # stopped while it waits for a word: this one ends the wait
            runner.stop()
            create(store)
    finally:
        positions.close()


@pytest.mark.req("API-03")
def test_without_a_projector_a_wait_ends_at_its_timeout(store: Store) -> None:
    install(store.dsn, [Names()])
    positions = Positions(store.dsn)
    try:
        assert not positions.wait_for(create(store)[1], 0.05)
        assert positions.position() == 0
        assert positions.after(0, 0.01) == 0
    finally:
        positions.close()
    assert not positions.wait_for(1, 10)


@pytest.mark.req("RL-03", "API-03")
def test_without_a_database_a_wait_ends_at_its_timeout() -> None:
    positions = Positions("host=/nonexistent dbname=none")
    assert not positions.wait_for(1, 0.05)
    assert positions.position(timeout=0.05) == 0
    positions.close()


@pytest.mark.req("RL-05")
def test_what_a_view_cannot_take_in_is_set_aside_for_it_alone(store: Store) -> None:
    names = ["Ada", POISON, "Bob", "Cem", POISON, "Dee"]
    positions = [create(store, name)[1] for name in names]
    views: list[Projector] = [Names(heals=False), Tally()]
    with running(Runner(store.dsn, store.log, views)):
        assert reached(store, positions[-1])
        assert reached(store, create(store, "Eve")[1])
    assert tallied(store) == 7
    with connect(store.dsn) as db:
        assert [(f.view, f.position, f.error) for f in failures(db)] == [
            ("names", positions[1], "Broken"),
            ("names", positions[4], "Broken"),
        ]
        assert db.execute("SELECT count(*) FROM names").fetchall() == [(5,)]


@pytest.mark.req("RL-05")
def test_what_does_not_decode_is_set_aside_for_each_view_it_is_for(store: Store) -> None:
    made, _ = create(store)
    with psycopg.connect(store.dsn) as db:
        ((position,),) = db.execute(
            "INSERT INTO stored_events (originator_id, originator_version, topic, state)"
            " VALUES (%s, 2, 'contact.renamed', 'nonsense') RETURNING notification_id",
            (made.id,),
        ).fetchall()
    with running(Runner(store.dsn, store.log, [Names(), Tally()])):
        assert reached(store, create(store)[1])
    with connect(store.dsn) as views:
        assert [(f.view, f.position) for f in failures(views)] == [("names", position), ("tally", position)]
    assert tallied(store) == 2


def test_a_view_no_longer_there_is_dropped_with_all_it_kept(store: Store) -> None:
    install(store.dsn, [Names(), Tally()])
    install(store.dsn, [Tally()])
    with connect(store.dsn) as db:
        assert list(places(db)) == ["tally"]
        assert db.execute("SELECT to_regclass('views.names')").fetchall() == [(None,)]
