"""One's own signature, written under My profile, below mail from the page of a contact or a ticket (EML-09)."""

from email import message_from_bytes

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk, Sit
from tests.browser.test_connecting import assert_clean, tabbed_to
from tests.support.company import Company
from tests.support.mails import a_mail
from tests.support.product import Relay, eventually
from tests.support.running import Open

TEAM = "The team of Lamps"
OWN = "the lamp doctor"


def at_work(company: Company, relay: Relay) -> tuple[str, str]:
    """Let a mailbox that signs as the team be there and a customer have written; returns their address and their contact."""
    mailbox = company.channel()
    company.relay(relay)
    company.admin.put(f"/channels/{mailbox.channel_id}/signature", {"format": "markdown", "source": TEAM})
    customer = f"jo@{company.domain}.customer.example"
    (thread,) = mailbox.taken(a_mail("Hello?", subject="A lamp", sender=customer))
    return customer, thread["contact_id"]


def sign(desk: Desk) -> None:
    """Write a signature under My profile by keyboard, with the preview following."""
    desk.open("/me")
    mine = desk.page.get_by_role("region", name="My signature")
    tabbed_to(desk, mine.get_by_label("Signature", exact=True), most=120)
    desk.page.keyboard.type("**")
    mine.get_by_role("button", name="First name").press("Enter")
    desk.page.keyboard.type(f"**, {OWN}")
    expect(mine.frame_locator("iframe").locator("strong")).to_have_text("Ada")
    mine.get_by_role("button", name="Save").press("Enter")
    expect(desk.notice).to_contain_text("Signature saved")
    assert_clean(desk)


def written(desk: Desk, subject: str) -> None:
    """Write and send what is addressed already, by keyboard."""
    dialog = composer(desk)
    tabbed_to(desk, dialog.get_by_label("Subject"))
    desk.page.keyboard.type(subject)
    desk.press("Enter")
    desk.page.keyboard.type("It shines again.")
    desk.press("Control+Enter")
    expect(dialog).to_have_count(0)


def composer(desk: Desk) -> Locator:
    return desk.page.get_by_role("dialog", name="New mail")


def sent(relay: Relay, customer: str, subject: str) -> str:
    """Return the plain text of a mail that the relay got."""

    def found() -> list[str]:
        mails = [message_from_bytes(relay.raw(one)) for one in relay.sent_to(customer)]
        parts = [part for one in mails if one["Subject"] == subject for part in one.walk()]
        texts = [part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/plain"]
        return [text.decode() for text in texts if isinstance(text, bytes)]

    return eventually(found, "the mail is sent")[0]


@pytest.mark.req("EML-09", "EML-10", "TKT-04", "UIX-02", "UIX-04")
def test_mail_from_a_contact_and_a_ticket_is_signed_by_its_author_and_from_the_inbox_by_the_team(
    sit: Sit, open_account: Open, relay: Relay
) -> None:
    company = open_account()
    customer, contact = at_work(company, relay)
    desk = sit(company.admin)
    sign(desk)

    desk.open(f"/contacts/{contact}")
    tabbed_to(desk, desk.page.get_by_role("button", name="Write a mail"))
    desk.press("Enter")
    expect(composer(desk)).to_contain_text(customer)
    expect(composer(desk).frame_locator("iframe").locator("strong")).to_have_text("Ada")
    assert_clean(desk)
    written(desk, "From a contact")
    own = sent(relay, customer, "From a contact")
    assert f"-- \nAda, {OWN}" in own.replace("\r\n", "\n")
    assert TEAM not in own

    desk.open("/inbox").press("c")
    expect(composer(desk).get_by_label("To", exact=True)).to_be_focused()
    desk.page.keyboard.type(f"{customer},")
    expect(composer(desk).locator(".own-signature")).to_have_count(0)
    composer(desk).get_by_label("Text", exact=True).fill("Hello")
    composer(desk).get_by_role("button", name="Preview").press("Enter")
    expect(composer(desk).frame_locator("iframe").get_by_text(TEAM)).to_be_visible()
    composer(desk).get_by_role("button", name="Write", exact=True).press("Enter")
    composer(desk).get_by_label("Text", exact=True).fill("")
    composer(desk).get_by_label("To", exact=True).focus()
    written(desk, "From the inbox")
    team = sent(relay, customer, "From the inbox")
    assert TEAM in team
    assert OWN not in team

    body = {"contact_id": contact, "inbox_id": company.inbox, "name": "Lamp", "pipeline_id": company.pipeline}
    ticket = company.admin.post("/tickets", {**body, "stage": "new"})["id"]
    company.admin.settled()
    desk.open(f"/tickets/{ticket}")
    tabbed_to(desk, desk.page.get_by_role("button", name="Write a mail"))
    desk.press("Enter")
    expect(composer(desk)).to_contain_text(customer)
    written(desk, "From a ticket")
    assert OWN in sent(relay, customer, "From a ticket")
    (linked,) = company.admin.read(f"/tickets/{ticket}")["conversation_ids"]
    assert company.admin.read(f"/conversations/{linked}")["subject"] == "From a ticket"
