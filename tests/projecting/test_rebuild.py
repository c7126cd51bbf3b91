"""A rebuild equals what is live, takes its place while appends go on, and mends what was set aside."""

from collections.abc import Iterator
from threading import Event as Flag
from threading import Thread

import pytest

from infrastructure.embedded.processes import wait_until
from infrastructure.postgres.pool import connect
from infrastructure.projecting.comparing import Difference
from infrastructure.projecting.install import install, outdated
from infrastructure.projecting.ledger import failures, places
from infrastructure.projecting.positions import Positions
from infrastructure.projecting.rebuild import Rebuild, RebuildRunning
from infrastructure.projecting.runner import Runner
from projections.catalogue import projectors
from projections.common.projector import Projector
from tests.support.contacts import create, create_many, rename
from tests.support.store import Store, opened_store
from tests.support.tiny_views import PATIENCE, POISON, Names, Tally, WiderNames, running
from tests.support.viewing import mask_for

VIEWS = ["names", "tally"]


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with opened_store(database) as opened:
        yield opened


def caught_up(store: Store, *views: Names | Tally) -> None:
    install(store.dsn, views)
    runner = Runner(store.dsn, store.log, views)
    with connect(store.dsn) as db:
        while runner.step(db):
            pass


@pytest.mark.req("AUD-03")
def test_a_rebuild_equals_the_live_views_and_takes_their_place(store: Store) -> None:
    create_many(store, ["Ada", "Bob", "Cem"])
    caught_up(store, Names(), Tally())
    with connect(store.dsn) as db:
        before = db.execute("SELECT 'views.names'::regclass::oid").fetchall()
        found = Rebuild(store.dsn, store.log, [Names(), Tally()]).rebuild(VIEWS)
        assert found == [Difference("names", "names", 3, 0, 0), Difference("tally", "tally", 1, 0, 0)]
        assert db.execute("SELECT 'views.names'::regclass::oid").fetchall() != before
        assert db.execute("SELECT count(*) FROM names").fetchall() == [(3,)]
        assert db.execute("SELECT to_regnamespace('views_next')").fetchall() == [(None,)]
    create(store, "Dee")
    caught_up(store, Names(), Tally())
    assert all(
        difference.equal for difference in Rebuild(store.dsn, store.log, [Names(), Tally()]).verify(VIEWS)
    )


@pytest.mark.req("AUD-03")
def test_what_somebody_did_to_a_live_table_is_found_and_mended(store: Store) -> None:
    create_many(store, ["Ada", "Bob"])
    caught_up(store, Names())
    with connect(store.dsn) as db:
        db.execute("UPDATE names SET name = 'Eve' WHERE name = 'Ada'")
        db.execute("INSERT INTO names SELECT gen_random_uuid(), name, n FROM names WHERE name = 'Bob'")
    rebuild = Rebuild(store.dsn, store.log, [Names()])
    assert rebuild.verify(["names"]) == [Difference("names", "names", 3, surplus=2, missing=1)]
    assert not rebuild.verify(["names"])[0].equal
    rebuild.rebuild(["names"])
    assert rebuild.verify(["names"]) == [Difference("names", "names", 2, 0, 0)]


@pytest.mark.req("AUD-03")
def test_appends_and_reads_go_on_during_a_rebuild(store: Store) -> None:
    create_many(store, ["Ada"] * 700)
    views: list[Projector] = [Names(), Tally()]
    done, appended = Flag(), [700]
    positions = Positions(store.dsn)

    def append() -> None:
        contact, _ = create(store, "Bob")
        appended[0] += 1
        while not done.is_set():
            last = rename(store, contact, f"Bob {appended[0]}")
            appended[0] += 1
            assert positions.wait_for(last, PATIENCE)

    appender = Thread(target=append)
    with running(Runner(store.dsn, store.log, views)) as runner:
        assert wait_until(runner.leading.is_set, PATIENCE, pause=0.01)
        appender.start()
        try:
            for _ in range(5):
                found = Rebuild(store.dsn, store.log, views, page=100).rebuild(VIEWS)
                assert [difference.equal for difference in found] == [True, True]
        finally:
            done.set()
            appender.join(PATIENCE)
        assert positions.wait_for(store.log.last_position(), PATIENCE)
    positions.close()
    with connect(store.dsn) as db:
        assert db.execute("SELECT sum(n)::int FROM tally").fetchall() == [(appended[0],)]
        assert db.execute("SELECT sum(n)::int FROM names").fetchall() == [(appended[0],)]
        assert len({place.position for place in places(db).values()}) == 1


@pytest.mark.req("AUD-03")
def test_a_switch_waits_for_a_reader_without_losing_its_place(store: Store) -> None:
    create_many(store, ["Ada", "Bob"])
    caught_up(store, Names())
    with connect(store.dsn) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM names").fetchall() == [(2,)]
        rebuilding = Thread(target=Rebuild(store.dsn, store.log, [Names()]).rebuild, args=(["names"],))
        rebuilding.start()
        waiting = "SELECT FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND NOT granted"
        with connect(store.dsn) as watcher:
            assert wait_until(lambda: bool(watcher.execute(waiting).fetchall()), PATIENCE)
            # it gives up for a moment, so that others are not queued behind it
            assert wait_until(lambda: not watcher.execute(waiting).fetchall(), PATIENCE)
        assert reader.execute("SELECT count(*) FROM names").fetchall() == [(2,)]
        reader.execute("COMMIT")
        rebuilding.join(PATIENCE)
        assert reader.execute("SELECT sum(n)::int FROM names").fetchall() == [(2,)]


def test_one_rebuild_at_a_time(store: Store) -> None:
    create_many(store, ["Ada"] * 1000)
    caught_up(store, Names())
    rebuild = Rebuild(store.dsn, store.log, [Names()])

    def again(_position: int, _goal: int) -> None:
        with pytest.raises(RebuildRunning):
            rebuild.rebuild(["names"])

    rebuild.rebuild(["names"], again)


@pytest.mark.req("RL-05")
def test_what_was_set_aside_is_taken_in_after_a_fix(store: Store) -> None:
    create_many(store, ["Ada", POISON, "Bob"])
    caught_up(store, Names(heals=False), Tally())
    with connect(store.dsn) as db:
        assert len(failures(db)) == 1
        Rebuild(store.dsn, store.log, [Names(heals=False), Tally()]).retry_set_aside()
        assert len(failures(db)) == 1
        found = Rebuild(store.dsn, store.log, [Names(), Tally()]).retry_set_aside()
        assert found == [Difference("names", "names", 2, 0, 1)]
        assert failures(db) == []
        assert db.execute("SELECT count(*) FROM names").fetchall() == [(3,)]
    assert Rebuild(store.dsn, store.log, [Names(), Tally()]).retry_set_aside() == []


@pytest.mark.req("AUD-03")
def test_new_and_changed_views_are_filled_beside_the_live_ones(store: Store) -> None:
    create_many(store, ["Ada", "Bob"])
    caught_up(store, Names())
    views: list[Projector] = [WiderNames(), Tally()]
    install(store.dsn, views)
    assert outdated(store.dsn, views) == ["names", "tally"]
    with running(Runner(store.dsn, store.log, views)):
        assert wait_until(lambda: not outdated(store.dsn, views), PATIENCE)
        last = create(store, "Cem")[1]
        with connect(store.dsn) as db:
            assert wait_until(lambda: {p.position for p in places(db).values()} == {last}, PATIENCE)
            rows = db.execute("SELECT more FROM names ORDER BY more").fetchall()
            assert rows == [("ADA",), ("BOB",), ("CEM",)]
            assert db.execute("SELECT sum(n)::int FROM tally").fetchall() == [(3,)]


@pytest.mark.req("PF-03")
def test_a_view_made_anew_has_every_index_it_was_installed_with(store: Store) -> None:
    def indexes() -> list[tuple[str, str]]:
        with connect(store.dsn) as db:
            return db.execute(
                "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'views' ORDER BY 1, 2"
            ).fetchall()

    create_many(store, ["Ada", "Bob"])
    every = projectors(mask_for)
    install(store.dsn, every)
    installed = indexes()
    Rebuild(store.dsn, store.log, every).rebuild([view.name for view in every])
    assert indexes() == installed
    assert ("inbox_list", "inbox_list_by_inbox") in installed
