"""A person who asks to be forgotten leaves no trace but what belongs to other people (PRV-08)."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from tests.e2e.conftest import Open
from tests.support.company import Company
from tests.support.mails import a_mail
from tests.support.product import Product, Relay, eventually
from tests.support.traces import traces

NAME = "Zenobia Quillfeather"
WORDS = ["zenobia", "quillfeather", "marmosets", "tamarinds", "chinchilla", "wombats"]
"""Words of her address, name, subject, text, file, and of the answer to her."""


def her_mail(address: str, number: int = 1) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = f"{NAME} <{address}>", "help@acme.example", "About marmosets"
    mail["Message-ID"] = f"<marmosets{number}.{address}>"
    mail.set_content("They eat all my tamarinds.")
    mail.add_alternative("<p>They eat all my <i>tamarinds</i>.</p>", subtype="html")
    mail.add_attachment(
        b"chinchilla" * 50, maintype="application", subtype="octet-stream", filename="chinchilla.bin"
    )
    return mail.as_bytes()


def answered(company: Company, conversation: str) -> None:
    """Let her be answered, and wait until that was sent."""
    at = f"/conversations/{conversation}"
    company.admin.post(f"{at}/messages", {"text": f"Dear {NAME}, wombats eat more."})

    def sent() -> bool:
        last = company.admin.read(at)["messages"][-1]
        return bool(last["delivery"] and last["delivery"]["state"] == "sent")

    eventually(sent, "the answer was sent")


def views_equal_a_rebuild(product: Product) -> None:
    """Replay the log into fresh views and compare them row for row."""
    report = product.report("verify", "views")
    assert report["equal"] is True, [table for table in report["tables"] if not table["equal"]]
    assert report["set_aside"] == []
    assert sum(table["rows"] for table in report["tables"]) > 0


@pytest.mark.req("PRV-08", "SE-06", "AUD-03")
def test_nothing_of_an_erased_person_is_left(open_account: Open, relay: Relay, product: Product) -> None:
    company = open_account()
    company.relay(relay)
    agent = company.agent("Bo")
    mailbox = company.channel(users=(agent.user_id,), tickets=True)
    address = f"zenobia@{company.domain}"
    (hers,) = mailbox.taken(her_mail(address))
    answered(company, hers["conversation_id"])
    quoting = f"I write for {NAME} <{address}>, who is away."
    other_raw = a_mail(quoting, sender="Otto <otto@other.example>", subject="For Zenobia Quillfeather")
    other = next(row for row in mailbox.taken(other_raw) if row["contact_name"] == "Otto")
    words = [*WORDS, address]
    assert {where.partition(" ")[0] for where in traces(product, words)} == {"table"}

    admin = company.admin
    done = admin.post(f"/contacts/{hers['contact_id']}/erase")
    assert (done["conversations"], done["mentions"], done["kept_originals"]) == (1, 1, 1)
    assert done["keys"] >= 2
    assert done["blobs"] >= 1
    assert traces(product, words) == set()
    views_equal_a_rebuild(product)

    contact = admin.read(f"/contacts/{hers['contact_id']}")
    assert (contact["name"], contact["identities"]) == ("[erased]", [])
    assert contact["erased_at"] is not None
    thread = admin.read(f"/conversations/{hers['conversation_id']}")
    assert {message["text"] for message in thread["messages"]} == {"[erased]"}
    assert admin.get(f"/messages/{thread['messages'][0]['message_id']}/original").status_code == 410
    assert admin.read("/contacts?search=Zenobia")["items"] == []
    assert admin.read(f"/contacts?search={address}")["items"] == []

    masked = admin.read(f"/conversations/{other['conversation_id']}")
    (mention,) = masked["messages"]
    assert "who is away" in mention["text"]
    shown = str([masked, admin.read("/conversations"), admin.read(f"/tickets/{other['ticket_id']}")]).lower()
    assert not [word for word in words if word in shown]
    # Otto's own mail is his: it stays, sealed under him, and the certificate lists it
    assert admin.get(f"/messages/{mention['message_id']}/original").content.endswith(other_raw)
    history = admin.read(f"/history/contact/{hers['contact_id']}")["items"]
    certificate = next(event for event in history if event["event"] == "contact.erased")
    assert len(certificate["facts"]["kept_originals"]) == 1

    again = next(row for row in mailbox.taken(her_mail(address, 2)) if row["contact_name"] == NAME)
    assert again["contact_id"] != hers["contact_id"]
    assert again["conversation_id"] != hers["conversation_id"]
    views_equal_a_rebuild(product)
