"""What somebody passes on is recognised however their program writes it, and nothing else is."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrastructure.channels.email.explain import explain
from infrastructure.channels.email.forward_dates import read_forward_date
from infrastructure.channels.email.forwards import find_inline, mark_within, may_forward
from infrastructure.channels.email.parse import parse, to_inbound
from infrastructure.channels.email.parsed import Forward
from tests.channels.email.forward_cases import DIVIDERS, HEADS, JO, MADE, Shape
from tests.channels.email.forward_shapes import BLOCK, HEAD, NONE, ONCE
from tests.channels.email.mails import mail, multipart, part
from tests.support.timing import seconds_of

TOP = ("From: Bo Field <bo@acme.example>", "To: help@acme.example", "Message-ID: <f@acme.example>")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
ALL = {**MADE, **ONCE}
ORIGINAL = mail(
    "From: Jo Roe <jo@far.example>",
    "To: bo@acme.example",
    "Subject: Lamp",
    "Date: Mon, 12 Oct 2026 10:05:00 +0200",
    body="Where?",
)


def forward(shape: Shape) -> bytes:
    text = f"{shape.above}\n\n{shape.text}" if shape.above and not shape.html else shape.text
    kind = f"Content-Type: text/{'html' if shape.html else 'plain'}; charset=utf-8"
    return mail(*TOP, f"Subject: {shape.subject}", kind, body=text)


def passed_on(raw: bytes) -> Forward:
    found = parse(raw).forward
    assert found is not None
    return found


@pytest.mark.req("EML-14")
@pytest.mark.parametrize("name", ALL)
def test_programs_and_languages(name: str) -> None:
    shape, found = ALL[name], passed_on(forward(ALL[name]))
    original = found.original
    assert (original.sender.email, original.sender.name) == ("jo@far.example", "Jo Roe")
    assert (original.subject, original.date[:16]) == ("Lamp", "2026-10-12T10:05")
    assert original.text.startswith("Where is my lamp?")
    assert (found.kind, found.client, found.forwarder_text) == ("inline", shape.client, shape.above)


@pytest.mark.req("EML-14")
def test_a_copy_is_read_where_its_label_has_no_colon() -> None:
    original = passed_on(forward(ONCE["yahoo, Polish, without a colon"])).original
    assert [one.email for one in (*original.to, *original.cc)] == ["bo@acme.example", "al@acme.example"]


@pytest.mark.req("EML-14")
def test_a_line_that_lost_its_mark_stays_in_the_original() -> None:
    head = f"> From: {JO}\n> Date: 12 Oct 2026 10:05\n> Subject: Lamp\n> To: bo@acme.example\n>"
    text = f"Forwarded message:\n\n{head}\n> Where is\nmy lamp?\n> Please\n>\n> look.\nSee above.\n\n> No"
    assert passed_on(forward(Shape("Fwd: Lamp", text))).original.text == "Where is\nmy lamp?\nPlease\n\nlook."


@pytest.mark.req("EML-14")
@pytest.mark.parametrize("name", NONE)
def test_what_only_looks_like_one(name: str) -> None:
    subject, text = NONE[name]
    mail_read = parse(mail(*TOP, f"Subject: {subject}", body=text))
    assert mail_read.forward is None
    assert not mail_read.looks_forwarded


@pytest.mark.req("EML-14")
def test_the_outermost_of_several_and_where_it_begins() -> None:
    read = parse(forward(ONCE["of a forward"]))
    assert read.forward is not None
    assert "Deep" in read.forward.original.text
    assert [one.email for one in read.forward.original.to] == ["bo@acme.example"]
    assert read.text[read.forward.start :].startswith("---------- Forwarded")


@pytest.mark.req("EML-14")
@pytest.mark.parametrize("name", ["message/rfc822", "application/octet-stream; name=lamp.eml"])
@pytest.mark.parametrize("more", [(), (part("message/rfc822", mail("From: di@deep.example")),)])
def test_attached_mails(name: str, more: tuple[bytes, ...]) -> None:
    raw = multipart(
        "mixed",
        part("text/plain", "Please see to it."),
        part(name, ORIGINAL),
        *more,
        top=(*TOP, "Subject: Fwd: Lamp", "User-Agent: Mozilla Thunderbird"),
    )
    found = passed_on(raw)
    assert (found.kind, found.client, found.forwarder_text) == (
        "attached",
        "thunderbird",
        "Please see to it.",
    )
    assert (found.original.sender.email, found.original.subject, found.original.text) == (
        "jo@far.example",
        "Lamp",
        "Where?",
    )
    assert found.original.date == "2026-10-12T08:05:00+00:00"
    assert found.start == -1


@pytest.mark.req("EML-14", "EML-18")
def test_attached_mails_that_nobody_passes_on() -> None:
    answer = multipart(
        "mixed",
        part("text/plain", "As I said."),
        part("message/rfc822", ORIGINAL),
        top=(*TOP, "Subject: Re: Lamp"),
    )
    report = multipart(
        "report; report-type=delivery-status",
        part("text/plain", "It came back."),
        part("message/delivery-status", "Final-Recipient: rfc822; jo@far.example\r\nAction: failed"),
        part("message/rfc822", ORIGINAL),
        top=("From: MAILER-DAEMON@mx.example", "Return-Path: <>", "Subject: Fwd: returned"),
    )
    digest = multipart("digest", ORIGINAL, top=(*TOP, "Subject: Digest"))
    for raw in (answer, report, digest):
        assert parse(raw).forward is None
        assert to_inbound(parse(raw)).forward is None


@pytest.mark.req("EML-14")
def test_an_attached_mail_of_nobody_is_unreadable_and_an_inline_one_goes_first() -> None:
    nobody = part("message/rfc822", mail("Subject: x"))
    inline = part("text/plain", f"---------- Forwarded message ---------\n{HEAD}\n\nWhere?")
    unread = parse(multipart("mixed", part("text/plain", "See."), nobody, top=(*TOP, "Subject: FW: Lamp")))
    assert unread.forward is None
    assert unread.looks_forwarded
    both = passed_on(multipart("mixed", inline, nobody, top=(*TOP, "Subject: Fwd: Lamp")))
    assert both.kind == "inline"


@pytest.mark.req("EML-14")
@pytest.mark.parametrize(
    "text", ["See below.", "From: Jo Roe\nSent: Monday\nTo: Bo\nSubject: Lamp\n\nWhere?"]
)
def test_a_forward_without_an_address_is_told_as_unreadable(text: str) -> None:
    forwarded = to_inbound(parse(mail(*TOP, "Subject: FW: Lamp", body=text))).forward
    assert forwarded is not None
    assert (forwarded.kind, forwarded.original) == ("", None)
    assert forwarded.forwarder.address == "bo@acme.example"


@pytest.mark.req("EML-14")
def test_whose_it_is_by_house_in_an_explanation() -> None:
    raw = forward(ONCE["gmx"])
    told = explain(raw, intake=NOW)
    assert told["contact"] == {"email": "bo@acme.example", "name": "Bo Field", "why": "from"}
    assert told["forward"]["original"]["from"] == {"email": "jo@far.example", "name": "Jo Roe"}
    assert told["forward"]["original"]["date"] == "2026-10-12T10:05:00"
    inside = explain(raw, intake=NOW, internal=("ACME.example",))["contact"]
    assert inside == {"email": "jo@far.example", "name": "Jo Roe", "why": "forwarded_original"}
    unread = mail(*TOP, "Subject: FW: Lamp", "Reply-To: else@where.example", body="See.")
    assert explain(unread, intake=NOW, internal=("acme.example",))["contact"]["why"] == "forwarder"
    assert explain(unread, intake=NOW, internal=("far.example",))["contact"]["why"] == "reply_to"
    assert explain(mail(*TOP, "Subject: Lamp"), intake=NOW)["forward"] is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("mar. 27 oct. 2026 à 09:31", "2026-10-27T09:31:00"),
        ("27/10/2026 09:31", "2026-10-27T09:31:00"),
        ("3/4/2026 9:31 PM", "2026-03-04T21:31:00"),
        ("3/4/2026 21:31", "2026-04-03T21:31:00"),
        ("12/10/2026  10:00  (GMT+01:00)", "2026-10-12T10:00:00+01:00"),
        ("sri, 27. ruj 2026. u 09:31", "2026-09-27T09:31:00"),
        ("10:05 Poniedziałek 2026-10-12", "2026-10-12T10:05:00"),
        ("2026-10-12T10:05:00+0200", "2026-10-12T10:05:00+02:00"),
        ("12 October 2026 at 10:05 GMT+2", "2026-10-12T10:05:00+02:00"),
        ("12 October 2026 at 10:05 UTC+99", "2026-10-12T10:05:00"),
        ("26. oktober 2021 kl. 14.25.08 EEST", "2021-10-26T14:25:08"),
        ("maanantai 19. syyskuuta 2022 klo 17.55.44 -0400", "2022-09-19T17:55:44-04:00"),
        ("mercredi 3 août 2022 à 09 h 05", "2022-08-03T09:05:00"),
        ("3.11.20 14.25", "2020-11-03T14:25:00"),
        ("27 Oct 26", ""),
        ("31 February 2026 10:00", ""),
        ("yesterday", ""),
    ],
)
def test_dates_above_forwards(written: str, read: str) -> None:
    assert read_forward_date(written) == read


WORDS = st.sampled_from(
    [one[n] + ": " for one in HEADS.values() for n in range(5)]
    + [f"--- {words} ---" for pair in DIVIDERS.values() for words in pair]
    + [
        "\n",
        "\n\n",
        "> ",
        "jo@far.example",
        "<jo@far.example>",
        "Jo Roe ",
        "wrote:",
        "12.10.2026 10:05 ",
        BLOCK,
    ]
    + ["-----", "____________", "[mailto:", "*", "|", "\ufeff", "\xa0", "-----Original Message-----\n"]
)


@pytest.mark.req("EML-14", "RL-06")
@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["FW: x", "Re: x", "x", "VS: x", "İLT: x"]),
    st.lists(WORDS | st.text(max_size=8), max_size=40),
)
def test_any_text_is_read(subject: str, words: list[str]) -> None:
    text = "".join(words)
    read = parse(mail(*TOP, f"Subject: {subject}", "Content-Type: text/plain; charset=utf-8", body=text))
    assert to_inbound(read).provider_id
    if read.forward is not None and read.forward.kind == "inline":
        assert may_forward(subject, read.text)
        assert read.forward.start >= 0
        assert len(read.forward.forwarder_text) <= read.forward.start
    if read.forward is None:
        assert read.looks_forwarded == (mark_within(subject, read.text) == "forward")


HOSTILE = {
    "labels": "From: a\n" * 120_000,
    "dashes": "-- \n" * 300_000,
    "dividers": "---- Forwarded message ----\n" * 40_000,
    "quotes": ">>>>>> x\n" * 100_000,
    "spaces": ("-----" + " " * 1_990 + "x\n") * 500,
    "citing": ("On 1 x@y " + "a" * 250 + "\n") * 3_500,
    "glued": "---- Forwarded message ---- " + "To: a@b.c " * 90_000,
    "colons": ("A" * 39 + ":\n") * 20_000,
}


@pytest.mark.req("EML-14", "RL-06")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_end_soon(name: str) -> None:
    assert seconds_of(lambda: find_inline("Fwd: x", HOSTILE[name])) < 3
