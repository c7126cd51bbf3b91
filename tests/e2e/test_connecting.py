"""A channel is connected step by step, by those who may (ACC-01, -03, -09, EML-02..-06)."""

import smtplib
from typing import Any

import pytest

from tests.e2e.conftest import Open
from tests.support.company import TERMS
from tests.support.mails import a_mail


@pytest.mark.req("ACC-01", "ACC-09", "EML-02", "EML-03", "EML-04", "EML-05", "EML-06", "EML-12")
def test_the_steps_go_in_order_and_end_with_a_mailbox(open_account: Open) -> None:
    company = open_account()
    admin = company.admin
    begun = admin.post("/channels", {"kind": "email", "inbox_name": "Returns"})["id"]
    at, address = f"/channels/{begun}", f"returns@{company.domain}"
    steps: list[tuple[str, str, Any]] = [
        ("provider", "provider", {"provider": "other"}),
        ("terms", "terms", TERMS),
        ("address", "address", {"address": address}),
        ("sender_details", "sender", {"from_name": "company", "company_name": company.name}),
        ("rule", "rule", {"enabled": False}),
        ("ticket_automation", "tickets", {"enabled": False}),
    ]
    assert admin.refused("PUT", f"{at}/provider", {"provider": "imap"}) == (422, "imap_not_supported")
    for number, (name, path, body) in enumerate(steps):
        row = admin.read(at)
        assert (row["state"], row["next_step"]) == ("connecting", name)
        assert admin.refused("POST", f"{at}/connect")[1] == "step_refused"
        for _, later, sent in steps[number + 1 :]:
            assert admin.refused("PUT", f"{at}/{later}", sent)[1] == "step_refused"
        admin.put(f"{at}/{path}", body)
    admin.post(f"{at}/connect")
    row = admin.read(at)
    assert (row["state"], row["next_step"], row["verified_at"]) == ("connected", "", None)
    assert {inbox["name"]: inbox["inbox_id"] for inbox in admin.read("/inboxes")["items"]}["Returns"] == row[
        "inbox_id"
    ]

    company.product.take(a_mail(), row["hosted_address"])
    admin.settled()
    assert admin.read(at)["verified_at"] is not None

    other = admin.post("/channels", {"kind": "email", "inbox_id": company.inbox})["id"]
    admin.put(f"/channels/{other}/provider", {"provider": "other"})
    admin.put(f"/channels/{other}/terms", TERMS)
    assert (
        admin.refused("PUT", f"/channels/{other}/address", {"address": address.upper()})[1] == "already_taken"
    )


@pytest.mark.req("ACC-03", "ACC-10", "API-06")
def test_an_agent_may_not_connect_and_does_not_see_a_closed_inbox(open_account: Open) -> None:
    company = open_account()
    agent = company.agent("Bo")
    mailbox = company.channel(users=(agent.user_id,))
    assert agent.refused("POST", "/channels", {"kind": "email", "inbox_id": company.inbox}) == (
        403,
        "not_allowed",
    )
    assert agent.refused("POST", f"/channels/{mailbox.channel_id}/pause") == (403, "not_allowed")
    (row,) = mailbox.taken(a_mail())
    agent.position = company.admin.position
    assert agent.read("/conversations?view=mine")["items"][0]["conversation_id"] == row["conversation_id"]

    company.admin.put(
        f"/inboxes/{company.inbox}/access", {"everyone": False, "user_ids": [company.admin.user_id]}
    )
    agent.position = company.admin.position
    assert agent.read("/conversations")["items"] == []
    assert agent.get(f"/conversations/{row['conversation_id']}").status_code == 404
    reply = {"text": "Hello"}
    assert agent.refused("POST", f"/conversations/{row['conversation_id']}/messages", reply)[0] == 404


@pytest.mark.req("ACC-09", "EML-02")
def test_nobody_elses_address_takes_mail_here(open_account: Open) -> None:
    company = open_account()
    mailbox = company.channel()
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        company.product.take(a_mail(), mailbox.hosted.replace("h-", "h-x"))
    ((code, _),) = refused.value.recipients.values()
    assert code == 550
