"""The rows of the contact profile; their columns are described where they are read, in `queries`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from projections.common.table import Table


@dataclass(slots=True)
class ContactRow:
    """One contact."""

    account_id: UUID
    contact_id: UUID
    name: str
    source: str
    owner_id: UUID | None
    merged_into: UUID | None
    primary_id: UUID | None
    created_at: datetime
    active_at: datetime
    last_seen_at: datetime | None
    conversation_count: int
    message_count: int
    ticket_count: int
    erased_at: datetime | None
    version: int
    position: int


@dataclass(slots=True)
class IdentityRow:
    """A value by which a contact is reached."""

    account_id: UUID
    contact_id: UUID
    claim_id: UUID
    kind: str
    value: str
    proven: bool
    position: int


CONTACTS = Table("contact_profile", ContactRow, ("account_id", "contact_id"))
IDENTITIES = Table("contact_profile_identities", IdentityRow, ("account_id", "contact_id", "claim_id"))
