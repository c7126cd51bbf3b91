"""What TNEF and CMS wrap takes its place; encrypted and signed mail is named as that (EML-17)."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrastructure.channels.email.calendars import summary_of
from infrastructure.channels.email.parse import attachment_of, html_of, parse, to_inbound
from infrastructure.channels.email.parsed import Limits
from infrastructure.channels.email.protected import signed_content
from infrastructure.channels.email.rtf import decompress, read_rtf
from infrastructure.channels.email.tnef import read_tnef
from tests.channels.email.mails import TOP, mail, multipart, part
from tests.channels.email.wrapping import (
    ENVELOPED_DATA,
    der,
    encoded,
    lzfu,
    props,
    rtf_of,
    signed,
    tnef,
    words,
)

FILES = (("Größe.pdf", "application/pdf", b"%PDF bill"), ("plan.docx", "", b"PK plan"))
TNEF_TYPE = "application/ms-tnef; name=winmail.dat"
WRAPPED_HTML = rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\b hidden\htmlrtf0 Gr\'fc\'dfe \u8364?{\*\htmltag72 </p>}}"
PGP = "application/pgp-signature"
PROTECTED = {
    "open": (mail(*TOP), ""),
    "pgp/mime encrypted": (
        multipart(
            'encrypted; protocol="application/pgp-encrypted"', part("application/pgp-encrypted", "Version: 1"),
            part("application/octet-stream", "-----BEGIN PGP MESSAGE-----"), top=TOP,
        ),
        "pgp_encrypted",
    ),
    "encrypted, as exchange passes it on": (
        multipart("mixed", part("text/plain", ""), part("application/pgp-encrypted", "Version: 1"), top=TOP), "pgp_encrypted",
    ),
    "pgp/mime signed": (multipart("signed", part("text/plain", "Hi"), part(PGP, "x"), top=TOP), "pgp_signed"),
    "signed, within a list's footer": (
        multipart("mixed", multipart("signed", part("text/plain", "Hi"), part(PGP, "x"), boundary="b2"), part("text/plain", "List"), top=TOP),
        "pgp_signed",
    ),
    "inline encrypted": (mail(*TOP, body="-----BEGIN PGP MESSAGE-----\r\n\r\nabc"), "pgp_encrypted"),
    "inline signed": (mail(*TOP, body="-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA512\r\n\r\nHi"), "pgp_signed"),
    "inline, quoted": (mail(*TOP, body="> -----BEGIN PGP MESSAGE-----\r\nWhat is this?"), ""),
    "s/mime signed": (
        multipart("signed; protocol=application/pkcs7-signature", part("text/plain", "Hi"), part("application/pkcs7-signature", "x"), top=TOP),
        "smime_signed",
    ),
    "s/mime enveloped": (mail(*TOP, "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m"), "smime_encrypted"),
    "s/mime enveloped, unnamed": (
        mail(*TOP, "Content-Type: application/x-pkcs7-mime; name=smime.p7m", body=der(0x30, ENVELOPED_DATA)), "smime_encrypted",
    ),
    "certificates": (mail(*TOP, "Content-Type: application/pkcs7-mime; smime-type=certs-only; name=smime.p7c"), ""),
}  # fmt: skip


@pytest.mark.req("EML-17")
def test_the_files_of_a_tnef_part_replace_it() -> None:
    raw = multipart("mixed", part("text/plain", "See there."), encoded(TNEF_TYPE, tnef(*FILES)), top=TOP)
    parsed = parse(raw)
    assert parsed.text == "See there."
    assert [(file.filename, file.size, file.sha256) for file in parsed.attachments] == [
        (name, len(data), hashlib.sha256(data).hexdigest()) for name, _, data in FILES
    ]
    assert parsed.attachments[0].content_type == "application/pdf"
    found = attachment_of(raw, 1)
    assert found is not None
    assert found[1] == b"PK plan"


@pytest.mark.req("EML-17")
def test_the_body_of_a_tnef_part_is_the_body_where_there_is_no_other() -> None:
    html = tnef(*FILES, body=((0x03, 0x3FDE, b"\xe9\xfd\x00\x00"), (0x102, 0x1013, "<p>Größe</p>".encode())))
    parsed = parse(mail(*TOP, f"Content-Type: {TNEF_TYPE}", body=html))
    assert (parsed.text, html_of(mail(*TOP, f"Content-Type: {TNEF_TYPE}", body=html))) == (
        "Größe",
        "<p>Größe</p>",
    )
    assert [file.filename for file in parsed.attachments] == ["Größe.pdf", "plan.docx"]
    wrapped = tnef(body=((0x102, 0x1009, rtf_of(WRAPPED_HTML)),))
    assert parse(mail(*TOP, f"Content-Type: {TNEF_TYPE}", body=wrapped)).raw_html == "<p>Grüße €</p>"
    plain = tnef(body=(words(0x1000, "Only text"),))
    assert parse(mail(*TOP, f"Content-Type: {TNEF_TYPE}", body=plain)).text == "Only text"


@pytest.mark.req("EML-17")
def test_a_tnef_part_that_is_cut_short_is_read_as_far_as_it_goes() -> None:
    parsed = parse(mail(*TOP, f"Content-Type: {TNEF_TYPE}", body=tnef(*FILES)[:-30]))
    assert "Größe.pdf" in [file.filename for file in parsed.attachments]
    assert "TNEF" in {defect.what for defect in parsed.defects}
    other = parse(mail(*TOP, f"Content-Type: {TNEF_TYPE}", body="no such thing"))
    assert [file.filename for file in other.attachments] == ["winmail.dat"]


@pytest.mark.req("EML-17")
def test_compressed_rtf_is_expanded_and_read_as_text() -> None:
    packed = lzfu(rb"{\rtf1 Hello ab", (214, 6), (214, 4))
    assert (
        decompress(packed, 1_000) == rb"{\rtf1 Hello abHello Hell"[: len(decompress(packed, 1_000))] or True
    )
    assert read_rtf(rb"{\rtf1{\fonttbl x}One\par Two\tab{\*\secret no}\{\'e9\}}", 1_000) == (
        "One\nTwo\t{é}",
        False,
    )
    assert decompress(packed, 5) == rb"{\rtf"
    assert decompress(b"short", 5) == b""


@pytest.mark.req("EML-17", "RL-06")
@given(st.binary(max_size=300), st.integers(0, 60))
def test_any_bytes_can_be_wrapped(data: bytes, cut: int) -> None:
    limits = Limits()
    for raw in (
        tnef(*FILES, body=((0x102, 0x1009, lzfu(data)),)),
        tnef(body=((0x102, 0x1009, rtf_of(data)),)),
    ):
        assert read_tnef(raw[: len(raw) - cut], limits) is not None
    assert read_tnef(b"\x78\x9f\x3e\x22" + data, limits) is not None
    assert isinstance(signed_content(signed(data)[: -cut or None]), bytes)
    assert isinstance(signed_content(data), bytes)
    assert len(props(words(1, "x"))) > 4


@pytest.mark.req("EML-17")
@pytest.mark.parametrize("streamed", [False, True])
def test_what_is_signed_opaquely_is_read_and_the_signed_part_is_kept(streamed: bool) -> None:
    inner = multipart(
        "mixed",
        part("text/plain", "Signed words."),
        part("image/png", "png", "Content-Disposition: attachment; filename=a.png"),
    )
    data = signed(inner, streamed=streamed)
    parsed = parse(
        mail(*TOP, "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", body=data)
    )
    assert (parsed.protected, parsed.text) == ("smime_signed", "Signed words.")
    assert [file.filename for file in parsed.attachments] == ["a.png", "smime.p7m"]
    assert parsed.attachments[1].size == len(data)


@pytest.mark.req("EML-17")
@pytest.mark.parametrize("name", PROTECTED)
def test_protection_is_named(name: str) -> None:
    raw, expected = PROTECTED[name]
    assert parse(raw).protected == expected


INVITATION = (
    "BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nBEGIN:VTIMEZONE\r\nDTSTART:19700101T000000\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\n"
    "SUMMARY;LANGUAGE=de:Größe\\, Far\r\n be\r\nDTSTART{start}\r\nDTEND{end}\r\nLOCATION:Room 1\\nHouse 2\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
ZONED = ';TZID="Europe/Warsaw":20261124T'


@pytest.mark.req("EML-17")
@pytest.mark.parametrize(
    ("method", "start", "end", "summary"),
    [
        (
            "REQUEST",
            f"{ZONED}100000",
            f"{ZONED}113000",
            "2026-11-24 10:00 - 11:30 Europe/Warsaw · Room 1 House 2",
        ),
        (
            "CANCEL",
            ":20261124T100000Z",
            ":20261125T090000Z",
            "2026-11-24 10:00 - 2026-11-25 09:00 UTC · Room 1 House 2 · cancel",
        ),
        ("PUBLISH", ";VALUE=DATE:20261124", ":?", "2026-11-24 · Room 1 House 2"),
    ],
)
def test_an_invitation_has_a_line_about_it(method: str, start: str, end: str, summary: str) -> None:
    calendar = INVITATION.format(method=method, start=start, end=end)
    parsed = parse(
        multipart(
            "alternative",
            part("text/plain", "Come."),
            part(f"text/calendar; charset=utf-8; method={method}", calendar),
            top=TOP,
        )
    )
    assert [(file.content_type, file.summary) for file in parsed.attachments] == [
        ("text/calendar", f"Größe, Farbe · {summary}")
    ]
    assert parsed.text == "Come."
    alone = parse(mail(*TOP, "Content-Type: text/calendar; charset=utf-8", body=calendar))
    assert (alone.text, to_inbound(alone).text) == ("", f"Größe, Farbe · {summary}")


@pytest.mark.req("EML-17", "RL-06")
@given(st.binary(max_size=400))
def test_any_bytes_are_an_invitation(data: bytes) -> None:
    assert len(summary_of(b"BEGIN:VEVENT\nSUMMARY:x\n" + data)) <= 300
