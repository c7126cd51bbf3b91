"""One Twilio for all tests of a module."""

from collections.abc import Iterator

import pytest

from infrastructure.calling.twilio import Credentials, twilio_at
from infrastructure.calling.twilio import Twilio as Client
from tests.support.providers.twilio import Twilio
from tests.support.providers.twilio_http import running_twilio


@pytest.fixture(scope="module")
def the_twilio() -> Iterator[Twilio]:
    """Twilio, on a port of this machine."""
    with running_twilio() as running:
        yield running


@pytest.fixture
def twilio(the_twilio: Twilio) -> Twilio:
    """The same, with nothing asked and nothing amiss."""
    the_twilio.well()
    return the_twilio


@pytest.fixture
def client(twilio: Twilio) -> Client:
    """Our client of it."""
    return twilio_at(twilio.url)


@pytest.fixture
def account(twilio: Twilio) -> Credentials:
    """The account there."""
    return Credentials(twilio.account, twilio.token)
