"""What a message holds when it comes in or goes out; names and meanings are those of the events."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

Attachments = tuple[dict[str, str | int | bool], ...]
Parts = tuple[dict[str, str | int], ...]
INBOX = "inbox"
"""Where mail is written from, unless from the page of a record."""
TICKET = "ticket"
RECORDS = frozenset({"contact", TICKET})
"""Pages of a record that a new mail is written from, so that its author's own signature stands below (EML-09)."""
BY_PEOPLE = frozenset({"human", "page"})
"""Origins of what counts as a person's answer: written here, or elsewhere in the name of the same page or number."""


@dataclass(frozen=True)
class Incoming:
    """The own fields of `MessageReceived`; where it belongs is the conversation's to add."""

    message_id: UUID
    intake_id: UUID
    blob_id: UUID
    provider_id: str
    sender: str
    subject: str
    text: str
    sender_name: str = ""
    sender_why: str = "from"
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    text_cut: bool = False
    has_html: bool = False
    attachments: Attachments = ()
    automatic: str = ""
    defects: tuple[str, ...] = ()
    sent_at: datetime | None = None
    protected: str = ""
    parts: Parts = ()
    page: str = ""
    answers_to: UUID | None = None
    answer: int | None = None
    said: str = ""
    said_title: str = ""
    said_url: str = ""


@dataclass(frozen=True)
class Outgoing:
    """The own fields of `MessagePosted`; where it belongs is the conversation's to add."""

    message_id: UUID
    provider_id: str
    sender: str
    to: tuple[str, ...]
    subject: str
    text: str
    author_id: UUID | None = None
    origin: str = "human"
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    sender_name: str = ""
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    attachments: Attachments = ()
    html: str = ""
    not_before: datetime | None = None
    signature_text: str = ""
    signature_html: str = ""
    reply_to: str = ""
    choices: tuple[str, ...] = ()
    template: str = ""
    template_language: str = ""
    template_variables: tuple[dict[str, str], ...] = ()
    written_from: str = INBOX
