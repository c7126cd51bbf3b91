"""What was read out of one raw mail, and the bounds of reading it."""

from dataclasses import dataclass
from datetime import datetime

from application.inbound import TextPart


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep time and memory of one parse in proportion (RL-06); beyond them a defect says what was left."""

    raw_bytes: int = 25 * 1024 * 1024
    header_bytes: int = 256 * 1024
    """Of one part's header block."""
    headers: int = 1_000
    value_chars: int = 64 * 1024
    """Of one header's value."""
    parts: int = 1_000
    depth: int = 40
    addresses: int = 1_000
    references: int = 500
    text_chars: int = 1_000_000
    html_chars: int = 2_000_000


@dataclass(frozen=True, slots=True)
class Person:
    """An address as written in a header, repaired, with its decoded display name."""

    email: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the conversation belongs to: `why` is from, reply_to or x_original_sender (EML-14)."""

    email: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class MailAttachment:
    """A leaf part that is not a chosen body; `size` and `sha256` are of the decoded bytes."""

    filename: str
    content_type: str
    size: int
    inline: bool
    content_id: str
    sha256: str
    summary: str = ""
    """One line about what is in it, of invitations."""


@dataclass(frozen=True, slots=True)
class Automatic:
    """Why this is not mail of a person: auto_reply, auto_generated, list, receipt, out_of_office or bounce."""

    kind: str
    evidence: str
    lists: tuple[str, ...] = ()
    """Addresses of the list it came through, lower case."""


@dataclass(frozen=True, slots=True)
class BouncedRecipient:
    """Whom a mail did not reach, as far as the bounce says; `status` is that of RFC 3463."""

    email: str
    status: str
    diagnostic: str
    original: str = ""
    """The address that was written to, where the bounce names another one as final."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail did not arrive: `permanent` where trying again would not help, `delayed` where somebody still tries."""

    permanent: bool
    recipients: tuple[BouncedRecipient, ...]
    original_message_id: str
    evidence: str
    delayed: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A hint which message this one answers: `by` is token, in_reply_to or references; best first (EML-16)."""

    by: str
    value: str


@dataclass(frozen=True, slots=True)
class Defect:
    """Something wrong in the mail: in which part (`1.2`, or `header`), what, and how it was repaired."""

    part: str
    what: str
    repaired: str


@dataclass(frozen=True, slots=True)
class Original:
    """A mail that somebody passed on, as the forward shows it; an empty address where it shows none."""

    sender: Person
    to: tuple[Person, ...] = ()
    cc: tuple[Person, ...] = ()
    subject: str = ""
    date: str = ""
    """ISO 8601, without an offset where none is written; empty where it cannot be read."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Forward:
    """What a mail passes on: `kind` is inline or attached (EML-14)."""

    kind: str
    client: str
    """The program that made it: gmail, outlook, apple_mail, thunderbird, ..., or other."""
    original: Original
    """Of several, and of a forward of a forward, the outermost."""
    forwarder_text: str = ""
    start: int = -1
    """Where in the mail's text it begins; -1 where it is attached, or only the HTML shows it."""


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """One mail, read. Every text is free of NUL, lone surrogates and control characters but tab and line feed."""

    sender: Person
    contact: Contact
    to: tuple[Person, ...]
    cc: tuple[Person, ...]
    subject: str
    message_id: str
    """Without angle brackets; empty where there is none."""
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    date: datetime | None
    """Aware. None only where neither the mail nor the caller knows a time."""
    date_source: str
    """header, received or intake."""
    text: str
    raw_html: str
    """As written: never show it, `html.sanitise` it first. Empty where the mail has no HTML body."""
    attachments: tuple[MailAttachment, ...]
    automatic: Automatic | None
    candidates: tuple[Candidate, ...]
    defects: tuple[Defect, ...]
    raw_sha256: str
    authentication: tuple[str, ...] = ()
    """The values of Authentication-Results, top first, whoever wrote them."""
    bounce: Bounce | None = None
    protected: str = ""
    """Empty, pgp_encrypted, pgp_signed, smime_encrypted or smime_signed."""
    parts: tuple[TextPart, ...] = ()
    """What of `text` is reply, quote, signature and forward; empty where all of it is the reply."""
    forward: Forward | None = None
    looks_forwarded: bool = False
    """It says it is a forward, whether or not an original could be read out of it."""
