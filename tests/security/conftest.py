"""Two accounts with one of everything, served by one application for all tests of a process."""

from collections.abc import Iterator

import pytest

from infrastructure.embedded import Postgres, Valkey
from tests.security.accounts import Account, Caller
from tests.support import servers
from tests.support.api import Served, served


@pytest.fixture(scope="session")
def api(postgres_server: Postgres, valkey_server: Valkey, migrated_template: str) -> Iterator[Served]:
    """The API over a real store."""
    with (
        servers.database_from(postgres_server, migrated_template) as dsn,
        servers.temporary_state() as state,
        served(dsn, state, redis_url=valkey_server.url) as running,
    ):
        yield running


@pytest.fixture(scope="session")
def own(api: Served) -> Account:
    """The account of those who ask."""
    return Account(api, "ownmark")


@pytest.fixture(scope="session")
def foreign(api: Served) -> Account:
    """An account that is none of theirs."""
    return Account(api, "Qvxzstranger")


@pytest.fixture(scope="session")
def callers(api: Served, own: Account) -> list[Caller]:
    """Everybody in the own account, and nobody."""
    found = own.callers()
    api.caught_up()
    return found
