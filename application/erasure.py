"""Forgetting a person (PRV-08): claims first, then keys, then what others' messages show of them.

Three commands, so that each is one save: `RequestErasure` releases the identities (from here on the same address is
a new contact) and closes the conversations; `CertifyErasure` destroys the keys and records the certificate, on which
every read model purges itself; `MaskMentions` repeats the search until nothing is found.
"""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.assignment import holder, settle
from application.claims import release
from application.unit import Unit
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation


@dataclass(frozen=True, slots=True)
class RequestErasure:
    """Begin to forget a contact."""

    PERMISSION: ClassVar[str] = "compliance_manage"

    contact_id: UUID
    conversations: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class CertifyErasure:
    """Destroy the keys and certify it; the caller found out what belongs to the person."""

    PERMISSION: ClassVar[str] = "compliance_manage"

    contact_id: UUID
    subjects: tuple[UUID, ...]
    blobs: tuple[UUID, ...]
    conversations: tuple[UUID, ...]
    mentions: tuple[UUID, ...]
    kept_originals: tuple[UUID, ...]
    masks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MaskMentions:
    """Mask the erased person in further messages of others, found after the certificate."""

    PERMISSION: ClassVar[str] = "compliance_manage"

    contact_id: UUID
    mentions: tuple[UUID, ...]
    kept_originals: tuple[UUID, ...]
    masks: tuple[str, ...]


def request_erasure(command: RequestErasure, unit: Unit) -> None:
    """Release the identities, close the conversations for ever and free their slots."""
    contact = unit.get(Contact, command.contact_id)
    for claim_id in sorted(contact.claims):
        release(unit, claim_id, contact.id)
    contact.request_erasure(unit.env, tuple(sorted(contact.claims)))
    for conversation_id in command.conversations:
        conversation = unit.get(Conversation, conversation_id)
        had = holder(conversation)
        conversation.close(unit.env, "contact_erased")
        settle(unit, conversation, had)


def certify_erasure(command: CertifyErasure, unit: Unit) -> None:
    """Destroy keys and blobs, then record the certificate: a repeat after a crash destroys nothing twice."""
    contact = unit.get(Contact, command.contact_id)
    contact.mark_erased(
        unit.env,
        subjects=command.subjects,
        conversations=command.conversations,
        mentions=command.mentions,
        masks=command.masks,
        kept_originals=command.kept_originals,
    )
    unit.ports.keys.destroy(command.subjects)
    unit.ports.blobs.delete(command.blobs)
    unit.ports.uploads.forget(command.contact_id)


def mask_mentions(command: MaskMentions, unit: Unit) -> None:
    """Record the further messages."""
    unit.get(Contact, command.contact_id).mask_mentions(
        unit.env, mentions=command.mentions, masks=command.masks, kept_originals=command.kept_originals
    )
