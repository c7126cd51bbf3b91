"""PF-10, the page: bytes over the wire, first rows, answers to keys under load, memory after an hour of live traffic."""

import gzip
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import quantiles

from tests.benchmarks import launching
from tests.benchmarks.machine import Figure, Sample
from tests.benchmarks.table import Row
from tests.browser import measuring
from tests.browser.driving import driving
from tests.support.chromium import find
from tests.support.company import Company
from tests.support.mails import a_mail
from tests.support.product import Product
from tests.support.servers import temporary_state

ASSETS = Path(__file__).parents[2] / "build" / "web" / "assets"
ROWS, KEYS = 200, 60


def rows(rounds: int) -> Iterator[Row]:
    """Measure with a mailbox of `ROWS` conversations; without a browser only the bytes."""
    yield from _bytes()
    chromium = find()
    if chromium is None:
        return
    with ExitStack() as closing:
        state = closing.enter_context(temporary_state())
        product = closing.enter_context(Product(state))
        product.wait_ready()
        mailbox = Company(product, closing, "Weighty").channel()
        for number in range(ROWS):
            mailbox.take(a_mail(sender=f"c{number}@customer.example", subject=f"Question {number}"))
        admin, address = mailbox.company.admin, f"{product.url}/inbox"
        admin.settled()
        with driving(chromium) as driver, driver.at_work() as browser:
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            context.add_cookies([{"name": one.name, "value": one.value or "", "url": product.url} for one in admin.cookies])  # fmt: skip
            page = measuring.watched(context.new_page())
            measuring.rows_shown(page, address)
            shown = Figure(tuple(Sample(measuring.rows_shown(page, address), 0.0) for _ in range(rounds)))
            asked = len(measuring.requests_before_rows(page))
            yield Row("PF-10", f"first rows of an inbox of {ROWS}, painted, from the click", shown.median, "ms", "<= 300 ms", shown.median <= 300, shown.spread)  # fmt: skip
            yield Row("PF-10", "requests before the inbox shows", asked, "", "<= 6", asked <= 6, "")
            with measuring.arriving(mailbox, "A flood"):
                page.locator(".row", has_text="A flood").first.wait_for()
                for _ in range(KEYS):
                    page.keyboard.press("j")
                    page.locator(".message").first.wait_for()
            took = [0.0, *measuring.interactions(page)]
            last = quantiles(took, n=20)[-1]
            yield Row("PF-10", f"key to paint, 95 of 100, while {measuring.RATE} messages a second arrive", last, "ms", "<= 200 ms", last <= 200, f"longest {took[-1]:.0f}")  # fmt: skip
            moved = measuring.shifted(page)
            yield Row("PF-10", "layout shift (CLS)", moved, "", "0", moved == 0, "")
            before, after = measuring.after_an_hour(page, address)
            grown = (after["bytes"] - before["bytes"]) / 1e6
            yield from launching.rows(browser, mailbox.company, rounds)
            yield Row("PF-10", f"memory grown by {measuring.AN_HOUR:,} live frames ({before['bytes'] / 1e6:.1f} MB before)", grown, "MB", "<= 2 MB", grown <= 2, "")  # fmt: skip


def _bytes() -> Iterator[Row]:
    def largest(pattern: str) -> float:
        return max((_sent(path) for path in ASSETS.glob(pattern)), default=0) / 1e3

    entry = largest("index-*.js")
    lazy = (
        max((_sent(path) for path in ASSETS.glob("*.js") if not path.name.startswith("index-")), default=0)
        / 1e3
    )
    style = largest("index-*.css")
    yield Row("PF-10", "the interface's entry, gzipped", entry, "kB", "<= 45 kB", entry <= 45, "")
    yield Row("PF-10", "its largest lazy part", lazy, "kB", "<= 25 kB", lazy <= 25, "")
    yield Row("PF-10", "its styles", style, "kB", "<= 10 kB", style <= 10, "")
    font = largest("*latin-wght*.woff2")
    yield Row("PF-10", "its font", font, "kB", "<= 36 kB", font <= 36, "")
    loader, panel, words = (
        max((_sent(path) for path in (ASSETS.parent / "widget").glob(name)), default=0) / 1e3
        for name in ("loader.js", "panel-*.js", "words-*.json")
    )
    yield Row("PF-10", "what a chat's script is, gzipped, without settings", loader, "kB", "<= 2 kB", loader <= 2, "")  # fmt: skip
    whole = loader + panel + words
    yield Row("PF-10", "all of a chat, with its longest words", whole, "kB", "<= 12 kB", whole <= 12, "")


def _sent(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))
