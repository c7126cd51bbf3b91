"""One Microsoft and one application for all tests of a module; each test opens an account with a mailbox of its own."""

from collections.abc import Iterator

import pytest

from infrastructure.bootstrap import Application
from infrastructure.embedded import Postgres
from tests.support import servers
from tests.support.providers.graph import SIZE_LIMIT, Graph
from tests.support.providers.graph_desk import GraphDesk, office
from tests.support.providers.graph_hook import Reachable, reachable
from tests.support.providers.graph_http import running_graph


@pytest.fixture(scope="module")
def the_graph() -> Iterator[Graph]:
    """Microsoft, on a port of this machine."""
    with running_graph() as running:
        yield running


@pytest.fixture(scope="module")
def our_address() -> Iterator[Reachable]:
    """Where Microsoft reaches us."""
    with reachable() as place:
        yield place


@pytest.fixture(scope="module")
def app(
    the_graph: Graph, our_address: Reachable, postgres_server: Postgres, migrated_template: str
) -> Iterator[Application]:
    """An application that is registered there."""
    with (
        servers.database_from(postgres_server, migrated_template) as dsn,
        servers.temporary_state() as state,
        office(the_graph, dsn, state, our_address.url) as made,
    ):
        yield made


@pytest.fixture
def graph(the_graph: Graph, our_address: Reachable) -> Graph:
    """The same, with nothing asked and nothing amiss."""
    the_graph.faults.clear()
    the_graph.asked.clear()
    the_graph.subscriptions.clear()
    the_graph.clouds.clear()
    the_graph.lose_notifications()
    the_graph.consent, the_graph.page, the_graph.size_limit = "granted", 3, SIZE_LIMIT
    our_address.deaf = False
    return the_graph


@pytest.fixture
def desk(app: Application, graph: Graph, our_address: Reachable) -> GraphDesk:
    """An account whose mailbox is connected."""
    made = GraphDesk(app, graph=graph)
    our_address.flows = lambda: made.flows
    return made
