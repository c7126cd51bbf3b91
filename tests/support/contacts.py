"""Contacts put into a log, the quickest way to have events."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

from domain.contact.aggregate import Contact
from domain.kernel.envelope import Envelope
from tests.support.store import Store

ACCOUNT = uuid4()


def envelope(command_id: UUID | None = None) -> Envelope:
    return Envelope(ACCOUNT, "system:test", datetime.now(UTC), uuid4(), uuid4(), command_id)


def create(store: Store, name: str = "Ada") -> tuple[Contact, int]:
    """Append a new contact; returns it and its position."""
    made = Contact.create(uuid4(), envelope(), name=name, source="email")
    return made, store.log.append(ACCOUNT, None, [made], {}).position


def rename(store: Store, contact: Contact, name: str) -> int:
    """Rename a contact; returns the position."""
    contact.rename(envelope(), name=name)
    return store.log.append(ACCOUNT, None, [contact], {}).position


def create_many(store: Store, names: Sequence[str]) -> int:
    """Append a contact for each name, in one transaction; returns the last position."""
    made = [Contact.create(uuid4(), envelope(), name=name, source="email") for name in names]
    return store.log.append(ACCOUNT, None, made, {}).position
