"""Somebody at a real browser: the page, what it complained of, and the words for what people do there."""

import contextlib
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    expect,
)
from playwright.sync_api import (
    TimeoutError as TookTooLong,
)

from tests.support.browser import Browser as Person
from tests.support.product import Product

CANCELLED = "net::ERR_ABORTED"
"""The page itself gave a request up, as it does when somebody goes on before an answer is there."""
OVERFLOW = """() => Math.max(...[document.documentElement, ...document.querySelectorAll('.page')]
  .map((one) => one.scrollWidth - one.clientWidth))"""


class Desk:
    """One person and one page; everything the browser complains of fails the test unless it was expected."""

    def __init__(self, context: BrowserContext, product: Product, person: Person | None) -> None:
        self.context, self.person, self._url = context, person, product.url
        self.complaints: list[str] = []
        self._expected: list[str] = []
        if person is not None:
            cookies = [
                {"name": one.name, "value": one.value or "", "url": product.url} for one in person.cookies
            ]
            context.add_cookies(cookies)  # type: ignore[arg-type]
        self.page: Page = context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("requestfailed", self._failed)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text} {message.location.get('url', '')}")

    def _failed(self, request: Request) -> None:
        if request.failure != CANCELLED:
            self.complaints.append(f"failed: {request.method} {request.url} {request.failure}")

    def expects(self, *patterns: str) -> None:
        """Let the browser complain of what a test does on purpose, as regular expressions."""
        self._expected += patterns

    def assert_content(self) -> None:
        """Fail with what the browser complained of."""
        left = [one for one in self.complaints if not any(re.search(at, one) for at in self._expected)]
        assert not left, left

    def open(self, path: str = "/inbox") -> "Desk":
        """Open a page of the interface, and wait until it is live."""
        self.page.goto(self._url + path)
        self.live()
        return self

    def live(self) -> None:
        """Wait until the stream is there."""
        expect(self.page.locator(".rail [role=status]")).to_have_class("live live", timeout=60_000)

    def go(self, path: str) -> None:
        """Open any page."""
        self.page.goto(self._url + path)

    def row(self, subject: str) -> Locator:
        """The conversation in the list that is called so."""
        return self.page.locator(".row", has_text=subject)

    def read(self, subject: str) -> Locator:
        """Open a conversation from the list; returns its log."""
        self.row(subject).click()
        expect(self.page.locator("#thread-title")).to_have_text(subject)
        return self.log

    @property
    def log(self) -> Locator:
        """What was written and decided."""
        return self.page.locator(".log")

    @property
    def notice(self) -> Locator:
        """The line that says what was done."""
        return self.page.locator(".notice-place")

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def answer(self, text: str) -> None:
        """Write a reply, send it by keyboard, and leave the field."""
        self.page.locator("#reply").fill(text)
        self.press("Control+Enter", "Escape")

    def undo(self) -> None:
        """Take back what the line says was done."""
        self.notice.get_by_role("button", name="Undo").last.click()

    def assert_fits(self) -> None:
        """Nothing is wider than the window, once it is drawn."""
        with contextlib.suppress(TookTooLong):
            self.page.wait_for_function(f"() => ({OVERFLOW})() <= 0", timeout=5_000)
        beyond = self.page.evaluate(OVERFLOW)
        assert beyond <= 0, f"{self.page.url} is {beyond} px too wide for {self.page.viewport_size}"

    def measure(self, script: str, *given: Any) -> Any:
        """Evaluate a function in the page and return its JSON."""
        return self.page.evaluate(script, *given)


Sit = Callable[..., Desk]
