"""What the budgets are measured by, in a real page: requests, first rows, shifts, answers to keys, memory (PF-10)."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import CDPSession, Page, Route

from tests.support.company import Mailbox
from tests.support.mails import a_mail

RATE = 20
"""Messages a second that arrive while somebody works."""
AN_HOUR = 3_600 * RATE
"""Frames."""
STREAM = "**/api/v1/stream"
TURNS, A_TURN = 3_000, "() => new Promise((done) => setTimeout(done, 20))"

WATCH = """
new MutationObserver((_, watching) => {
  if (!document.querySelector('.row')) return;
  watching.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.rowsShownAt = performance.now(); }));
}).observe(document, { childList: true, subtree: true });
window.shifted = 0;
window.interactions = [];
new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value; })
  .observe({ type: 'layout-shift', buffered: true });
new PerformanceObserver((list) => { for (const one of list.getEntries()) if (one.interactionId) window.interactions.push(one.duration); })
  .observe({ type: 'event', durationThreshold: 16, buffered: true });
"""
SHOWN = "() => window.rowsShownAt"
BEFORE = """() => {
  const all = performance.getEntriesByType('resource').map((one) => [new URL(one.name).pathname, one.startTime]);
  const rows = all.find(([path]) => path.endsWith('/conversations/query'));
  return all.filter(([path, began]) => began <= rows[1] && !path.endsWith('/icon.svg')).map(([path]) => path);
}"""


def watched(page: Page) -> Page:
    """Let every page that is opened here keep its figures."""
    page.add_init_script(WATCH)
    return page


def rows_shown(page: Page, address: str) -> float:
    """Open the inbox; returns the milliseconds until its first rows were painted."""
    page.goto(address)
    return float(page.wait_for_function(SHOWN).json_value())


def requests_before_rows(page: Page) -> list[str]:
    """Return the page itself and what was asked for up to the rows: all that they wait for."""
    return ["", *page.evaluate(BEFORE)]


def shifted(page: Page) -> float:
    """Return how far things moved that nobody asked to move (CLS)."""
    return float(page.evaluate("() => window.shifted"))


def interactions(page: Page) -> list[float]:
    """Return the milliseconds from each key to what it painted, those below 16 as 16, slowest last."""
    return sorted(page.evaluate("() => window.interactions"))


@contextmanager
def arriving(mailbox: Mailbox, subject: str) -> Iterator[None]:
    """`RATE` mails arrive each second, meanwhile."""
    over = threading.Event()

    def send() -> None:
        while not over.wait(1 / RATE):
            mailbox.take(a_mail("More and more.", subject=subject))

    sender = threading.Thread(target=send)
    sender.start()
    try:
        yield
    finally:
        over.set()
        sender.join()


class Replay:
    """Holds the page's streams back until they are answered with frames of ours, as fast as it reads."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._asked: list[Route] = []

        def keep(asked: Route) -> None:
            self._asked.append(asked)

        page.route(STREAM, keep)

    def next(self) -> Route:
        """Wait until the page asks for its next stream: it has read the one before by then."""
        for _ in range(TURNS):
            if self._asked:
                return self._asked.pop()
            self._page.evaluate(A_TURN)
        raise AssertionError("the page opens no stream")


def frames(conversations: Sequence[str], count: int) -> str:
    """Return `count` frames about the conversations in turn."""
    texts = [
        f"event: conversation.message_received\ndata: {json.dumps({'conversation_id': one})}\n\n"
        for one in conversations
    ]
    return "".join(texts) * (count // len(texts))


def memory(cdp: CDPSession) -> dict[str, int]:
    """Return what is left after the rubbish was collected: bytes, nodes, listeners."""
    for _ in range(2):
        cdp.send("HeapProfiler.collectGarbage")
    counters: dict[str, Any] = cdp.send("Memory.getDOMCounters")
    used = cdp.send("Runtime.getHeapUsage")["usedSize"]
    return {"bytes": int(used), "nodes": counters["nodes"], "listeners": counters["jsEventListeners"]}


def after_an_hour(page: Page, address: str) -> tuple[dict[str, int], dict[str, int]]:
    """Return the memory of a page after some minutes and after an hour of live traffic more."""
    replay, cdp = Replay(page), page.context.new_cdp_session(page)
    page.goto(address)
    page.locator(".row").first.wait_for()
    page.keyboard.press("j")
    page.locator(".message").first.wait_for()
    found = page.eval_on_selector_all(".row", "all => all.map((one) => one.pathname.split('/').at(-1))")
    stream, samples = replay.next(), []
    for count in (AN_HOUR // 10, AN_HOUR):
        stream.fulfill(headers={"Content-Type": "text/event-stream"}, body=frames(found, count))
        stream = replay.next()
        samples.append(memory(cdp))
    stream.abort()
    return samples[0], samples[1]
