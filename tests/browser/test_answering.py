"""Answering by another channel in the browser: chosen by keyboard, refused in words, told on each message (CNV-05)."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.desk import Desk, Sit
from tests.e2e.test_across import submitted
from tests.support.company import Company, Mailbox
from tests.support.mails import a_mail
from tests.support.product import Relay
from tests.support.running import Open

WIDTHS = ((1440, 900), (360, 740))


@pytest.fixture
def mailbox(open_account: Open, relay: Relay) -> Mailbox:
    """A mailbox of a company that has a second one, which is paused."""
    company = open_account()
    company.relay(relay)
    company.admin.post(f"/channels/{company.channel('off').channel_id}/pause")
    return company.channel("team")


def choice(desk: Desk, label: str = "Answer by") -> dict[str, bool]:
    """Return what may be chosen, by its words."""
    options = desk.page.get_by_label(label).locator("option")
    expect(options).to_have_count(3)
    return {one.inner_text(): one.is_enabled() for one in options.all()}


@pytest.mark.req("CNV-05", "UIX-01", "UIX-03", "UIX-04")
def test_the_way_is_chosen_by_keyboard_and_the_answer_comes_back_by_it(
    sit: Sit, mailbox: Mailbox, relay: Relay
) -> None:
    company: Company = mailbox.company
    address = f"{company.name.lower()}.ways@kunde.example"
    submitted(company, address)
    desk = sit(company.admin).open()
    page = desk.page
    desk.read("A lamp")
    inbox = company.admin.read("/inboxes")["items"][0]["name"]
    assert choice(desk) == {
        f"Form: {inbox} · as it began": True,
        f"{mailbox.address} · {inbox}": True,
        f"off@{company.domain} · {inbox} · paused": False,
    }
    found = violations(page, WIDTHS)
    assert not found, "\n".join(str(one) for one in found)
    desk.assert_fits()

    page.get_by_label("Answer by").focus()
    page.keyboard.type(mailbox.address)
    expect(page.get_by_label("Answer by")).to_have_value(mailbox.channel_id)
    page.locator("#reply").fill("Which lamp?")
    expect(page.locator(".composer").get_by_text("Draft kept")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Answer by")).to_have_value(mailbox.channel_id)
    desk.answer("Which one?")
    expect(page.locator(".message.out")).to_contain_text(f"by {mailbox.address}")
    expect(page.locator(".message.out .state")).to_have_text("Sent")
    expect(page.locator(".message.in").get_by_text("by ", exact=False)).to_have_count(0)

    (sent,) = relay.sent_to(address)
    mailbox.take(a_mail("The red one.", sender=f"Jo <{address}>", answers=sent["message_id"]))
    expect(page.locator(".message.in").last).to_contain_text(f"by {mailbox.address}")
    expect(page.get_by_label("Answer by")).to_have_value(mailbox.channel_id)
