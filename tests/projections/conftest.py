"""A connection for tests of read models; each makes its tables in a schema that is rolled back."""

from collections.abc import Iterator

import psycopg
import pytest

from infrastructure.embedded import Postgres
from projections.common.db import Db
from tests.support.servers import database_from


@pytest.fixture(scope="session")
def views_database(postgres_server: Postgres) -> Iterator[str]:
    """DSN of a database for tests that leave nothing behind."""
    with database_from(postgres_server, "template1") as dsn:
        yield dsn


@pytest.fixture
def db(views_database: str) -> Iterator[Db]:
    """A connection to it."""
    with psycopg.connect(views_database, autocommit=True) as connection:
        yield connection
