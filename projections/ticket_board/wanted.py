"""Which tickets somebody asks for, as conditions of SQL."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

INDEXED = 60
BEGINNING = f"left(lower(name), {INDEXED})"
WORDS = "to_tsvector('simple', regexp_replace(name || ' ' || coalesce(description, ''), '[^[:alnum:]]+', ' ', 'g'))"
LINKED = """ticket_id IN (
    SELECT ticket_id FROM ticket_board_links WHERE account_id = %(account)s AND object_id = ANY({}))"""
ANY_CONTACT = f""" AND (contact_id = ANY(%(contact_ids)s)
    OR ({LINKED.format("%(contact_ids)s")} AND contact_ids ?| %(contact_texts)s::text[]))"""
ANY_CONVERSATION = f""" AND (conversation_id = %(conversation_id)s OR {LINKED.format("ARRAY[%(conversation_id)s]")})
    AND conversation_ids ? %(conversation_text)s"""
MOST_WORDS = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tickets: all that fit everything that is not None.

    `name` is how the name begins, whatever its case; `text` words of name and description, each perhaps only begun.
    """

    pipeline_id: UUID | None = None
    stage: str | None = None
    owner_id: UUID | None = None
    unowned: bool = False
    priority: str | None = None
    category: str | None = None
    source: str | None = None
    contact_ids: Sequence[UUID] | None = None
    """A contact and those merged into it."""
    conversation_id: UUID | None = None
    property_id: UUID | None = None
    property_value: str | None = None
    """None: any value."""
    closed: bool | None = None
    opened_from: datetime | None = None
    opened_to: datetime | None = None
    name: str = ""
    text: str = ""

    def where(self) -> str:
        """Return the conditions; what they compare with is in `values`."""
        columns = ("pipeline_id", "stage", "owner_id", "priority", "category", "source")
        found = [f" AND {column} = %({column})s" for column in columns if getattr(self, column) is not None]
        chosen = (
            (self.contact_ids is not None, ANY_CONTACT),
            (self.conversation_id is not None, ANY_CONVERSATION),
            (self.unowned, " AND owner_id IS NULL"),
            (self.closed is not None, f" AND closed_at IS {'NOT ' if self.closed else ''}NULL"),
            (self.opened_from is not None, " AND opened_at >= %(opened_from)s"),
            (self.opened_to is not None, " AND opened_at < %(opened_to)s"),
            (self.property_id is not None, " AND properties ? %(property)s"),
            (
                self.property_id is not None and self.property_value is not None,
                " AND properties -> %(property)s ->> 'value' = %(property_value)s",
            ),
            (bool(self.name), f" AND {BEGINNING} LIKE %(name)s"),
            (bool(self._words()), f" AND {WORDS} @@ to_tsquery('simple', %(words)s)"),
            (bool(self.text.strip()) and not self._words(), " AND false"),
        )
        return "".join([*found, *(condition for holds, condition in chosen if holds)])

    def values(self) -> dict[str, Any]:
        """Return what the conditions compare with."""
        begins = self.name.lower()[:INDEXED].replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        contacts = list(self.contact_ids or ())
        return {
            **asdict(self), "contact_ids": contacts, "contact_texts": [str(one) for one in contacts],
            "conversation_text": str(self.conversation_id), "property": str(self.property_id),
            "name": f"{begins}%", "words": " & ".join(f"'{word}':*" for word in self._words()),
        }  # fmt: skip

    def _words(self) -> list[str]:
        return re.findall(r"[^\W_]+", self.text)[:MOST_WORDS]


EVERYTHING = Wanted()
