"""Search, contacts that are one person, the ticket board by keyboard (CNV-03, CON-03, TKT-01)."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk, Sit
from tests.browser.office import Office
from tests.support.mails import a_mail
from tests.support.running import Open


@pytest.mark.req("CNV-03", "UIX-01")
def test_words_of_a_message_are_found_and_marked(bo: Desk, office: Office) -> None:
    page = bo.page
    subject = office.arrives("Parcel", "The kingfisher plate arrived in two halves.")
    expect(bo.row(subject)).to_be_visible()
    bo.press("/")
    expect(page.locator("#search-field")).to_be_focused()
    page.keyboard.type("kingfisher halves")
    found = page.locator(".search-results a", has_text=subject)
    expect(found).to_be_visible()
    expect(found.locator("mark").first).to_contain_text("ingfisher")
    found.click()
    expect(bo.log).to_contain_text("The kingfisher plate arrived in two halves.")
    page.locator("input[type=search]").press("Escape")
    expect(bo.row(subject)).to_be_visible()


@pytest.mark.req("CNV-03", "TKT-04", "UIX-01")
def test_tickets_are_found_by_their_words_from_the_palette_too(bo: Desk, office: Office) -> None:
    page = bo.page
    subject = office.there("Sideboard")
    office.ticket(subject)
    bo.press("Control+k")
    commands = page.get_by_role("dialog", name="Commands")
    expect(commands.get_by_role("combobox")).to_be_focused()
    page.keyboard.type(f"{subject} -missing")
    expect(commands.get_by_role("option", selected=True)).to_contain_text(f"Search: {subject}")
    bo.press("Enter")
    found = page.get_by_role("list", name="Tickets").get_by_role("link", name=subject)
    expect(found).to_be_visible()
    found.click()
    expect(page.get_by_role("heading", name=subject, level=1)).to_be_attached()


@pytest.mark.req("CON-03", "UIX-01")
def test_two_contacts_are_merged_and_parted_again(bo: Desk, office: Office) -> None:
    page = bo.page
    subject = office.arrives("Lamp")
    other = office.address(office.subject("Ola"))
    second = office.arrives("Other", sender=f"Ola Inna <{other}>")
    expect(bo.row(second).locator(".row-who")).to_contain_text("Ola Inna")
    bo.read(subject)
    side = page.locator(".side")
    expect(side).to_contain_text(office.address(subject))
    side.get_by_role("button", name="Merge with...").click()
    dialog = page.get_by_role("dialog", name="Merge two contacts")
    dialog.get_by_role("searchbox").fill(other)
    dialog.locator(".person-found button").click()
    dialog.get_by_role("button", name="Swap").click()
    dialog.get_by_role("button", name="Merge into this one").click()
    expect(dialog).to_have_count(0)
    expect(side).to_contain_text(other)
    for written in (subject, second):
        expect(bo.row(written).locator(".row-who")).to_contain_text("Zoë Kunde")
    side.get_by_role("button", name="Unmerge").click()
    expect(side).not_to_contain_text(other)
    expect(bo.row(second).locator(".row-who")).to_contain_text("Ola Inna")
    expect(side).to_contain_text(office.address(subject))


@pytest.mark.req("TKT-01", "UIX-01", "UIX-04")
def test_a_ticket_moves_along_the_board_by_keyboard(sit: Sit, open_account: Open) -> None:
    company = open_account()
    company.channel(tickets=True).taken(a_mail(subject="A broken chair"))
    desk = sit(company.admin).open("/tickets")
    page = desk.page

    def card(column: int) -> Locator:
        return page.locator(".column").nth(column).locator("a[data-ticket]", has_text="A broken chair")

    card(0).focus()
    desk.press("Control+ArrowRight")
    expect(card(1)).to_be_focused()
    desk.undo()
    expect(card(0)).to_be_visible()
    card(0).focus()
    desk.press("Enter")
    expect(page.get_by_role("heading", name="A broken chair").first).to_be_visible()


@pytest.mark.req("TKT-01", "UIX-01", "UIX-04")
@pytest.mark.parametrize("finger", [False, True], ids=["mouse", "finger"])
def test_a_ticket_is_dragged_along_the_board(sit: Sit, open_account: Open, finger: bool) -> None:
    company = open_account()
    company.channel(tickets=True).taken(a_mail(subject="A broken chair"))
    desk = sit(company.admin, has_touch=finger).open("/tickets")
    card, to = (
        desk.page.locator(".column").nth(0).locator(".ticket-card"),
        desk.page.locator(".column").nth(1),
    )
    at, target = card.locator(".grip" if finger else "time").bounding_box(), to.bounding_box()
    assert at
    assert target
    begin = (at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    end = (target["x"] + target["width"] / 2, target["y"] + target["height"] / 2)
    (by_finger if finger else by_mouse)(desk, begin, end)
    expect(to.locator("a[data-ticket]", has_text="A broken chair")).to_be_visible()
    expect(desk.notice).to_contain_text("A broken chair")
    desk.undo()
    expect(card).to_be_visible()


def by_mouse(desk: Desk, begin: tuple[float, float], end: tuple[float, float]) -> None:
    mouse = desk.page.mouse
    mouse.move(*begin)
    mouse.down()
    mouse.move(*end, steps=8)
    mouse.up()


def by_finger(desk: Desk, begin: tuple[float, float], end: tuple[float, float]) -> None:
    """Touches come as the browser's own input, so that it may take them for scrolling where it should not."""
    cdp = desk.context.new_cdp_session(desk.page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y} for x, y in points]
        cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    touch("touchStart", begin)
    for part in range(1, 9):
        touch(
            "touchMove",
            (begin[0] + (end[0] - begin[0]) * part / 8, begin[1] + (end[1] - begin[1]) * part / 8),
        )
    expect(desk.page.locator("#dragged")).to_be_visible()
    touch("touchEnd")
