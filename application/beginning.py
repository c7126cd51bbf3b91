"""Conversations that we begin by WhatsApp: with a template, with whoever has a number (WAB-02, CNV-05)."""

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from application.assignment import assign_by_hand, settle
from application.attaching import OutgoingAttachment
from application.attribution import contact_of
from application.claims import claim_new
from application.identities import IdentityTaken, identify, normalised
from application.inbound import Party
from application.linked import check_room, survivor
from application.outlet import on_outlet
from application.scheduling import Timed, leaves_at
from application.templates import UsedTemplate
from application.threads import receipt_id
from application.unit import Unit
from application.visitors import conversation_of, lead_to
from application.windows import within_window
from domain.channel.aggregate import Channel
from domain.channels.kinds import kind_of
from domain.claim.aggregate import Claim
from domain.contact.aggregate import Contact
from domain.contact.refusals import TooManyIdentities
from domain.conversation.aggregate import Conversation
from domain.kernel.refusal import InvalidInput


class Begun(Timed, Protocol):
    """What begins a conversation, as a command carries it."""

    @property
    def to(self) -> tuple[str, ...]:
        """The number, alone."""

    @property
    def cc(self) -> tuple[str, ...]:
        """Nobody."""

    @property
    def bcc(self) -> tuple[str, ...]:
        """Nobody."""

    @property
    def subject(self) -> str:
        """Nothing is shown of it."""

    @property
    def text(self) -> str:
        """Nothing, as the template says it all."""

    @property
    def attachments(self) -> tuple[OutgoingAttachment, ...]:
        """The template's header, where that is a file."""

    @property
    def uploads(self) -> tuple[UUID, ...]:
        """The same, brought before."""

    @property
    def template(self) -> UsedTemplate | None:
        """What is sent."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What is written, as an answer is."""

    text: str
    template: UsedTemplate | None
    attachments: tuple[OutgoingAttachment, ...]
    uploads: tuple[UUID, ...]
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    format: str = "plain"
    origin: str = "human"
    choices: tuple[str, ...] = ()


def begin_by_template(unit: Unit, channel: Channel, begun: Begun) -> Conversation:
    """Begin a conversation with whoever has the number, post the template in it, and return it.

    Raises `InvalidInput`, and what `within_window` and the template raise.
    """
    person = number_to(begun)
    conversation = unit.add(
        Conversation.start(
            unit.new_id("conversation"), unit.env,
            inbox_id=channel.inbox_id, channel_id=channel.id, channel_kind=channel.kind,
            contact_id=_contact(unit, channel, person).id, subject="", started_by="agent",
        )
    )  # fmt: skip
    # what is written there is answered in this one, and no earlier message opens its window
    lead_to(unit, channel.id, person, conversation.id)
    words = _Words(begun.text, begun.template, begun.attachments, begun.uploads)
    message_id = unit.new_id("message")
    message = on_outlet(unit, channel, conversation, words, message_id, person=person)
    message = replace(message, not_before=leaves_at(begun, unit.env.at))
    message = within_window(unit, channel, conversation, message)
    conversation.post(unit.env, message)
    claim_new(unit, receipt_id(unit, channel.id, message.provider_id), "receipt", conversation.id, message_id)
    if message.author_id is not None:
        assign_by_hand(unit, conversation, message.author_id, "replier", did="began")
    settle(unit, conversation, None)
    return conversation


def number_to(begun: Begun) -> str:
    """Return the number that a conversation is begun with, as WhatsApp knows it. Raises `InvalidInput`."""
    if begun.cc or begun.bcc or len(begun.to) != 1:
        raise InvalidInput("Name one number, and nobody else.", field="to")
    text = begun.to[0].strip()
    return normalised(
        "phone", f"+{text}" if text.isdecimal() and not text.startswith("00") else text, "to"
    ).lstrip("+")


def reach(unit: Unit, channel: Channel, conversation: Conversation, person: str) -> None:
    """Let what somebody writes back come here, who never wrote by the channel, and know them by their number from here on."""
    if conversation_of(unit, channel.id, person) is None:
        lead_to(unit, channel.id, person, conversation.id)
        contact = unit.get(Contact, conversation.contact_id)
        with suppress(IdentityTaken, TooManyIdentities):
            check_room(unit, survivor(unit, contact), more=1)
            identify(unit, contact, kind_of(channel.kind).identity, person)


def _contact(unit: Unit, channel: Channel, person: str) -> Contact:
    """Return who has the number: known by it there, or by telephone, or somebody new."""
    identity = kind_of(channel.kind).identity
    for kind, value in ((identity, person), ("phone", f"+{person}")):
        held = unit.find(Claim, unit.claim_id("identity", kind, value))
        if held is not None and held.holder_id is not None:
            contact = unit.get(Contact, held.holder_id)
            with suppress(IdentityTaken, TooManyIdentities):
                check_room(unit, survivor(unit, contact), more=1)
                identify(unit, contact, identity, person)
            return contact
    return contact_of(unit, identity, Party(person), channel.kind).contact
