"""The rows of surveys and ratings; their columns are described where they are read, in `queries`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from projections.common.table import Table


@dataclass(slots=True)
class SurveyRow:
    """How customers of one inbox are asked; `since` is when it was last switched on."""

    account_id: UUID
    inbox_id: UUID
    asks: bool
    since: datetime | None
    delay_minutes: int
    pause_days: int
    question: str
    thanks: str
    version: int
    position: int


@dataclass(slots=True)
class RatingRow:
    """One customer who was asked; `mail` is empty, sent or refused."""

    account_id: UUID
    conversation_id: UUID
    inbox_id: UUID
    contact_id: UUID
    assignee_id: UUID | None
    closing: int
    asked_at: datetime
    expires_at: datetime
    mail: str = ""
    score: int | None = None
    comment: str = ""
    rated_at: datetime | None = None
    position: int = 0


@dataclass(slots=True)
class ClosingRow:
    """A closing of which it is not decided whether to ask."""

    account_id: UUID
    conversation_id: UUID
    closing: int
    closed_at: datetime


SURVEYS = Table("csat_surveys", SurveyRow, ("account_id", "inbox_id"))
RATINGS = Table("csat", RatingRow, ("account_id", "conversation_id"))
CLOSINGS = Table("csat_closings", ClosingRow, ("account_id", "conversation_id"))
