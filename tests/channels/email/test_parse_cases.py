"""How odd mails are read, one oddity each."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest

from infrastructure.channels.email.parse import parse
from infrastructure.channels.email.parsed import ParsedMail
from tests.channels.email.mails import TOP, b64, mail, multipart, part, rich

INTAKE = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def seen(raw: bytes, what: str) -> Any:  # noqa: PLR0911 - one line for each thing looked at
    parsed: ParsedMail = parse(raw, intake=INTAKE)
    match what:
        case "from":
            return (parsed.sender.email, parsed.sender.name)
        case "to" | "cc":
            return [(person.email, person.name) for person in getattr(parsed, what)]
        case "files":
            return [(file.filename, file.content_type, file.size) for file in parsed.attachments]
        case "inline":
            return [(file.inline, file.content_id) for file in parsed.attachments]
        case "types":
            return [file.content_type for file in parsed.attachments]
        case "what":
            return {defect.what for defect in parsed.defects}
        case "date":
            return (parsed.date.isoformat()[:19] if parsed.date else None, parsed.date_source)
        case _:
            return getattr(parsed, what)


HEADERS: dict[str, tuple[bytes, str, Any]] = {
    "plain from": (mail(*TOP), "from", ("ann@example.org", "Ann Field")),
    "bare from": (mail("From: ann@example.org"), "from", ("ann@example.org", "")),
    "quoted name with a comma": (
        mail('From: "Field, Ann" <a@x.example>'),
        "from",
        ("a@x.example", "Field, Ann"),
    ),
    "escaped quotes": (mail(r'From: "Ann \"A\" F" <a@x.example>'), "from", ("a@x.example", 'Ann "A" F')),
    "comment as name": (mail("From: a@x.example (Ann Field)"), "from", ("a@x.example", "Ann Field")),
    "unquoted dots": (mail("From: Dr. A. Field <a@x.example>"), "from", ("a@x.example", "Dr. A. Field")),
    "unclosed quote": (mail('From: "Ann <a@x.example>'), "from", ("a@x.example", "Ann < >")),
    "quotes within": (mail("From: \"'Ann'\" <a@x.example>"), "from", ("a@x.example", "Ann")),
    "encoded name": (mail("From: =?utf-8?q?Zo=C3=AB_M?= <z@x.example>"), "from", ("z@x.example", "Zoë M")),
    "encoded name in quotes": (
        mail('From: "=?utf-8?b?Wm/Dqw==?=" <z@x.example>'),
        "from",
        ("z@x.example", "Zoë"),
    ),
    "whole from encoded": (
        mail("From: =?utf-8?q?Zo=C3=AB_=3Cz=40x=2Eexample=3E?="),
        "from",
        ("z@x.example", "Zoë"),
    ),
    "raw utf-8 name": (mail("From: Zoë <z@x.example>"), "from", ("z@x.example", "Zoë")),
    "raw latin-1 name": (mail("From: Zo\udceb <z@x.example>"), "from", ("z@x.example", "Zoë")),
    "utf-8 address": (mail("From: <zoë@bücher.example>"), "from", ("zoë@bücher.example", "")),
    "spaces within the brackets": (mail("From: Ann < ann @x.example >"), "from", ("ann@x.example", "Ann")),
    "mailto in the brackets": (mail("From: Ann <mailto:a@x.example>"), "from", ("a@x.example", "Ann")),
    "source route": (mail("From: <@relay.example:a@x.example>"), "from", ("a@x.example", "")),
    "from without an address": (mail("From: Ann", "Sender: s@x.example"), "from", ("s@x.example", "")),
    "no from": (mail("Return-Path: <r@x.example>", "To: b@y.example"), "from", ("r@x.example", "")),
    "no sender at all": (mail("Subject: x"), "from", ("", "")),
    "two froms": (mail("From: a@x.example", "From: b@y.example"), "from", ("a@x.example", "")),
    "two froms are a defect": (
        mail("From: a@x.example", "From: b@y.example"),
        "what",
        {"more than one From"},
    ),
    "line break smuggled by encoding": (
        mail("From: =?utf-8?q?Ann=0D=0ABcc:_x=40y?= <a@x.example>"),
        "from",
        ("a@x.example", "Ann Bcc: x@y"),
    ),
    "direction override removed": (mail("From: \u202eAnn <a@x.example>"), "from", ("a@x.example", "Ann")),
    "a list of three": (
        mail('To: a@x.example, "B, C" <b@x.example>,, <c@x.example>'),
        "to",
        [("a@x.example", ""), ("b@x.example", "B, C"), ("c@x.example", "")],
    ),
    "semicolons": (mail("To: a@x.example; b@x.example"), "to", [("a@x.example", ""), ("b@x.example", "")]),
    "a group": (
        mail("To: Team: a@x.example, B <b@x.example>;"),
        "to",
        [("a@x.example", ""), ("b@x.example", "B")],
    ),
    "an empty group": (mail("To: undisclosed-recipients:;"), "to", []),
    "two to fields": (
        mail("To: a@x.example", "To: b@x.example"),
        "to",
        [("a@x.example", ""), ("b@x.example", "")],
    ),
    "folded cc": (
        mail("Cc: A\r\n\t<a@x.example>,\r\n B <b@x.example>"),
        "cc",
        [("a@x.example", "A"), ("b@x.example", "B")],
    ),
    "subject folded": (mail("Subject: one\r\n two\r\n\tthree"), "subject", "one two three"),
    "subject encoded in two words": (mail("Subject: =?utf-8?q?caf?= =?utf-8?q?=C3=A9?="), "subject", "café"),
    "a character cut in two words": (
        mail("Subject: =?utf-8?b?w4Q=?= =?utf-8?b?w4Q=?=/=?utf-8?q?=C3?= =?utf-8?q?=A9?="),
        "subject",
        "ÄÄ/é",
    ),
    "text around encoded words": (mail("Subject: Re: =?utf-8?q?=C3=A9?= [2]"), "subject", "Re: é [2]"),
    "encoded word with spaces": (mail("Subject: =?utf-8?Q?caf=C3=A9 au lait?="), "subject", "café au lait"),
    "encoded word with question marks": (mail("Subject: =?utf-8?q?what??="), "subject", "what?"),
    "encoded word, unknown charset": (mail("Subject: =?x-klingon?q?caf=C3=A9?="), "subject", "café"),
    "encoded word, broken base64": (mail("Subject: =?utf-8?b?SGVsbG8?="), "subject", "Hello"),
    "encoded word with language": (mail("Subject: =?utf-8*fr?q?=C3=A9t=C3=A9?="), "subject", "été"),
    "japanese subject": (mail("Subject: =?iso-2022-jp?b?GyRCRnxLXBsoQg==?="), "subject", "日本"),
    "korean subject": (mail("Subject: =?ks_c_5601-1987?b?x9GxuQ==?="), "subject", "한국"),
    "nothing to decode": (mail("Subject: 1 =? 2 ?= 3"), "subject", "1 =? 2 ?= 3"),
    "nul in the subject": (mail("Subject: a\0b"), "subject", "a b"),
    "no subject": (mail("From: a@x.example"), "subject", ""),
    "message id": (mail("Message-ID: <a.b@x.example>"), "message_id", "a.b@x.example"),
    "message id without brackets": (mail("Message-Id: a.b@x.example"), "message_id", "a.b@x.example"),
    "message id folded": (mail("Message-ID:\r\n <a.b@x.example>"), "message_id", "a.b@x.example"),
    "empty message id": (mail("Message-ID: "), "message_id", ""),
    "references in order": (mail("References: <a@x>\r\n <b@x>\t<c@x>"), "references", ("a@x", "b@x", "c@x")),
    "references run together": (mail("References: <a@x><b@x>,<a@x>"), "references", ("a@x", "b@x")),
    "references without brackets": (mail("References: a@x b@x"), "references", ("a@x", "b@x")),
    "in-reply-to with words": (mail("In-Reply-To: Your mail of Monday <a@x>"), "in_reply_to", ("a@x",)),
    "date": (mail("Date: Sun, 22 Nov 2026 10:00:00 +0100"), "date", ("2026-11-22T09:00:00", "header")),
    "date with a zone's name": (mail("Date: 22 Nov 26 10:00 EST"), "date", ("2026-11-22T15:00:00", "header")),
    "date without zone": (mail("Date: Sun, 22 Nov 2026 10:00:00"), "date", ("2026-11-22T10:00:00", "header")),
    "leap second": (mail("Date: 31 Dec 2016 23:59:60 +0000"), "date", ("2016-12-31T23:59:59", "header")),
    "garbled date, received": (
        mail("Received: from a by b; Sun, 22 Nov 2026 09:30:00 +0000", "Date: yesterday"),
        "date",
        ("2026-11-22T09:30:00", "received"),
    ),
    "date of the future": (
        mail("Date: Sun, 22 Nov 2099 10:00:00 +0000"),
        "date",
        ("2026-11-22T12:00:00", "intake"),
    ),
    "date of long ago": (mail("Date: 1 Jan 1970 00:00:00 +0000"), "date", ("2026-11-22T12:00:00", "intake")),
    "date that overflows": (
        mail("Date: 99 Foo 99999 99:99:99 +9999"),
        "date",
        ("2026-11-22T12:00:00", "intake"),
    ),
    "a day that is not": (mail("Date: 32 Nov 2026 10:00 +0000"), "date", ("2026-11-22T12:00:00", "intake")),
    "a year of three digits": (
        mail("Date: 22 Nov 126 10:00 +0000"),
        "date",
        ("2026-11-22T12:00:00", "intake"),
    ),
    "a year of the last century": (
        mail("Date: 22 Nov 97 10:00 +0000"),
        "date",
        ("1997-11-22T10:00:00", "header"),
    ),
    "no date": (mail("Subject: x"), "date", ("2026-11-22T12:00:00", "intake")),
    "mbox line first": (mail("From ann@x Sun Nov 22", "From: a@x.example"), "from", ("a@x.example", "")),
    "line feeds only": (mail(*TOP, eol="\n"), "from", ("ann@example.org", "Ann Field")),
    "blank before the colon": (mail("Subject : hi"), "subject", "hi"),
    "junk between fields": (mail("From: a@x.example", "no field at all", "Subject: hi"), "subject", "hi"),
}

BODIES: dict[str, tuple[bytes, str, Any]] = {
    "no blank line before the body": (
        b"From: a@x.example\r\nHello there\r\nand more",
        "text",
        "Hello there\nand more",
    ),
    "no body": (b"From: a@x.example\r\n\r\n", "text", ""),
    "no headers": (b"\r\nHello", "text", "Hello"),
    "utf-8 undeclared": (mail(body="grüß"), "text", "grüß"),
    "latin-1 undeclared": (mail(body="gr\udcfc\udcdf"), "text", "grüß"),
    "utf-8 called ascii": (mail("Content-Type: text/plain; charset=us-ascii", body="grüß"), "text", "grüß"),
    "utf-8 called latin-1": (
        mail("Content-Type: text/plain; charset=iso-8859-1", body="grüß €"),
        "text",
        "grüß €",
    ),
    "windows-1252 called latin-1": (
        mail("Content-Type: text/plain; charset=iso-8859-1", body=b"\x80 5 \x93x\x94"),
        "text",
        "€ 5 “x”",
    ),
    "gb18030 called gb2312": (
        mail("Content-Type: text/plain; charset=gb2312", body="订单鎔".encode("gb18030")),
        "text",
        "订单鎔",
    ),
    "koi8-r": (
        mail("Content-Type: text/plain; charset=koi8-r", body="Привет".encode("koi8-r")),
        "text",
        "Привет",
    ),
    "shift_jis": (
        mail("Content-Type: text/plain; charset=Shift_JIS", body="日本①".encode("cp932")),
        "text",
        "日本①",
    ),
    "iso-2022-jp": (
        mail("Content-Type: text/plain; charset=ISO-2022-JP", body="日本".encode("iso2022_jp")),
        "text",
        "日本",
    ),
    "utf-16": (
        mail("Content-Type: text/plain; charset=utf-16", body="grüß".encode("utf-16")),
        "text",
        "grüß",
    ),
    "bogus charset": (mail("Content-Type: text/plain; charset=klingon", body="grüß"), "text", "grüß"),
    "bogus charset is a defect": (
        mail("Content-Type: text/plain; charset=klingon", body="ü"),
        "what",
        {"character set", "no sender at all"},
    ),
    "a codec that is no charset": (mail("Content-Type: text/plain; charset=zlib", body="ü"), "text", "ü"),
    "bytes nothing can read": (
        mail("Content-Type: text/plain; charset=utf-8", body=b"a\x81b"),
        "text",
        "a\x81b",
    ),
    "nul and controls": (mail(body="a\0b\x07c\td"), "text", "abc\td"),
    "lone surrogates in utf-8": (mail(body=b"a\xed\xa0\x80b"), "text", "aí\xa0€b"),
    "old line ends": (mail(body="a\rb\r\nc\nd"), "text", "a\nb\nc\nd"),
    "quoted-printable": (
        mail(
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: Quoted-Printable",
            body="gr=C3=BC=\r\n=C3=9F=3D =ZZ",
        ),
        "text",
        "grüß= =ZZ",
    ),
    "base64": (mail("Content-Transfer-Encoding: BASE64", body=b64(b"Hello there")), "text", "Hello there"),
    "base64 cut short": (
        mail("Content-Transfer-Encoding: base64", body="SGVsbG8gdGhlcmU"),
        "text",
        "Hello there",
    ),
    "base64 in two pieces": (
        mail("Content-Transfer-Encoding: base64", body="SGVsbG8=\r\nIHRoZXJl"),
        "text",
        "Hello there",
    ),
    "base64 with rubbish": (mail("Content-Transfer-Encoding: base64", body="SGVs*bG8-"), "text", "Hello"),
    "uuencode": (
        mail("Content-Transfer-Encoding: x-uuencode", body="begin 644 a.txt\r\n%2&5L;&\\\r\n`\r\nend\r\n"),
        "text",
        "Hello",
    ),
    "uuencode with a line too long": (
        mail("Content-Transfer-Encoding: uuencode", body="begin 644 a\n%2&5L;&\\!!!!\n\n\x7f\nend"),
        "text",
        "Hello",
    ),
    "uuencode without its end": (mail("Content-Transfer-Encoding: uue", body="%2&5L;&\\"), "text", "Hello"),
    "unknown transfer encoding": (mail("Content-Transfer-Encoding: magic", body="Hello"), "text", "Hello"),
    "content type in capitals": (mail('Content-Type: TEXT/PLAIN; CHARSET="UTF-8"', body="ü"), "text", "ü"),
    "content type unreadable": (mail("Content-Type: text", body="Hello"), "text", "Hello"),
    "html only": (
        mail(
            "Content-Type: text/html",
            body="<style>p{}</style><p>One<br>two</p><ul><li>a<li>b</ul>&eacute;&nbsp;x",
        ),
        "text",
        "One\ntwo\n\n- a\n- b\né x",
    ),
    "html with its charset inside": (
        mail("Content-Type: text/html", body='<meta charset="windows-1251"><p>Привет</p>'.encode("cp1251")),
        "text",
        "Привет",
    ),
    "alternatives": (
        multipart("alternative", part("text/plain", "p"), part("text/html", "<b>h</b>")),
        "text",
        "p",
    ),
    "alternatives keep html": (
        multipart("alternative", part("text/plain", "p"), part("text/html", "<b>h</b>")),
        "raw_html",
        "<b>h</b>",
    ),
    "alternatives the other way round": (
        multipart("alternative", part("text/html", "<b>h</b>"), part("text/plain", "p")),
        "text",
        "p",
    ),
    "an empty plain alternative": (
        multipart("alternative", part("text/plain", ""), part("text/html", "<b>h</b>")),
        "text",
        "h",
    ),
    "a calendar among the alternatives": (
        multipart(
            "alternative",
            part("text/plain", "p"),
            part("text/html", "h"),
            part("text/calendar", "BEGIN:VCALENDAR"),
        ),
        "types",
        ["text/calendar"],
    ),
    "two texts are one body": (
        multipart("mixed", part("text/plain", "a"), part("text/plain", "b")),
        "text",
        "a\nb",
    ),
    "a footer below html": (
        multipart("mixed", part("text/html", "<p>a</p>"), part("text/plain", "-- list")),
        "text",
        "a\n-- list",
    ),
    "a named text is a file": (
        multipart("mixed", part("text/plain", "a"), part("text/plain; name=b.txt", "b")),
        "files",
        [("b.txt", "text/plain", 1)],
    ),
    "an attached text is a file": (
        multipart(
            "mixed", part("text/plain", "a"), part("text/html", "<b>", "Content-Disposition: attachment")
        ),
        "files",
        [("", "text/html", 3)],
    ),
    "only a file": (
        mail("Content-Type: application/pdf; name=a.pdf", body="%PDF"),
        "files",
        [("a.pdf", "application/pdf", 4)],
    ),
    "a message in the message is one file": (
        multipart("mixed", part("text/plain", "see"), part("message/rfc822", rich())),
        "files",
        [("", "message/rfc822", len(rich()))],
    ),
    "a digest": (multipart("digest", b"\r\n" + mail(*TOP)), "types", ["message/rfc822"]),
    "a signature is a file": (
        multipart(
            "signed; micalg=pgp-sha256", part("text/plain", "a"), part("application/pgp-signature", "x")
        ),
        "types",
        ["application/pgp-signature"],
    ),
    "a delivery report": (
        multipart(
            "report",
            part("text/plain", "a"),
            part("message/delivery-status", "b"),
            part("text/rfc822-headers", "c"),
        ),
        "types",
        ["message/delivery-status", "text/rfc822-headers"],
    ),
    "inline images": (rich(), "inline", [(True, "shoe"), (False, "")]),
    "names of files": (
        rich(),
        "files",
        [("schuh.png", "image/png", 9), ("Größentabelle.pdf", "application/pdf", 13)],
    ),
    "nested related": (
        multipart(
            "related",
            multipart("alternative", part("text/plain", "p"), part("text/html", "h"), boundary="b2"),
            part("image/gif", "G", "Content-ID: <g>"),
        ),
        "inline",
        [(True, "g")],
    ),
    "no closing boundary": (multipart("mixed", part("text/plain", "a"), close=False), "text", "a"),
    "no closing boundary is a defect": (
        multipart("mixed", part("text/plain", "a"), close=False),
        "what",
        {"no closing boundary", "no sender at all"},
    ),
    "wrong boundary": (
        multipart("mixed", part("text/plain", "a")).replace(b"boundary=b1", b"boundary=other"),
        "text",
        "a",
    ),
    "missing boundary": (
        multipart("mixed", part("text/plain", "a")).replace(b"; boundary=b1", b""),
        "text",
        "a",
    ),
    "multipart without parts": (
        mail("Content-Type: multipart/mixed; boundary=x", body="just text"),
        "text",
        "just text",
    ),
    "boundary is the start of another": (
        multipart(
            "mixed", multipart("mixed", part("text/plain", "a"), boundary="b11"), part("text/plain", "b")
        ),
        "text",
        "a\nb",
    ),
    "preamble and epilogue": (
        multipart("mixed", part("text/plain", "a")).replace(b"--b1\r\n", b"pre\r\n--b1\r\n", 1) + b"post",
        "text",
        "a",
    ),
    "part without headers": (multipart("mixed", b"\r\nplain"), "text", "plain"),
}

NAMES = {
    'attachment; filename="a b.pdf"': "a b.pdf",
    "attachment; filename=plain.pdf": "plain.pdf",
    "attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe.pdf": "Größe.pdf",
    "attachment; filename*0*=utf-8''Gr%C3%B6; filename*1*=%C3%9Fe; filename*2=.pdf": "Größe.pdf",
    'attachment; filename*1="b.pdf"; filename*0="a"': "ab.pdf",
    "attachment; filename=\"x\"; filename*=iso-8859-1''%E9.pdf": "é.pdf",
    'attachment; filename="=?utf-8?q?Gr=C3=B6=C3=9Fe.pdf?="': "Größe.pdf",
    'attachment; filename="Größe.pdf"': "Größe.pdf",
    'attachment; filename="../../etc/passwd"': "passwd",
    'attachment; filename="C:\\\\Users\\\\a\\\\b.doc"': "b.doc",
    'attachment; filename="..."': "",
    'attachment; filename=".htaccess"': "htaccess",
    'attachment; filename="a\0b\r\n c.pdf"': "a b c.pdf",
    'attachment; filename="exe.\u202efdp"': "exe. fdp",
    'attachment; filename="unclosed.pdf': "unclosed.pdf",
    'attachment; filename="' + "n" * 400 + '.pdf"': "n" * 180 + ".pdf",
    "attachment": "",
}


@pytest.mark.req("EML-16", "EML-17", "RL-06")
@pytest.mark.parametrize("name", HEADERS)
def test_header(name: str) -> None:
    raw, what, expected = HEADERS[name]
    assert seen(raw, what) == expected


@pytest.mark.req("EML-17", "RL-06")
@pytest.mark.parametrize("name", BODIES)
def test_body(name: str) -> None:
    raw, what, expected = BODIES[name]
    assert seen(raw, what) == expected


@pytest.mark.req("EML-17", "SE-04")
@pytest.mark.parametrize("disposition", NAMES)
def test_file_name(disposition: str) -> None:
    raw = multipart("mixed", part("application/pdf", "x", f"Content-Disposition: {disposition}"))
    assert parse(raw).attachments[0].filename == NAMES[disposition]


@pytest.mark.req("EML-17")
def test_size_and_digest_are_of_the_decoded_bytes() -> None:
    raw = multipart("mixed", part("image/png", b64(b"\x89PNG\r\n"), "Content-Transfer-Encoding: base64"))
    file = parse(raw).attachments[0]
    assert (file.size, file.sha256) == (6, hashlib.sha256(b"\x89PNG\r\n").hexdigest())
