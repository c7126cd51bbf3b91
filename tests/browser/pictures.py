"""Pictures of the pages that matter, with demo data, to be looked at: `python -m tests.browser.pictures FOLDER`."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from tests.browser.driving import PATIENCE, driving
from tests.support.chromium import MISSING, find
from tests.support.product import Product
from tests.support.servers import temporary_state

AGENT = "anna@harbour-pine.example"
DESK, WIDE, TELEPHONE = (1440, 900), (1920, 1080), (360, 740)
Step = Callable[[Page], None]


def _press(*keys: str) -> Step:
    def press(page: Page) -> None:
        page.locator(".row").first.wait_for()
        for key in keys:
            page.keyboard.press(key)

    return press


def _conversation(page: Page) -> None:
    _press("j", "j")(page)
    page.locator(".message").first.wait_for()


def _past(page: Page) -> None:
    _conversation(page)
    page.keyboard.press("h")
    page.get_by_role("slider").wait_for()


def _several(page: Page) -> None:
    for box in page.locator(".row-box").get_by_role("checkbox").all()[:3]:
        box.check()


def _commands(page: Page) -> None:
    _conversation(page)
    page.keyboard.press("Control+k")
    page.get_by_role("listbox").wait_for()


def _board(page: Page) -> None:
    page.locator("[data-ticket]").first.wait_for()


def _as_it_is(_: Page) -> None:
    """The page as it is opened."""


PICTURES: dict[str, tuple[str, tuple[int, int], Literal["light", "dark"], Step]] = {
    "list": ("/inbox", DESK, "light", _several),
    "conversation": ("/inbox", DESK, "light", _conversation),
    "conversation-dark-wide": ("/inbox", WIDE, "dark", _conversation),
    "past": ("/inbox", DESK, "light", _past),
    "commands": ("/inbox", DESK, "dark", _commands),
    "keys": ("/inbox", DESK, "light", _press("?")),
    "tickets": ("/tickets", DESK, "light", _board),
    "contacts": ("/contacts", DESK, "light", _as_it_is),
    "me": ("/me", DESK, "dark", _as_it_is),
    "telephone-list": ("/inbox", TELEPHONE, "light", _as_it_is),
    "telephone-conversation": ("/inbox", TELEPHONE, "light", _conversation),
}


@contextmanager
def _at_work() -> Iterator[tuple[Browser, Product, str]]:
    chromium = find()
    if chromium is None:
        sys.exit(MISSING)
    with temporary_state() as state, Product(state) as product, driving(chromium) as driver:
        product.wait_ready()
        product.command("demo")
        notes = (state / "demo.txt").read_text(encoding="utf-8")
        found = re.search(r"password (\S+)", notes)
        assert found, notes
        with driver.at_work() as browser:
            yield browser, product, found[1]


def take(folder: Path) -> None:
    """Write a PNG for each of `PICTURES`."""
    folder.mkdir(parents=True, exist_ok=True)
    with _at_work() as (browser, product, password):
        for name, (path, (width, height), colour, step) in PICTURES.items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=colour, locale="en-GB"
            )
            context.set_default_timeout(PATIENCE)
            context.request.post(f"{product.url}/api/v1/session", data={"email": AGENT, "password": password})
            page = context.new_page()
            page.goto(f"{product.url}{path}")
            page.locator(".rail .live.live").wait_for(state="attached")
            step(page)
            page.wait_for_load_state("load")
            page.screenshot(path=folder / f"{name}.png", animations="disabled")
            context.close()


if __name__ == "__main__":
    take(Path(sys.argv[1] if len(sys.argv) > 1 else "build/pictures"))
