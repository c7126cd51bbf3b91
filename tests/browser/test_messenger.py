"""Connecting a Facebook page in a browser, by keyboard alone, and setting it afterwards (MSG-02..07)."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk
from tests.browser.driving import PATIENCE, Driver
from tests.browser.test_connecting import assert_clean, go_on, stage, tabbed_to
from tests.support.company import Company
from tests.support.product import Product
from tests.support.providers.messenger import APP, PUBLISHING, SECRET, VERIFY, Facebook
from tests.support.providers.messenger_http import running_facebook
from tests.support.servers import temporary_state

NUMBERS = count(1)
NO_WINDOWS = "window.open = () => null"
"""What a browser that blocks windows answers."""


@pytest.fixture(scope="module")
def facebook() -> Iterator[Facebook]:
    with running_facebook() as running:
        yield running


@pytest.fixture(scope="module")
def registered(facebook: Facebook) -> Iterator[Product]:
    """The product, as an app of a Facebook on this machine."""
    about = {
        "messenger_app_id": APP, "messenger_app_secret": SECRET, "messenger_verify_token": VERIFY,
        "messenger_url": facebook.url,
    }  # fmt: skip
    with temporary_state() as state, Product(state, **about) as running:
        running.wait_ready()
        yield running


@pytest.fixture
def seat(driver: Driver, registered: Product, facebook: Facebook) -> Iterator[tuple[Desk, Company]]:
    """The administrator of a new company, at a browser."""
    facebook.well()
    with ExitStack() as closing:
        company = Company(registered, closing, f"Gamma{next(NUMBERS)}")
        browser = closing.enter_context(driver.at_work())
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
        closing.callback(context.close)
        context.set_default_timeout(PATIENCE)
        desk = Desk(context, registered, company.admin)
        yield desk, company
        desk.assert_content()


def begin(desk: Desk) -> Locator:
    """Begin a channel of this kind; returns the first stage."""
    desk.open("/settings/channels")
    desk.page.get_by_role("button", name="Connect a channel").press("Enter")
    kind = desk.page.get_by_role("radio", name=re.compile("^Facebook Messenger"))
    expect(kind).to_be_enabled()
    kind.focus()
    desk.press("Space", "Enter")
    return stage(desk, "Page")


def log_in(desk: Desk, there: Locator, name: str) -> None:
    """Log in by keyboard in a window of its own, which closes by itself."""
    button = there.get_by_role("button", name=name)
    tabbed_to(desk, button)
    with desk.context.expect_page() as opened:
        desk.press("Enter")
    if not opened.value.is_closed():
        opened.value.wait_for_event("close")


def choose(desk: Desk, there: Locator, page: str, other: str) -> None:
    """Choose the page; why another one cannot be is said at it."""
    expect(there.get_by_role("radio", name=re.compile(f"^{page}"))).to_be_checked()
    refused = there.get_by_role("radio", name=re.compile(f"^{other}"))
    expect(refused).to_be_disabled()
    expect(there.locator("label").filter(has_text=other)).to_contain_text("You are not its administrator")
    assert_clean(desk)
    go_on(desk)


def greet(desk: Desk, page: str) -> None:
    """Write what is said by itself; the phone beside shows it."""
    there = stage(desk, "Greeting")
    expect(there.get_by_role("heading", name="Greeting")).to_be_focused()
    phone = there.get_by_role("region", name="As people see it")
    expect(phone).to_contain_text("Nothing is said by itself")
    tabbed_to(desk, there.get_by_role("textbox", name="Greeting"))
    desk.page.keyboard.type("Welcome!")
    tabbed_to(desk, there.get_by_role("switch", name="Answer the first message at once"))
    desk.press("Space")
    tabbed_to(desk, there.get_by_role("textbox", name="Instant reply"))
    desk.page.keyboard.type("We answer soon.")
    expect(phone.get_by_role("listitem")).to_have_text(
        ["Hello, is my parcel on its way?", "Welcome!", "We answer soon."]
    )
    expect(phone).to_contain_text(f"{page} answers by itself")
    assert_clean(desk)
    go_on(desk)


@pytest.mark.req("MSG-02", "MSG-03", "MSG-05", "MSG-06", "MSG-07", "UIX-02", "UIX-04")
def test_a_page_is_connected_by_keyboard(seat: tuple[Desk, Company], facebook: Facebook) -> None:
    desk, company = seat
    page, other = facebook.page(company.name), facebook.page("Elsewhere", PUBLISHING)
    there = begin(desk)
    assert_clean(desk)
    facebook.declines = True
    log_in(desk, there, "Log in with Facebook")
    expect(there.get_by_role("alert")).to_contain_text("You did not let us in at Facebook")
    facebook.well()
    log_in(desk, there, "Log in with Facebook")
    expect(there.get_by_role("status")).to_contain_text("You are logged in")
    choose(desk, there, page.name, other.name)
    greet(desk, page.name)
    rule = stage(desk, "Assignment")
    expect(rule.get_by_role("switch")).not_to_be_checked()
    go_on(desk)
    last = stage(desk, "Connect and finish")
    expect(last).to_contain_text("conversations wait unassigned")
    assert_clean(desk)
    go_on(desk, "Connect and finish")
    expect(desk.page.get_by_role("switch", name=f"{page.name} is on")).to_be_checked()
    assert_clean(desk)
    (row,) = company.admin.read("/channels")["items"]
    assert (row["state"], row["messenger"]["page_id"], row["rule"]["enabled"]) == (
        "connected",
        page.id,
        False,
    )
    assert row["messenger"]["instant_reply"] == {"on": True, "text": "We answer soon."}
    assert "messages" in page.subscribed


@pytest.mark.req("MSG-03", "MSG-04")
def test_where_windows_are_blocked_the_login_is_on_the_page_itself(
    seat: tuple[Desk, Company], facebook: Facebook
) -> None:
    desk, company = seat
    page = facebook.page(company.name)
    desk.context.add_init_script(NO_WINDOWS)
    there = begin(desk)
    tabbed_to(desk, there.get_by_role("button", name="Log in with Facebook"))
    desk.press("Enter")
    expect(there.get_by_role("alert")).to_contain_text("Your browser blocked the window")
    assert_clean(desk)
    tabbed_to(desk, there.get_by_role("button", name="Log in on this page"))
    desk.press("Enter")
    desk.live()
    expect(stage(desk, "Page").get_by_role("radio", name=re.compile(f"^{page.name}"))).to_be_checked()
    go_on(desk)
    expect(stage(desk, "Greeting")).to_be_visible()
