"""One thread across channels: what a form sent is answered by the team's mailbox, and the answer to that is in it, too."""

import pytest
import requests

from tests.e2e.conftest import Open
from tests.e2e.test_answers import delivered
from tests.support.company import Company
from tests.support.mails import a_mail
from tests.support.product import Relay, eventually


def submitted(company: Company, email: str) -> str:
    """Let somebody send a form of the company; returns the conversation."""
    admin = company.admin
    form = str(admin.post("/forms", {"name": "Contact"})["id"])
    admin.put(f"/forms/{form}/tickets", {"create_tickets": True, "inbox_id": company.inbox})
    said = {"email": email, "ticket_name": "A lamp", "ticket_description": "It fell."}
    address = f"{company.product.url}/f/{admin.read(f'/forms/{form}')['key']}"
    assert requests.post(address, data=said, timeout=30).status_code == 202

    def there() -> list[str]:
        admin.position = company.product.position()
        return [one["conversation_id"] for one in company.conversations()]

    return eventually(there, "what was sent is a conversation")[0]


@pytest.mark.req("CNV-05", "EML-07", "EML-16", "FRM-01")
def test_a_form_is_answered_by_the_teams_mailbox_and_mail_comes_back_to_it(
    open_account: Open, relay: Relay
) -> None:
    company = open_account()
    company.relay(relay)
    bo, mailbox = company.agent("Bo"), company.channel()
    address = f"{company.name.lower()}.across@kunde.example"
    conversation = submitted(company, address)
    bo.position = company.admin.position
    at = f"/conversations/{conversation}"
    own, way = bo.read(f"{at}/ways")["items"]
    assert (own["kind"], own["own"], way["kind"], way["allowed"]) == ("form", True, "email", True)
    assert (way["channel_id"], way["addresses"]) == (mailbox.channel_id, [address])

    bo.post(f"{at}/messages", {"text": "Which lamp?", "channel_id": mailbox.channel_id})
    _, ours = delivered(bo, conversation, 1)
    assert ours["channel_id"] == mailbox.channel_id
    (sent,) = relay.sent_to(address)
    assert (sent["copies"], sent["in_reply_to"], sent["references"]) == (1, "", [])
    assert mailbox.address.encode() in relay.raw(sent)

    (row,) = mailbox.taken(a_mail("The red one.", sender=f"Jo <{address}>", answers=sent["message_id"]))
    assert (row["conversation_id"], row["message_count"]) == (conversation, 3)
    company.admin.position = company.product.position()
    thread = company.admin.read(at)
    came = thread["messages"][-1]
    assert (came["channel_id"], came["threading"]["outcome"]) == (mailbox.channel_id, "joined")
    assert (thread["kind"], thread["channel_id"]) == ("form", own["channel_id"])
