# ruff: noqa: RUF001 - such characters are what is tested
"""Mails for tests, in our own words: a small builder, and some whole ones to start mutations from."""

import base64
from email.message import EmailMessage
from email.policy import SMTP


def mail(*lines: str, body: str | bytes = "Hello.", eol: str = "\r\n") -> bytes:
    """Build a mail of raw header lines and a body; texts are encoded as UTF-8 with surrogate bytes let through."""
    head = eol.join(lines).encode("utf-8", "surrogateescape")
    end = eol.encode()
    return (
        head
        + (end * 2 if lines else end)
        + (body if isinstance(body, bytes) else body.encode("utf-8", "surrogateescape"))
    )


def multipart(
    subtype: str, *parts: bytes, boundary: str = "b1", close: bool = True, top: tuple[str, ...] = ()
) -> bytes:
    """Build a multipart of parts that have their own header blocks."""
    head = (
        "".join(f"{line}\r\n" for line in top)
        + f"Content-Type: multipart/{subtype}; boundary={boundary}\r\n\r\n"
    )
    body = b"".join(f"--{boundary}\r\n".encode() + part + b"\r\n" for part in parts)
    return head.encode() + body + (f"--{boundary}--\r\n".encode() if close else b"")


def part(content_type: str, content: str | bytes, *more: str) -> bytes:
    """Build one part of a multipart."""
    data = content if isinstance(content, bytes) else content.encode()
    return "\r\n".join([f"Content-Type: {content_type}", *more]).encode() + b"\r\n\r\n" + data


def b64(data: bytes) -> str:
    """Encode as a mail would."""
    return base64.encodebytes(data).decode().replace("\n", "\r\n")


TOP = ("From: Ann Field <ann@example.org>", "To: help@shop.example", "Subject: Parcel", "MIME-Version: 1.0")


def rich() -> bytes:
    """Build a mail as clients send it: alternatives, an inline image, an attachment with a non-ASCII name."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "Zoë Müller <zoe@example.org>"
    message["To"] = "Hilfe <help@shop.example>, second@shop.example"
    message["Subject"] = "Größe falsch – bitte tauschen 👟"
    message["Message-ID"] = "<one.two@example.org>"
    message["Date"] = "Sun, 22 Nov 2026 10:00:00 +0100"
    message["References"] = "<a@example.org> <b@example.org>"
    message["In-Reply-To"] = "<b@example.org>"
    message.set_content("Die Schuhe sind zu klein.\n\nZoë\n")
    message.add_alternative('<p>Die Schuhe sind <b>zu klein</b>.</p><img src="cid:shoe">', subtype="html")
    html = message.get_payload()[1]  # type: ignore[index]
    html.add_related(b"\x89PNG shoe", "image", "png", cid="<shoe>", filename="schuh.png")  # type: ignore[union-attr]
    message.add_attachment(
        b"%PDF-1.7 bill", maintype="application", subtype="pdf", filename="Größentabelle.pdf"
    )
    return message.as_bytes()


WHOLE = [
    rich(),
    mail(*TOP, "Date: Sun, 22 Nov 2026 10:00:00 +0100", "Message-ID: <x@y>"),
    multipart(
        "report; report-type=delivery-status",
        part("text/plain", "It came back."),
        part("message/delivery-status", "Final-Recipient: rfc822; x@y.example\r\nAction: failed"),
        part("message/rfc822", mail(*TOP)),
        top=("From: MAILER-DAEMON@mx.example", "Return-Path: <>"),
    ),
    mail(
        "From: =?utf-8?b?w4RubmE=?= <anna@example.org>",
        "Subject: =?iso-2022-jp?b?GyRCRnxLXBsoQg==?=",
        body=b"\x00\xff",
    ),
]
