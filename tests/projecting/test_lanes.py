"""Views that go at a pace of their own: they hold nobody up, and nobody takes them for the others."""

from collections.abc import Iterator
from typing import ClassVar

import pytest

from infrastructure.embedded.processes import wait_until
from infrastructure.postgres.pool import connect
from infrastructure.projecting import ledger
from infrastructure.projecting.install import install
from infrastructure.projecting.lanes import lanes
from infrastructure.projecting.positions import Positions
from infrastructure.projecting.rebuild import Rebuild
from infrastructure.projecting.runner import Runner
from projections.common.projector import Projector
from tests.support.contacts import create_many
from tests.support.store import Store, opened_store
from tests.support.tiny_views import PATIENCE, Names, Tally, running


class SlowTally(Tally):
    """A tally apart."""

    apart: ClassVar[bool] = True


VIEWS: list[Projector] = [Names(), SlowTally()]


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with opened_store(database) as opened:
        yield opened


def at(store: Store) -> dict[str, int]:
    with connect(store.dsn) as db:
        return {name: place.position for name, place in ledger.places(db).items()}


@pytest.mark.req("CNV-03")
def test_each_lane_moves_its_own_views_alone(store: Store) -> None:
    install(store.dsn, VIEWS)
    create_many(store, "abcde")
    together, apart = lanes(store.dsn, store.log, VIEWS)
    end = store.log.last_position()
    with connect(store.dsn) as db:
        while apart.step(db):
            pass
        assert at(store) == {"names": 0, "tally": end}
        positions = Positions(store.dsn)
        try:
            assert positions.position(PATIENCE) == 0
            while together.step(db):
                pass
            assert positions.wait_for(end, PATIENCE)
        finally:
            positions.close()
    assert at(store) == {"names": end, "tally": end}


@pytest.mark.req("CNV-03")
def test_lists_go_on_while_a_view_apart_is_held_up(store: Store) -> None:
    install(store.dsn, VIEWS)
    create_many(store, "abc")
    with connect(store.dsn) as holding, holding.transaction():
        holding.execute("SELECT FROM views.positions WHERE name = 'tally' FOR UPDATE")
        first, second = lanes(store.dsn, store.log, VIEWS)
        with running(first):
            assert wait_until(lambda: at(store)["names"] == store.log.last_position(), PATIENCE)
        assert at(store)["tally"] == 0
    with running(second):
        assert wait_until(lambda: at(store)["tally"] == store.log.last_position(), PATIENCE)


@pytest.mark.req("AUD-03", "CNV-03")
def test_views_that_are_not_equally_far_are_compared_each_where_it_is(store: Store) -> None:
    install(store.dsn, VIEWS)
    create_many(store, "abcd")
    with connect(store.dsn) as db:
        assert Runner(store.dsn, store.log, VIEWS).step(db)
        create_many(store, "abcd")
        together, _ = lanes(store.dsn, store.log, VIEWS)
        assert together.step(db)
    rebuild = Rebuild(store.dsn, store.log, VIEWS)
    found = rebuild.verify(["names", "tally"])
    assert [(one.view, one.equal) for one in found] == [("names", True), ("tally", True)]
    before = at(store)
    assert all(one.equal for one in rebuild.rebuild(["names", "tally"]))
    assert at(store) == before
