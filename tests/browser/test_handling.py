"""Notes, assignment, snoozing, many at once, and undo."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk, Sit
from tests.browser.office import Office


@pytest.mark.req("CNV-02", "UIX-01")
def test_a_note_calls_a_colleague_and_no_customer_gets_it(sit: Sit, office: Office) -> None:
    subject = office.there()
    bo, cy = sit(office.bo).open(), sit(office.cy).open()
    cy.read(subject)
    bo.read(subject)
    bo.press("n")
    note = bo.page.get_by_label("Write a note")
    expect(note).to_be_focused()
    bo.page.keyboard.type("Do you know this, @c")
    expect(bo.page.locator(".mention-menu").get_by_role("option", name="Cy")).to_be_visible()
    bo.press("Enter")
    bo.page.keyboard.type("?")
    bo.press("Control+Enter")
    kept = cy.page.locator(".message.note")
    expect(kept).to_contain_text("Do you know this, @Cy ?")
    expect(kept.locator(".chip", has_text="@Cy")).to_be_visible()
    bo.page.locator(".message.note").get_by_role("button", name="Take back").click()
    expect(kept).to_have_count(0)
    assert office.relay.sent_to(office.address(subject)) == []


@pytest.mark.req("UIX-01", "RTG-09")
def test_an_assignment_is_seen_by_the_other_at_once_and_said_in_words(sit: Sit, office: Office) -> None:
    subject = office.there()
    bo, cy = sit(office.bo).open("/inbox/mine"), sit(office.cy).open()
    cy.read(subject)
    cy.page.get_by_label("Assigned to", exact=True).select_option(label="Bo")
    expect(cy.page.locator(".decision", has_text="to Bo")).to_be_visible()
    expect(cy.row(subject).get_by_text("Bo", exact=True)).to_be_attached()
    expect(bo.row(subject)).to_be_visible()
    bo.read(subject)
    bo.page.get_by_label("Assigned to", exact=True).select_option(label="Nobody")
    expect(bo.row(subject)).to_have_count(0)


@pytest.mark.req("CNV-01", "UIX-01")
def test_a_conversation_is_put_off_and_brought_back(bo: Desk, office: Office) -> None:
    subject = office.arrives()
    bo.read(subject)
    bo.press("s")
    expect(bo.notice).to_contain_text("1 conversation changed")
    expect(bo.row(subject)).to_have_count(0)
    bo.page.get_by_role("link", name="Snoozed").click()
    expect(bo.row(subject)).to_be_visible()
    bo.undo()
    expect(bo.row(subject)).to_have_count(0)
    bo.page.get_by_role("link", name="All open").click()
    expect(bo.row(subject)).to_be_visible()


@pytest.mark.req("CNV-07", "UIX-01")
def test_several_are_closed_at_once_and_back_by_undo(bo: Desk, office: Office) -> None:
    subjects = [office.arrives("Chair") for _ in range(3)]
    for subject in subjects:
        expect(bo.row(subject)).to_be_visible()
    for subject in subjects:
        box = bo.page.locator(".row-box", has_text=subject).get_by_role("checkbox")
        box.check()
    bar = bo.page.get_by_role("toolbar", name="3 conversations selected")
    bar.get_by_role("button", name="Close").click()
    expect(bo.notice).to_contain_text("3 conversations changed")
    for subject in subjects:
        expect(bo.row(subject)).to_have_count(0)
    bo.undo()
    for subject in subjects:
        expect(bo.row(subject)).to_contain_text("Waiting")


@pytest.mark.req("CNV-07", "UIX-01")
def test_all_of_a_list_are_chosen_and_it_says_how_many(bo: Desk, office: Office) -> None:
    office.there("Another")
    subject = office.there()
    bo.page.locator(".row-box", has_text=subject).get_by_role("checkbox").check()
    bar = bo.page.locator(".bulk")
    bar.get_by_role("button", name=re.compile(r"Select all \d+ of this list")).click()
    expect(bar.get_by_role("status")).to_contain_text(re.compile(r"All \d+ of this list are selected"))
    later = office.there("Later")
    expect(bo.row(later)).to_be_visible()
    expect(bar.get_by_role("status")).to_contain_text("conversations selected")
    bar.get_by_role("button", name="Clear").click()
    expect(bar).to_have_count(0)


@pytest.mark.req("AUD-02", "UIX-01")
def test_the_slider_shows_a_conversation_as_it_was(bo: Desk, office: Office) -> None:
    subject = office.arrives("Lamp", "The first words.")
    bo.read(subject)
    bo.answer("An answer.")
    expect(bo.page.locator(".message.out .state")).to_have_text("Sent")
    bo.page.get_by_role("button", name="As it was").click()
    slider = bo.page.get_by_role("slider")
    expect(bo.log).to_contain_text("An answer.")
    slider.press("Home")
    expect(bo.log).not_to_contain_text("An answer.")
    expect(bo.page.locator("#reply")).to_have_count(0)
    slider.press("End")
    expect(bo.log).to_contain_text("An answer.")
    bo.press("Escape")
    expect(bo.page.locator("#reply")).to_be_visible()
