"""A customer is asked after closing, rates without a script, and those who work here read it (CNV-10, UIX-04)."""

import re
from email import message_from_bytes
from email.policy import default

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.desk import OVERFLOW, Sit
from tests.support.mails import a_mail
from tests.support.product import Relay, eventually
from tests.support.running import Open


def links_of(raw: bytes) -> list[str]:
    body = message_from_bytes(raw, policy=default).get_body(("plain",))
    assert body is not None
    return re.findall(r"https?://[^/]+(/rate/\S+)", body.get_content())


@pytest.mark.req("CNV-10", "UIX-04")
def test_a_customer_is_asked_rates_without_a_script_and_changes_it(
    sit: Sit, open_account: Open, relay: Relay
) -> None:
    company = open_account()
    company.relay(relay)
    customer = f"jo@{company.domain}"
    company.channel().taken(a_mail("Where is it?", sender=customer, subject="Parcel"))
    desk = sit(company.admin)
    page = desk.page
    desk.open("/settings/surveys")
    page.get_by_role("switch", name="Ask customers of this inbox").check()
    page.get_by_label("Minutes after closing").fill("0")
    page.get_by_label("Question").fill("Was it found?")
    page.get_by_role("button", name="Show the mail").click()
    expect(page.get_by_role("region", name="The mail")).to_contain_text("Was it found?")
    assert not violations(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The survey is saved.")).to_be_visible()
    desk.open("/inbox")
    desk.read("Parcel")
    desk.page.set_viewport_size({"width": 1440, "height": 900})
    desk.answer("Found.")
    expect(page.locator(".message.out .state")).to_have_text("Sent")
    page.locator(".thread-head").get_by_role("button", name="Close").click()

    def asked() -> list[bytes]:
        mails = [one for one in relay.sent_to(customer) if one["subject"] == "How did we do?"]
        return [relay.raw(one) for one in mails]

    (raw,) = eventually(asked, "the customer is asked")
    links = links_of(raw)
    assert len(links) == 5
    outside = sit(None, java_script_enabled=False)
    outside.go(next(link for link in links if link.endswith("score=4")))
    expect(outside.page.get_by_role("radio", checked=True)).to_have_value("4")
    expect(outside.page.get_by_role("group", name="Was it found?")).to_be_visible()
    outside.page.get_by_label("Anything you want to add").fill("Quick and friendly.")
    outside.page.get_by_role("button", name="Send").click()
    expect(outside.page.get_by_role("status")).to_contain_text("Thank you")
    outside.page.get_by_role("radio", name="5").check()
    outside.page.get_by_label("Anything you want to add").fill("Found on the same day.")
    outside.page.get_by_role("button", name="Send the change").click()
    expect(outside.page.get_by_role("radio", checked=True)).to_have_value("5")
    watching = sit()
    watching.go(links[0])
    assert not violations(watching.page)
    watching.page.set_viewport_size({"width": 360, "height": 640})
    assert watching.page.evaluate(OVERFLOW) <= 0
    desk.page.get_by_role("link", name="Closed").click()
    desk.read("Parcel")
    told = page.locator(".rating")
    expect(told).to_contain_text("5 of 5")
    expect(told).to_contain_text("Found on the same day.")
    assert not violations(page)
