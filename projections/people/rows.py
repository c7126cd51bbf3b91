"""The rows of the people tables; their columns are described where they are read, in `queries`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from domain.account.events import SCREEN_GRACE
from projections.common.table import Table


@dataclass(slots=True)
class AccountRow:
    """One account."""

    account_id: UUID
    name: str
    created_on: date
    time_zone: str
    language: str
    tickets_per_contact: int | None = None
    reopen_days: int | None = None
    properties: dict[str, dict[str, Any]] = field(default_factory=dict)
    subscriptions: dict[str, str] = field(default_factory=dict)
    data_privacy: bool = False
    branding: dict[str, str] = field(default_factory=dict)
    logo_id: UUID | None = None
    logo_type: str = ""
    relay: dict[str, str | int | bool] | None = None
    owner_rules: dict[str, bool] = field(default_factory=dict)
    forwards_by: str = "users"
    holidays: Sequence[Sequence[str]] = ()
    screen_grace: int | None = SCREEN_GRACE
    default_pipeline_id: UUID | None = None
    version: int = 0
    position: int = 0


@dataclass(slots=True)
class UserRow:
    """One user."""

    account_id: UUID
    user_id: UUID
    email: str
    name: str
    roles: Sequence[str]
    invited_at: datetime
    permissions: Sequence[str] = ()
    seats: Sequence[str] = ()
    active: bool = True
    has_password: bool = False
    second_factor: bool = False
    available: bool = False
    available_until: datetime | None = None
    available_cause: str = "self"
    available_since: datetime | None = None
    working_hours: dict[str, Any] | None = None
    capacity_live: int | None = None
    capacity_total: int | None = None
    personal_address: str | None = None
    shown_name: str = ""
    about: str = ""
    phone: str = ""
    picture_id: UUID | None = None
    picture_type: str = ""
    version: int = 0
    position: int = 0


@dataclass(slots=True)
class TeamRow:
    """One team."""

    account_id: UUID
    team_id: UUID
    name: str
    archived: bool = False
    version: int = 0
    position: int = 0


@dataclass(slots=True)
class MemberRow:
    """A user's membership of a team."""

    account_id: UUID
    user_id: UUID
    team_id: UUID
    extra: bool


@dataclass(slots=True)
class InboxRow:
    """One inbox and who may see it: everyone, until somebody chooses."""

    account_id: UUID
    inbox_id: UUID
    name: str
    everyone: bool = True
    user_ids: Sequence[UUID] = ()
    team_ids: Sequence[UUID] = ()
    version: int = 0
    position: int = 0


@dataclass(slots=True)
class TokenRow:
    """One machine token."""

    account_id: UUID
    token_id: UUID
    name: str
    scopes: Sequence[str]
    issued_by: str
    issued_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None = None
    version: int = 0
    position: int = 0


@dataclass(slots=True)
class LoadRow:
    """How many conversations a user has: all open ones, and the live ones among them."""

    account_id: UUID
    user_id: UUID
    open: int = 0
    live: int = 0
    last_taken_at: datetime | None = None


@dataclass(slots=True)
class SlotRow:
    """A conversation that takes one of a user's slots."""

    account_id: UUID
    user_id: UUID
    conversation_id: UUID
    live: bool


ACCOUNTS = Table("people_accounts", AccountRow, ("account_id",))
USERS = Table("people_users", UserRow, ("account_id", "user_id"))
TEAMS = Table("people_teams", TeamRow, ("account_id", "team_id"))
MEMBERS = Table("people_members", MemberRow, ("account_id", "user_id", "team_id"))
INBOXES = Table("people_inboxes", InboxRow, ("account_id", "inbox_id"))
TOKENS = Table("people_tokens", TokenRow, ("account_id", "token_id"))
LOADS = Table("people_loads", LoadRow, ("account_id", "user_id"))
SLOTS = Table("people_slots", SlotRow, ("account_id", "user_id", "conversation_id"))
