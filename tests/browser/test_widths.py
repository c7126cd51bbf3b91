"""From a telephone to a wide screen, and enlarged (WCAG 1.4.10)."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Sit
from tests.browser.office import Office

SIZES = {"telephone": (360, 640), "enlarged": (320, 256), "tablet": (820, 1180), "wide": (1920, 1080)}
PAGES = {"/contacts": ".contacts-row", "/me": "h1", "/tickets": "[data-ticket]"}
LONG = "An-order-number-that-nobody-would-break-" + "0123456789" * 12


@pytest.mark.req("UIX-04")
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_wider_than_the_window(sit: Sit, office: Office, size: str) -> None:
    width, height = SIZES[size]
    subject = office.there("Wide", f"{LONG} and more.")
    desk = sit(office.bo, viewport={"width": width, "height": height}, has_touch=width < 900).open()
    page = desk.page
    desk.assert_fits()
    desk.read(subject)
    desk.assert_fits()
    side = page.locator(".side")
    if not side.is_visible():
        page.get_by_role("button", name="Show details").click()
    expect(side).to_be_visible()
    desk.assert_fits()
    if width < 1100:
        page.get_by_role("button", name="Hide details").last.click()
    desk.answer("It fits.")
    expect(page.locator(".message.out .state")).to_have_text("Sent")
    page.get_by_role("button", name="As it was").click()
    expect(page.get_by_role("slider")).to_be_visible()
    desk.assert_fits()
    desk.press("Escape", "?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    desk.assert_fits()
    desk.press("Escape", "Control+k")
    expect(page.get_by_role("combobox", name="Type what you want to do")).to_be_visible()
    desk.assert_fits()
    desk.press("Escape")
    if width < 720:
        page.get_by_role("button", name="Back to the list").click()
    expect(desk.row(subject)).to_be_visible()


@pytest.mark.req("UIX-01", "UIX-04")
def test_on_a_telephone_everything_is_reached_from_the_foot_and_the_drawer(sit: Sit, office: Office) -> None:
    office.there()
    desk = sit(office.bo, viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True).open()
    page = desk.page
    for name in ("Tickets", "Contacts", "Inbox"):
        page.get_by_role("navigation", name="Pages").get_by_role("link", name=name).tap()
        expect(page.get_by_role("link", name=name, exact=True)).to_have_attribute("aria-current", "page")
        desk.assert_fits()
    menu = page.get_by_role("button", name="Menu")
    menu.tap()
    drawer = page.get_by_role("dialog", name="Menu")
    desk.assert_fits()
    drawer.get_by_role("link", name="Closed").tap()
    expect(drawer).to_have_count(0)
    expect(page.locator("#list-title")).to_have_text("Closed")
    menu.tap()
    page.touchscreen.tap(350, 300)
    expect(drawer).to_have_count(0)
    menu.focus()
    desk.press("Enter")
    expect(drawer).to_be_visible()
    desk.press("Tab")
    expect(drawer.locator(":focus")).to_have_count(1)
    desk.press("Escape")
    expect(drawer).to_have_count(0)
    expect(menu).to_be_focused()
    menu.tap()
    drawer.get_by_role("link", name="My profile").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bo")
    desk.assert_fits()


@pytest.mark.req("UIX-01", "UIX-04")
def test_no_page_is_wider_than_a_telephone(sit: Sit, office: Office) -> None:
    subject = office.there("Narrow")
    office.ticket(subject)
    desk = sit(office.bo, viewport={"width": 360, "height": 640})
    for path, shown in PAGES.items():
        desk.open(path)
        expect(desk.page.locator(shown).first).to_be_visible()
        desk.assert_fits()
    desk.page.get_by_role("button", name="Table").click()
    desk.assert_fits()
    desk.page.locator("[data-ticket], .tickets-table a").first.click()
    expect(desk.page.locator(".ticket-page")).to_be_visible()
    desk.assert_fits()
