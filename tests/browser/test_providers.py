"""Connecting a mailbox at Gmail and at Office 365 in a browser, by keyboard alone (EML-03, EML-06, EML-08)."""

import re

import pytest
from playwright.sync_api import expect

from tests.api.mailbox_scene import AtGoogle, AtMicrosoft, Provider
from tests.browser.desk import Desk
from tests.browser.test_connecting import accept, assert_clean, begin, go_on, route, stage, tabbed_to
from tests.support.company import Company
from tests.support.providers.gmail_http import Google
from tests.support.providers.graph import Graph


def choose(desk: Desk, name: str, ups: int) -> None:
    """Choose a provider with the arrow keys, from the one that is chosen at first."""
    provider = stage(desk, "Provider")
    expect(provider.get_by_role("radio", name=re.compile(f"^{name}"))).to_be_enabled()
    tabbed_to(desk, provider.get_by_role("radio", name=re.compile("^Other mail account")))
    desk.press(*["ArrowUp"] * ups)
    expect(provider.get_by_role("radio", name=re.compile(f"^{name}"))).to_be_checked()
    desk.press("Enter")


def authorise(desk: Desk, provider: Provider, name: str, address: str) -> None:
    """Say no at the provider first, then yes."""
    provider.well(address)
    provider.declines()
    there = stage(desk, "Address")
    assert_clean(desk)
    tabbed_to(desk, there.get_by_role("button", name=f"Let us in at {name}"))
    desk.press("Enter")
    expect(stage(desk, "Address").get_by_role("alert")).to_contain_text("did not let us in")
    provider.well(address)
    tabbed_to(desk, there.get_by_role("button", name=f"Let us in at {name}"))
    desk.press("Enter")


def finish(desk: Desk, company: Company, address: str, provider: str) -> None:
    route(desk)
    last = stage(desk, "Connect and finish")
    expect(last).to_contain_text(address)
    assert_clean(desk)
    tabbed_to(desk, last.get_by_role("button", name="Connect and finish"))
    desk.press("Enter")
    expect(desk.page.get_by_role("tablist", name="Settings of the channel")).to_be_visible()
    (row,) = company.admin.read("/channels")["items"]
    assert (row["state"], row["provider"], row["address"]) == ("connected", provider, address)
    assert row["rule"]["enabled"]


@pytest.mark.req("EML-03", "EML-06", "EML-07", "EML-11", "EML-12", "UIX-02", "UIX-04")
def test_a_gmail_mailbox_is_connected_by_keyboard(seat: tuple[Desk, Company], google: Google) -> None:
    desk, company = seat
    address = f"team@{company.domain}"
    desk.open("/settings/channels")
    begin(desk, "Team")
    choose(desk, "Gmail", 2)
    accept(desk)
    authorise(desk, AtGoogle(google), "Gmail", address)
    details = stage(desk, "E-mail details")
    preview = details.get_by_role("region", name="As the recipient sees it")
    expect(preview.get_by_role("status")).to_contain_text(f"Ada Admin at {company.name}")
    go_on(desk)
    finish(desk, company, address, "gmail")


@pytest.mark.req("EML-03", "EML-06", "EML-08", "EML-11", "EML-12", "UIX-02", "UIX-04")
def test_an_office_365_mailbox_is_connected_by_keyboard_under_its_own_name(
    seat: tuple[Desk, Company], microsoft: Graph
) -> None:
    desk, company = seat
    address = f"help@{company.domain}"
    desk.open("/settings/channels")
    begin(desk, "Help")
    choose(desk, "Office 365", 1)
    accept(desk)
    authorise(desk, AtMicrosoft(microsoft), "Office 365", address)
    details = stage(desk, "E-mail details")
    expect(details).to_contain_text("Office 365 does not let us set the sender's name")
    expect(details.locator("select[name=from_name]")).to_have_count(0)
    go_on(desk)
    finish(desk, company, address, "office365")
