"""Forms in the settings: made and changed by keyboard alone, gone back to, refused in words, and what was sent by them (FRM-02)."""

import re
from typing import Any

import pytest
import requests
from playwright.sync_api import Locator, expect

from tests.browser.axe import violations
from tests.browser.desk import Desk, Sit
from tests.support.company import Company
from tests.support.product import eventually
from tests.support.running import Open

WIDTHS = ((1440, 900), (360, 740))
YOUNG = "2024-04-02"
"""The first day of creation whose accounts make no tickets by themselves."""
HIDDEN = {"name": "campaign", "label": "Campaign", "type": "text", "hidden": True, "default": "none"}


def tab_to(desk: Desk, place: Locator) -> None:
    """Reach something by the Tab key alone."""
    for _ in range(120):
        if place.evaluate("it => it === document.activeElement"):
            return
        desk.press("Tab")
    raise AssertionError(f"{place} is not reached by keyboard")


def pressed(desk: Desk, name: str) -> None:
    tab_to(desk, desk.page.locator(".settings-page").get_by_role("button", name=name, exact=True))
    desk.press("Enter")


def assert_clean(desk: Desk) -> None:
    found = violations(desk.page, WIDTHS)
    assert not found, "\n".join(str(one) for one in found)
    desk.assert_fits()


def labels(company: Company, form: str) -> list[str]:
    company.admin.position = company.product.position()
    fields = company.admin.read(f"/forms/{form}")["definition"]["fields"]
    return [one["label"] for one in fields if not one["hidden"]]


@pytest.mark.req("FRM-02", "FRM-03", "FRM-06", "FRM-09", "UIX-01", "UIX-04")
def test_a_form_is_made_changed_and_gone_back_to_by_keyboard_alone(sit: Sit, open_account: Open) -> None:
    company = open_account()
    desk = sit(company.admin).open("/settings/forms")
    page = desk.page
    expect(page.get_by_text("No form yet.")).to_be_visible()
    tab_to(desk, page.get_by_label("Another form"))
    page.keyboard.type("Contact us")
    pressed(desk, "Make it")
    editor = page.get_by_role("region", name="What it asks")
    preview = page.get_by_role("region", name="Preview")
    expect(preview.get_by_label("Your e-mail")).to_be_visible()
    expect(editor).to_contain_text("A ticket's pipeline and status are not asked")
    expect(editor.get_by_role("listitem")).to_have_count(4)

    pressed(desk, "Move Your e-mail down")
    expect(page.get_by_role("button", name="Move Your e-mail down")).to_be_focused()
    kind = page.get_by_label("New field")
    tab_to(desk, kind)
    kind.press("C")  # the first that begins with it: Choice
    expect(kind).to_have_value("choice")
    pressed(desk, "Add field")
    line = editor.get_by_role("list", name="Fields").get_by_role("listitem").last
    expect(line.get_by_label("Label", exact=True)).to_be_focused()
    page.keyboard.type("Colour")
    tab_to(desk, line.get_by_label("Options, one a line"))
    desk.press("Control+a")
    page.keyboard.type("Red\nBlue")
    required = line.get_by_label("Required")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(required).to_be_focused()
    desk.press("Space")
    expect(preview.get_by_label("Colour")).to_be_visible()
    expect(preview.get_by_label("Colour").locator("option")).to_have_text(["Choose …", "Red", "Blue"])
    pressed(desk, "Save")
    expect(desk.notice).to_contain_text("Saved as version 2.")
    form = re.sub(r".*/", "", page.url)
    assert labels(company, form) == [
        "Your name", "Your e-mail", "What is it about?", "How can we help?", "Colour",
    ]  # fmt: skip


@pytest.mark.req("FRM-03", "FRM-06", "FRM-09", "UIX-01", "UIX-04")
def test_a_version_is_looked_at_and_gone_back_to_and_a_form_is_archived_by_keyboard_alone(
    sit: Sit, open_account: Open
) -> None:
    company = open_account()
    form = company.admin.post("/forms", {"name": "Contact us"})["id"]
    definition = company.admin.read(f"/forms/{form}")["definition"]
    company.admin.put(f"/forms/{form}", {**definition, "fields": definition["fields"][1:]})
    desk = sit(company.admin).open(f"/settings/forms/{form}")
    page = desk.page
    editor = page.get_by_role("region", name="What it asks")
    expect(editor).to_contain_text("Version 2 is asked now")
    versions = page.get_by_role("region", name="Versions")
    old = versions.get_by_role("listitem").filter(has_text=re.compile(r"^Version 1"))
    tab_to(desk, old.locator("summary"))
    desk.press("Enter")
    expect(old.get_by_role("region", name="Version 1")).to_contain_text("Your e-mail")
    pressed(desk, "Go back to version 1")
    expect(desk.notice).to_contain_text("Version 1 is asked again.")
    expect(editor).to_contain_text("Version 3 is asked now")
    tickets = page.get_by_role("switch", name="Create tickets automatically")
    tab_to(desk, tickets)
    desk.press("Space")
    expect(tickets).to_be_checked()
    expect(page.get_by_role("region", name="Where it leads")).to_contain_text("lands in Inbox")
    assert labels(company, form)[0] == "Your e-mail"
    assert_clean(desk)
    pressed(desk, "Archive")
    expect(page.get_by_text("It takes nothing. What was sent by it stays.")).to_be_visible()
    desk.undo()
    expect(editor).to_be_visible()


@pytest.mark.req("FRM-02", "FRM-09")
def test_fields_are_dragged_into_their_order(sit: Sit, open_account: Open) -> None:
    company = open_account()
    form = company.admin.post("/forms", {"name": "Contact us"})["id"]
    desk = sit(company.admin).open(f"/settings/forms/{form}")
    fields = desk.page.get_by_role("list", name="Fields").get_by_role("listitem")
    expect(fields).to_have_count(4)
    fields.last.locator(".grip").drag_to(fields.first)
    expect(fields.first).to_contain_text("How can we help?")
    expect(desk.page.get_by_role("region", name="Preview").locator("label").first).to_contain_text(
        "How can we help?"
    )
    desk.page.get_by_role("button", name="Save").click()
    expect(desk.notice).to_contain_text("Saved as version 2.")
    assert labels(company, form) == [
        "How can we help?", "Your e-mail", "Your name", "What is it about?",
    ]  # fmt: skip


@pytest.mark.req("FRM-06", "ACC-08")
def test_the_refusal_of_tickets_is_said_where_they_are_switched(sit: Sit, open_account: Open) -> None:
    company = open_account(YOUNG)
    form = company.admin.post("/forms", {"name": "Contact us"})["id"]
    desk = sit(company.admin).open(f"/settings/forms/{form}")
    desk.expects("409")
    tickets = desk.page.get_by_role("switch", name="Create tickets automatically")
    tickets.click()
    where = desk.page.get_by_role("region", name="Where it leads")
    expect(where.get_by_role("alert")).to_contain_text("help desk")
    expect(tickets).not_to_be_checked()


@pytest.mark.req("FRM-01", "FRM-04", "FRM-05", "FRM-09")
def test_a_form_is_connected_step_by_step_and_managed_from_its_channel(sit: Sit, open_account: Open) -> None:
    company = open_account()
    form = company.admin.post("/forms", {"name": "Contact us"})["id"]
    desk = sit(company.admin).open(f"/settings/forms/{form}")
    page = desk.page
    page.get_by_role("button", name="Connect step by step").click()
    page.get_by_label("Company's name").fill("Acme")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Routing and tickets")).to_be_visible()
    assert_clean(desk)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Tickets of new conversations")).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Connect and finish").click()
    expect(desk.notice).to_contain_text("Connected.")
    desk.open(f"/settings/forms/{form}")
    where = page.get_by_role("region", name="Where it leads")
    expect(where).to_contain_text("lands in Inbox")
    where.get_by_role("link", name="Sender, rule and ticket properties").click()
    expect(page.get_by_role("heading", name="Form: Contact us")).to_be_visible()
    page.get_by_role("link", name="Manage form").click()
    expect(page.get_by_role("region", name="What it asks")).to_be_visible()


def sent(company: Company) -> tuple[str, Any]:
    """Let a form with a hidden field be sent once; returns its id and the submission."""
    admin = company.admin
    form = admin.post("/forms", {"name": "Contact us"})["id"]
    definition = admin.read(f"/forms/{form}")["definition"]
    admin.put(f"/forms/{form}", {**definition, "fields": [*definition["fields"], HIDDEN]})
    admin.put(f"/forms/{form}/tickets", {"create_tickets": True, "inbox_id": company.inbox})
    said = {
        "email": "jo@customer.example",
        "name": "Jo",
        "ticket_name": "Broken lamp",
        "ticket_description": "It fell.",
    }
    key = admin.read(f"/forms/{form}")["key"]
    sending = {**said, "campaign": "autumn", "colour": "red"}
    answer = requests.post(f"{company.product.url}/f/{key}", json=sending, timeout=30)
    assert answer.status_code == 202, answer.text

    def there() -> list[Any]:
        admin.position = company.product.position()
        return list(admin.read("/submissions")["items"])

    (only,) = eventually(there, "what was sent is taken in")
    return form, only


@pytest.mark.req("FRM-07", "FRM-09", "UIX-04")
def test_hidden_fields_are_with_the_submissions_and_on_the_timeline_and_not_in_the_inbox(
    sit: Sit, open_account: Open
) -> None:
    company = open_account()
    form, submission = sent(company)
    desk = sit(company.admin).open(f"/settings/submissions/{form}")
    page = desk.page
    row = page.get_by_role("region", name="Submissions").locator("tbody tr")
    expect(row).to_contain_text("autumn")
    expect(row).to_contain_text("red")
    expect(row).to_contain_text("Broken lamp")
    expect(page.get_by_role("columnheader", name="Campaign hidden")).to_be_visible()
    expect(page.get_by_role("columnheader", name="colour not of the form")).to_be_visible()
    assert_clean(desk)
    page.get_by_label("From").fill("2099-01-01")
    expect(page.get_by_text("Nothing was sent in this time.")).to_be_visible()
    page.get_by_label("From").fill("")
    with page.expect_download() as csv:
        page.get_by_role("link", name="Export as CSV").click()
    assert "autumn" in csv.value.path().read_text("utf-8")
    page.get_by_role("combobox", name="Form").select_option("")
    expect(page.get_by_role("region", name="Submissions")).to_contain_text("Campaign (hidden)")
    page.get_by_role("link", name="jo@customer.example").click()
    expect(page.locator(".person-sent")).to_contain_text("autumn")
    page.set_viewport_size({"width": 1440, "height": 900})
    desk.open(f"/inbox/open/{submission['conversation_id']}")
    expect(desk.log).to_contain_text("It fell.")
    expect(page.locator(".person-steps")).to_contain_text("Form sent")
    expect(page.locator("body")).not_to_contain_text("autumn")
