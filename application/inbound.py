"""One inbound message of any channel, as its adapter understood it: the input of ingest."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domain.consent.terms import Agreed
from domain.form.answers import Answer


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody named in a message: a normalised address and the display name as written."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A leaf part of the original, found again there by `part` (its index among the attachments, from 0)."""

    part: int
    filename: str
    content_type: str
    size: int
    """Bytes after decoding."""
    sha256: str
    """Hex digest of the decoded bytes."""
    inline: bool = False
    content_id: str = ""
    summary: str = ""
    """One line about what is in it, of invitations."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """A stretch of a message's text: `kind` is reply, quote, signature or forward (EML-17)."""

    kind: str
    start: int
    end: int
    """Characters from the beginning of the text; the first that is not of it."""


@dataclass(frozen=True, slots=True)
class ThreadCandidate:
    """A hint that this message continues another: `by` is token, in_reply_to, references or visitor; best first."""

    by: str
    value: str


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The message passes another one on (EML-14)."""

    kind: str
    """inline or attached; empty where no original could be read."""
    client: str
    forwarder: Party
    """Who sent it, as From says."""
    original: Party | None
    """Who wrote what is passed on; None where that could not be read."""


@dataclass(frozen=True, slots=True)
class BouncedParty:
    """Whom a mail did not reach: the final address, normalised, and the one that was written to where that is another."""

    address: str
    original: str = ""
    status: str = ""
    diagnostic: str = ""


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail of ours did not arrive: `permanent` where trying again would not help, `delayed` where somebody still does."""

    recipients: tuple[BouncedParty, ...] = ()
    permanent: bool = False
    delayed: bool = False


@dataclass(frozen=True, slots=True)
class Submitted:
    """What was sent by a form beside what people see of it (FRM-07)."""

    form_id: UUID
    form_version: int
    given: tuple[Answer, ...]
    """All of it, in the form's order; hidden and unknown values too."""
    files: tuple[dict[str, str | int], ...] = ()
    page: str = ""
    has_ticket_fields: bool = False
    """Whether the form asks what a ticket needs (FRM-02)."""
    phone: str = ""
    """The number that was sent, as it is compared; empty where none was, or it does not say its country (CON-01)."""


@dataclass(frozen=True, slots=True)
class Named:
    """Who a visitor is, as the site's server signed: its own id of them, and how they are reached and called (SE-03)."""

    subject: str
    email: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Chatted:
    """What a visitor's message says beside its text (CHT-01)."""

    visitor: str
    page: str = ""
    page_title: str = ""
    language: str = ""
    agreed: Agreed | None = None
    """What they agreed to with it (PRV-02)."""
    named: Named | None = None
    answers_to: UUID | None = None
    """The message of ours one of whose choices was pressed, the one at `answer`."""
    answer: int | None = None
    shown: bool = False
    """The page had shown what the chat's bot says first."""


@dataclass(frozen=True, slots=True)
class Messaged:
    """What somebody's message on a messaging platform says beside its text; `said` is as in `MessageReceived` (MSG-01, WAB-02)."""

    said: str = ""
    title: str = ""
    url: str = ""
    reply_to: str = ""
    """The provider's id of the message it answers, or of the one it puts right."""
    choice: tuple[UUID, int] | None = None
    """The message of ours one of whose answers was pressed, and which."""
    payload: str = ""


@dataclass(frozen=True, slots=True)
class Called:
    """A call, which carries no text: the provider's id of it, and when it came (CAL-01)."""

    sid: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class Sign:
    """What is no message of somebody outside: `kind` is echo, sent, delivered, seen, undelivered, reaction or other (MSG-01)."""

    kind: str
    mids: tuple[str, ...] = ()
    """The provider's ids of the messages it is about; of an echo, its own."""
    until: datetime | None = None
    """A receipt is of all that we wrote until then."""
    reaction: str = ""
    removed: bool = False
    ours: UUID | None = None
    """The message of ours that it is about, or whose echo it is; None of what the page wrote elsewhere."""
    code: int = 0
    """Why it did not arrive, as the platform says."""


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """What a channel adapter read out of one raw original; nothing here is decided yet."""

    provider_id: str
    """Message-ID without angle brackets, or `sha256:<hex of the raw original>` where there is none."""
    sender: Party
    sender_why: str
    """from, reply_to, x_original_sender, form, chat, messenger, whatsapp or call (EML-14)."""
    subject: str
    text: str
    to: tuple[Party, ...] = ()
    cc: tuple[Party, ...] = ()
    has_html: bool = False
    attachments: tuple[Attachment, ...] = ()
    candidates: tuple[ThreadCandidate, ...] = ()
    sent_at: datetime | None = None
    """When the outside says it was written (aware, UTC); None where it says nothing believable."""
    automatic: str = ""
    """Empty for mail of a person; else auto_reply, auto_generated, list, receipt or bounce (RFC 3834)."""
    defects: tuple[str, ...] = field(default=())
    authenticated: bool | None = None
    """Whether a server that is believed found the sender's domain proven; None where none was asked."""
    parts: tuple[TextPart, ...] = ()
    """Stretches of `text` that cover it in order; empty where all of it is the reply."""
    forward: Forwarded | None = None
    """Set for everything that is a forward, or says so."""
    submission: Submitted | None = None
    """Set for what was sent by a form."""
    chat: Chatted | None = None
    """Set for what a visitor of a chat wrote; what comes to a chat by mail is without."""
    bounce: Bounce | None = None
    messaged: Messaged | None = None
    """Set for everything that came by Messenger or WhatsApp."""
    sign: Sign | None = None
    """Set for what came there and is no message of somebody outside."""
    call: Called | None = None
    """Set for a call."""
    protected: str = ""
    """Empty, pgp_encrypted, pgp_signed, smime_encrypted or smime_signed."""

    @property
    def talked(self) -> bool:
        """Whether its sender is known by who they are on the channel, not by an address that mail could name."""
        return any(one is not None for one in (self.chat, self.messaged, self.call))
