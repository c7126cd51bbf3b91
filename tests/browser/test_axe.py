"""axe finds nothing, on any page, in any state (UIX-04)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.desk import Desk, Sit
from tests.browser.office import Office

DOORS = ("/", "/sign-in", "/sign-in#forgot", "/set-password#nothing")


def several(desk: Desk) -> None:
    desk.page.locator(".row-box").get_by_role("checkbox").first.check()
    expect(desk.page.get_by_role("toolbar", name="selected")).to_be_visible()


def menu(desk: Desk) -> None:
    desk.page.get_by_role("button", name="More").click()
    expect(desk.page.locator("#more")).to_be_visible()


def noting(desk: Desk) -> None:
    desk.press("n")
    expect(desk.page.locator("#note")).to_be_focused()
    desk.page.keyboard.type("@c")
    expect(desk.page.locator(".mention-menu").get_by_role("option", name="Cy")).to_be_visible()


def past(desk: Desk) -> None:
    desk.page.get_by_role("button", name="As it was").click()
    expect(desk.page.get_by_role("slider")).to_be_visible()


def keys(desk: Desk) -> None:
    desk.press("?")
    expect(desk.page.get_by_role("dialog", name="Keyboard")).to_be_visible()


def commands(desk: Desk) -> None:
    desk.press("Control+k")
    expect(desk.page.get_by_role("listbox")).to_be_visible()


def nothing(_: Desk) -> None:
    """The conversation as it is opened."""


STATES: dict[str, Callable[[Desk], None]] = {
    one.__name__: one for one in (nothing, several, menu, noting, past, keys, commands)
}


def assert_clean(page: Page) -> None:
    found = violations(page)
    assert not found, "\n".join(str(one) for one in found)


@pytest.mark.req("UIX-04")
@pytest.mark.parametrize("state", STATES)
def test_a_conversation(bo: Desk, office: Office, state: str) -> None:
    subject = office.arrives("Axe", "First.\n\n> quoted\n> more")
    bo.read(subject)
    bo.answer("Second.")
    expect(bo.page.locator(".message.out .state")).to_have_text("Sent")
    STATES[state](bo)
    assert_clean(bo.page)


@pytest.mark.req("UIX-04")
@pytest.mark.parametrize("view", ["open", "trash"])
def test_lists_full_and_empty(bo: Desk, office: Office, view: str) -> None:
    subject = office.arrives()
    expect(bo.row(subject)).to_be_visible()
    bo.open(f"/inbox/{view}")
    assert_clean(bo.page)


def search(desk: Desk, subject: str) -> None:
    desk.press("/")
    expect(desk.page.locator("#search-field")).to_be_focused()
    desk.page.keyboard.type(f'"{subject}"')
    expect(desk.page.locator(".search-row", has_text=subject)).to_be_visible()


def tickets(desk: Desk, _: str) -> None:
    desk.go("/tickets")
    expect(desk.page.locator("[data-ticket]").first).to_be_visible()


def contacts(desk: Desk, _: str) -> None:
    desk.go("/contacts")
    expect(desk.page.locator(".contacts-row").first).to_be_visible()


def me(desk: Desk, _: str) -> None:
    desk.go("/me")
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("Bo")


def new_mail(desk: Desk, _: str) -> None:
    desk.press("c")
    dialog = desk.page.get_by_role("dialog", name="New mail")
    dialog.get_by_label("To", exact=True).fill("zoe@kunde.example, nobody,")
    expect(dialog.locator(".chip.bad")).to_be_visible()
    dialog.locator("textarea").fill("Some **words**.")


def canned(desk: Desk, subject: str) -> None:
    desk.read(subject)
    desk.page.locator("#reply").press("/")
    expect(desk.page.get_by_role("combobox", name="Search canned replies")).to_be_focused()


PAGES: dict[str, Callable[[Desk, str], None]] = {
    one.__name__: one for one in (search, tickets, contacts, me, new_mail, canned)
}


@pytest.mark.req("UIX-04")
@pytest.mark.parametrize("page", PAGES)
def test_what_is_beside_the_list(bo: Desk, office: Office, page: str) -> None:
    subject = office.there("Beside")
    office.ticket(subject)
    expect(bo.row(subject)).to_be_visible()
    PAGES[page](bo, subject)
    assert_clean(bo.page)


@pytest.mark.req("UIX-04")
def test_the_drawer_of_a_telephone(sit: Sit, office: Office) -> None:
    office.there()
    desk = sit(office.bo, viewport={"width": 360, "height": 740}).open()
    desk.page.get_by_role("button", name="Menu").click()
    expect(desk.page.get_by_role("dialog", name="Menu").get_by_role("link", name="Closed")).to_be_visible()
    found = violations(desk.page, ((360, 740),))
    assert not found, "\n".join(str(one) for one in found)


@pytest.mark.req("UIX-04")
@pytest.mark.parametrize("path", DOORS)
def test_the_door(sit: Sit, path: str) -> None:
    desk = sit()
    desk.go(path)
    expect(desk.page.locator("h1").first).to_be_attached()
    assert_clean(desk.page)
