"""One Meta and one installation that is an app there, for all tests of a module."""

from collections.abc import Iterator

import pytest

from infrastructure.embedded import Postgres
from tests.support import servers
from tests.support.api import Served
from tests.support.providers.whatsapp import WhatsApp
from tests.support.providers.whatsapp_desk import NumberDesk, whatsapp_at
from tests.support.providers.whatsapp_http import running_whatsapp


@pytest.fixture(scope="module")
def the_meta() -> Iterator[WhatsApp]:
    """Meta, on a port of this machine."""
    with running_whatsapp() as running:
        yield running


@pytest.fixture(scope="module")
def registered(the_meta: WhatsApp, postgres_server: Postgres, migrated_template: str) -> Iterator[Served]:
    """The installation."""
    with (
        servers.database_from(postgres_server, migrated_template) as dsn,
        servers.temporary_state() as state,
        whatsapp_at(the_meta, dsn, state) as running,
    ):
        yield running


@pytest.fixture
def meta(the_meta: WhatsApp) -> WhatsApp:
    """Meta, with nothing amiss, and no accounts."""
    the_meta.well()
    the_meta.clear()
    the_meta.pair_limit = 0
    return the_meta


@pytest.fixture
def desk(registered: Served, meta: WhatsApp) -> NumberDesk:
    """A company whose number is connected."""
    return NumberDesk(registered, meta)
