"""Rows as CSV (RFC 4180) that a spreadsheet reads as text and never runs (SE-04), batch by batch."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from projections.assignment_log.queries import Decision
from projections.contact_profile.queries import Contact
from projections.ticket_board.queries import Ticket

BATCH = 500
FORMULA = frozenset("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - spreadsheets read the wide ones alike
"""With these a cell begins that a spreadsheet may run; a quote before it makes it text."""

Row = TypeVar("Row")
Pages = Callable[[Any, int], Sequence[Row]]
"""Returns the page after a key (None: the first), of so many rows at most."""


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """How rows become lines: the columns' names, a row's values, and the key after which the next page begins."""

    name: str
    columns: tuple[str, ...]
    values: Callable[[Row], tuple[object, ...]]
    key: Callable[[Row], object]

    def lines(self, pages: Pages[Row], most: int) -> Iterator[str]:
        """Yield the heading, then batches of lines, `most` rows at most in all; each page is asked for when it is due."""
        yield written([self.columns])
        after: object = None
        while most > 0:
            rows = pages(after, min(BATCH, most))
            if not rows:
                return
            yield written([self.values(row) for row in rows])
            most -= len(rows)
            after = self.key(rows[-1])


def cell(value: object) -> str:
    """Return a value as a cell: times in RFC 3339, nothing as nothing, and texts that begin a formula after a quote."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat()
    if not isinstance(value, str):
        return str(value)
    text = value.replace("\0", "")
    return f"'{text}" if text[:1] in FORMULA or text.lstrip()[:1] in FORMULA else text


def written(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as lines."""
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def _contact(row: Contact) -> tuple[object, ...]:
    addresses = " ".join(filter(None, (identity["value"] for identity in row.identities)))
    return (
        row.contact_id, row.name, addresses, row.owner_id, row.source, row.created_at, row.last_seen_at,
        row.conversation_count, row.message_count, row.ticket_count,
    )  # fmt: skip


CONTACTS: Table[Contact] = Table(
    "contacts",
    (
        "contact_id", "name", "addresses", "owner_id", "source", "created_at", "last_seen_at",
        "conversations", "messages", "tickets",
    ),
    _contact,
    lambda row: row.contact_id,
)  # fmt: skip

DECIDED = (
    "position", "at", "kind", "conversation_id", "inbox_id", "channel_id", "outcome", "source", "assignee_id",
    "previous_id", "policy", "rule_version", "strategy", "available_only", "actor", "correlation_id",
)  # fmt: skip


def _decision(row: Decision) -> tuple[object, ...]:
    return (*(getattr(row, name) for name in DECIDED), " ".join(row.reasons), row.advice)


ASSIGNMENTS: Table[Decision] = Table(
    "assignments", (*DECIDED, "reasons", "advice"), _decision, lambda row: row.position
)

TICKET = (
    "ticket_id", "name", "description", "pipeline_id", "stage", "priority", "category", "source", "owner_id",
    "contact_id", "conversation_id", "inbox_id", "opened_at", "moved_at", "closed_at", "reopened_at",
)  # fmt: skip


def _ticket(row: Ticket) -> tuple[object, ...]:
    values = " ".join(f"{key}={one['value']}" for key, one in sorted(row.properties.items()))
    return (*(getattr(row, name) for name in TICKET), values)


TICKETS: Table[Ticket] = Table(
    "tickets", (*TICKET, "properties"), _ticket, lambda row: (row.opened_at, row.ticket_id)
)
