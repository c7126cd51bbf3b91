"""One browser for a test process, one context for each person of a test, one company whose people they are."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.browser.desk import Desk, Sit
from tests.browser.driving import PATIENCE, Driver
from tests.browser.office import Office
from tests.browser.registered import facebook, google, meta, microsoft, providers, registered, seat, twilio
from tests.support.browser import Browser as Person
from tests.support.product import Product, Relay
from tests.support.running import Open

__all__ = ["facebook", "google", "meta", "microsoft", "providers", "registered", "seat", "twilio"]
DESKTOP = {"width": 1440, "height": 900}
AT_ONCE = "try { localStorage['postroom.undo'] ??= '0' } catch { /* a frame that may keep nothing */ }"
"""What is sent leaves at once, unless a test chooses otherwise: nobody waits until it cannot be taken back any more."""


@pytest.fixture
def sit(driver: Driver, product: Product) -> Iterator[Sit]:
    """Puts people at desks; whatever a browser complained of fails the test at its end."""
    with ExitStack() as closing:
        browser = closing.enter_context(driver.at_work())
        desks: list[Desk] = []

        def seat(person: Person | None = None, **options: Any) -> Desk:
            context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-GB"} | options)
            closing.callback(context.close)
            if person is not None:
                context.add_init_script(AT_ONCE)
            context.set_default_timeout(PATIENCE)
            desks.append(Desk(context, product, person))
            return desks[-1]

        yield seat
        for desk in desks:
            desk.assert_content()


@pytest.fixture(scope="session")
def office(open_account: Open, relay: Relay) -> Office:
    """A company at work, shared by the tests of a process; each lets a mail of its own arrive."""
    return Office(open_account(), relay)


@pytest.fixture
def bo(sit: Sit, office: Office) -> Desk:
    """An agent at a desk, with the list of open conversations before them."""
    return sit(office.bo).open()
