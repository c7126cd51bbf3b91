"""No field a person or a sender controls adds a header, a part or a recipient; no file name is more than a name."""

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.downloads import download
from domain.kernel.refusal import InvalidInput
from infrastructure.channels.email.compose import FromName, OutgoingFile, OutgoingMail, compose, from_name
from infrastructure.channels.email.parse import safe_filename
from infrastructure.channels.email.parsed import Person

ALWAYS = {"From", "To", "Date", "Message-ID", "X-Postroom", "MIME-Version", "Content-Type"}
MAYBE = {"Subject", "Cc", "In-Reply-To", "References", "Reply-To"}
BREAKS = st.sampled_from(
    ["\r\n", "\n", "\r", "\0", "\x0b", "\x0c", "\x85", "\u2028", "\r\nBcc: eve@evil.example", "\r\n\r\n<script>", "?=\r\n",
     "=?utf-8?q?=0D=0ABcc:_eve@evil.example?=", "=?utf-8?b?DQpCY2M6IGV2ZUBldmlsLmV4YW1wbGU=?=", "%0d%0aBcc:x", '"', "\\",
     "<eve@evil.example>", ", eve@evil.example", ";", "\u202e", "\ud800", "--=_"]
)  # fmt: skip
TEXT = st.lists(st.one_of(st.text(max_size=12), BREAKS), max_size=5).map("".join)
IDS = st.one_of(st.just("a.b@c.example"), TEXT)


@pytest.mark.req("SE-04", "EML-07")
@settings(max_examples=400)
@given(
    agent=TEXT, company=TEXT, to_name=TEXT, subject=TEXT, text=TEXT, answers=IDS, references=st.lists(IDS, max_size=3),
    filename=TEXT, content_type=TEXT, own_id=IDS, address=st.one_of(st.just("ann@customer.example"), TEXT),
)  # fmt: skip
def test_what_is_sent_has_exactly_the_headers_and_parts_that_were_meant(
    agent: str, company: str, to_name: str, subject: str, text: str, answers: str, references: list[str],
    filename: str, content_type: str, own_id: str, address: str,
) -> None:  # fmt: skip
    sender = Person("help@shop.example", from_name(FromName.AGENT_AND_COMPANY, company, agent))
    mail = OutgoingMail(
        own_id, sender, [Person(address, to_name)], subject, text, datetime(2026, 11, 22, tzinfo=UTC),
        cc=[Person("cc@customer.example", agent)], bcc=[Person("bcc@customer.example", company)],
        in_reply_to=answers, references=references, files=[OutgoingFile(filename, content_type, b"x\r\n.\r\ny")],
    )  # fmt: skip
    try:
        raw = compose(mail)
    except InvalidInput:
        return
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)|\0", raw)
    head, _, body = raw.partition(b"\r\n\r\n")
    names = [line.partition(b":")[0].decode() for line in re.sub(rb"\r\n[ \t]", b" ", head).split(b"\r\n")]
    assert len(names) == len(set(names))
    assert ALWAYS <= set(names) <= ALWAYS | MAYBE
    assert b"bcc@customer.example" not in head
    read = message_from_bytes(raw, policy=default)
    assert [part.get_content_type().partition("/")[0] for part in read.walk()][:4] == [
        "multipart", "multipart", "text", "text",
    ]  # fmt: skip
    assert len(list(read.walk())) == 5
    assert not re.search(rb"\r\n\.\r\n", body)


@pytest.mark.req("SE-04", "CNV-08")
@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd"), ("..\\..\\boot.ini", "boot.ini"), ("C:\\x\\y.txt", "y.txt"), ("/", ""), ("..", ""),
        (".bashrc", "bashrc"), ("a\r\nSet-Cookie: x=y.txt", None), ("a\0.exe", None), ('a";b.txt', None), ("a" * 999 + ".pdf", None),
        ("invoice\u202efdp.exe", None), ("<img src=x onerror=alert(1)>.png", None), ("%2e%2e%2fx", "%2e%2e%2fx"), ("a/../b", "b"),
    ],
)  # fmt: skip
def test_a_file_name_is_only_a_name(given_name: str, kept: str | None) -> None:
    name = safe_filename(given_name)
    assert kept is None or name == kept
    assert len(name) <= 201
    assert not re.search(r"[\x00-\x1f\x7f/\\<>:\"|?*\u202a-\u202e\u2066-\u2069\u200e\u200f]", name)


@pytest.mark.req("SE-04", "CNV-08")
@given(TEXT, st.sampled_from(["text/html", "image/svg+xml", "application/pdf", "text/xml", "application/xhtml+xml",
                              "text/javascript", "application/x-shockwave-flash", "image/png\r\nX: y", "multipart/mixed"]))  # fmt: skip
def test_whatever_a_file_is_it_is_downloaded_and_never_opened(filename: str, content_type: str) -> None:
    answer = download(b"<script>", filename, content_type)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    disposition = answer.headers["Content-Disposition"]
    match = re.fullmatch(
        r"attachment; filename=\"[A-Za-z0-9._ -]{1,100}\"; filename\*=UTF-8''([A-Za-z0-9%._~-]*)", disposition
    )
    assert match is not None, disposition
    assert not re.search(r"[\r\n]", disposition)
    assert (
        unquote(match[1], errors="replace")[:20] == filename.encode("utf-8", "replace").decode()[:20]
        or len(filename) > 20
    )
