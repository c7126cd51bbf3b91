"""Odd bodies and names of files, and how each is read."""

from datetime import UTC, datetime
from typing import Any

from tests.channels.email.mails import TOP, b64, mail, multipart, part, rich

INTAKE = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

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
