"""Reading a mail never fails, never gives text a database refuses, and ends in proportion to the mail."""

from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrastructure.channels.email.html import sanitise, text_of_html
from infrastructure.channels.email.parse import attachment_of, html_of, parse, to_inbound
from infrastructure.channels.email.parsed import Limits
from tests.channels.email.mails import TOP, WHOLE, mail, multipart, part
from tests.support.timing import seconds_of

SMALL = Limits(
    raw_bytes=4_000, header_bytes=2_000, headers=20, parts=8, depth=4, text_chars=500, html_chars=500
)
WORDS = st.sampled_from(
    [
        b"\r\n",
        b"\n",
        b"\r",
        b"\0",
        b"=?utf-8?q?",
        b"?=",
        b"=?x?b?",
        b"--b1",
        b"--",
        b'"',
        b"<",
        b">",
        b"(",
        b",",
        b";",
        b"Content-Type: multipart/mixed; boundary=b1\r\n",
        b"Content-Type: text/html; charset=utf-7\r\n",
        b"\xff\xfe",
        b"Content-Transfer-Encoding: base64\r\n",
        b"From: ",
        b"Date: ",
        b"\xed\xa0\x80",
        b"charset=",
        b"name*0*=",
        b"%ff",
        b"Content-Type: message/rfc822\r\n",
        b"References: <",
        b"\x1b$B",
        b"filename*=x''%",
        b"begin 644 x\r\n",
        b"=",
        b" ",
    ]
)


def texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts(inner)]
    return [text for inner in value for text in texts(inner)] if isinstance(value, tuple | list) else []


def check(raw: bytes, limits: Limits) -> None:
    parsed = parse(raw, limits=limits)
    for text in texts(asdict(parsed)):
        assert "\0" not in text
        text.encode("utf-8")
    assert to_inbound(parsed).provider_id
    assert html_of(raw, limits=limits) == parsed.raw_html
    for index, described in enumerate(parsed.attachments):
        found = attachment_of(raw, index, limits=limits)
        assert found is not None
        assert found[0] == described
        assert len(found[1]) == described.size
    assert attachment_of(raw, len(parsed.attachments), limits=limits) is None
    sanitise(parsed.raw_html)


@pytest.mark.req("EML-17", "RL-06")
@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600), st.sampled_from([Limits(), SMALL]))
def test_any_bytes_are_a_mail(raw: bytes, limits: Limits) -> None:
    check(raw, limits)


@pytest.mark.req("EML-17", "RL-06")
@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS | st.binary(max_size=6), max_size=60).map(b"".join), st.sampled_from([Limits(), SMALL]))
def test_any_sequence_of_the_words_of_mail_is_a_mail(raw: bytes, limits: Limits) -> None:
    check(raw, limits)


@pytest.mark.req("EML-17", "RL-06")
@settings(max_examples=200, deadline=None)
@given(st.sampled_from(WHOLE), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), WORDS), max_size=6))
def test_a_mutilated_mail_is_a_mail(raw: bytes, cuts: list[tuple[float, int, bytes]]) -> None:
    for where, length, instead in cuts:
        at = int(where * len(raw))
        raw = raw[:at] + instead + raw[at + length :]
    check(raw, Limits())


def nested(depth: int) -> bytes:
    raw = part("text/plain", "core")
    for level in range(depth):
        raw = multipart("mixed", raw, boundary=f"n{level}")
    return raw


HOSTILE = {
    "deeply nested": nested(300),
    "ten thousand parts": multipart("mixed", *[part("text/plain", "x")] * 10_000),
    "one boundary, nested in itself": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" * 2_000
    + b"--b\r\n" * 20_000,
    "huge header": b"Subject: " + b"a b " * 300_000 + b"\r\n\r\nx",
    "a fold on every line": b"Subject: x" + b"\r\n y" * 100_000 + b"\r\n\r\nx",
    "spaces without end": mail(
        "From: " + " " * 60_000 + "x", "To: " + "a " * 30_000, "Subject: " + " " * 60_000
    ),
    "open encoded words": mail("Subject: " + "=?a?q?" * 10_000, "From: " + "=?utf-8?b?" * 6_000),
    "open brackets": mail("From: " + "<(" * 30_000, 'To: "' + '\\"' * 30_000, "References: " + "<" * 60_000),
    "addresses without end": mail("To: " + "a@b.example, " * 5_000, "Cc: " + ":;" * 30_000),
    "parameters without end": mail("Content-Type: text/plain" + "; a*0*=b" * 8_000 + "; " * 8_000),
    "boundaries that are not": mail("Content-Type: multipart/mixed; boundary=-", body="-" * 1_000_000),
    "html open tags": mail("Content-Type: text/html", body="<div><b x=1>" * 80_000),
    "html unclosed": mail(
        "Content-Type: text/html", body="<a '" * 250_000 + "<style" * 50_000 + "&" * 500_000
    ),
    "html paragraphs under formatting": mail(
        "Content-Type: text/html", body="".join(f"<font a={n}>" for n in range(700)) + "<p>x" * 100_000
    ),
    "many headers": b"".join(b"X-%d: y\r\n" % n for n in range(60_000)) + b"\r\nx",
    "broken base64": mail("Content-Transfer-Encoding: base64", body="=A" * 1_000_000),
    "quoted-printable of nothing": mail(
        "Content-Transfer-Encoding: quoted-printable", body="=\r\n" * 400_000
    ),
}


@pytest.mark.req("RL-06", "SE-04")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_takes_bounded_time(name: str) -> None:
    def read() -> None:
        parsed = parse(HOSTILE[name])
        sanitise(parsed.raw_html)
        text_of_html(parsed.raw_html)
        assert len(parsed.defects) < 5_000

    assert seconds_of(read) < 15


@pytest.mark.req("RL-06")
def test_beyond_the_limits_the_rest_is_named_and_left() -> None:
    deep = parse(nested(60))
    assert [file.content_type for file in deep.attachments] == ["application/octet-stream"]
    assert "nested too deeply" in {defect.what for defect in deep.defects}
    many = parse(multipart("mixed", *[part("text/plain", "x")] * 1_500))
    assert "too many parts" in {defect.what for defect in many.defects}
    large = parse(mail(*TOP, body="x" * 5_000), limits=SMALL)
    assert {"mail larger than the limit", "body longer than the limit"} <= {
        defect.what for defect in large.defects
    }
    assert len(large.text) == SMALL.text_chars
