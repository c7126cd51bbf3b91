"""PF-10, the chat on other pages: how soon its launcher is painted there, and its panel once that is clicked."""

from collections.abc import Iterator

from playwright.sync_api import Browser

from tests.benchmarks.machine import Figure, Sample
from tests.benchmarks.table import Row
from tests.browser.shop import OPENED, Chat, shop
from tests.support.company import Company

LOOK = """
const within = (wanted) => [...document.querySelectorAll('*')].map((one) => one.shadowRoot?.querySelector(wanted)).find(Boolean);
const painted = (wanted) => new Promise((done) => (function look() {
  if (within(wanted)) requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  else requestAnimationFrame(look);
})());
window.launched = painted('.launch:not([hidden])');
window.opened = () => { const began = performance.now(); within('.launch').click(); return painted('.panel [role=log]').then((at) => at - began); };
"""


def rows(browser: Browser, company: Company, rounds: int) -> Iterator[Row]:
    """Measure in a fresh browser profile each time, with the files of the chat kept from no visit before."""
    launched, opened = list[Sample](), list[Sample]()
    with shop(Chat(company)) as origin:
        for _ in range(rounds):
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            context.add_init_script(OPENED + LOOK)
            page = context.new_page()
            page.goto(origin)
            launched.append(Sample(float(page.evaluate("() => window.launched")), 0.0))
            opened.append(Sample(float(page.evaluate("() => window.opened()")), 0.0))
            context.close()
    for what, samples in (("launcher painted on another page, from its click", launched), ("panel painted, from the launcher's", opened)):  # fmt: skip
        figure = Figure(tuple(samples))
        yield Row("PF-10", f"chat: {what}", figure.median, "ms", "", None, figure.spread)
