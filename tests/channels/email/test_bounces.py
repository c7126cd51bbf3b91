"""Bounces of many mail systems: whom, why, for good or for a while, and which mail came back (RFC 3464, EML-18)."""

from datetime import UTC, datetime
from typing import NamedTuple

import pytest

from infrastructure.channels.email.explain import explain
from infrastructure.channels.email.parse import parse, to_inbound
from tests.channels.email.mails import mail, multipart, part

NOW = datetime(2026, 11, 22, tzinfo=UTC)
KEY = "0123456789abcdef0123456789abcdef.0123456789abcdef"
OURS = f"{KEY}@in.shop.example"
BACK = f"Message-ID: <{OURS}>\r\nFrom: Help <help@shop.example>\r\nTo: bo@x.example\r\nSubject: Parcel\r\n\r\nHello."
DAEMON = ("From: Mail Delivery System <MAILER-DAEMON@mx.example>", "To: help@shop.example", "Return-Path: <>")


class Expected(NamedTuple):
    how: str
    recipients: list[tuple[str, str]]
    original: str = OURS


def report(*fields: str, returned: str = BACK, kind: str = "message/rfc822") -> bytes:
    status = "Reporting-MTA: dns; mx.example\r\n\r\n" + "\r\n\r\n".join(fields)
    return multipart(
        "report; report-type=delivery-status",
        part("text/plain", "It did not arrive."),
        part("message/delivery-status", status),
        part(kind, returned),
        top=(*DAEMON, "Subject: Undelivered Mail Returned to Sender"),
    )


def fields(email: str, action: str, status: str, said: str = "", more: str = "") -> str:
    diagnostic = f"\r\nDiagnostic-Code: smtp; {said}" if said else ""
    return f"Final-Recipient: rfc822; {email}\r\nAction: {action}\r\nStatus: {status}{diagnostic}{more}"


def prose(
    subject: str,
    *lines: str,
    top: tuple[str, ...] = DAEMON,
    mark: str = "--- Below this line is a copy of the message.",
) -> bytes:
    body = "\r\n".join([*lines, "", mark, "", BACK])
    return mail(*top, f"Subject: {subject}", "Content-Type: text/plain; charset=utf-8", body=body)


CASES: dict[str, tuple[bytes, Expected]] = {
    "postfix": (
        report(fields("bo@x.example", "failed", "5.1.1", "550 5.1.1 <bo@x.example>: User unknown")),
        Expected("lasting", [("bo@x.example", "5.1.1")]),
    ),
    "two, one of them arrived": (
        report(fields("bo@x.example", "failed", "5.2.2"), fields("cy@x.example", "delivered", "2.0.0")),
        Expected("lasting", [("bo@x.example", "5.2.2")]),
    ),
    "delayed": (report(fields("bo@x.example", "delayed", "4.4.1")), Expected("delayed", [("bo@x.example", "4.4.1")])),
    "given up after days": (report(fields("bo@x.example", "failed", "4.4.7")), Expected("passing", [("bo@x.example", "4.4.7")])),
    "a finer code in the diagnostic": (
        report(fields("bo@x.example", "failed", "5.0.0", "550 5.7.1 refused")), Expected("lasting", [("bo@x.example", "5.7.1")]),
    ),
    "headers only": (
        report(fields("bo@x.example", "failed", "5.1.1"), kind="text/rfc822-headers"), Expected("lasting", [("bo@x.example", "5.1.1")]),
    ),
    "no status": (
        report("Final-Recipient: rfc822;bo@x.example\r\nAction: failed\r\nDiagnostic-Code: smtp; 550 no"),
        Expected("lasting", [("bo@x.example", "5.0.0")]),
    ),
    "qmail": (
        prose(
            "failure notice", "Hi. This is the qmail-send program at mx.example.",
            "I'm afraid I wasn't able to deliver your message to the following addresses.",
            "This is a permanent error; I've given up. Sorry it didn't work out.", "", "<bo@x.example>:",
            "192.0.2.1 does not like recipient.", "Remote host said: 550 5.1.1 unknown",
        ),
        Expected("lasting", [("bo@x.example", "5.1.1")]),
    ),
    "exim": (
        prose(
            "Mail delivery failed: returning message to sender",
            "This message was created automatically by mail delivery software.", "",
            "A message that you sent could not be delivered to one or more of its", "recipients. This is a permanent error.",
            "", "  bo@x.example", "    host mx.x.example [192.0.2.1]: 550 No such user here",
            top=(*DAEMON, "X-Failed-Recipients: bo@x.example"),
            mark="------ This is a copy of the message, including all the headers. ------",
        ),
        Expected("lasting", [("bo@x.example", "5.1.1")]),
    ),
    "exim, delayed": (
        prose(
            "Warning: message 1P1ceB delayed 24 hours", "A message that you sent has not yet been delivered to one or more",
            "of its recipients after more than 24 hours on the queue.", "", "  bo@x.example",
            mark="------ This is a copy of the message, including all the headers. ------",
        ),
        Expected("delayed", [("bo@x.example", "4.0.0")]),
    ),
    "gmail": (
        prose(
            "Delivery Status Notification (Failure)", "Delivery to the following recipient failed permanently:", "",
            "     bo@x.example", "", "The error that the other server returned was:", "550 5.1.1 User Unknown",
            top=("From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Return-Path: <>"), mark="----- Original message -----",
        ),
        Expected("lasting", [("bo@x.example", "5.1.1")]),
    ),
    "yahoo": (
        prose(
            "Failure Notice", "Sorry, we were unable to deliver your message to the following address.", "", "<bo@x.example>:",
            "Remote host said: 552 5.2.2 Mailbox Full [RCPT_TO]", top=("From: MAILER-DAEMON@y.example",),
        ),
        Expected("lasting", [("bo@x.example", "5.2.2")]),
    ),
    "exchange 2003": (
        mail(
            "From: System Administrator <postmaster@mx.example>", "To: help@shop.example", "Return-Path: <>",
            f"In-Reply-To: <{OURS}>", "Subject: Undeliverable: Parcel",
            body="Your message\r\n\r\n  To:      bo@x.example\r\n  Subject: Parcel\r\n\r\ndid not reach the following recipient(s):\r\n\r\n"
            "bo@x.example on Thu, 29 Apr 2010 00:00:00 -0000\r\n    The recipient name is not recognized\r\n",
        ),
        Expected("lasting", [("bo@x.example", "5.1.1")]),
    ),
    "old sendmail": (
        prose(
            "Returned mail: Host unknown", "   ----- Transcript of session follows -----",
            "550 <bo@x.example>... Host unknown (Name server: x.example: host not found)", mark="   ----- Unsent message follows -----",
        ),
        Expected("lasting", [("bo@x.example", "5.1.2")]),
    ),
    "in german": (
        prose(
            "Unzustellbar: Paket", "Ihre Nachricht konnte nicht zugestellt werden:", "", "  bo@x.example", "    550 5.1.1 unbekannt",
            top=("From: postmaster@mx.example",), mark="----- Ursprüngliche Nachricht -----",
        ),
        Expected("lasting", [("bo@x.example", "5.1.1")]),
    ),
    "nothing but a mailer": (mail(*DAEMON, "Subject: ?", body="Hello."), Expected("lasting", [], "")),
}  # fmt: skip
NONE = {
    "a person passes one on": prose("Fwd: failure notice", "<bo@x.example>:", "550 5.1.1", top=("From: ann@example.org",)),
    "a parcel is late": mail("From: Shop <delivery@shop.example>", "Subject: Delivery delayed: your parcel", body="It could not be delivered."),
    "a person asks": mail("From: ann@example.org", "Subject: Undelivered mail", body="My mail to bo@x.example could not be delivered: 550 5.1.1"),
    "an answer to one": mail("From: ann@example.org", "Subject: Re: Undeliverable: Parcel", "In-Reply-To: <a@b.example>", body="Why?"),
    "a postmaster writes": mail("From: Postmaster <postmaster@example.org>", "Subject: Your new certificate", body="It is ready."),
}  # fmt: skip


@pytest.mark.req("EML-18")
@pytest.mark.parametrize("name", CASES)
def test_a_bounce(name: str) -> None:
    raw, expected = CASES[name]
    parsed = parse(raw)
    bounce = parsed.bounce
    assert bounce is not None
    assert [(one.email, one.status) for one in bounce.recipients] == expected.recipients
    assert (bounce.permanent, bounce.delayed) == (expected.how == "lasting", expected.how == "delayed")
    assert bounce.original_message_id == expected.original
    assert to_inbound(parsed).automatic == "bounce"
    assert not expected.original or ("token", KEY) in [(one.by, one.value) for one in parsed.candidates]


@pytest.mark.req("EML-18")
@pytest.mark.parametrize("name", NONE)
def test_no_bounce(name: str) -> None:
    assert parse(NONE[name]).bounce is None


@pytest.mark.req("EML-18")
def test_how_a_bounce_is_explained() -> None:
    raw, _ = CASES["postfix"]
    answer = explain(raw, intake=NOW)
    assert answer["bounce"] == {
        "permanent": True,
        "recipients": [{"email": "bo@x.example", "status": "5.1.1", "diagnostic": "550 5.1.1 <bo@x.example>: User unknown"}],
        "original_message_id": OURS,
        "evidence": "multipart/report of a delivery status",
    }  # fmt: skip
    assert answer["automatic"]["kind"] == "auto_generated"
    assert [file["content_type"] for file in answer["attachments"]] == [
        "message/delivery-status",
        "message/rfc822",
    ]
