"""One Chromium for a test process, driven by Playwright; its event loop runs only while a browser test does."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, expect, sync_playwright

from tests.support.chromium import Chromium

PATIENCE = 30_000
"""Milliseconds for anything that is waited for on a page: the machine may be busy with more than this."""
FLAGS = ("--disable-gpu", "--disable-quic")


class Driver:
    """The browser, and the loop of its driver."""

    def __init__(self, browser: Browser, loop: asyncio.AbstractEventLoop) -> None:
        self.browser, self._loop = browser, loop

    @contextmanager
    def at_work(self) -> Iterator[Browser]:
        """The browser for as long as one test; elsewhere no loop is running, as other tests expect."""
        asyncio._set_running_loop(self._loop)
        try:
            yield self.browser
        finally:
            asyncio._set_running_loop(None)


@contextmanager
def driving(chromium: Chromium) -> Iterator[Driver]:
    """Start the browser without a window; end it afterwards."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.path, args=FLAGS, env={**os.environ, **chromium.environment}
        )
        loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)
        yield Driver(browser, loop)
        asyncio._set_running_loop(loop)
        browser.close()
