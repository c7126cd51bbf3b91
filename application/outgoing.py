"""What we write: recipients, threading headers, sender and attachments of a message to be sent (EML-07, EML-19)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol
from uuid import UUID

from application.answering import way_by
from application.attaching import WithFiles, attached
from application.ports import Rendered
from application.said import Message, said_in
from application.signature import name_of, signature_below
from application.templates import UsedTemplate
from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.channels.email import is_address, normalise_address, outgoing_message_id, reply_subject
from domain.channels.email_rules import Origin, SendFacts, may_send
from domain.channels.kinds import KINDS, is_mail, kind_of
from domain.conversation.aggregate import Conversation
from domain.conversation.content import INBOX, Outgoing
from domain.kernel.refusal import InvalidInput

NO_MESSAGE_ID = ("sha256:", *(f"{kind}:" for kind in KINDS))
"""What ids begin with that are no mail's: a digest, or the kind of channel that made it."""
REFERENCES = 20
"""Ids kept in References beside the first: enough for every client, short enough for every relay."""


class Written(WithFiles, Protocol):
    """What a person or a machine wrote, as a command carries it."""

    @property
    def text(self) -> str:
        """The plain text."""

    @property
    def format(self) -> str:
        """plain, or markdown."""

    @property
    def cc(self) -> tuple[str, ...]:
        """Further recipients, seen by all."""

    @property
    def bcc(self) -> tuple[str, ...]:
        """Further recipients, seen by none."""


class WrittenReply(Written, Protocol):
    """An answer; without `to` it goes to whom the conversation is with."""

    @property
    def to(self) -> tuple[str, ...]:
        """Recipients, or none for the usual ones."""

    @property
    def origin(self) -> str:
        """human, automation or bot."""

    @property
    def choices(self) -> tuple[str, ...]:
        """Answers offered to be pressed, where the channel shows such."""

    @property
    def template(self) -> UsedTemplate | None:
        """The template it is made of; None for free text."""


def checked_recipients(addresses: Sequence[str], field: str, *, required: bool = False) -> tuple[str, ...]:
    """Return the addresses, normalised, each once.

    Raises:
        InvalidInput: one is no address, or one is required and there is none.

    """
    for address in addresses:
        if not is_address(address.strip()):
            raise InvalidInput("This is no e-mail address. Write it as name@example.org.", field=field)
    if required and not addresses:
        raise InvalidInput("Give at least one recipient.", field=field)
    return tuple(dict.fromkeys(normalise_address(address) for address in addresses))


def reply_of(
    unit: Unit, channel: Channel, conversation: Conversation, written: WrittenReply, message_id: UUID
) -> Outgoing:
    """Return the answer by a channel, addressed to whoever wrote last and threaded under all that was written.

    Raises `InvalidInput` as `outgoing` does, and `WayNotAllowed`.
    """
    said = said_in(unit, conversation, REFERENCES)
    heard = [said.heard] if said.heard else []
    way = way_by(unit, channel, conversation, said)
    talked = not said.subject and not is_mail(kind_of(conversation.channel_kind))
    subject = channel.company_name if talked else reply_subject(said.subject)
    ids = [named for one in said.messages if (named := _message_id(one))]
    answered = [named for one in heard if (named := _message_id(one))] or ids[-1:]
    to = checked_recipients(written.to or way.addresses[:1], "to", required=True)
    return outgoing(
        unit, channel, written, message_id,
        to=to, subject=subject, origin=written.origin, contact_id=conversation.contact_id,
        in_reply_to="".join(answered), references=tuple(dict.fromkeys(ids)),
    )  # fmt: skip


def _message_id(event: Message) -> str:
    """Return the Message-ID of a message, empty where it had none, as what did not come by mail."""
    return "" if event.provider_id.startswith(NO_MESSAGE_ID) else event.provider_id


def outgoing(
    unit: Unit,
    channel: Channel,
    written: Written,
    message_id: UUID,
    *,
    to: tuple[str, ...],
    subject: str,
    contact_id: UUID,
    contact_begins: bool = False,
    origin: str = "human",
    in_reply_to: str = "",
    references: tuple[str, ...] = (),
    written_from: str = INBOX,
) -> Outgoing:
    """Return the message with everything it will carry whatever happens, its attachments stored.

    Raises:
        InvalidInput: an address, the text, the number of recipients or the attachments break a limit.

    """
    limits, env = unit.ports.limits, unit.env
    cc, bcc = checked_recipients(written.cc, "cc"), checked_recipients(written.bcc, "bcc")
    if len(to) + len(cc) + len(bcc) > limits.recipients:
        raise InvalidInput(f"A message has at most {limits.recipients} recipients. Send several.", field="to")
    if not (written.text.strip() or written.attachments or written.uploads):
        raise InvalidInput("Write something, or attach a file.", field="text")
    if len(written.text) > limits.text_kept:
        raise InvalidInput(
            f"A message has at most {limits.text_kept} characters. Attach a file.", field="text"
        )
    text, html = said(unit, channel, written)
    author_id = env.user_id
    signature = signature_below(unit, channel, written_from)
    secret = unit.ports.secrets.of_account(env.account_id)
    return Outgoing(
        message_id=message_id,
        provider_id=outgoing_message_id(secret, message_id.hex, limits.mail_domain),
        sender=channel.sender,
        to=to,
        cc=cc,
        bcc=bcc,
        subject=" ".join(subject.split()),
        text=text,
        author_id=author_id,
        origin=origin if env.is_person or origin != "human" else "automation",
        in_reply_to=in_reply_to,
        references=references,
        sender_name=sender_name(unit, channel, author_id),
        attachments=attached(unit, written, contact_id, channel.kind, begins=contact_begins),
        html=html,
        signature_text=signature.text,
        signature_html=signature.html,
        reply_to=channel.answers_to,
        written_from=written_from,
    )


def said(unit: Unit, channel: Channel, written: Written) -> Rendered:
    """Return what was written as the channel can show it: as text and, where that says more, as HTML (EML-19, WAB-02)."""
    if written.format == "plain":
        return Rendered(written.text, "")
    rendered = unit.ports.markup.rendered(written.text, kind_of(channel.kind).marks)
    if len(rendered.html) > unit.ports.limits.html_kept:
        raise InvalidInput("There is too much formatting in this. Attach it as a file.", field="text")
    return rendered


def guard_loop(unit: Unit, conversation: Conversation, mail: Outgoing) -> None:
    """Hold back what no person wrote where it would answer a machine or flood an address (EML-18); a fact either way."""
    if mail.origin == "human":
        return
    limits, since = unit.ports.limits, unit.env.at - timedelta(hours=1)
    sends = unit.ports.facts.automatic_sends(unit.env.account_id, conversation.contact_id, since)
    facts = SendFacts(
        Origin(mail.origin), conversation.answers_automatic, sends, limits.automatic_sends_per_hour
    )
    decision = may_send(facts)
    if not decision.allowed:
        conversation.refuse_sending(
            unit.env, mail.message_id, reason=",".join(decision.reasons), policy=decision.policy
        )


def sender_name(unit: Unit, channel: Channel, author_id: UUID | None) -> str:
    """Return the From name: the company's, after the agent's where the channel says so (EML-07)."""
    return name_of(channel.from_name, channel.company_name, unit.standing.name if author_id else "")
