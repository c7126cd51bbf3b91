# ruff: noqa: RUF001 - such characters are what is tested
"""What we send: readable by any client, the same every time, and nothing typed can add a header."""

import email
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.channels.email_rules import Origin
from domain.kernel.refusal import InvalidInput
from infrastructure.channels.email.compose import (
    FromName,
    OutgoingFile,
    OutgoingMail,
    compose,
    envelope_recipients,
    from_name,
)
from infrastructure.channels.email.compose_parts import html_of_plain
from infrastructure.channels.email.parse import parse
from infrastructure.channels.email.parsed import Person

KEY = "0123456789abcdef0123456789abcdef.0123456789abcdef"
PLAIN = OutgoingMail(
    message_id=f"{KEY}@in.example.org",
    sender=Person("help@shop.example", "Bo at Shop"),
    to=[Person("ann@example.org", "Ann Field")],
    subject="Re: Parcel",
    text="It is on its way.\n\nBo",
    date=datetime(2026, 11, 22, 10, 0, tzinfo=UTC),
    in_reply_to="one@example.org",
    references=["zero@example.org", "one@example.org"],
)
LINE = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp", "Cf"]), max_size=300)


def read(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


@pytest.mark.req("EML-19")
def test_a_reply_threads_and_has_two_forms_of_its_text() -> None:
    message = read(compose(PLAIN))
    assert message["Message-ID"] == f"<{KEY}@in.example.org>"
    assert message["In-Reply-To"] == "<one@example.org>"
    assert message["References"].split() == ["<zero@example.org>", "<one@example.org>"]
    assert (message["From"], message["To"]) == (
        "Bo at Shop <help@shop.example>",
        "Ann Field <ann@example.org>",
    )
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert parse(compose(PLAIN)).text == "It is on its way.\n\nBo"
    assert "<p>It is on its way.</p>" in parse(compose(PLAIN)).raw_html


@pytest.mark.req("EML-19")
def test_sending_again_sends_the_same_bytes() -> None:
    mail = replace(PLAIN, files=[OutgoingFile("a.pdf", "application/pdf", b"%PDF")])
    assert compose(mail) == compose(replace(mail))
    assert compose(mail) != compose(replace(mail, message_id="other@in.example.org"))


@pytest.mark.req("EML-18", "EML-19")
@pytest.mark.parametrize(
    ("origin", "answers", "submitted"),
    [
        (Origin.HUMAN, "one@x", None),
        (Origin.AUTOMATION, "one@x", "auto-replied"),
        (Origin.AUTOMATION, "", "auto-generated"),
        (Origin.BOT, "one@x", "auto-replied"),
    ],
)
def test_a_machine_says_that_it_is_one(origin: Origin, answers: str, submitted: str | None) -> None:
    raw = compose(replace(PLAIN, origin=origin, in_reply_to=answers))
    assert read(raw)["Auto-Submitted"] == submitted
    assert (parse(raw).automatic is not None) is (origin is not Origin.HUMAN)
    assert read(raw)["X-Postroom"] == origin.value


@pytest.mark.req("EML-19")
def test_bcc_is_only_in_the_envelope() -> None:
    mail = replace(
        PLAIN, cc=[Person("cc@x.example"), Person("ann@example.org")], bcc=[Person("secret@x.example")]
    )
    assert b"secret" not in compose(mail)
    assert envelope_recipients(mail) == ("ann@example.org", "cc@x.example", "secret@x.example")


@pytest.mark.req("EML-19")
@pytest.mark.parametrize(
    "name", ["a.pdf", "Größentabelle – März.pdf", 'a "b".txt', "n" * 150 + ".pdf", "日本.txt", ""]
)
@pytest.mark.parametrize("content", [b"", b"%PDF\0\r\n.\r\n" * 100])
def test_files_arrive_as_they_were(name: str, content: bytes) -> None:
    raw = compose(replace(PLAIN, files=[OutgoingFile(name, "application/pdf", content)]))
    (attachment,) = read(raw).iter_attachments()
    assert (attachment.get_filename() or "", attachment.get_content()) == (name, content)
    assert parse(raw).attachments[0].size == len(content)


@pytest.mark.req("SE-04")
@pytest.mark.parametrize("breaking", ["\r\nBcc: x@y.example", "\nX: y", "\r", "\0", "\u2028", "\x85"])
@pytest.mark.parametrize(
    "put",
    [
        lambda bad: replace(PLAIN, subject=f"a{bad}"),
        lambda bad: replace(PLAIN, sender=Person("help@shop.example", f"a{bad}")),
        lambda bad: replace(PLAIN, sender=Person(f"help{bad}@shop.example")),
        lambda bad: replace(PLAIN, to=[Person(f"help@shop.example{bad}")]),
        lambda bad: replace(PLAIN, cc=[Person("a@x.example", bad)]),
        lambda bad: replace(PLAIN, message_id=f"a@b{bad}"),
        lambda bad: replace(PLAIN, files=[OutgoingFile(f"a{bad}", "text/plain", b"")]),
        lambda bad: replace(PLAIN, files=[OutgoingFile("a", f"text/plain{bad}", b"")]),
    ],
)
def test_nothing_typed_can_add_a_header(put: Callable[[str], OutgoingMail], breaking: str) -> None:
    with pytest.raises(InvalidInput):
        compose(put(breaking))


@pytest.mark.req("SE-04")
def test_ids_of_others_that_cannot_stand_in_a_header_are_left_out() -> None:
    bad = ["a@x\r\nBcc: y@z", "b <c@x>", "d@x" * 400, "é@x", ""]
    message = read(compose(replace(PLAIN, in_reply_to=bad[0], references=[*bad, "good@x"])))
    assert message["In-Reply-To"] is None
    assert message["References"] == "<good@x>"
    assert message["Bcc"] is None


@pytest.mark.req("EML-19")
def test_a_long_thread_keeps_its_first_and_its_newest_references() -> None:
    message = read(compose(replace(PLAIN, references=[f"{n}@x" for n in range(500)])))
    kept = message["References"].split()
    assert (len(kept), kept[0], kept[-1]) == (25, "<0@x>", "<499@x>")


@pytest.mark.req("EML-07")
@pytest.mark.parametrize(
    ("mode", "agent", "name"),
    [
        (FromName.AGENT_AND_COMPANY, "Bo Field", "Bo Field at Shop"),
        (FromName.AGENT_AND_COMPANY, "", "Shop"),
        (FromName.COMPANY, "Bo Field", "Shop"),
    ],
)
def test_the_sender_s_name(mode: FromName, agent: str, name: str) -> None:
    assert from_name(mode, "Shop", agent) == name


@pytest.mark.req("EML-19", "SE-04")
@settings(deadline=None)
@given(LINE, LINE, st.text(max_size=400))
def test_any_name_subject_and_text_arrive(name: str, subject: str, text: str) -> None:
    raw = compose(replace(PLAIN, sender=Person("help@shop.example", name), subject=subject, text=text))
    assert all(len(line) <= 200 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    parsed = parse(raw)
    assert parsed.sender.email == "help@shop.example"
    assert parsed.subject == " ".join(subject.split())
    kept: Any = "".join(c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c == "\n" or c >= " ")
    if kept.isprintable():
        assert parsed.text.split() == kept.split()


def test_html_of_text_links_and_escapes() -> None:
    html = html_of_plain("See https://x.example/?a=1&b=<2>. (https://y.example)\n<script>\n\nBye")
    assert '<a href="https://x.example/?a=1&amp;b=">https://x.example/?a=1&amp;b=</a>&lt;2&gt;.' in html
    assert '(<a href="https://y.example">https://y.example</a>)<br>' in html
    assert "&lt;script&gt;</p>\n<p>Bye</p>" in html
