"""Signatures, the team's and people's own, and how a mail's sender and signature look to whom it is sent (EML-07, EML-09, EML-10)."""

from dataclasses import dataclass
from html import escape
from typing import ClassVar, NamedTuple
from uuid import UUID

from application.channel import OnChannel, editable
from application.ports import Rendered
from application.unit import Unit
from application.visibility import visible
from domain.channel.aggregate import Channel
from domain.channel.signature import Signature, filled, names_of
from domain.channels.kinds import kind_of
from domain.conversation.content import INBOX, RECORDS
from domain.user.aggregate import User
from domain.user.events import OwnSignatureSet


@dataclass(frozen=True, slots=True)
class SetSignature(OnChannel):
    """Set what stands below mail that is sent from the inbox; an empty source takes it away (EML-09)."""

    format: str
    source: str


@dataclass(frozen=True, slots=True)
class PreviewSender:
    """Ask how a draft of sender and signature looks, were the asker to write."""

    PERMISSION: ClassVar[str] = "account_access"

    channel_id: UUID
    from_name: str
    company_name: str
    from_address: str
    signature: Signature


@dataclass(frozen=True, slots=True)
class ReadOwnSignature:
    """Ask which signature a user has of their own, and how it looks; a `draft` is shown in its place."""

    PERMISSION: ClassVar[str] = ""

    user_id: UUID
    draft: Signature | None = None


@dataclass(frozen=True, slots=True)
class ReadSignatureBelow:
    """Ask what would stand below a message that the asker writes by a channel, from the inbox."""

    PERMISSION: ClassVar[str] = "conversation_write"

    channel_id: UUID


class OwnSignature(NamedTuple):
    """One's own signature as it was written, and as it stands below a mail."""

    source: Signature
    shown: Rendered


class SenderPreview(NamedTuple):
    """What stands in From, and the signature in both forms."""

    name: str
    address: str
    signature: Rendered


def set_signature(command: SetSignature, unit: Unit) -> None:
    """Set it."""
    editable(command, unit).set_signature(unit.env, Signature(command.format, command.source))


def preview_sender(question: PreviewSender, unit: Unit) -> SenderPreview:
    """Return what a mail would show. Raises `InvalidInput`, `NotFound`."""
    channel = visible(unit, "channel", unit.get(Channel, question.channel_id))
    kind = kind_of(channel.kind)
    kind.check_from_name(channel.provider, question.from_name)
    own = kind.sender_address(question.from_address)
    name = name_of(question.from_name, question.company_name.strip(), unit.standing.name)
    return SenderPreview(
        name, own or channel.address or channel.hosted_address, signed(unit, question.signature.checked())
    )


def read_own_signature(question: ReadOwnSignature, unit: Unit) -> OwnSignature:
    """Return it, signed as whoever asks. Raises `InvalidInput` for a draft that cannot be one, `NotFound`."""
    draft = question.draft
    known = own_signature(unit, question.user_id) if draft is None else draft.checked()
    return OwnSignature(known, signed(unit, known))


def read_signature_below(question: ReadSignatureBelow, unit: Unit) -> Rendered:
    """Return it; empty for none. Raises `NotFound`."""
    channel = visible(unit, "channel", unit.get(Channel, question.channel_id))
    return signature_below(unit, channel, INBOX)


def own_signature(unit: Unit, user_id: UUID) -> Signature:
    """Return a user's own signature, an empty one where they have none. Raises `NotFound`."""
    user = unit.get(User, user_id)
    events = unit.ports.log.versions(user_id, [user.signature_set]) if user.signature_set else []
    told = (one for one in events if isinstance(one, OwnSignatureSet) and not one.erased)
    return next((Signature(one.format, one.source) for one in told), Signature())


def signature_below(unit: Unit, channel: Channel, written_from: str) -> Rendered:
    """Return what stands below a message: of a person the team's, or their own on a record's page; of others none (EML-09)."""
    user_id = unit.env.user_id
    if user_id is None:
        return Rendered("", "")
    return signed(unit, own_signature(unit, user_id) if written_from in RECORDS else channel.signature)


def name_of(from_name: str, company: str, agent: str) -> str:
    """Return the From name: the company's, after the agent's where the channel says so; empty: the mailbox's own.

    EML-07, EML-08.
    """
    if from_name == "mailbox":
        return ""
    if from_name == "company" or not agent:
        return company
    return f"{agent} at {company}" if company else agent


def signed(unit: Unit, signature: Signature) -> Rendered:
    """Return the signature as the actor signs; empty where there is none."""
    if not signature.source:
        return Rendered("", "")
    names = names_of(unit.standing.name)
    text, html = unit.ports.markup.signature(signature.format, signature.source)
    return Rendered(filled(text, names).strip(), filled(html, names, escape))
