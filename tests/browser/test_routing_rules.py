"""The settings page of routing rules in a browser: previews, refusals and what degrades a rule (RTG-08, ACC-06)."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import violations
from tests.browser.desk import Desk, Sit
from tests.support.company import Mailbox
from tests.support.running import Open

WIDTHS = ((1440, 900), (360, 740))


def rules(desk: Desk) -> Desk:
    desk.open("/settings/routing")
    expect(desk.page.locator(".settings-page .card").first).to_be_visible()
    return desk


def card(desk: Desk, mailbox: Mailbox) -> Locator:
    return desk.page.locator(".settings-page .card", has_text=mailbox.address)


def edited(desk: Desk, mailbox: Mailbox) -> Locator:
    """Open the editor of a channel's rule, by keyboard."""
    found = card(desk, mailbox)
    found.locator("summary", has_text="Change the rule").press("Enter")
    expect(found.get_by_role("switch")).to_be_visible()
    return found


def assert_fits_and_can_be_read(desk: Desk) -> None:
    found = violations(desk.page, WIDTHS)
    assert not found, "\n".join(str(one) for one in found)
    desk.assert_fits()


@pytest.mark.req("RTG-08", "RTG-02", "UIX-04")
def test_a_preview_follows_the_rule_as_it_is_written_and_what_people_do(sit: Sit, open_account: Open) -> None:
    company = open_account()
    ann, bob = company.agent("Ann"), company.agent("Bob")
    mailbox = company.channel(users=(ann.user_id,))
    desk = rules(sit(company.admin))
    found = edited(desk, mailbox)
    expect(found.locator("h3 .chip")).to_have_text("on")
    preview = found.get_by_role("region", name="Who would get the next one")
    status = preview.get_by_role("status")
    expect(status).to_contain_text("Ann would get it")
    expect(status).to_contain_text("never had a turn in this rule")
    bob.put(f"/users/{bob.user_id}/availability", {"available": False})
    found.get_by_role("checkbox", name="Bob").press("Space")
    expect(preview.get_by_role("listitem").filter(has_text="Bob")).to_contain_text("away")
    found.get_by_role("checkbox", name="Ann").press("Space")
    expect(status).to_contain_text("Nobody would get it")
    # nothing is saved, and still it follows what Bob does
    bob.put(f"/users/{bob.user_id}/availability", {"available": True})
    expect(status).to_contain_text("Bob would get it")
    expect(preview.get_by_role("listitem").filter(has_text="Bob")).to_contain_text("can take it")
    rule = company.admin.read(f"/channels/{mailbox.channel_id}")["rule"]
    assert rule["user_ids"] == [ann.user_id]
    found.get_by_label("They go to").select_option("contact_owner")
    expect(preview).to_contain_text("This is for a contact nobody looks after")
    company.admin.post("/contacts", {"name": "Jo Hopper", "owner_id": ann.user_id})
    preview.get_by_role("button", name="Choose a contact").press("Enter")
    finder = desk.page.get_by_role("dialog", name="Choose a contact")
    finder.get_by_role("searchbox").fill("Jo Hopper")
    finder.get_by_role("button", name="Jo Hopper").press("Enter")
    expect(preview).to_contain_text("This is for Jo Hopper.")
    expect(preview.get_by_role("listitem").filter(has_text="Ann")).to_contain_text("not tracked")
    found.get_by_role("button", name="Save").press("Enter")
    expect(desk.notice).to_contain_text("The rule is set")
    rule = company.admin.read(f"/channels/{mailbox.channel_id}")["rule"]
    assert (rule["target"], rule["user_ids"]) == ("contact_owner", [bob.user_id])


@pytest.mark.req("ACC-06", "UIX-02")
def test_a_rule_that_names_somebody_without_a_seat_is_refused_with_what_to_do(
    sit: Sit, open_account: Open
) -> None:
    company = open_account()
    ann, bob = company.agent("Ann"), company.agent("Bob")
    mailbox = company.channel(users=(ann.user_id,))
    company.admin.send("DELETE", f"/users/{bob.user_id}/seats/service")
    desk = rules(sit(company.admin))
    found = edited(desk, mailbox)
    found.get_by_role("checkbox", name="Bob").check()
    preview = found.get_by_role("region", name="Who would get the next one")
    expect(preview.get_by_role("listitem").filter(has_text="Bob")).to_contain_text("without a paid seat")
    desk.expects("status of 4\\d\\d")
    found.get_by_role("button", name="Save").click()
    expect(desk.notice).to_contain_text(re.compile("Sales or Service seat"))
    assert company.admin.read(f"/channels/{mailbox.channel_id}")["rule"]["user_ids"] == [ann.user_id]
    # what was chosen stands there still, to be put right
    expect(found.get_by_role("checkbox", name="Bob")).to_be_checked()
    found.get_by_role("checkbox", name="Bob").uncheck()
    found.get_by_role("button", name="Save").click()
    expect(desk.notice).to_contain_text("The rule is set")


@pytest.mark.req("ACC-06", "RTG-01", "UIX-02", "UIX-04")
def test_a_rule_that_does_not_hold_any_more_says_so_and_how_to_mend_it(sit: Sit, open_account: Open) -> None:
    company = open_account()
    ann, bob = company.agent("Ann"), company.agent("Bob")
    mailbox = company.channel(users=(ann.user_id, bob.user_id))
    desk = rules(sit(company.admin))
    found = card(desk, mailbox)
    expect(found.locator("h3 .chip")).to_have_text("on")
    company.admin.send("DELETE", f"/users/{ann.user_id}/seats/service")
    expect(found.locator("h3 .chip")).to_have_text("degraded")
    expect(found.locator("li", has_text="Ann:")).to_contain_text("without a paid seat")
    expect(found).to_contain_text("the rule then works again by itself")
    company.admin.post(f"/users/{bob.user_id}/deactivate")
    expect(found).to_contain_text("Nobody is left who can be asked")
    edited(desk, mailbox)
    expect(
        found.get_by_role("region", name="Who would get the next one").get_by_role("status")
    ).to_contain_text("Nobody would get it")
    assert_fits_and_can_be_read(desk)
    company.admin.put(f"/users/{ann.user_id}/seats/service")
    company.admin.post(f"/users/{bob.user_id}/reactivate")
    expect(found.locator("h3 .chip")).to_have_text("on")
    assert_fits_and_can_be_read(desk)
