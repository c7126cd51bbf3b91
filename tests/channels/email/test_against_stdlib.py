"""Well-formed mails read here as the standard library's e-mail package reads them."""

import email
import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, default

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from infrastructure.channels.email.parse import parse

PRINTABLE = st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp", "Cf", "Co", "Cn"])
LINE = st.text(PRINTABLE, max_size=60).map(lambda text: " ".join(text.split()))
NAME = LINE.map(lambda text: " ".join(text.translate(dict.fromkeys(map(ord, "'\"\\"))).split()))
"""Without quotes: those of clients that put them around a name are taken off, which the standard library does not."""
BODY = st.lists(st.text(PRINTABLE, max_size=90), max_size=8).map("\n".join)
FILES = st.lists(
    st.tuples(st.text(st.sampled_from("aé日 .-_"), min_size=1, max_size=12), st.binary(max_size=300)),
    max_size=3,
)


def build(name: str, subject: str, body: str, html: str, files: list[tuple[str, bytes]]) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(name, "ann", "example.org")
    message["Subject"] = subject
    message.set_content(body)
    if html:
        message.add_alternative(f"<p>{html}</p>", subtype="html")
    for filename, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=filename)
    return message.as_bytes()


@pytest.mark.req("EML-17")
@settings(deadline=None)
@given(NAME, LINE, BODY, LINE, FILES, st.booleans())
@example("0" + "\u0800" * 14 + " )", "", "", "", [], False)  # noqa: FBT003 - positions of the strategies
def test_both_read_the_same(
    name: str, subject: str, body: str, html: str, files: list[tuple[str, bytes]], bare_line_feeds: bool
) -> None:
    raw = build(name, subject, body, html, files)
    if bare_line_feeds and not files:
        raw = raw.replace(b"\r\n", b"\n")
    theirs = email.message_from_bytes(raw, policy=default)
    assert isinstance(theirs, EmailMessage)
    ours = parse(raw)
    assert ours.subject == subject
    # writing a long name the library loses blanks: those between two encoded words count for nothing (RFC 2047, 6.2)
    assert (ours.sender.email, "".join(ours.sender.name.split())) == (
        "ann@example.org",
        "".join(name.split()),
    )
    plain = theirs.get_body(("plain",))
    assert plain is not None
    assert ours.text.split() == (plain.get_content().split() or html.split())
    attached = [hashlib.sha256(part.get_content()).hexdigest() for part in theirs.iter_attachments()]
    assert [file.sha256 for file in ours.attachments] == attached
    assert bool(ours.raw_html) is bool(html)
