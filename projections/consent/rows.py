"""The rows of consents and of what was asked; their columns are described where they are read, in `queries`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from projections.common.table import Table


@dataclass(slots=True)
class ConsentRow:
    """One contact's consent on one channel for one purpose; `state` is none, given or withdrawn."""

    account_id: UUID
    consent_id: UUID
    contact_id: UUID
    channel_id: UUID
    inbox_id: UUID
    purpose: str
    changed_at: datetime
    state: str = "none"
    mode: str = ""
    method: str = ""
    text_version: int = 0
    text_hash: str = ""
    language: str = ""
    given_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""
    version: int = 1
    position: int = 0


@dataclass(slots=True)
class TextRow:
    """What a channel asked in one version."""

    account_id: UUID
    channel_id: UUID
    text_version: int
    mode: str
    purpose: str
    texts: dict[str, str]
    actor: str
    at: datetime
    position: int


@dataclass(slots=True)
class WordsRow:
    """By which words, by language, consent is taken back on a channel, and what is answered to them."""

    account_id: UUID
    channel_id: UUID
    words: dict[str, tuple[str, ...]]
    replies: dict[str, str]
    position: int


CONSENTS = Table("consent", ConsentRow, ("account_id", "consent_id"))
WORDS = Table("consent_words", WordsRow, ("account_id", "channel_id"))
TEXTS = Table("consent_texts", TextRow, ("account_id", "channel_id", "text_version"))
