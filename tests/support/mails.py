"""Raw mails to take in."""

from email.message import EmailMessage
from email.policy import SMTP
from itertools import count

NUMBERS = count(1)


def a_mail(
    text: str = "It does not work.",
    *,
    sender: str = "Ann Customer <ann@customer.example>",
    to: str = "help@acme.example",
    subject: str = "Help",
    message_id: str = "",
    answers: str = "",
    **headers: str,
) -> bytes:
    """Return a plain mail; `answers` is the Message-ID it replies to, `Auto_Submitted=...` becomes a header."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Message-ID"] = f"<{message_id or f'{next(NUMBERS)}@customer.example'}>"
    mail["Date"] = "Mon, 02 Nov 2026 09:00:00 +0000"
    if answers:
        mail["In-Reply-To"] = mail["References"] = f"<{answers}>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()
