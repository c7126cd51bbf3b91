"""Fixtures for all tests. Servers start at first use, one pair per test process, so parallel workers share nothing."""

import gc
from collections.abc import Iterator

import hypothesis
import pytest
import redis

from infrastructure.embedded import Postgres, Valkey
from infrastructure.postgres.migrations import migrate
from tests.support import servers

pytest_plugins = ["tests.support.trace", "tests.support.running"]

# A busy machine is no failure: no example has a deadline, and slow drawing of examples is not refused.
hypothesis.settings.register_profile(
    "postroom", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)
hypothesis.settings.load_profile("postroom")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process is alone with it at the end; else the order stays random."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """Leave the thousands of collected tests alone by the collector, which would look through them again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """The PostgreSQL server of this test process."""
    with servers.running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def valkey_server() -> Iterator[Valkey]:
    """The Valkey server of this test process."""
    with servers.running_valkey() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_template(postgres_server: Postgres) -> str:
    """Name of a migrated database to copy from."""
    return servers.make_template(postgres_server, migrate)


@pytest.fixture
def database(postgres_server: Postgres, migrated_template: str) -> Iterator[str]:
    """DSN of a fresh, migrated database for one test."""
    with servers.database_from(postgres_server, migrated_template) as dsn:
        yield dsn


@pytest.fixture
def empty_database(postgres_server: Postgres) -> Iterator[str]:
    """DSN of a fresh database without any table of ours."""
    with servers.database_from(postgres_server, "template1") as dsn:
        yield dsn


@pytest.fixture
def redis_url(valkey_server: Valkey) -> str:
    """URL of an empty Redis for one test."""
    with redis.Redis.from_url(valkey_server.url) as client:
        client.flushall()
    return valkey_server.url
