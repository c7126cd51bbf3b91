"""Raw mails of the demo's customers, as their mail programs would write them."""

import struct
import zlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from infrastructure.demo.story import Story

WIDTH = 24


def letter(
    story: Story,
    text: str,
    *,
    to: str,
    message_id: str,
    at: datetime,
    answers: tuple[str, ...] = (),
    extras: bool = False,
) -> bytes:
    """Return a mail of the story's customer; `answers` are the Message-IDs it refers to, the last one its parent.

    `extras` gives it an HTML part, a picture shown in it and a file.
    """
    mail = EmailMessage(policy=SMTP)
    local, _, domain = story.address.partition("@")
    mail["From"] = Address(story.customer, local, domain)
    mail["To"], mail["Date"] = to, at
    mail["Subject"] = f"Re: {story.subject}" if answers else story.subject
    mail["Message-ID"] = f"<{message_id}>"
    if answers:
        mail["In-Reply-To"] = f"<{answers[-1]}>"
        mail["References"] = " ".join(f"<{one}>" for one in answers)
    mail.set_content(text)
    if extras:
        _dress(mail, text)
    return mail.as_bytes()


def _dress(mail: EmailMessage, text: str) -> None:
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
    mail.add_alternative(f'{paragraphs}<p><img src="cid:photo" alt="photo"></p>', subtype="html")
    body = mail.get_body(("html",))
    assert body is not None  # noqa: S101 - just added
    body.add_related(picture(), "image", "png", cid="<photo>")
    mail.add_attachment(
        "item;quantity;price\nGdynia desk;2;1890.00\n", subtype="csv", filename="zamówienie.csv"
    )


def picture() -> bytes:
    """Return a small PNG: the sea under the sky (PNG, third edition, sections 5 and 11)."""
    rows = b"".join(
        b"\0" + (bytes((143, 188, 219)) if y < WIDTH // 2 else bytes((21, 88, 122))) * WIDTH
        for y in range(WIDTH)
    )
    header = struct.pack(">IIBBBBB", WIDTH, WIDTH, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
