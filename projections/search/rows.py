"""The rows of search; their columns are described in `schema.sql`, what is found in `finding`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from projections.common.arrays import Lexemes
from projections.common.table import Table


@dataclass(slots=True)
class FoundRow:
    """A message in or out, or a note, by its number in the account."""

    account_id: UUID
    n: int
    message_id: UUID
    conversation_id: UUID
    """Where it belongs; whether that is shown as a part of another one is for whoever reads to look up."""
    contact_id: UUID
    direction: str
    at: datetime
    attached: bool
    words: Lexemes


@dataclass(slots=True)
class TextRow:
    """What a message's words come from: `people` are names and addresses, `files` the names of attachments."""

    account_id: UUID
    n: int
    subject: str
    people: Sequence[str]
    files: Sequence[str]
    body: str


@dataclass(slots=True)
class BlockRow:
    """What a block of numbers holds."""

    account_id: UUID
    block: int
    last: int
    earliest: datetime
    latest: datetime


@dataclass(slots=True)
class ContactRow:
    """A contact by all words of name and addresses."""

    account_id: UUID
    contact_id: UUID
    name: str
    addresses: Sequence[str]
    words: Lexemes


FOUND = Table("search", FoundRow, ("account_id", "n"))
TEXTS = Table("search_texts", TextRow, ("account_id", "n"))
BLOCKS = Table("search_blocks", BlockRow, ("account_id", "block"))
CONTACTS = Table("search_contacts", ContactRow, ("account_id", "contact_id"))
