"""What happened to a thing, told where it is changed (AUD-01)."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.desk import Sit
from tests.support.running import Open

HOURS = [{"day": 0, "from": "09:00", "to": "17:00"}]


@pytest.mark.req("AUD-01", "UIX-04", "CHT-06", "CNV-10")
def test_a_schedule_and_a_policy_tell_what_they_were_before(sit: Sit, open_account: Open) -> None:
    company = open_account()
    admin = company.admin
    plan = {"name": "Shop", "zone": "Europe/Warsaw", "ranges": HOURS, "holidays": []}
    schedule = admin.post("/schedules", plan)["id"]
    admin.put(f"/schedules/{schedule}", plan | {"name": "Store", "ranges": [HOURS[0] | {"to": "18:00"}]})
    target = {"priority": "none", "first_reply": 60, "next_reply": None, "resolution": None}
    promise = {
        "name": "Fast",
        "schedule_id": None,
        "inbox_ids": [company.inbox],
        "channel_ids": [],
        "targets": [target],
        "warn_minutes": 15,
    }
    policy = admin.post("/sla-policies", promise)["id"]
    desk = sit(admin)
    page = desk.page
    desk.open(f"/settings/schedules/{schedule}")
    page.get_by_text("What happened to it").press("Enter")
    told = page.locator(".happened li")
    expect(told).to_have_count(2)
    expect(told.first).to_contain_text("Changed")
    expect(told.first).to_contain_text("NameShop → Store")
    expect(told.first).to_contain_text("Mon 09:00\N{EN DASH}17:00 → Mon 09:00\N{EN DASH}18:00")
    expect(told.last).to_contain_text("Made")
    assert not violations(page)
    page.set_viewport_size({"width": 360, "height": 800})
    desk.assert_fits()
    desk.open(f"/settings/promises/{policy}")
    page.get_by_text("What happened to it").click()
    expect(page.locator(".happened li")).to_contain_text("InboxesInbox")


@pytest.mark.req("AUD-01", "CNV-02", "CNV-03")
def test_whoever_may_not_read_a_history_is_offered_none(sit: Sit, open_account: Open) -> None:
    company = open_account()
    schedule = company.admin.post(
        "/schedules", {"name": "Shop", "zone": "Europe/Warsaw", "ranges": HOURS, "holidays": []}
    )["id"]
    desk = sit(company.agent("Ann"))
    desk.open(f"/settings/schedules/{schedule}")
    expect(desk.page.get_by_label("Name").first).to_have_value("Shop")
    expect(desk.page.get_by_text("What happened to it")).to_have_count(0)
