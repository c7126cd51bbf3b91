"""A customer writes, somebody answers, and the page shows how far it is, all of it live."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk, Sit
from tests.browser.office import Office
from tests.support.mails import a_mail
from tests.support.product import eventually


@pytest.mark.req("UIX-01", "API-04", "CNV-06", "EML-17")
def test_a_mail_arrives_while_the_list_is_open_and_is_answered(bo: Desk, office: Office) -> None:
    subject = office.arrives("Lamp", "The lamp does not shine.")
    expect(bo.row(subject)).to_be_visible()
    expect(bo.read(subject)).to_contain_text("The lamp does not shine.")
    bo.answer("Is it plugged in?")
    ours = bo.page.locator(".message.out", has_text="Is it plugged in?")
    expect(ours).to_be_visible()
    expect(ours.locator(".state")).to_have_text("Sent")
    expect(bo.row(subject)).to_contain_text("Is it plugged in?")
    (sent,) = office.relay.sent_to(office.address(subject))
    assert (sent["copies"], sent["subject"]) == (1, f"Re: {subject}")

    text = "It is.\n\n-- \nJo\n\nOn Sun, 22 Nov 2026 at 10:04, Bo wrote:\n> Is it plugged in?\n"
    office.mailbox.take(
        a_mail(text, sender=office.address(subject), subject=subject, answers=sent["message_id"])
    )
    expect(bo.row(subject)).to_contain_text("It is.")
    theirs = bo.page.locator(".message.in", has_text="It is.")
    quoted = theirs.get_by_text("> Is it plugged in?")
    expect(quoted).to_be_hidden()
    theirs.get_by_text("Show quoted text").click()
    expect(quoted).to_be_visible()
    assert len(office.relay.sent_to(office.address(subject))) == 1


@pytest.mark.req("UIX-01", "CNV-01")
def test_an_answer_that_closes_leaves_the_list(bo: Desk, office: Office) -> None:
    subject = office.arrives()
    bo.read(subject)
    bo.page.locator("#reply").fill("Replaced.")
    bo.page.get_by_role("button", name="Send and close").click()
    expect(bo.row(subject)).to_have_count(0)
    eventually(lambda: office.relay.sent_to(office.address(subject)), "the answer is sent")
    bo.page.get_by_role("link", name="Closed").click()
    expect(bo.row(subject)).to_be_visible()


@pytest.mark.req("CNV-04")
def test_two_agents_collide_and_the_second_is_asked(sit: Sit, office: Office) -> None:
    subject = office.there()
    bo, cy = sit(office.bo).open(), sit(office.cy)
    # nothing tells this one of anything: their page is as old as it may be
    cy.page.route("**/api/v1/stream", lambda _: None)
    cy.expects("status of 412")
    cy.go("/inbox")
    cy.read(subject)
    bo.read(subject)
    bo.answer("I have it.")
    expect(bo.page.locator(".message.out .state")).to_have_text("Sent")
    cy.answer("So have I.")
    asked = cy.page.get_by_role("alert").filter(has_text="Somebody answered since you opened this.")
    asked.get_by_role("button", name="Look first").click()
    expect(cy.page.locator("#reply")).to_have_value("So have I.")
    cy.page.locator("#reply").press("Control+Enter")
    asked.get_by_role("button", name="Send anyway").click()
    expect(asked).to_have_count(0)
    expect(bo.log).to_contain_text("So have I.")
    texts = [mail["subject"] for mail in eventually(lambda: two(office, subject), "both answers are sent")]
    assert texts == [f"Re: {subject}"] * 2


def two(office: Office, subject: str) -> list[dict[str, str]]:
    """Return the mails the customer got, once there are two."""
    sent = office.relay.sent_to(office.address(subject))
    return sent if len(sent) == 2 else []
