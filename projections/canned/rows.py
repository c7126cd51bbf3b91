"""The rows of what is prepared; their columns are described where they are read, in `queries`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from projections.common.table import Table


@dataclass(slots=True)
class ReplyRow:
    """A canned reply."""

    account_id: UUID
    reply_id: UUID
    name: str
    shortcut: str
    text: str
    scope: str
    scope_id: UUID | None
    deleted: bool
    changed_at: datetime
    version: int
    position: int


@dataclass(slots=True)
class MacroRow:
    """A macro."""

    account_id: UUID
    macro_id: UUID
    name: str
    actions: Sequence[dict[str, str]]
    scope: str
    scope_id: UUID | None
    deleted: bool
    changed_at: datetime
    version: int
    position: int


REPLIES = Table("canned_replies", ReplyRow, ("account_id", "reply_id"))
MACROS = Table("canned_macros", MacroRow, ("account_id", "macro_id"))
