"""Pipelines arranged in the settings, and tickets linked, described and changed many at once (TKT-02, TKT-04)."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import violations
from tests.browser.desk import Desk, Sit
from tests.browser.office import Office


def arranging(sit: Sit, office: Office) -> Desk:
    desk = sit(office.company.admin).open("/settings/pipelines")
    expect(desk.page.locator(".stages").first).to_be_visible()
    return desk


def stages(card: Locator) -> list[str]:
    return [one.input_value() for one in card.get_by_label("Name of the stage").all()]


@pytest.mark.req("TKT-02", "UIX-04")
def test_stages_are_added_ordered_by_keys_and_removed_with_their_tickets(sit: Sit, office: Office) -> None:
    desk = arranging(sit, office)
    page = desk.page
    name = office.subject("Returns")
    page.get_by_label("New pipeline").fill(name)
    page.get_by_role("button", name="Create").click()
    card = page.get_by_role("region", name=name)
    expect(card).to_be_visible()
    card.get_by_role("textbox", name="Add a stage").fill("Parts ordered")
    desk.press("Enter")
    card.get_by_role("button", name="Move Parts ordered up").press("Enter")
    expect(card.get_by_label("Name of the stage").nth(3)).to_have_value("Parts ordered")
    expect(card.get_by_role("button", name="Move Parts ordered up")).to_be_focused()
    card.get_by_role("button", name="Remove New").click()
    dialog = page.get_by_role("dialog", name="Remove New")
    expect(dialog).to_contain_text("No tickets are in it.")
    dialog.get_by_label("Its tickets go to").select_option(label="Closed")
    dialog.get_by_role("button", name="Remove", exact=True).click()
    expect(desk.notice).to_contain_text("Stage removed")
    expect(card.get_by_label("Name of the stage")).to_have_count(4)
    assert stages(card) == ["Waiting on us", "Waiting on contact", "Parts ordered", "Closed"]
    card.get_by_role("button", name="Archive").click()
    expect(card.get_by_text("Archived", exact=True)).to_be_visible()
    found = violations(page, ((1440, 900), (360, 740)))
    assert not found, "\n".join(str(one) for one in found)


@pytest.mark.req("TKT-03", "TKT-04", "UIX-04")
def test_a_ticket_is_described_linked_and_taken_apart_again(bo: Desk, office: Office) -> None:
    subject, other = office.there("Lamp"), office.there("Chair")
    office.ticket(subject)
    page = bo.page
    bo.go("/tickets")
    page.get_by_label("Words to look for").fill(subject)
    page.get_by_role("link", name=subject).click()
    page.get_by_label("Description").fill("It came in two pieces.")
    bo.press("Tab")
    expect(page.locator(".ticket-history")).to_contain_text("Described")
    page.get_by_role("button", name="Link a conversation").click()
    finder = page.get_by_role("dialog", name="Link a conversation")
    finder.get_by_role("button", name=other).click()
    expect(page.locator(".ticket-history")).to_contain_text("Contact linked")
    found = violations(page, ((1440, 900), (360, 740)))
    assert not found, "\n".join(str(one) for one in found)
    page.get_by_role("button", name=f"Take {other} off the ticket").click()
    expect(page.locator(".ticket-history")).to_contain_text("Conversation taken off")
    expect(page.get_by_role("link", name=other)).to_have_count(0)


@pytest.mark.req("TKT-04")
def test_many_tickets_are_changed_at_once_and_back(bo: Desk, office: Office) -> None:
    subjects = [office.there("Many") for _ in range(2)]
    for subject in subjects:
        office.ticket(subject)
    page = bo.page
    bo.go("/tickets")
    page.get_by_role("button", name="Table", exact=True).click()
    for subject in subjects:
        page.get_by_label(f"Choose {subject}", exact=True).check()
    page.get_by_label("Set priority").select_option("urgent")
    expect(bo.notice).to_contain_text("2 changed")
    for subject in subjects:
        expect(page.get_by_role("row", name=subject)).to_contain_text("Urgent")
    bo.notice.get_by_role("button", name="Undo").click()
    for subject in subjects:
        expect(page.get_by_role("row", name=subject)).to_contain_text("Medium")
