"""The assignment log and another rule on the past, as an agent and an administrator read them (RTG-08, RTG-12)."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.desk import Sit
from tests.support.mails import a_mail
from tests.support.running import Open


@pytest.mark.req("RTG-08", "RTG-12", "UIX-04")
def test_who_got_what_and_who_would_have(sit: Sit, open_account: Open) -> None:
    company = open_account()
    ann, bo = company.agent("Ann"), company.agent("Bo")
    mailbox = company.channel(users=(ann.user_id,))
    mailbox.taken(*(a_mail(sender=f"c{number}@{company.domain}") for number in range(2)))
    company.admin.settled()
    desk = sit(company.admin)
    page = desk.page
    desk.open("/settings/decisions")
    page.get_by_label("Show").select_option(label="Assignments")
    lines = page.locator(".settings-page li.item")
    expect(lines).to_have_count(2)
    expect(lines.last).to_contain_text("Assigned to Ann: never had a turn in this rule.")
    lines.last.locator("summary").click()
    expect(lines.last.get_by_role("row", name="Ann")).to_contain_text("got it")
    assert not violations(page)
    lines.last.get_by_role("link", name="Conversation").click()
    expect(page.locator(".decision").first).to_contain_text("Ann")

    desk.open("/settings/trying")
    page.get_by_label("Until").fill("2031-01-01T00:00")
    page.get_by_role("group", name="People").get_by_role("checkbox", name="Bo").check()
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("heading", name="2 conversations came; 2 would have gone to")).to_be_visible()
    expect(page.get_by_role("row", name="Bo")).to_contain_text("2")
    page.locator("summary", has_text="Some of those that differ").click()
    expect(page.get_by_role("cell").get_by_role("link", name="Conversation")).to_have_count(2)
    assert not violations(page)
    assert bo.user_id
    page.get_by_label("From").fill("2030-01-01T00:00")
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("status").filter(has_text="No conversation came")).to_be_visible()
