"""What a chat asks, set in its settings; who agreed, looked at, withdrawn by hand and undone (PRV-01, PRV-04..06, UIX-03)."""

import json
import re
from typing import Any
from uuid import uuid4

import pytest
import requests
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.desk import Desk, Sit
from tests.browser.test_chat_settings import chat_of
from tests.support.company import Company
from tests.support.product import eventually
from tests.support.running import Open

TEXT = "We keep what you write, to answer you."
NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1440, "height": 900}


def agree(company: Company, channel: str) -> None:
    """Let a visitor agree and write, as the widget does."""
    admin = company.admin
    at = f"{company.product.url}/w/{admin.read(f'/channels/{channel}')['chat']['key']}"
    asked: dict[str, Any] = admin.read(f"/channels/{channel}/consent")
    token = requests.post(f"{at}/session", json={}, timeout=30).json()["token"]
    agreed = {
        "text_version": asked["text_version"], "text_hash": asked["hashes"]["en"], "language": "en", "button": True,
    }  # fmt: skip
    said = {"client_id": str(uuid4()), "text": "Hello?", "consent": agreed}
    answer = requests.post(
        f"{at}/messages", json=said, headers={"Authorization": f"Visitor {token}"}, timeout=30
    )
    assert answer.status_code == 202, answer.text

    def there() -> list[dict[str, Any]]:
        admin.position = company.product.position()
        return list(admin.read("/consents")["items"])

    eventually(there, "the consent is recorded")


def ask(desk: Desk, channel: str) -> None:
    """Set what the chat asks, in its settings, once the account's own switch is on."""
    page = desk.page
    desk.open(f"/settings/channels/{channel}")
    page.get_by_role("tab", name="Privacy").click()
    expect(page.get_by_text("The account's data-privacy settings are off.")).to_be_visible()
    expect(page.get_by_role("radio", name=re.compile("^Explicit"))).to_be_disabled()
    page.get_by_role("link", name="To the account's settings").click()
    switch = page.get_by_role("switch", name="Data-privacy settings are on")
    switch.click()
    expect(switch).to_be_checked()
    desk.open(f"/settings/channels/{channel}")
    page.get_by_role("tab", name="Privacy").click()
    page.get_by_role("radio", name=re.compile("^Explicit")).check()
    page.get_by_label("Text (English)").fill(TEXT)
    expect(page.get_by_role("region", name="As people see it")).to_contain_text(TEXT)
    page.get_by_label("Add a language").select_option("pl")
    page.get_by_label("Text (Polish)").fill("Zapisujemy.")
    expect(page.get_by_text("It is not legal advice")).to_be_visible()
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        desk.assert_fits()
    assert not violations(page)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.get_by_role("button", name="Save").click()
    expect(desk.notice).to_contain_text("Everybody is asked again")
    page.get_by_text("Versions", exact=True).click()
    expect(page.get_by_text("Version 1")).to_be_visible()


@pytest.mark.req("PRV-01", "PRV-04", "PRV-05", "PRV-06", "PRV-10", "UIX-03", "UIX-04", "ACC-07")
def test_a_chat_asks_a_visitor_agrees_and_compliance_looks_withdraws_and_undoes(
    sit: Sit, open_account: Open
) -> None:
    company = open_account()
    channel = chat_of(company)
    desk = sit(company.admin)
    page = desk.page
    desk.open("/compliance")
    expect(page.get_by_text("Nobody was asked for consent yet.")).to_be_visible()
    ask(desk, channel)
    agree(company, channel)
    desk.open("/inbox")
    page.get_by_role("link", name="Consents", exact=True).first.click()
    row = page.get_by_role("row").nth(1)
    expect(row).to_contain_text("Given")
    assert not violations(page)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    desk.assert_fits()
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.get_by_label("State").select_option("withdrawn")
    expect(page.get_by_text("Nothing fits.")).to_be_visible()
    page.get_by_label("State").select_option("")
    page.get_by_label("As it was at").fill("2020-01-01T10:00")
    expect(page.get_by_text("As it was on")).to_be_visible()
    expect(page.get_by_text("Nothing fits.")).to_be_visible()
    page.get_by_role("button", name="Now").click()
    # by keyboard from here: what led to it, and the withdrawal
    row.get_by_role("button").focus()
    desk.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Agreed by a button")
    expect(dialog).to_contain_text("127.0.0.0/24")
    assert not violations(page, ((1440, 900),))
    dialog.get_by_text("Withdraw by hand").focus()
    desk.press("Enter")
    dialog.get_by_label("How did they say so?").fill("By letter.")
    desk.press("Enter")
    expect(row).to_contain_text("Withdrawn")
    desk.undo()
    expect(row).to_contain_text("Given")
    with page.expect_download() as receipts:
        page.get_by_role("link", name="Receipts (JSON)").click()
    (receipt,) = json.loads(receipts.value.path().read_text("utf-8"))
    assert receipt["content"]["pii_processing"]["privacy_notice"]["text"] == TEXT
    assert [one["event_state"] for one in receipt["content"]["event"]] == [
        "consent given", "consent withdrawn", "consent given",
    ]  # fmt: skip


@pytest.mark.req("PRV-01", "API-03", "UIX-02")
def test_what_is_written_stays_while_a_colleague_changes_what_is_asked(sit: Sit, open_account: Open) -> None:
    company = open_account()
    admin, channel = company.admin, chat_of(company)
    path = f"/channels/{channel}/consent"
    admin.put("/account/data-privacy", {"on": True})
    admin.put(path, {"mode": "explicit", "texts": {"en": TEXT}})
    desk = sit(admin).open(f"/settings/channels/{channel}")
    page = desk.page
    page.get_by_role("tab", name="Privacy").click()
    text, save = page.get_by_label("Text (English)"), page.get_by_role("button", name="Save", exact=True)
    crossed = page.get_by_role("alert").filter(has_text="changed this meanwhile")

    def cross(ours: str, theirs: str) -> None:
        text.fill(ours)
        admin.put(path, {"mode": "explicit", "texts": {"en": theirs}})
        expect(crossed).to_be_visible()
        expect(text).to_have_value(ours)
        expect(save).to_be_disabled()

    cross("Ours.", "Theirs.")
    assert not violations(page)
    crossed.get_by_role("button", name="Go on with mine").click()
    save.click()
    expect(desk.notice).to_contain_text("Everybody is asked again")
    expect(crossed).to_have_count(0)
    assert admin.read(path)["texts"] == {"en": "Ours."}
    cross("Ours again.", "Theirs again.")
    crossed.get_by_role("button", name="Go on with theirs").click()
    expect(text).to_have_value("Theirs again.")
    expect(save).to_be_enabled()


@pytest.mark.req("ACC-10", "UIX-03")
def test_an_agent_sees_the_chip_and_no_ledger(sit: Sit, open_account: Open) -> None:
    company = open_account()
    channel = chat_of(company)
    company.admin.put("/account/data-privacy", {"on": True})
    company.admin.put(f"/channels/{channel}/consent", {"mode": "explicit", "texts": {"en": TEXT}})
    agree(company, channel)
    (given,) = company.admin.read("/consents")["items"]
    agent = company.agent("Bo")
    company.admin.settled()
    desk = sit(agent)
    desk.open(f"/contacts/{given['contact_id']}")
    expect(desk.page.locator(".consent-states")).to_contain_text("Given")
    expect(desk.page.get_by_role("link", name="Consents", exact=True)).to_have_count(0)
