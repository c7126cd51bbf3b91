"""From a telephone to a wide screen, and enlarged (WCAG 1.4.10)."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Sit
from tests.browser.office import Office

SIZES = {"telephone": (360, 640), "enlarged": (320, 256), "tablet": (820, 1180), "wide": (1920, 1080)}
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
