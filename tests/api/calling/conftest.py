"""One Twilio and one installation that it reaches, for all tests of a module."""

from collections.abc import Iterator

import pytest

from infrastructure.embedded import Postgres
from tests.support import servers
from tests.support.api import Served
from tests.support.providers.twilio import Twilio
from tests.support.providers.twilio_desk import Desk, answering
from tests.support.providers.twilio_http import running_twilio


@pytest.fixture(scope="module")
def the_twilio() -> Iterator[Twilio]:
    """Twilio, on a port of this machine."""
    with running_twilio() as running:
        yield running


@pytest.fixture(scope="module")
def reached(the_twilio: Twilio, postgres_server: Postgres, migrated_template: str) -> Iterator[Served]:
    """The installation."""
    with (
        servers.database_from(postgres_server, migrated_template) as dsn,
        servers.temporary_state() as state,
        answering(the_twilio, dsn, state) as running,
    ):
        yield running


@pytest.fixture
def twilio(the_twilio: Twilio) -> Twilio:
    """Twilio, with nothing amiss, and no numbers."""
    the_twilio.well()
    return the_twilio


@pytest.fixture
def desk(reached: Served, twilio: Twilio) -> Desk:
    """A company with a line."""
    return Desk(reached, twilio)
