"""The administrator of a new company at a browser, for tests that have a product of their own."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from tests.browser.desk import Desk
from tests.browser.driving import PATIENCE, Driver
from tests.support.company import Company
from tests.support.product import Product

DESKTOP = {"width": 1440, "height": 900}


@contextmanager
def seated(driver: Driver, product: Product, name: str, **options: Any) -> Iterator[tuple[Desk, Company]]:
    """Open a company and seat its administrator; whatever the browser complained of fails the test at its end."""
    with ExitStack() as closing:
        company = Company(product, closing, name)
        browser = closing.enter_context(driver.at_work())
        context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-GB"} | options)
        closing.callback(context.close)
        context.set_default_timeout(PATIENCE)
        desk = Desk(context, product, company.admin)
        yield desk, company
        desk.assert_content()
