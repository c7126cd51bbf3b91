"""Lists narrowed by teams, properties and promises, and what is handed to a team, in the inbox (CNV-02, CNV-03, CNV-10, RTG-02)."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.desk import Sit
from tests.support.mails import a_mail
from tests.support.running import Open

TARGET = {"priority": "none", "first_reply": None, "next_reply": None, "resolution": 600}


@pytest.mark.req("CNV-02", "CNV-03", "CNV-10", "RTG-02", "UIX-04")
def test_a_list_is_narrowed_to_a_team_a_property_and_what_is_overdue(sit: Sit, open_account: Open) -> None:
    company = open_account()
    ann = company.agent("Ann")
    admin = company.admin
    team = admin.post("/teams", {"name": "First line"})["id"]
    admin.put(f"/teams/{team}/members/{ann.user_id}", {})
    size = admin.post("/conversation-properties", {"name": "Size", "kind": "choice", "choices": ["S", "L"]})[
        "id"
    ]
    admin.post("/sla-policies", {"name": "Standard", "targets": [TARGET]})
    mails = [a_mail(sender=f"{one}@{company.domain}", subject=one) for one in ("lamp", "chair", "table")]
    rows = {row["subject"]: row["conversation_id"] for row in company.channel().taken(*mails)}
    admin.put(f"/conversations/{rows['chair']}/properties/{size}", {"value": "L"})
    desk = sit(admin)
    page = desk.page
    desk.open()
    desk.read("lamp")
    page.get_by_label("Assigned to").select_option(label="First line")
    head = page.locator(".thread-head")
    expect(head.locator("small")).to_contain_text("First line")
    expect(page.get_by_label("Assigned to")).to_have_value(ann.user_id)
    expect(desk.row("lamp").locator(".chip", has_text="First line")).to_be_visible()

    desk.open()
    page.get_by_role("button", name="Filter").click()
    page.get_by_label("Narrow to: Team").select_option(label="First line")
    expect(page.locator(".row")).to_have_count(1)
    expect(desk.row("lamp")).to_be_visible()
    page.get_by_role("button", name="Remove First line").click()
    expect(page.locator(".row")).to_have_count(3)

    page.get_by_label("Narrow to: Property").select_option(label="Size")
    page.get_by_label("Value", exact=True).select_option(label="L")
    assert not violations(page)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".row")).to_have_count(1)
    expect(desk.row("chair")).to_be_visible()
    admin.put(f"/conversations/{rows['table']}/properties/{size}", {"value": "L"})
    expect(desk.row("table")).to_be_visible()
    saved(page, "Large ones")
    expect(page.get_by_role("heading", name="Large ones")).to_be_visible()
    expect(page.locator(".filters .chip")).to_have_text(re.compile("Size is L"))
    page.reload()
    expect(page.locator(".row")).to_have_count(2)

    desk.go("/inbox")
    page.get_by_role("button", name="Filter").click()
    page.get_by_label("Narrow to: Promise").select_option(label="In time")
    expect(page.locator(".row")).to_have_count(3, timeout=60_000)
    page.get_by_label("Order", exact=True).select_option(label="Due first")
    expect(page.locator(".row").first).to_contain_text("lamp")
    assert not violations(page)


def saved(page: Page, name: str) -> None:
    page.locator("summary", has_text="Save as view").click()
    form = page.locator(".save-view form")
    form.get_by_label("Name of the view").fill(name)
    form.get_by_role("button", name="Save").click()
