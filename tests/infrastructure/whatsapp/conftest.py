"""One Meta for all tests of a module."""

from collections.abc import Iterator

import pytest

from infrastructure.settings import Settings
from infrastructure.whatsapp.cloud import Cloud, offered
from tests.support.providers import whatsapp
from tests.support.providers.whatsapp import Account, Number, WhatsApp
from tests.support.providers.whatsapp_http import running_whatsapp


@pytest.fixture(scope="module")
def the_meta() -> Iterator[WhatsApp]:
    """Meta, on a port of this machine."""
    with running_whatsapp() as running:
        yield running


@pytest.fixture
def meta(the_meta: WhatsApp) -> WhatsApp:
    """The same, with nothing asked, nothing amiss, and no accounts."""
    the_meta.well()
    the_meta.clear()
    the_meta.asked.clear()
    return the_meta


@pytest.fixture
def account(meta: WhatsApp) -> Account:
    """A business account."""
    return meta.account()


@pytest.fixture
def number(account: Account) -> Number:
    """A number of it that is registered."""
    made = account.number(verified=True)
    made.registered = True
    return made


@pytest.fixture
def cloud(meta: WhatsApp) -> Cloud:
    """Our app there."""
    told = Settings(
        whatsapp_app_secret=whatsapp.SECRET, whatsapp_verify_token=whatsapp.VERIFY, whatsapp_url=meta.url
    )
    made = offered(told)
    assert made is not None
    return made
