"""One Google and one application for all tests of a module; each test opens an account with a mailbox of its own."""

from collections.abc import Iterator

import pytest

from infrastructure.bootstrap import Application
from infrastructure.embedded import Postgres
from tests.support import servers
from tests.support.providers.gmail_desk import GmailDesk, office
from tests.support.providers.gmail_http import Google, running_google


@pytest.fixture(scope="module")
def the_google() -> Iterator[Google]:
    """Google, on a port of this machine."""
    with running_google() as running:
        yield running


@pytest.fixture(scope="module")
def app(the_google: Google, postgres_server: Postgres, migrated_template: str) -> Iterator[Application]:
    """An application that is registered there."""
    with (
        servers.database_from(postgres_server, migrated_template) as dsn,
        servers.temporary_state() as state,
        office(the_google, dsn, state) as made,
    ):
        yield made


@pytest.fixture
def google(the_google: Google) -> Google:
    """The same, with nothing asked and nothing amiss."""
    the_google.failures.clear()
    the_google.asked.clear()
    return the_google


@pytest.fixture
def desk(app: Application, google: Google) -> GmailDesk:
    """An account whose mailbox is connected."""
    return GmailDesk(app, google=google)
