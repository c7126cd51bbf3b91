"""What is said before it is done: that a number was only typed, and that who is to be written to wants no messages (CAL-02, WAB-03)."""

import time

import pytest
import requests
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.lines import THEIRS, LineDesk, entry
from tests.browser.numbers import NumberDesk
from tests.browser.test_connecting import assert_clean, tabbed_to
from tests.support.company import Company
from tests.support.mails import a_mail
from tests.support.product import PATIENCE
from tests.support.providers import whatsapp_hook as hook
from tests.support.providers.twilio import Twilio
from tests.support.providers.whatsapp import WhatsApp

PHONE = {"name": "phone", "label": "Phone", "type": "phone", "fills": "contact.phone"}


def typed_by_somebody(company: Company) -> str:
    """Let somebody type a number in a form; returns the contact."""
    admin = company.admin
    form = str(admin.post("/forms", {"name": "Call me"})["id"])
    told = admin.read(f"/forms/{form}")
    admin.put(f"/forms/{form}", {**told["definition"], "fields": [*told["definition"]["fields"], PHONE]})
    admin.put(f"/forms/{form}/tickets", {"create_tickets": True, "inbox_id": company.inbox})
    said = {"email": "jo@typed.example", "ticket_name": "Call", "ticket_description": "Me.", "phone": THEIRS}
    sent = requests.post(f"{company.product.url}/f/{told['key']}", data=said, timeout=PATIENCE)
    assert sent.status_code == 202, sent.text
    admin.settled()
    (row,) = company.conversations()
    return str(row["contact_id"])


@pytest.mark.req("CAL-02", "SE-03", "UIX-04")
def test_a_number_that_was_only_typed_is_called_once_that_was_confirmed(
    seat: tuple[Desk, Company], twilio: Twilio
) -> None:
    desk, company = seat
    line = LineDesk(company, twilio)
    line.mine(presses=["1"])
    contact = typed_by_somebody(company)
    desk.expects(r"status of 409 .*/calls")
    desk.open(f"/contacts/{contact}")
    expect(desk.page.get_by_text("only typed, not proven").first).to_be_visible()
    call = desk.page.get_by_role("button", name=f"Call: {THEIRS}")
    tabbed_to(desk, call)
    desk.press("Enter")
    dialog = desk.page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Call", exact=True)).to_be_focused()
    desk.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text(f"{THEIRS} was only typed, in a form or a chat")
    again = dialog.get_by_role("button", name="Call all the same")
    expect(again).to_be_enabled()
    assert not twilio.calls
    assert_clean(desk)
    twilio.phone(THEIRS)
    with line.placing():
        tabbed_to(desk, again)
        desk.press("Enter")
        expect(dialog).to_have_count(0)
        expect(entry(desk)).to_contain_text("Outgoing call")


@pytest.mark.req("WAB-03", "CNV-05", "UIX-04")
def test_that_they_opted_out_is_said_before_a_mail_is_answered_by_whatsapp(
    seat: tuple[Desk, Company], meta: WhatsApp
) -> None:
    desk, company = seat
    at = NumberDesk(company, meta)
    company.channel().take(
        a_mail("Please write to my telephone.", sender="Bob Mail <bob@mail.example>", subject="Spring")
    )
    company.admin.settled()
    (row,) = company.conversations()
    bob = meta.person("48600300402", "Bob", wrote_to=at.number)
    identity = {"kind": "phone", "value": f"+{bob.wa_id}"}
    company.admin.post(f"/contacts/{row['contact_id']}/identities", identity)
    at.tell(hook.text(bob.wa_id, "STOP"))
    desk.open(f"/inbox/open/{row['conversation_id']}")
    composer = desk.page.locator(".composer")
    composer.get_by_label("Answer by").select_option(label=f"WhatsApp, {at.number.display}")
    expect(composer).to_contain_text("They opted out: nothing may be sent by WhatsApp")
    expect(composer.get_by_role("button", name="Choose a template")).to_have_count(0)
    expect(composer.get_by_role("button", name="Answer by help@")).to_be_visible()
    expect(composer.get_by_role("button", name=f"Answer by WhatsApp, {at.number.display}")).to_have_count(0)
    assert_clean(desk)
    at.tell(hook.text(bob.wa_id, "START", at=time.time() + 2))
    expect(composer).not_to_contain_text("They opted out")
    expect(composer.get_by_role("button", name="Choose a template")).to_be_visible()
