"""Accounts of both sides of the date gate (ACC-08)."""

import pytest

from tests.e2e.conftest import Open
from tests.support.mails import a_mail


@pytest.mark.req("ACC-08", "TKT-01")
def test_an_account_of_the_last_day_before_the_gate_makes_tickets(open_account: Open) -> None:
    company = open_account("2024-04-01")
    (row,) = company.channel(tickets=True).taken(a_mail(subject="Parcel"))
    ticket = company.admin.read(f"/tickets/{row['ticket_id']}")
    assert (ticket["name"], ticket["source"], ticket["stage"]) == ("Parcel", "email", "new")


@pytest.mark.req("ACC-08", "EML-12", "TKT-01")
def test_an_account_of_the_day_after_keeps_the_conversation_and_says_why(open_account: Open) -> None:
    company = open_account("2024-04-02")
    admin, mailbox = company.admin, company.channel()
    automation = {"enabled": True, "pipeline_id": company.pipeline, "stage": "new"}
    refused = admin.send("PUT", f"/channels/{mailbox.channel_id}/tickets", automation)
    assert refused.json()["code"] == "account_date_gate"
    assert "help desk" in refused.json()["detail"].lower()

    (row,) = mailbox.taken(a_mail(subject="Parcel"))
    assert row["ticket_id"] is None
    decisions = admin.read(f"/conversations/{row['conversation_id']}/decisions")["items"]
    (skipped,) = [one for one in decisions if one["kind"] == "ticket_skipped"]
    assert skipped["reasons"] == ["account_date_gate"]
    assert "accounts created this late open no tickets automatically" in skipped["sentence"]

    by_hand = {
        "conversation_id": row["conversation_id"],
        "name": "Parcel",
        "pipeline_id": company.pipeline,
        "stage": "new",
    }
    machine = company.machine("conversation_read", "ticket_write")
    assert machine.refused("POST", "/tickets", by_hand)[1] == "account_date_gate"
    made = admin.post("/tickets", by_hand)["id"]
    assert admin.read(f"/tickets/{made}")["source"] == "manual"
