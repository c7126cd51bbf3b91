"""One served application for all tests of the API in a process; each test makes accounts of its own."""

from collections.abc import Iterator

import pytest

from infrastructure.embedded import Postgres
from tests.support import servers
from tests.support.api import Served, served


@pytest.fixture(scope="session")
def api(postgres_server: Postgres, migrated_template: str) -> Iterator[Served]:
    """The API over a real store."""
    with (
        servers.database_from(postgres_server, migrated_template) as dsn,
        servers.temporary_state() as state,
        served(dsn, state) as running,
    ):
        yield running
