"""One Facebook for all tests of a module."""

from collections.abc import Iterator

import pytest

from infrastructure.messenger.graph import Graph, offered
from infrastructure.settings import Settings
from tests.support.providers import messenger
from tests.support.providers.messenger import Facebook
from tests.support.providers.messenger_http import running_facebook


@pytest.fixture(scope="module")
def the_facebook() -> Iterator[Facebook]:
    """Facebook, on a port of this machine."""
    with running_facebook() as running:
        yield running


@pytest.fixture
def facebook(the_facebook: Facebook) -> Facebook:
    """The same, with nothing asked and nothing amiss."""
    the_facebook.well()
    the_facebook.pages.clear()
    the_facebook.asked.clear()
    return the_facebook


@pytest.fixture
def graph(facebook: Facebook) -> Graph:
    """Our app there."""
    told = Settings(
        messenger_app_id=messenger.APP, messenger_app_secret=messenger.SECRET, messenger_verify_token=messenger.VERIFY,
        messenger_url=facebook.url,
    )  # fmt: skip
    made = offered(told)
    assert made is not None
    return made
