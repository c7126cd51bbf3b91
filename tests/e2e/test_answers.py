"""Answers leave once, threaded, and what comes back to them lands where they were written."""

from email import message_from_bytes
from email.policy import SMTP
from typing import Any

import pytest

from tests.e2e.conftest import Open
from tests.support.browser import Browser
from tests.support.mails import a_mail
from tests.support.product import Relay, eventually

CUSTOMER = "zoe@kunde.example"


def delivered(reader: Browser, conversation: str, count: int) -> list[dict[str, Any]]:
    """Wait until `count` messages of ours were sent, and return the thread."""

    def there() -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = reader.read(f"/conversations/{conversation}")["messages"]
        states = [message["delivery"]["state"] for message in messages if message["delivery"]]
        return messages if states == ["sent"] * count else []

    return eventually(there, f"{count} messages were sent")


@pytest.mark.req("EML-01", "EML-07", "EML-16", "EML-19", "API-07", "RTG-11")
def test_a_reply_from_the_command_line_is_threaded_and_answered(open_account: Open, relay: Relay) -> None:
    company = open_account()
    company.relay(relay)
    bo = company.agent("Bo")
    mailbox, address = company.channel(users=(bo.user_id,)), f"{company.name.lower()}.{CUSTOMER}"
    first = f"first@{company.domain}"
    (row,) = mailbox.taken(a_mail(sender=f"Zoë <{address}>", subject="Where is it?", message_id=first))
    conversation = row["conversation_id"]

    printed = company.product.report("reply", conversation, "Już w drodze. It is on its way.")
    assert printed["shown"] is True
    company.admin.position = printed["position"]
    _, ours = delivered(company.admin, conversation, 1)
    assert (ours["author_id"], ours["delivery"]["attempts"], ours["delivery"]["code"]) == (bo.user_id, 1, 250)

    (sent,) = relay.sent_to(address)
    assert (sent["copies"], sent["in_reply_to"], sent["references"]) == (1, first, [first])
    mail = message_from_bytes(relay.raw(sent), policy=SMTP)
    assert mail["Subject"] == "Re: Where is it?"
    assert mail["From"].addresses[0].addr_spec == mailbox.address
    assert mail["From"].addresses[0].display_name == f"Bo at {company.name}"
    assert mail.get_body(("plain",)).get_content().strip() == "Już w drodze. It is on its way."  # type: ignore[union-attr]
    assert "Już w drodze" in mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert sent["message_id"] in relay.page()

    back = a_mail(
        "Thank you.", sender=f"Zoë <{address}>", subject="AW: Where is it?", answers=sent["message_id"]
    )
    (row,) = mailbox.taken(back)
    assert (row["conversation_id"], row["message_count"]) == (conversation, 3)
    thanked = company.admin.read(f"/conversations/{conversation}")["messages"][-1]
    assert thanked["threading"]["outcome"] == "joined"

    company.product.command("reply", conversation, "You are welcome.", "--close")
    delivered(company.admin, conversation, 2)
    assert [mail["copies"] for mail in relay.sent_to(address)] == [1, 1]
    last = relay.sent_to(address)[-1]
    assert last["references"][0] == first
    assert sent["message_id"] in last["references"]
    assert company.admin.read(f"/conversations/{conversation}")["status"] == "closed"


@pytest.mark.req("EML-01", "EML-19", "CNV-08")
def test_a_new_mail_is_written_sent_and_answered_in_its_conversation(
    open_account: Open, relay: Relay
) -> None:
    company = open_account()
    company.relay(relay)
    mailbox, address = company.channel(), f"{company.name.lower()}.new@kunde.example"
    body = {
        "channel_id": mailbox.channel_id,
        "to": [address],
        "subject": "Zażółć",
        "text": "Your parcel leaves today.",
    }
    file = {"filename": "bill.txt", "content_type": "text/plain", "data": "QmlsbA=="}
    made = company.admin.post("/conversations", {**body, "attachments": [file]})
    conversation = made["id"]
    delivered(company.admin, conversation, 1)
    (sent,) = relay.sent_to(address)
    assert (sent["subject"], sent["in_reply_to"], sent["attachments"]) == ("Zażółć", "", ["bill.txt"])
    mail = message_from_bytes(relay.raw(sent), policy=SMTP)
    (attached,) = mail.iter_attachments()
    assert attached.get_content() == "Bill"

    (row,) = mailbox.taken(a_mail("Fine.", sender=address, subject="Re: Zażółć", answers=sent["message_id"]))
    assert (row["conversation_id"], row["message_count"]) == (conversation, 2)


@pytest.mark.req("CNV-06", "EML-19")
def test_without_a_relay_the_message_says_why_and_is_sent_after_a_retry(
    open_account: Open, relay: Relay
) -> None:
    company = open_account()
    mailbox, address = company.channel(), f"{company.name.lower()}.late@kunde.example"
    (row,) = mailbox.taken(a_mail(sender=address))
    at = f"/conversations/{row['conversation_id']}"
    message = company.admin.post(f"{at}/messages", {"text": "Soon."})["id"]

    def failed() -> str:
        delivery = company.admin.read(f"/messages/{message}")["delivery"]
        return str(delivery["reason"]) if delivery["state"] == "failed" else ""

    assert "no relay is set" in eventually(failed, "the message has failed")
    company.relay(relay)
    company.admin.post(f"/messages/{message}/retry")
    delivered(company.admin, row["conversation_id"], 1)
    assert [mail["copies"] for mail in relay.sent_to(address)] == [1]


@pytest.mark.req("EML-19", "CNV-06", "CNV-08")
def test_a_formatted_answer_leaves_in_both_forms_with_the_files_brought_for_it(
    open_account: Open, relay: Relay
) -> None:
    company = open_account()
    company.relay(relay)
    mailbox, address = company.channel(), f"{company.name.lower()}.rich@kunde.example"
    (row,) = mailbox.taken(a_mail(sender=f"Zoë <{address}>", message_id=f"rich@{company.domain}"))
    conversation, admin = row["conversation_id"], company.admin
    file = admin.bring("offer.pdf", b"%PDF-1.7" * 200_000, "application/pdf")
    body = {"text": "It is **on its way**:\n\n- a lamp", "format": "markdown", "uploads": [file["upload_id"]]}
    admin.post(f"/conversations/{conversation}/messages", {**body, "cc": ["boss@kunde.example"]})
    delivered(admin, conversation, 1)
    (sent,) = relay.sent_to(address)
    mail = message_from_bytes(relay.raw(sent), policy=SMTP)
    plain = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert plain.splitlines() == ["It is on its way:", "", "- a lamp"]
    assert "<strong>on its way</strong>" in mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert mail["Cc"] == "boss@kunde.example"
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("offer.pdf", "application/pdf")
    assert attached.get_content() == b"%PDF-1.7" * 200_000
