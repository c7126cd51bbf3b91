"""Schedules, availability, working hours and promises as people set and read them (CHT-06, ACC-12, CNV-10)."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.desk import Sit
from tests.support.mails import a_mail
from tests.support.running import Open


@pytest.mark.req("CHT-06", "ACC-11", "UIX-04")
def test_a_schedule_is_written_by_keyboard_and_says_whether_it_is_open(sit: Sit, open_account: Open) -> None:
    desk = sit(open_account().admin)
    page = desk.page
    desk.open("/settings/schedules")
    page.get_by_role("button", name="New schedule").press("Enter")
    page.get_by_label("Name").first.fill("Day and night")
    page.get_by_label("Time zone").fill("Europe/Warsaw")
    for day in ("Saturday", "Sunday"):
        page.get_by_role("button", name=f"Add a range on {day}").press("Enter")
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"):
        page.get_by_label(f"{day} from").fill("00:00")
        page.get_by_label(f"{day} to").fill("00:00")
    expect(page.get_by_role("status").filter(has_text="Open now")).to_contain_text(
        "does not close within a year"
    )
    assert not violations(page)
    page.get_by_role("button", name="Save").press("Enter")
    line = page.locator("li.item", has_text="Day and night")
    expect(line).to_contain_text("Open now")
    line.get_by_role("button", name="Archive").click()
    expect(line.locator(".chip", has_text="Archived")).to_be_visible()
    assert not violations(page)


@pytest.mark.req("ACC-12", "CHT-14", "UIX-04")
def test_the_team_at_a_glance_and_somebody_made_away(sit: Sit, open_account: Open) -> None:
    company = open_account()
    ann = company.agent("Ann")
    own, desk = sit(ann), sit(company.admin)
    page = desk.page
    own.open("/me")
    own.page.get_by_label("Working hours").select_option(label="Hours of their own")
    own.page.get_by_role("button", name="Add a range on Monday").click()
    own.page.get_by_role("button", name="Save the hours").click()
    expect(own.page.get_by_text("The working hours are saved.")).to_be_visible()
    desk.open("/settings/availability")
    person = page.get_by_role("listitem", name="Ann")
    expect(person).to_contain_text("hours change")
    person.get_by_role("switch").click()
    expect(person).to_contain_text(re.compile("set by another|working hours"))
    expect(page.get_by_role("status").filter(has_text="available")).to_be_visible()
    assert not violations(page)


@pytest.mark.req("CNV-10", "UIX-04")
def test_a_promise_is_made_and_shown_in_the_list_and_the_thread(sit: Sit, open_account: Open) -> None:
    company = open_account()
    mailbox = company.channel()
    mailbox.taken(a_mail(sender=f"jo@{company.domain}"))
    desk = sit(company.admin)
    page = desk.page
    desk.open("/settings/promises")
    page.get_by_role("button", name="New policy").click()
    page.get_by_label("First reply, Any, minutes").fill("600")
    assert not violations(page)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("li.item", has_text="Standard")).to_be_visible()
    desk.open("/inbox")
    due = page.locator(".row .chip", has_text="left")
    expect(due).to_contain_text("First reply: 9 h", timeout=60_000)
    page.locator(".row").click()
    expect(page.locator(".thread-head .chip", has_text="left")).to_be_visible()
    assert not violations(page)
    desk.open("/settings/promises")
    line = page.get_by_role("region", name="Due now").locator("tbody tr")
    expect(line).to_contain_text("First reply")
    expect(line).to_contain_text("Nobody")
    expect(line.get_by_role("link")).to_have_text("Help")
    assert not violations(page)
