"""One product that is registered with every provider, for all tests of a process, and a seat at it.

The tests of one provider leave the others alone; each opens a company of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest

from tests.browser.desk import Desk
from tests.browser.driving import Driver
from tests.browser.seats import seated
from tests.support.company import Company
from tests.support.product import Product
from tests.support.providers import gmail_login, graph, messenger, whatsapp
from tests.support.providers.gmail_http import Google, running_google
from tests.support.providers.graph import Graph
from tests.support.providers.graph_http import running_graph
from tests.support.providers.messenger import Facebook
from tests.support.providers.messenger_http import running_facebook
from tests.support.providers.twilio import Twilio
from tests.support.providers.twilio_http import running_twilio
from tests.support.providers.whatsapp import WhatsApp
from tests.support.providers.whatsapp_http import running_whatsapp
from tests.support.servers import temporary_state

NUMBERS = count(1)
Seat = tuple[Desk, Company]


@dataclass(frozen=True)
class Providers:
    """All of them, on ports of this machine."""

    google: Google
    microsoft: Graph
    facebook: Facebook
    meta: WhatsApp
    twilio: Twilio

    def about(self) -> dict[str, Any]:
        """Return what a product is told to be registered with each."""
        return {
            "gmail_client_id": gmail_login.CLIENT, "gmail_client_secret": gmail_login.SECRET, "gmail_url": self.google.url,
            "graph_client_id": graph.CLIENT, "graph_client_secret": graph.SECRET, "graph_url": self.microsoft.url,
            "messenger_app_id": messenger.APP, "messenger_app_secret": messenger.SECRET,
            "messenger_verify_token": messenger.VERIFY, "messenger_url": self.facebook.url,
            "whatsapp_app_secret": whatsapp.SECRET, "whatsapp_verify_token": whatsapp.VERIFY, "whatsapp_url": self.meta.url,
            "calling_url": self.twilio.url,
        }  # fmt: skip


@pytest.fixture(scope="session")
def providers() -> Iterator[Providers]:
    """Everybody outside."""
    with (
        running_google() as google,
        running_graph() as microsoft,
        running_facebook() as facebook,
        running_whatsapp() as meta,
        running_twilio() as twilio,
    ):
        yield Providers(google, microsoft, facebook, meta, twilio)


@pytest.fixture(scope="session")
def registered(providers: Providers) -> Iterator[Product]:
    """The product, registered with all of them."""
    with temporary_state() as state, Product(state, **providers.about()) as running:
        yield running.wait_ready()


@pytest.fixture
def google(providers: Providers) -> Google:
    """Google."""
    return providers.google


@pytest.fixture
def microsoft(providers: Providers) -> Graph:
    """Microsoft."""
    return providers.microsoft


@pytest.fixture
def facebook(providers: Providers) -> Facebook:
    """Facebook, with nothing amiss."""
    providers.facebook.well()
    return providers.facebook


@pytest.fixture
def meta(providers: Providers) -> WhatsApp:
    """WhatsApp, with nothing amiss."""
    providers.meta.well()
    return providers.meta


@pytest.fixture
def twilio(providers: Providers) -> Twilio:
    """Twilio, with nothing amiss, and no numbers."""
    providers.twilio.well()
    return providers.twilio


@pytest.fixture
def seat(driver: Driver, registered: Product) -> Iterator[Seat]:
    """The administrator of a new company, at a browser."""
    with seated(driver, registered, f"Gamma{next(NUMBERS)}") as there:
        yield there
