"""Whom a mail belongs to, what wrote it, and what it may answer."""

import pytest

from infrastructure.channels.email.parse import parse, to_inbound
from tests.channels.email.mails import TOP, mail, multipart, part, rich

KEY = "0123456789abcdef0123456789abcdef.0123456789abcdef"
GROUP = (
    "From: \"'Ann Field' via Support\" <support@shop.example>",
    "To: support@shop.example",
    "X-Original-Sender: ann@example.org",
    "List-Id: <support.shop.example>",
    "Precedence: list",
)
CONTACTS = {
    "from": (mail(*TOP), ("ann@example.org", "Ann Field", "from")),
    "a reply-to elsewhere": (
        mail("From: Shop form <noreply@shop.example>", "Reply-To: Bo <bo@x.example>"),
        ("bo@x.example", "Bo", "reply_to"),
    ),
    "a reply-to without a name takes none from another house": (
        mail("From: Shop form <noreply@shop.example>", "Reply-To: bo@x.example"),
        ("bo@x.example", "", "reply_to"),
    ),
    "a reply-to in the same house keeps the name": (
        mail("From: Ann <ann@x.example>", "Reply-To: ann.field@x.example"),
        ("ann.field@x.example", "Ann", "reply_to"),
    ),
    "a reply-to to oneself": (
        mail(*TOP, "Reply-To: ANN@example.org"),
        ("ann@example.org", "Ann Field", "from"),
    ),
    "a reply-to back to us": (
        mail(*TOP, "Reply-To: Help@shop.example"),
        ("ann@example.org", "Ann Field", "from"),
    ),
    "a reply-to to the list": (
        mail(*TOP, "Reply-To: all@list.example", "List-Post: <mailto:all@list.example>"),
        ("ann@example.org", "Ann Field", "from"),
    ),
    "a reply-to to two": (
        mail(*TOP, "Reply-To: a@x.example, b@x.example"),
        ("ann@example.org", "Ann Field", "from"),
    ),
    "a group that rewrites": (mail(*GROUP), ("ann@example.org", "Ann Field", "x_original_sender")),
    "a group that rewrites and says who": (
        mail(*GROUP, "X-Original-From: Ann B. Field <ann@example.org>"),
        ("ann@example.org", "Ann B. Field", "x_original_sender"),
    ),
    "an original sender does not replace an author": (
        mail(*TOP, "X-Original-Sender: assistant@example.org"),
        ("ann@example.org", "Ann Field", "from"),
    ),
    "an original sender where there is no from": (
        mail("X-Original-Sender: ann@example.org"),
        ("ann@example.org", "", "from"),
    ),
}
AUTOMATIC = {
    "a person": (mail(*TOP), None),
    "auto-submitted no": (mail(*TOP, "Auto-Submitted: no"), None),
    "auto-replied": (mail(*TOP, "Auto-Submitted: auto-replied (vacation)"), "auto_reply"),
    "auto-generated": (mail(*TOP, "auto-submitted: Auto-Generated; x=y"), "auto_generated"),
    "out of office": (
        mail("Subject: Automatic reply: Parcel", "Auto-Submitted: auto-replied"),
        "out_of_office",
    ),
    "exchange": (mail("Subject: Abwesenheitsnotiz", "X-Auto-Response-Suppress: DR, All"), "out_of_office"),
    "suppression of reports only": (mail(*TOP, "X-Auto-Response-Suppress: DR, OOF"), None),
    "an old responder": (mail(*TOP, "X-Autoreply: yes"), "auto_reply"),
    "precedence auto_reply": (mail(*TOP, "Precedence: auto_reply"), "auto_reply"),
    "precedence bulk": (mail(*TOP, "Precedence: bulk"), "auto_generated"),
    "a list": (mail(*TOP, "List-Id: News <news.x.example>", "Precedence: bulk"), "list"),
    "our own automation": (mail(*TOP, "X-Postroom: automation"), "auto_generated"),
    "a person who uses Postroom": (mail(*TOP, "X-Postroom: human"), None),
    "null return path": (mail("Return-Path: <>", *TOP), "auto_reply"),
    "a mailer with a null return path": (
        mail("Return-Path: < >", "From: MAILER-DAEMON@mx.example"),
        "bounce",
    ),
    "a delivery status": (
        multipart("report; report-type=delivery-status", part("text/plain", "x"), top=TOP),
        "bounce",
    ),
    "a delivery status by its part": (
        multipart("report", part("text/plain", "x"), part("message/delivery-status", "x"), top=TOP),
        "bounce",
    ),
    "a read receipt": (
        multipart("report; report-type=disposition-notification", part("text/plain", "x"), top=TOP),
        "receipt",
    ),
    "another report": (
        multipart("report; report-type=feedback-report", part("text/plain", "x")),
        "auto_generated",
    ),
}
OURS = f"{KEY}@in.example.org"


@pytest.mark.req("EML-15")
@pytest.mark.parametrize("name", CONTACTS)
def test_whose_conversation_it_is(name: str) -> None:
    raw, expected = CONTACTS[name]
    contact = parse(raw).contact
    assert (contact.email, contact.name, contact.why) == expected


def test_a_reply_to_into_our_own_house_names_nobody_outside() -> None:
    raw = mail("From: Ann <ann@x.example>", "Reply-To: sales@shop.example")
    assert parse(raw).contact.why == "reply_to"
    assert parse(raw, internal=["SHOP.example"]).contact.why == "from"


@pytest.mark.req("EML-18")
@pytest.mark.parametrize("name", AUTOMATIC)
def test_what_wrote_it(name: str) -> None:
    raw, kind = AUTOMATIC[name]
    automatic = parse(raw).automatic
    assert (automatic.kind if automatic else None) == kind
    assert automatic is None or automatic.evidence


@pytest.mark.req("EML-04", "EML-18")
def test_mail_through_a_group_that_is_the_shared_address_is_mail_of_a_person() -> None:
    parsed = parse(mail(*GROUP))
    assert to_inbound(parsed).automatic == "list"
    assert to_inbound(parsed, ["Support@shop.example"]).automatic == ""


@pytest.mark.req("EML-16")
@pytest.mark.parametrize(
    ("headers", "candidates"),
    [
        ((), []),
        (("In-Reply-To: <a@x>",), [("in_reply_to", "a@x")]),
        (
            ("In-Reply-To: <c@x>", "References: <a@x> <b@x> <c@x>"),
            [("in_reply_to", "c@x"), ("references", "b@x"), ("references", "a@x")],
        ),
        (
            ("In-Reply-To: <c@x>", f"References: <{OURS}> <c@x>"),
            [("token", KEY), ("in_reply_to", "c@x"), ("references", OURS)],
        ),
        ((f"Delivered-To: h-abc+{KEY}@in.example.org",), [("token", KEY)]),
        (
            (f'Cc: "Shop" <H-ABC+{KEY.upper()}@in.example.org>', f"In-Reply-To: <{OURS}>"),
            [("token", KEY), ("in_reply_to", OURS)],
        ),
    ],
)
def test_hints_come_best_first(headers: tuple[str, ...], candidates: list[tuple[str, str]]) -> None:
    assert [(c.by, c.value) for c in parse(mail(*TOP, *headers)).candidates] == candidates


@pytest.mark.req("EML-15", "EML-16", "EML-17")
def test_the_message_for_ingest_is_normalised_and_whole() -> None:
    message = to_inbound(parse(rich()))
    assert message.provider_id == "one.two@example.org"
    assert (message.sender.address, message.sender.name, message.sender_why) == (
        "zoe@example.org",
        "Zoë Müller",
        "from",
    )
    assert [party.address for party in message.to] == ["help@shop.example", "second@shop.example"]
    assert message.has_html
    assert [(file.part, file.inline) for file in message.attachments] == [(0, True), (1, False)]
    assert message.sent_at is not None
    assert message.sent_at.isoformat() == "2026-11-22T09:00:00+00:00"
    assert (message.automatic, message.defects) == ("", ())


def test_without_a_message_id_the_bytes_name_the_mail() -> None:
    first, second = to_inbound(parse(mail(*TOP))), to_inbound(parse(mail(*TOP, body="Other.")))
    assert first.provider_id.startswith("sha256:")
    assert first.provider_id == to_inbound(parse(mail(*TOP))).provider_id != second.provider_id
    assert first.sent_at is None
