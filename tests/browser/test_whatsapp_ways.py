"""A number that Meta no longer lets in, templates with a picture, beginning, and answering mail by WhatsApp, in a browser (WAB-01, WAB-02)."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.desk import Desk
from tests.browser.numbers import NumberDesk
from tests.browser.test_connecting import WIDTHS, assert_clean, stage
from tests.browser.test_whatsapp import opened, pick, typed
from tests.support.company import Company
from tests.support.mails import a_mail
from tests.support.pictures import png
from tests.support.providers.whatsapp import WhatsApp


@pytest.mark.req("WAB-01", "WAB-02")
def test_a_lost_number_is_told_of_above_everything_and_mended_with_a_new_token(
    seat: tuple[Desk, Company], meta: WhatsApp
) -> None:
    desk, company = seat
    at = NumberDesk(company, meta)
    at.writes("Hello?")
    meta.end_sessions()
    opened(desk)
    desk.answer("Hello!")
    banner = desk.page.get_by_role("alert").filter(has_text=f"{at.number.display}: Meta no longer lets us in")
    expect(banner).to_be_visible()
    banner.get_by_role("link").press("Enter")
    there = stage(desk, "Number")
    expect(there.get_by_role("alert")).to_contain_text("Give a new access token")
    assert_clean(desk)
    typed(desk, there, "Access token", meta.token(at.account))
    desk.press("Enter")
    expect(banner).to_have_count(0)
    at.sent("Hello!")
    assert_clean(desk)


@pytest.mark.req("WAB-02", "CNV-05")
def test_a_mail_is_answered_by_whatsapp_with_a_template_that_has_a_picture(
    seat: tuple[Desk, Company], meta: WhatsApp
) -> None:
    desk, company = seat
    at = NumberDesk(company, meta)
    at.template("spring", "Hello {{1}}!", more=[{"type": "HEADER", "format": "IMAGE"}])
    mailbox = company.channel()
    mailbox.take(
        a_mail("Please write to my telephone.", sender="Bob Mail <bob@mail.example>", subject="Spring")
    )
    company.admin.settled()
    (row,) = [one for one in company.conversations() if one["subject"] == "Spring"]
    bob = meta.person("48600300401", "Bob")
    identity = {"kind": "phone", "value": f"+{bob.wa_id}"}
    company.admin.post(f"/contacts/{row['contact_id']}/identities", identity)
    company.admin.settled()
    desk.open(f"/inbox/open/{row['conversation_id']}")
    composer = desk.page.locator(".composer")
    composer.get_by_label("Answer by").select_option(label=f"WhatsApp, {at.number.display}")
    expect(composer).to_contain_text("Only an approved template may be sent")
    expect(composer.locator(".room")).to_be_empty()
    expect(composer.get_by_role("button", name=f"Answer by {mailbox.address}")).to_be_visible()
    expect(composer.get_by_role("button", name=f"Answer by WhatsApp, {at.number.display}")).to_have_count(0)
    composer.get_by_role("button", name="Choose a template").press("Enter")
    dialog = pick(desk, "spring")
    dialog.get_by_label("Picture").set_input_files(
        {"name": "spring.png", "mimeType": "image/png", "buffer": png(8, 8)}
    )
    dialog.get_by_label("Text: {{1}}").fill("Bob")
    expect(dialog.get_by_role("button", name="Send the template")).to_be_enabled()
    found = violations(desk.page, WIDTHS)
    assert not found, found
    desk.press("Enter")
    expect(dialog).to_have_count(0)
    expect(desk.log.locator(".message.out")).to_contain_text("Hello Bob!")
    assert at.sent("spring").to == bob.wa_id
    assert_clean(desk)


@pytest.mark.req("WAB-02", "CNV-05")
def test_a_conversation_is_begun_with_a_template(seat: tuple[Desk, Company], meta: WhatsApp) -> None:
    desk, company = seat
    at = NumberDesk(company, meta)
    at.template("welcome", "Welcome, {{first_name}}!", named=True)
    bob = meta.person("48600300400", "Bob")
    made = company.admin.post("/contacts", {"name": "Bob New", "phone": f"+{bob.wa_id}"})
    company.admin.settled()
    desk.open(f"/contacts/{made['id']}")
    desk.page.get_by_role("button", name="Write by WhatsApp").press("Enter")
    dialog = pick(desk, "welcome", "Bob")
    expect(dialog).to_contain_text("To: +48600300400")
    found = violations(desk.page, WIDTHS)
    assert not found, found
    desk.press("Enter")
    expect(dialog).to_have_count(0)
    expect(desk.log.locator(".message.out")).to_contain_text("Welcome, Bob!")
    assert at.sent("welcome").to == bob.wa_id
    assert_clean(desk)
