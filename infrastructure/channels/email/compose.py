"""The mail we send: one deterministic text for one message, so that sending it again sends the same (EML-07, -19)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from enum import StrEnum

from domain.channels.email import is_address, normalise_domain
from domain.channels.email_rules import Origin
from domain.kernel.refusal import InvalidInput
from infrastructure.channels.email.automatic import LOOP_HEADER
from infrastructure.channels.email.compose_parts import body_parts
from infrastructure.channels.email.parsed import Person
from infrastructure.channels.email.signed import html_with_signature, with_signature

MAX_REFERENCES = 25
_LONGEST_ID = 900
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_ATOMS = re.compile(r"[\w !#$%&'*+/=?^`{|}~-]+", re.ASCII)


class FromName(StrEnum):
    """How the sender is called (EML-07)."""

    AGENT_AND_COMPANY = "agent_and_company"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """An attachment with its decoded bytes."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """Everything a mail is made of; ids are without angle brackets, `date` is aware."""

    message_id: str
    sender: Person
    to: Sequence[Person]
    subject: str
    text: str
    date: datetime
    cc: Sequence[Person] = ()
    bcc: Sequence[Person] = ()
    """Only in the envelope, never in a header."""
    in_reply_to: str = ""
    references: Sequence[str] = ()
    files: Sequence[OutgoingFile] = ()
    origin: Origin = Origin.HUMAN
    reply_to: Person | None = None
    html: str = ""
    """The body as harmless HTML; empty: the text as HTML."""
    signature_text: str = ""
    signature_html: str = ""
    """The team's signature in both forms; it stands once, above what the text quotes at its end (EML-09)."""


def from_name(mode: FromName, company: str, agent: str = "") -> str:
    """Give the name a mail is from: `Ann at Company`, or the company's alone, also where no agent wrote it."""
    if mode is FromName.AGENT_AND_COMPANY and agent.strip():
        return f"{agent.strip()} at {company.strip()}" if company.strip() else agent.strip()
    return company.strip()


def envelope_recipients(mail: OutgoingMail) -> tuple[str, ...]:
    """List every address the mail goes to, each once, bcc included, as the relay is told them."""
    return tuple(dict.fromkeys(as_told(person.email) for person in (*mail.to, *mail.cc, *mail.bcc)))


def as_told(address: str) -> str:
    """Write an address as the relay is told it: the domain in ASCII. Raises `InvalidInput` where it is none."""
    if not is_address(address):
        raise InvalidInput("This is not an e-mail address that can be written to.", field="address")
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain if domain.isascii() else normalise_domain(domain)}"


def compose(mail: OutgoingMail) -> bytes:
    """Build the mail as bytes with CRLF line ends; the same input always gives the same bytes.

    Raises `InvalidInput` where a header would hold a line break or another control character, or an address is none:
    nothing a person typed can add a header (SE-04).
    """
    fields = [
        ("From", _people([mail.sender])),
        ("To", _people(mail.to)),
        ("Cc", _people(mail.cc)),
        ("Reply-To", _people([mail.reply_to] if mail.reply_to else [])),
        ("Subject", _text("subject", mail.subject, len("Subject: "))),
        ("Date", format_datetime(mail.date)),
        ("Message-ID", f"<{_checked('message_id', mail.message_id)}>"),
        ("In-Reply-To", _ids([mail.in_reply_to])),
        ("References", _ids(_bounded(mail.references))),
        ("Auto-Submitted", _auto_submitted(mail)),
        ("X-Auto-Response-Suppress", "" if mail.origin is Origin.HUMAN else "All"),
        (LOOP_HEADER, mail.origin.value),
        ("MIME-Version", "1.0"),
    ]
    for file in mail.files:
        _checked("files", file.filename)
        _checked("files", file.content_type)
    head = "".join(f"{name}: {value}\r\n" for name, value in fields if value)
    return head.encode("utf-8") + body_parts(
        mail.message_id,
        with_signature(mail.text, mail.signature_text),
        [(file.filename, file.content_type, file.content) for file in mail.files],
        html_with_signature(mail.text, mail.html, mail.signature_html) if mail.signature_html else mail.html,
    )


def _auto_submitted(mail: OutgoingMail) -> str:
    if mail.origin is Origin.HUMAN:
        return ""
    return "auto-replied" if mail.in_reply_to else "auto-generated"


def _checked(field: str, value: str) -> str:
    if _BREAKS.search(value):
        raise InvalidInput(
            "Line breaks and control characters cannot be part of this. Remove them.", field=field
        )
    return value


def _text(field: str, value: str, used: int) -> str:
    """Encode one unstructured value (RFC 2047), folded, no line over 76 characters."""
    clean = _checked(field, value).encode("utf-8", "replace").decode("utf-8")
    plain = clean.isascii() and "=?" not in clean and all(len(word) < 60 for word in clean.split(" "))  # noqa: PLR2004
    charset = "us-ascii" if plain else "utf-8"
    return Header(clean, charset, maxlinelen=76, header_name="x" * used).encode(linesep="\r\n")


def _people(people: Sequence[Person]) -> str:
    return ",\r\n ".join(_person(person) for person in people)


def _person(person: Person) -> str:
    address, name = as_told(person.email), _checked("name", person.name).strip()
    if not name:
        return address
    if not name.isascii() or "=?" in name or len(name) > 60:  # noqa: PLR2004
        shown = _text("name", name, 12)
    elif _ATOMS.fullmatch(name):
        shown = name
    else:
        shown = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{shown}\r\n <{address}>" if len(shown) + len(address) > 60 else f"{shown} <{address}>"  # noqa: PLR2004


def _ids(ids: Sequence[str]) -> str:
    """Name ids of others, one a line; one that cannot stand in a header is left out, for it came from outside."""
    good = (
        i
        for i in ids
        if i and i.isascii() and i.isprintable() and not set(i) & set("<> ") and len(i) < _LONGEST_ID
    )
    return "\r\n ".join(f"<{mail_id}>" for mail_id in good)


def _bounded(references: Sequence[str]) -> list[str]:
    """Keep the first, which names the thread, and the newest (RFC 5322 3.6.4 sets no bound; relays do)."""
    unique = list(dict.fromkeys(references))
    return unique if len(unique) <= MAX_REFERENCES else [unique[0], *unique[1 - MAX_REFERENCES :]]
