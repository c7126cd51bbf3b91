"""One running product and one relay for all tests of a process that need them; each opens accounts of its own."""

import os
import runpy
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from typing import Any

import pytest
from pluggy import Result

from tests.browser.driving import Driver, driving
from tests.support.chromium import MISSING, Chromium, find
from tests.support.company import OLD, Company
from tests.support.product import Product, Relay
from tests.support.servers import temporary_state
from tests.support.serving import CHECKOUT, all_gone

NUMBERS = count(1)
LAST_SAID = 4_000
ONE_NETWORK: dict[str, Any] = {
    "form_limits": "asked_per_minute=6000 asked_at_once=3000 sent_per_minute=6000 sent_at_once=3000",
    "chat_limits": "asked_per_minute=60000 asked_at_once=30000 sessions_per_minute=6000 sessions_at_once=3000 "
    "network_sent_per_minute=6000 network_sent_at_once=3000",
}
"""All customers of all tests come from one address: what is bounded for a network is tried elsewhere."""
"""Characters of each log shown beside a failure."""
Open = Callable[..., Company]


@pytest.fixture(scope="session")
def chromium() -> Chromium:
    """The browser; where there is none its tests are left out with a word, but not where CI asks for all."""
    found = find()
    if found is None and os.environ.get("CI"):
        pytest.fail(MISSING)
    if found is None:
        pytest.skip(MISSING)
    return found


@pytest.fixture(scope="session")
def driver(chromium: Chromium) -> Iterator[Driver]:
    """The browser, started."""
    with driving(chromium) as found:
        yield found


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    """The product, started as people start it; Ctrl-C must leave no process and no note of one."""
    with temporary_state() as state, Product(state, **ONE_NETWORK) as running:
        running.wait_ready()
        yield running
        groups = running.groups()
        code, printed = running.stop(signal.SIGINT)
        assert (code, "stopped in" in printed) == (0, True), printed
        assert all_gone(groups)
        assert not (state / "pids.json").exists()


@pytest.fixture(scope="session")
def relay() -> Iterator[Relay]:
    """The demo's relay as a child of its own."""
    with temporary_state() as state, Relay(state) as listening:
        yield listening


@pytest.fixture(scope="session")
def open_account(product: Product) -> Iterator[Open]:
    """Opens real accounts with names nobody has; their browsers are closed afterwards."""
    with ExitStack() as closing:

        def opened(created_on: str = OLD) -> Company:
            return Company(product, closing, f"Acme{next(NUMBERS)}", created_on)

        yield opened


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Put what the product's processes last said beside a failure: it cannot be asked afterwards."""
    outcome: Result[pytest.TestReport] = yield  # type: ignore[assignment]
    report = outcome.get_result()
    if not report.failed:
        return
    given = vars(item).get("funcargs", {})
    if "driver" in given and not runpy.run_path(str(CHECKOUT / "web" / "make.py"))["is_made"]():
        report.sections.append(("build/web", "is not what web/ is now: ./dev setup makes it anew"))
    for running in given.values():
        if isinstance(running, Product):
            for log in sorted((running.state / "logs").glob("*.log")):
                report.sections.append((log.name, log.read_text(errors="replace")[-LAST_SAID:]))
