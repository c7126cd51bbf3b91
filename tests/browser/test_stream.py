"""The stream is cut, the page says so, and nothing is missing once it is back."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.office import Office
from tests.support.product import Product, eventually

WATCH = """() => { window.seenLost = new Promise((resolve) => new MutationObserver(() => {
  if (document.querySelector('.lost[role=alert]')) resolve(document.querySelector('.lost').textContent);
}).observe(document.body, { childList: true, subtree: true })); }"""


@pytest.mark.req("API-04", "UIX-01", "RL-03")
def test_what_happened_while_the_api_was_down_is_shown_when_it_is_back(
    bo: Desk, office: Office, product: Product
) -> None:
    bo.expects("ERR_", "status of 50[234]")
    opened = office.arrives()
    bo.read(opened)
    bo.measure(WATCH)
    eventually(lambda: product.signal("api"), "the API is killed")
    missed = office.arrives("Missed")
    assert "Connection lost" in bo.measure("() => window.seenLost")
    bo.live()
    expect(bo.page.locator(".lost")).to_have_count(0)
    expect(bo.row(missed)).to_be_visible()
    later = office.arrives("Later")
    expect(bo.row(later)).to_be_visible()
    bo.answer("We are back.")
    expect(bo.page.locator(".message.out .state")).to_have_text("Sent")


@pytest.mark.req("API-04")
def test_tabs_share_one_stream_and_the_next_takes_it_over(bo: Desk, office: Office) -> None:
    asked: list[str] = []
    bo.context.on("request", lambda request: asked.append(request.url))
    first = office.arrives("First")
    other = bo.context.new_page()
    other.goto(bo.page.url)
    expect(other.locator(".row", has_text=first)).to_be_visible()
    both = office.arrives("Both")
    for page in (bo.page, other):
        expect(page.locator(".row", has_text=both)).to_be_visible()
    assert not [url for url in asked if url.endswith("/stream")]
    bo.page.close()
    expect(other.locator(".rail [role=status]")).to_have_class("live live")
    alone = office.arrives("Alone")
    expect(other.locator(".row", has_text=alone)).to_be_visible()
