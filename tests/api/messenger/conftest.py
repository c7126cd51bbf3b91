"""One Facebook and one installation that is an app there, for all tests of a module."""

from collections.abc import Iterator

import pytest

from infrastructure.embedded import Postgres
from tests.support import servers
from tests.support.api import Served
from tests.support.providers.messenger import Facebook
from tests.support.providers.messenger_desk import Desk, registered_at
from tests.support.providers.messenger_http import running_facebook


@pytest.fixture(scope="module")
def the_facebook() -> Iterator[Facebook]:
    """Facebook, on a port of this machine."""
    with running_facebook() as running:
        yield running


@pytest.fixture(scope="module")
def registered(the_facebook: Facebook, postgres_server: Postgres, migrated_template: str) -> Iterator[Served]:
    """The installation."""
    with (
        servers.database_from(postgres_server, migrated_template) as dsn,
        servers.temporary_state() as state,
        registered_at(the_facebook, dsn, state) as running,
    ):
        yield running


@pytest.fixture
def facebook(the_facebook: Facebook) -> Facebook:
    """Facebook, with nothing amiss, and no pages."""
    the_facebook.well()
    the_facebook.pages.clear()
    return the_facebook


@pytest.fixture
def desk(registered: Served, facebook: Facebook) -> Desk:
    """A company whose page is connected."""
    return Desk(registered, facebook)
