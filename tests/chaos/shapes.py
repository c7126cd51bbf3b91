"""The shapes in which the same words come: character sets, HTML, files, wrappings; by a person, or by a machine."""

from collections.abc import Callable, Sequence
from email.message import EmailMessage
from email.policy import SMTP

from tests.channels.email.wrapping import tnef
from tests.support.mails import a_mail

Shape = Callable[[EmailMessage, str], None]
WESTERN = str.maketrans({"請": "x"})


def _html_alone(mail: EmailMessage, text: str) -> None:
    mail.set_content(f"<html><body><p>{text}</p></body></html>", subtype="html")


def _both(mail: EmailMessage, text: str) -> None:
    mail.set_content(text)
    mail.add_alternative(f"<p>{text}</p><img src=cid:a>", subtype="html")


def _with_file(mail: EmailMessage, text: str) -> None:
    _both(mail, text)
    mail.add_attachment(b"%PDF bill", "application", "pdf", filename="Größe.pdf")


def _with_invitation(mail: EmailMessage, text: str) -> None:
    mail.set_content(text)
    mail.add_attachment(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text", "calendar", filename="invite.ics")


def _with_a_mail(mail: EmailMessage, text: str) -> None:
    mail.set_content(text)
    inner = EmailMessage(policy=SMTP)
    inner["Subject"] = "Inside"
    inner.set_content("Not this.")
    mail.add_attachment(inner)


def _wrapped(mail: EmailMessage, text: str) -> None:
    mail.set_content(text)
    wrapped = tnef(("one.txt", "text/plain", b"1"), ("two.txt", "text/plain", b"2"))
    mail.add_attachment(wrapped, "application", "ms-tnef", filename="winmail.dat")


def _plain(mail: EmailMessage, text: str) -> None:
    mail.set_content(text)


def _western(mail: EmailMessage, text: str) -> None:
    mail.set_content(text, charset="iso-8859-1", cte="quoted-printable")


def _base64(mail: EmailMessage, text: str) -> None:
    mail.set_content(text, cte="base64")


FILES: dict[str, int] = {
    "plain": 0, "western": 0, "base64": 0, "html": 0, "both": 0, "file": 1, "invitation": 1, "mail": 1, "tnef": 2,
}  # fmt: skip
"""Shape -> how many files a mail of it has."""
SHAPES: dict[str, Shape] = {
    "plain": _plain, "western": _western, "base64": _base64, "html": _html_alone, "both": _both, "file": _with_file,
    "invitation": _with_invitation, "mail": _with_a_mail, "tnef": _wrapped,
}  # fmt: skip
KINDS: Sequence[str] = tuple(SHAPES)


def shaped(kind: str, text: str, *, automatic: bool = False, **headers: str) -> bytes:
    """Return a mail of this shape; `headers` are those of `a_mail`. The words must fit the shape: see `fitting`."""
    more = {"Auto_Submitted": "auto-replied"} if automatic else {}
    head = a_mail("", **headers, **more).partition(b"\r\n\r\n")[0]
    kept = [line for line in head.split(b"\r\n") if not line.lower().startswith((b"content-", b"mime-"))]
    body = EmailMessage(policy=SMTP)
    SHAPES[kind](body, text)
    for number, part in enumerate(body.walk()):
        if part.get_content_maintype() == "multipart":
            part.set_boundary(f"shape-{number}")
    return b"\r\n".join(kept) + b"\r\n" + body.as_bytes()


def fitting(kind: str, text: str) -> str:
    """Return the words as the shape can carry them."""
    return text.translate(WESTERN) if kind == "western" else text
