"""The stream is cut, the page says so, and nothing is missing once it is back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.desk import Desk, Sit
from tests.browser.measuring import A_TURN, TURNS
from tests.browser.office import Office
from tests.support.mails import a_mail
from tests.support.product import Product, eventually

WATCH = """() => { window.seenLost = new Promise((resolve) => new MutationObserver(() => {
  if (document.querySelector('.lost[role=alert]')) resolve(document.querySelector('.lost').textContent);
}).observe(document.body, { childList: true, subtree: true })); }"""


def holding(held: list[Route]) -> Callable[[Route], None]:
    """Return what keeps requests unanswered."""

    def hold(route: Route) -> None:
        held.append(route)

    return hold


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


@pytest.mark.req("API-04", "UIX-01")
@pytest.mark.parametrize("how", ["aborted", "refused"])
def test_what_could_not_be_read_though_the_stream_went_on_is_shown_later(
    bo: Desk, office: Office, how: str
) -> None:
    bo.expects("ERR_", "status of 503")

    def fail(route: Route) -> None:
        if how == "aborted":
            route.abort()
        else:
            route.fulfill(status=503, json={"status": 503, "code": "unavailable"})

    bo.page.route("**/conversations/rows?*", fail)
    missed = office.arrives("Missed")
    expect(bo.page.locator(".lost[role=alert]")).to_be_visible()
    expect(bo.row(missed)).to_have_count(0)
    bo.page.unroute("**/conversations/rows?*")
    expect(bo.row(missed)).to_be_visible()
    bo.live()


@pytest.mark.req("API-04")
def test_tabs_share_one_stream_and_the_next_takes_it_over(bo: Desk, office: Office) -> None:
    asked: list[str] = []
    bo.context.on("request", lambda request: asked.append(request.url))
    first = office.arrives("First")
    other = bo.context.new_page()
    other.goto(bo.page.url)
    expect(other.locator(".row", has_text=first)).to_be_visible()
    expect(other.locator(".rail [role=status]")).to_have_class("live live")
    both = office.arrives("Both")
    for page in (bo.page, other):
        expect(page.locator(".row", has_text=both)).to_be_visible()
    assert not [url for url in asked if url.endswith("/stream")]
    bo.page.close()
    expect(other.locator(".rail [role=status]")).to_have_class("live live")
    alone = office.arrives("Alone")
    expect(other.locator(".row", has_text=alone)).to_be_visible()


@pytest.mark.req("API-04", "UIX-01")
def test_what_happens_between_the_first_read_and_the_stream_is_shown(sit: Sit, office: Office) -> None:
    subject = office.there()
    desk = sit(office.bo)
    asked: list[Route] = []
    desk.page.route("**/api/v1/stream", holding(asked))
    desk.go("/inbox")
    desk.read(subject)
    expect(desk.log).to_contain_text("It does not shine.")
    office.mailbox.take(a_mail("Not at all.", sender=office.address(subject), subject=f"Re: {subject}"))
    missed = office.there("Between")
    expect(desk.row(missed)).to_have_count(0)
    (late,) = asked
    late.continue_()
    expect(desk.row(missed)).to_be_visible()
    desk.page.unroute("**/api/v1/stream")
    desk.live()


@pytest.mark.req("API-04", "UIX-01")
def test_a_page_that_is_older_than_a_change_is_not_shown_over_it(bo: Desk, office: Office) -> None:
    subject = office.there()
    expect(bo.row(subject)).to_be_visible()
    held: list[Route] = []
    bo.page.route("**/api/v1/conversations/query", holding(held))
    bo.page.get_by_role("link", name="Unassigned").click()
    bo.page.wait_for_function("() => document.querySelector('.waiting-rows')")
    page = held[0].fetch()
    later = office.there("Later")
    with bo.page.expect_response(lambda answer: "/conversations/rows" in answer.url):
        held[0].fulfill(response=page)
    expect(bo.row(later)).to_be_visible()
    expect(bo.row(subject)).to_be_visible()
    bo.page.unroute("**/api/v1/conversations/query")


@pytest.mark.req("API-04", "TKT-04")
def test_a_board_that_is_older_than_a_change_is_not_shown_over_it(bo: Desk, office: Office) -> None:
    subject, admin = office.there("Board"), office.company.admin
    office.ticket(subject)
    (row,) = (one for one in office.company.conversations() if one["subject"] == subject)
    stages = admin.read("/pipelines")["items"][0]["stages"]
    held: list[Route] = []
    bo.page.route("**/board", holding(held))
    bo.page.get_by_role("link", name="Tickets").click()
    for _ in range(TURNS):
        if held:
            break
        bo.measure(A_TURN)
    board = held[0].fetch()
    admin.put(f"/tickets/{row['ticket_id']}/stage", {"stage": stages[-1]["key"]})
    # what comes after it has come: so it has, too
    with bo.page.expect_response(lambda answer: "/conversations/rows" in answer.url):
        office.there("Later")
    with bo.page.expect_response(lambda answer: "/tickets/rows" in answer.url):
        held[0].fulfill(response=board)
    column = bo.page.get_by_role("region", name=stages[-1]["name"])
    expect(column.get_by_role("link", name=subject)).to_be_visible()
    bo.page.unroute("**/board")
