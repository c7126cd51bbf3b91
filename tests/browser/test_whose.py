"""Saying whose a mail is, in the thread's menu, by keyboard, and taking it back (EML-14)."""

from uuid import uuid4

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import violations
from tests.browser.desk import Desk
from tests.browser.office import Office
from tests.browser.test_connecting import WIDTHS, tabbed_to
from tests.support.mails import a_mail


def asked(desk: Desk) -> Locator:
    """Open the dialog from the thread's menu."""
    desk.page.get_by_role("button", name="More", exact=True).press("Enter")
    tabbed_to(desk, desk.page.locator("#more").get_by_role("button", name="Somebody else wrote this"))
    desk.press("Enter")
    dialog = desk.page.get_by_role("dialog", name="Somebody else wrote this")
    expect(dialog).to_be_visible()
    return dialog


@pytest.mark.req("EML-14", "UIX-02", "UIX-04")
def test_a_mail_is_recorded_on_somebody_else_and_back(bo: Desk, office: Office) -> None:
    other, subject = office.there("Known"), office.there("Borrowed")
    there = office.address(other)
    bo.read(subject)
    dialog = asked(bo)
    tabbed_to(bo, dialog.get_by_label("Who wrote it"))
    bo.page.keyboard.type(there)
    expect(dialog.get_by_role("radio")).to_have_count(1)
    found = violations(bo.page, WIDTHS)
    assert not found, "\n".join(str(one) for one in found)
    tabbed_to(bo, dialog.get_by_role("radio"))
    bo.press("Space", "Enter")
    expect(dialog).to_have_count(0)
    expect(bo.notice).to_contain_text("Recorded")
    expect(bo.page.locator(".recipients-line")).to_contain_text(there)
    expect(bo.log).to_contain_text("on somebody else")
    bo.undo()
    expect(bo.page.locator(".recipients-line")).to_contain_text(office.address(subject))


@pytest.mark.req("EML-14", "EML-15")
def test_a_later_mail_alone_goes_to_an_address_that_nobody_had(bo: Desk, office: Office) -> None:
    begun = f"{uuid4()}@customer.example"
    subject = office.arrives("Alone", message_id=begun)
    own = {"subject": subject, "sender": office.address(subject)}
    office.mailbox.take(a_mail("By my sister.", answers=begun, **own))
    bo.read(subject)
    expect(bo.log).to_contain_text("By my sister.")
    dialog = asked(bo)
    dialog.get_by_label("Which message").select_option(index=1)
    expect(dialog).to_contain_text("the others stay here")
    new = f"sister.{office.address(subject)}"
    tabbed_to(bo, dialog.get_by_label("Who wrote it"))
    bo.page.keyboard.type(new)
    fresh = dialog.get_by_role("radio", name=new)
    tabbed_to(bo, fresh)
    bo.press("Space", "Enter")
    expect(bo.page.locator(".recipients-line")).to_contain_text(new)
    expect(bo.page.locator(".message.in")).to_have_count(1)
    bo.undo()
    expect(bo.page.locator(".message.in")).to_have_count(2)
