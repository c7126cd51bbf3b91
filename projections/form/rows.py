"""The rows of forms and submissions; their columns are described where they are read, in `queries`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from projections.common.table import Table


@dataclass(slots=True)
class FormRow:
    """A form as it is now."""

    account_id: UUID
    form_id: UUID
    key: str
    name: str
    form_version: int
    fields_count: int
    has_ticket_fields: bool
    created_at: datetime
    changed_at: datetime
    channel_id: UUID | None = None
    inbox_id: UUID | None = None
    archived: bool = False
    submissions: int = 0
    last_submitted_at: datetime | None = None
    version: int = 0
    position: int = 0


@dataclass(slots=True)
class VersionRow:
    """One version of a form."""

    account_id: UUID
    form_id: UUID
    form_version: int
    name: str
    at: datetime
    by: str
    fields_count: int
    submissions: int
    definition: dict[str, Any]


@dataclass(slots=True)
class ChannelRow:
    """A form's channel."""

    account_id: UUID
    channel_id: UUID
    connected: bool = False
    paused: bool = False
    tickets: bool = False


@dataclass(slots=True)
class SubmissionRow:
    """What somebody sent; it began one conversation."""

    account_id: UUID
    conversation_id: UUID
    submission_id: UUID
    form_id: UUID
    form_version: int
    inbox_id: UUID
    contact_id: UUID
    message_id: UUID
    intake_id: UUID
    ticket_id: UUID | None
    ticket_skipped: str
    submitted_at: datetime
    page: str
    given: Sequence[dict[str, Any]]
    files: Sequence[dict[str, str | int]]
    position: int


FORMS = Table("form", FormRow, ("account_id", "form_id"))
VERSIONS = Table("form_versions", VersionRow, ("account_id", "form_id", "form_version"))
CHANNELS = Table("form_channels", ChannelRow, ("account_id", "channel_id"))
SUBMISSIONS = Table("form_submissions", SubmissionRow, ("account_id", "conversation_id"))
