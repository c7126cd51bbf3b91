"""Mails sent by a real client: taken in once, threaded, assigned with a reason, with a ticket, and harmless."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from tests.e2e.conftest import Open
from tests.support.mails import a_mail

PICTURE = bytes(range(256)) * 40
ZOE = "Zoë Żółć <zoe@kunde.example>"


def with_html_and_file() -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = "Bob <bob@kunde.example>", "help@acme.example", "Broken lamp"
    mail["Message-ID"] = "<lamp@kunde.example>"
    mail.set_content("It is broken.\n.a line that begins with a dot\n")
    mail.add_alternative(
        "<p onclick='x()'>It is <b>broken</b>.</p><script>alert(1)</script><form action=/x><input></form>"
        "<img src='https://tracker.example/pixel.png'><a href='javascript:alert(1)'>see</a>",
        subtype="html",
    )
    mail.add_attachment(PICTURE, maintype="application", subtype="octet-stream", filename="żarówka.bin")
    return mail.as_bytes()


@pytest.mark.req("EML-01", "EML-15", "EML-16", "RTG-01", "RTG-08", "TKT-01", "TKT-05", "ACC-08")
def test_a_mail_becomes_a_conversation_that_says_why_it_is_whose(open_account: Open) -> None:
    company = open_account()
    bo, cy = company.agent("Bo"), company.agent("Cy")
    company.admin.put(f"/users/{cy.user_id}/availability", {"available": False})
    mailbox = company.channel(users=(bo.user_id, cy.user_id), tickets=True)
    first = a_mail(
        "Cześć, gdzie jest moja paczka?",
        sender=ZOE,
        subject="Zażółć gęślą jaźń",
        message_id="a@kunde.example",
    )
    (row,) = mailbox.taken(first)
    assert (row["subject"], row["contact_name"], row["contact_address"]) == (
        "Zażółć gęślą jaźń", "Zoë Żółć", "zoe@kunde.example",
    )  # fmt: skip
    assert row["assignee_id"] == bo.user_id
    admin, at = company.admin, f"/conversations/{row['conversation_id']}"
    (decision,) = admin.read(f"{at}/decisions")["items"]
    assert decision["sentence"] == "Assigned to Bo: never had a turn in this rule."
    assert {one["name"]: one["verdict"] for one in decision["considered"]} == {"Bo": "eligible", "Cy": "away"}
    ticket = admin.read(f"/tickets/{row['ticket_id']}")
    assert (ticket["name"], ticket["owner_id"], ticket["stage"]) == ("Zażółć gęślą jaźń", bo.user_id, "new")

    answer = a_mail("I mean the red one.", sender=ZOE, subject="Re: Zażółć", answers="a@kunde.example")
    (row,) = mailbox.taken(answer)
    assert (row["message_count"], row["ticket_id"]) == (2, ticket["ticket_id"])
    asked, meant = admin.read(at)["messages"]
    assert (asked["text"].strip(), meant["text"].strip()) == (
        "Cześć, gdzie jest moja paczka?",
        "I mean the red one.",
    )
    assert (meant["threading"]["outcome"], meant["threading"]["by"]) == ("joined", "in_reply_to")
    assert bo.read("/conversations?view=mine")["items"][0]["conversation_id"] == row["conversation_id"]


@pytest.mark.req("RL-04", "EML-16", "TKT-01")
def test_the_same_mail_ten_times_is_there_once(open_account: Open) -> None:
    mailbox = open_account().channel(tickets=True)
    raw = a_mail(message_id="again@kunde.example")
    answer = a_mail("And?", answers="again@kunde.example", message_id="and@kunde.example")
    mailbox.taken(raw)
    (row,) = mailbox.taken(*[answer, raw] * 5)
    assert row["message_count"] == 2
    tickets = mailbox.company.admin.read(f"/tickets?conversation_id={row['conversation_id']}")["items"]
    assert [ticket["ticket_id"] for ticket in tickets] == [row["ticket_id"]]
    (contact,) = mailbox.company.admin.read("/contacts")["items"]
    assert (contact["conversation_count"], contact["message_count"]) == (1, 2)


@pytest.mark.req("EML-17", "SE-04", "CNV-08")
def test_html_is_inert_files_are_whole_and_the_original_is_untouched(open_account: Open) -> None:
    company = open_account()
    raw = with_html_and_file()
    (row,) = company.channel().taken(raw)
    (message,) = company.admin.read(f"/conversations/{row['conversation_id']}")["messages"]
    at = f"/messages/{message['message_id']}"
    assert message["text"].split("\n")[1].strip() == ".a line that begins with a dot"

    html = company.admin.get(f"{at}/html")
    assert "<b>broken</b>" in html.text
    for active in ("<script", "alert(", "onclick", "<form", "<input", "javascript:", " src="):
        assert active not in html.text
    assert html.headers["Postroom-Blocked-Images"] == "true"
    policy = html.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "sandbox" in policy
    assert "script-src" not in policy

    (file,) = message["attachments"]
    assert (file["filename"], file["size"]) == ("żarówka.bin", len(PICTURE))
    loaded = company.admin.get(f"{at}/attachments/{file['number']}")
    assert loaded.content == PICTURE
    assert loaded.headers["Content-Disposition"].startswith("attachment")
    assert loaded.headers["X-Content-Type-Options"] == "nosniff"

    original = company.admin.get(f"{at}/original").content
    assert original.endswith(raw)
    added = original.removesuffix(raw).decode().split("\r\n")
    assert [line.partition(":")[0] for line in added if line and line[0] != "\t"] == [
        "Return-Path", "Delivered-To", "Received",
    ]  # fmt: skip
