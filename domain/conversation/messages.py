"""The events of messages within a conversation, in and out. The data subject is the conversation's contact."""

from datetime import datetime
from uuid import UUID

from domain.conversation.content import INBOX
from domain.kernel.event import Event
from domain.kernel.personal import Personal

IN_PLACE = ("chat:",)
"""What ids of messages begin with that arrive where they are posted: the kinds of channels that are outlets."""
TOLD_OF = (*IN_PLACE, "messenger:", "whatsapp:")
"""What ids of messages begin with whose channels tell how far whoever they are for has got with them."""


class MessageReceived(Event):
    """Somebody outside wrote. The raw original is the blob; HTML and attachments are read out of it.

    `attachments` are {"part", "filename", "content_type", "size", "sha256", "inline", "content_id", "summary"} each.
    `protected` is empty, pgp_encrypted, pgp_signed, smime_encrypted or smime_signed; nothing was verified.
    `automatic` is empty for a person's message (RFC 3834). `text_cut` says the text is longer in the original.
    `parts` are {"kind", "start", "end"} each, kind being reply, quote, signature or forward: they cover the text in
    order; without any all of it is the reply (EML-17). None is what was recorded before parts were told.
    `page` is the address of the page it was written on; `answers_to` the message of ours one of whose choices it is, the
    one at `answer` (CHT-01). `said` is how it was said where not in words or files: quick_reply, postback, get_started,
    referral, optin, sticker, location, share, edit, contacts, order, button, list, nfm (a form filled in there), voice,
    number_changed, booking or unsupported, with a title and a link where it has them (MSG-01, WAB-02).
    """

    TOPIC = "conversation.message_received"
    SUBJECT = "contact_id"

    contact_id: UUID
    inbox_id: UUID
    channel_id: UUID
    message_id: UUID
    intake_id: UUID
    blob_id: UUID
    provider_id: Personal[str]
    sender: Personal[str]
    sender_name: Personal[str]
    sender_why: str
    to: Personal[tuple[str, ...]]
    cc: Personal[tuple[str, ...]]
    subject: Personal[str]
    text: Personal[str]
    text_cut: bool
    has_html: bool
    attachments: Personal[tuple[dict[str, str | int | bool], ...]]
    automatic: str
    defects: tuple[str, ...]
    sent_at: datetime | None
    protected: str = ""
    parts: tuple[dict[str, str | int], ...] | None = None
    page: Personal[str] = ""
    answers_to: UUID | None = None
    answer: int | None = None
    said: str = ""
    said_title: Personal[str] = ""
    said_url: Personal[str] = ""

    @property
    def reply(self) -> str:
        """What this person newly wrote and passed on: the text without quotes and signature (EML-17)."""
        return self._of("reply", "forward")

    @property
    def unquoted(self) -> str:
        """The text without what is quoted in it, which is in other messages."""
        return self._of("reply", "forward", "signature")

    def _of(self, *kinds: str) -> str:
        if self.erased or not self.parts:
            return self.text
        pieces = (
            self.text[int(part["start"]) : int(part["end"])] for part in self.parts if part["kind"] in kinds
        )
        return "\n\n".join(filter(None, (piece.strip() for piece in pieces)))


class MessagePosted(Event):
    """We wrote: a reply or a new mail, to be sent. `origin` is human, automation or bot; page: it was written elsewhere in
    the name of the page, and has left already (MSG-01).

    `provider_id` is the Message-ID it will carry whatever happens (EML-19). `attachments` are {"blob", "filename",
    "content_type", "size"} each, the blobs sealed under the contact. It is not sent before `not_before` (CNV-09).
    `html` is harmless, and shown for ever as it was sent; empty where the text says it all. `signature_text` and
    `signature_html` are the signature as it stands below, empty where there is none: the team's, or the author's own of a new
    mail that was `written_from` the page of a contact or a ticket, not from the inbox (EML-09). `reply_to` is where
    answers come back to, where that is not the sender (FRM-01). `choices` are answers offered to be pressed (CHT-01).
    `template` is the name of the template it is made of, in `template_language`, empty for free text; `template_variables` are
    what was filled in: {"part", "name", "value"} each, part being header, body or the type of a button, which has its place
    from 0 for a name (WAB-02). An `origin` keyword says that it answers somebody's word by which
    they opt in or out (WAB-03).
    """

    TOPIC = "conversation.message_posted"
    SUBJECT = "contact_id"

    contact_id: UUID
    inbox_id: UUID
    channel_id: UUID
    message_id: UUID
    author_id: UUID | None
    origin: str
    provider_id: str
    in_reply_to: Personal[str]
    references: Personal[tuple[str, ...]]
    sender: str
    sender_name: Personal[str]
    to: Personal[tuple[str, ...]]
    cc: Personal[tuple[str, ...]]
    bcc: Personal[tuple[str, ...]]
    subject: Personal[str]
    text: Personal[str]
    attachments: Personal[tuple[dict[str, str | int | bool], ...]]
    html: Personal[str] = ""
    not_before: datetime | None = None
    signature_text: Personal[str] = ""
    signature_html: Personal[str] = ""
    reply_to: str = ""
    choices: tuple[str, ...] = ()
    template: str = ""
    template_language: str = ""
    template_variables: Personal[tuple[dict[str, str], ...]] = ()
    written_from: str = INBOX

    @property
    def in_place(self) -> bool:
        """Whether it is read where it was posted, as in a chat, so that nobody carries it anywhere."""
        return self.provider_id.startswith(IN_PLACE)

    @property
    def told_of(self) -> bool:
        """Whether receipts say how far whoever it is for has got with it."""
        return self.provider_id.startswith(TOLD_OF)


class SendRescheduled(Event):
    """A message that waits is to be sent at another time; None: at once (CNV-09)."""

    TOPIC = "conversation.send_rescheduled"

    message_id: UUID
    not_before: datetime | None


class SendCancelled(Event):
    """A message was taken back before any attempt to send it began; nobody outside ever had it (CNV-09)."""

    TOPIC = "conversation.send_cancelled"

    message_id: UUID


class SendStarted(Event):
    """A worker is about to hand the message to the relay; `repeats` says an earlier attempt never said how it ended.

    Only then may the recipient get a second copy, with the same Message-ID (EML-19). `tag` is what the provider is told
    with it, such as that a human agent answers (MSG-08).
    """

    TOPIC = "conversation.send_started"

    message_id: UUID
    attempt: int
    repeats: bool
    tag: str = ""


class MessageSent(Event):
    """The relay took the message over, though perhaps not for everybody.

    `refused` are the recipients it did not take, by their place from 0 in to, cc and bcc one after the other;
    `temporary` those of them it may take later. `recipients` is how many there were, 0 where nobody counted.
    `known_as` is the Message-ID under which it goes where a provider gave it another than was asked for.
    """

    TOPIC = "conversation.message_sent"

    message_id: UUID
    attempt: int
    code: int
    refused: tuple[int, ...] = ()
    temporary: tuple[int, ...] = ()
    recipients: int = 0
    known_as: str = ""


class SendFailed(Event):
    """The relay said no, or could not be reached; temporary failures are tried again (CNV-06)."""

    TOPIC = "conversation.send_failed"

    message_id: UUID
    attempt: int
    permanent: bool
    code: int
    reason: str


class MessageBounced(Event):
    """A mail system says that a message of ours did not arrive, by the message `bounce_id` (EML-18).

    `recipients` are places as in `MessageSent`, empty where it names none of ours; `of` is how many there were. `delayed`
    says that somebody still tries, `permanent` that trying again would not help; `status` is that of RFC 3463.
    """

    TOPIC = "conversation.message_bounced"
    SUBJECT = "contact_id"

    contact_id: UUID
    message_id: UUID
    bounce_id: UUID
    recipients: tuple[int, ...]
    of: int
    permanent: bool
    delayed: bool
    status: str
    diagnostic: Personal[str]


class SendUnresolved(Event):
    """Two attempts never said how they ended: a person decides, since a third copy is worse than a late one."""

    TOPIC = "conversation.send_unresolved"

    message_id: UUID
    attempt: int


class SendRefused(Event):
    """The message was not to be sent at all; `reason` names the rule (loop_guard, answers_automatic_mail, ...)."""

    TOPIC = "conversation.send_refused"

    message_id: UUID
    reason: str
    policy: str


class SendRetried(Event):
    """A person asked for a failed or unresolved message to be sent again."""

    TOPIC = "conversation.send_retried"

    message_id: UUID
