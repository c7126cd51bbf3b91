"""The rows of the templates; their columns are described where they are read, in `queries`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from projections.common.table import Table


@dataclass(slots=True)
class TemplateRow:
    """A template in one language; one that is `gone` stays, since it may come back."""

    account_id: UUID
    template_id: UUID
    channel_id: UUID
    inbox_id: UUID
    name: str
    language: str
    category: str
    status: str
    reason: str
    header: dict[str, str]
    body: str
    footer: str
    buttons: Sequence[dict[str, str]]
    gone: bool
    changed_at: datetime
    version: int
    position: int


TEMPLATES = Table("template_list", TemplateRow, ("account_id", "template_id"))
