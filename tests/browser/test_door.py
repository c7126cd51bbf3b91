"""Signing in and out, and speaking Polish."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Sit
from tests.browser.office import Office
from tests.support.browser import PASSWORD
from tests.support.running import Open


@pytest.mark.req("UIX-01", "SE-05")
def test_somebody_signs_in_and_out(sit: Sit, office: Office) -> None:
    desk = sit()
    page = desk.page
    desk.expects("status of 401")
    desk.go("/inbox/mine")
    expect(page).to_have_url(re.compile("/sign-in"))
    page.get_by_role("textbox", name="Email address").fill(f"cy@{office.company.domain}")
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#said")).not_to_be_empty()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#list-title")).to_have_text("Assigned to me")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/sign-in"))
    desk.go("/inbox")
    expect(page.get_by_label("Password")).to_be_visible()


@pytest.mark.req("UIX-04")
def test_it_speaks_polish_and_keeps_the_language_and_the_colours(sit: Sit, office: Office) -> None:
    subject = office.there("Lampa")
    desk = sit(office.cy).open()
    page = desk.page
    page.get_by_label("Language").select_option(label="Polski")
    expect(page.locator("#list-title")).to_have_text("Wszystkie otwarte")
    page.get_by_role("button", name="Kolory").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "pl")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    desk.read(subject)
    expect(page.get_by_role("button", name="Zamknij", exact=True)).to_be_visible()
    desk.live()
    expect(page.locator(".rail [role=status]")).to_have_text("Na żywo")


@pytest.mark.req("UIX-04")
def test_a_browser_that_asks_for_polish_gets_it_at_the_door_and_inside(sit: Sit, office: Office) -> None:
    subject = office.there("Lampa")
    desk = sit(office.bo, locale="pl-PL")
    desk.go("/sign-in")
    expect(desk.page.locator("html")).to_have_attribute("lang", "pl")
    desk.open()
    expect(desk.page.locator("#list-title")).to_have_text("Wszystkie otwarte")
    desk.read(subject)
    desk.page.get_by_label("Przypisana do", exact=True).select_option(label="Bo")
    expect(desk.page.locator(".decision").last).to_contain_text("Przypisano: Bo")


@pytest.mark.req("UIX-01", "SE-05")
def test_two_accounts_in_one_browser_and_every_tab_goes_along(
    sit: Sit, office: Office, open_account: Open
) -> None:
    second = open_account()
    desk = sit(second.agent("Di"))
    desk.expects("status of 401")
    desk.open()
    page = desk.page
    page.get_by_role("button", name="Di", exact=True).click()
    dialog = page.get_by_role("dialog", name="Accounts")
    expect(dialog).to_contain_text(second.name)
    dialog.get_by_role("button", name="Sign in to another account").click()
    expect(page.get_by_role("button", name=re.compile(second.name))).to_be_visible()
    page.get_by_role("textbox", name="Email address").fill(f"cy@{office.company.domain}")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    subject = office.arrives("Here")
    expect(desk.row(subject)).to_be_visible()
    tab = desk.context.new_page()
    tab.goto(page.url)
    expect(tab.locator(".row", has_text=subject)).to_be_visible()
    page.get_by_role("button", name="Cy", exact=True).click()
    dialog.get_by_role("button", name=f"Go to {second.name}").click()
    for one in (page, tab):
        expect(one.get_by_role("button", name="Di", exact=True)).to_be_visible()
        expect(one.locator(".row")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    for one in (page, tab):
        expect(one).to_have_url(re.compile("/sign-in"))
    expect(page.locator("#beside")).to_be_hidden()
