"""Mails of many kinds for one company: new ones, answers to those, plain, HTML with files, from many people."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import NamedTuple

WORDS = [
    "hello",
    "order",
    "parcel",
    "invoice",
    "late",
    "thanks",
    "please",
    "refund",
    "broken",
    "shoes",
    "size",
    "colour",
    "address",
    "phone",
    "delivery",
    "yesterday",
    "waiting",
    "answer",
    "customer",
    "number",
    "again",
    "still",
    "nothing",
    "payment",
    "card",
    "bank",
    "total",
    "discount",
    "return",
    "label",
]
NAMES = ("Zoë Müller", "Jan Kowalski", "Ann O'Neill", "李小龙", "José García", "Olga Ivanova")


class Mail(NamedTuple):
    """A mail on its way: envelope sender and bytes."""

    sender: str
    raw: bytes


def mails(seed: str, to: str, count: int) -> Iterator[Mail]:
    """Yield mails of one sending host, the same for the same seed: 50 % new, 25 % HTML with a file, 25 % replies."""
    chance = random.Random(seed)  # noqa: S311
    sent: list[tuple[str, str, str]] = []
    for number in range(count):
        kind = chance.choice(("plain", "plain", "html", "reply"))
        if kind == "reply" and sent:
            sender, subject, parent = chance.choice(sent[-40:])
            mail = _mail(chance, sender, to, f"Re: {subject}", f"{seed}.{number}")
            mail["In-Reply-To"] = mail["References"] = parent
            mail.set_content(_text(chance) + f"\n\nOn Monday somebody wrote:\n> {_text(chance)}\n")
        else:
            sender = f"{chance.choice(NAMES)} <c{seed}-{chance.randrange(count)}@customer.example>"
            mail = _mail(
                chance, sender, to, " ".join(chance.choices(WORDS, k=4)).capitalize(), f"{seed}.{number}"
            )
            mail.set_content(_text(chance))
            if kind == "html":
                mail.add_alternative(f"<html><body><p>{_text(chance)}</p></body></html>", subtype="html")
                mail.add_attachment(chance.randbytes(20_000), "application", "pdf", filename="invoice.pdf")
            sent.append((sender, str(mail["Subject"]), str(mail["Message-ID"])))
        yield Mail(f"c{seed}@customer.example", mail.as_bytes().replace(b"\n", b"\r\n"))


def _mail(chance: random.Random, sender: str, to: str, subject: str, number: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["Message-ID"] = f"<{number}.{chance.randrange(10**9)}@customer.example>"
    return mail


def _text(chance: random.Random) -> str:
    return "".join(" ".join(chance.choices(WORDS, k=12)) + ".\n" for _ in range(chance.randint(2, 12)))
