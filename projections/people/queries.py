"""Questions about people and places. Ids of another account find nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db


@dataclass(frozen=True, slots=True)
class Account:
    """An account; `created_on` is in its own time zone, `subscriptions` hub -> tier, `branding` empty until it is set."""

    account_id: UUID
    name: str
    created_on: date
    time_zone: str
    language: str
    tickets_per_contact: int | None
    reopen_days: int | None
    properties: dict[str, dict[str, Any]]
    subscriptions: dict[str, str]
    data_privacy: bool
    branding: dict[str, str]
    logo_id: UUID | None
    logo_type: str
    relay: dict[str, str | int | bool] | None
    owner_rules: dict[str, bool]
    forwards_by: str
    holidays: list[tuple[str, str]]
    screen_grace: int | None
    default_pipeline_id: UUID | None
    version: int
    position: int


@dataclass(frozen=True, slots=True)
class User:
    """A user; `permissions` are those beyond the roles, a capacity of None is no limit."""

    account_id: UUID
    user_id: UUID
    email: str
    name: str
    roles: list[str]
    permissions: list[str]
    seats: list[str]
    active: bool
    has_password: bool
    second_factor: bool
    available: bool
    available_until: datetime | None
    available_cause: str
    available_since: datetime
    working_hours: dict[str, Any] | None
    capacity_live: int | None
    capacity_total: int | None
    personal_address: str | None
    shown_name: str
    about: str
    phone: str
    picture_id: UUID | None
    picture_type: str
    invited_at: datetime
    team_ids: list[UUID]
    open: int
    live: int
    version: int
    position: int

    @property
    def has_phone(self) -> bool:
        """Whether calls can ring them."""
        return self.phone != ""

    @property
    def picture(self) -> UUID | None:
        """Which picture shows them: none while they are deactivated."""
        return self.picture_id if self.active else None


@dataclass(frozen=True, slots=True)
class Team:
    """A team; `members` are {"user_id": text, "extra": bool} each."""

    team_id: UUID
    name: str
    archived: bool
    members: list[dict[str, str | bool]]
    version: int
    position: int


@dataclass(frozen=True, slots=True)
class Inbox:
    """An inbox and who may see it: everyone of the account, or these users and teams (ids as text)."""

    inbox_id: UUID
    name: str
    everyone: bool
    user_ids: list[str]
    team_ids: list[str]
    version: int
    position: int


@dataclass(frozen=True, slots=True)
class Token:
    """A machine token; whether it still opens anything is for the caller to judge by the two times."""

    account_id: UUID
    token_id: UUID
    name: str
    scopes: list[str]
    issued_by: str
    issued_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    version: int
    position: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """The facts routing needs of one user; `open` and `live` are what they have now."""

    user_id: UUID
    active: bool
    seats: list[str]
    inbox_access: bool
    available: bool
    available_until: datetime | None
    capacity_live: int | None
    capacity_total: int | None
    open: int
    live: int
    last_taken_at: datetime | None
    extra: bool


USER = """
SELECT u.*, coalesce(l.open, 0) AS open, coalesce(l.live, 0) AS live,
    ARRAY(SELECT m.team_id FROM people_members m
          WHERE m.account_id = u.account_id AND m.user_id = u.user_id ORDER BY m.extra, m.team_id) AS team_ids
FROM people_users u LEFT JOIN people_loads l USING (account_id, user_id)
WHERE u.account_id = %s
"""
TEAM = """
SELECT t.team_id, t.name, t.archived, t.version, t.position, coalesce(
    (SELECT jsonb_agg(jsonb_build_object('user_id', m.user_id, 'extra', m.extra) ORDER BY m.extra, m.user_id)
     FROM people_members m WHERE m.account_id = t.account_id AND m.team_id = t.team_id), '[]') AS members
FROM people_teams t WHERE t.account_id = %s
"""
INBOX = "SELECT inbox_id, name, everyone, user_ids, team_ids, version, position FROM people_inboxes"


SEES = """(i.everyone OR jsonb_exists(i.user_ids, u.user_id::text) OR EXISTS (
    SELECT FROM people_members m WHERE m.account_id = u.account_id AND m.user_id = u.user_id
    AND jsonb_exists(i.team_ids, m.team_id::text)))"""
LINE = """
WITH RECURSIVE line AS (
    SELECT account_id, issued_by, revoked_at FROM people_tokens WHERE token_id = %s AND account_id = %s
    UNION ALL
    SELECT t.account_id, t.issued_by, t.revoked_at FROM line l JOIN people_tokens t ON t.account_id = l.account_id
        AND t.token_id = CASE WHEN l.issued_by LIKE 'token:%%' THEN substr(l.issued_by, 7)::uuid END)
SELECT max(issued_by) FILTER (WHERE issued_by NOT LIKE 'token:%%') FROM line HAVING count(revoked_at) = 0
"""
CANDIDATES = f"""
SELECT u.user_id, u.active, u.seats, {SEES} AS inbox_access, u.available, u.available_until,
    u.capacity_live, u.capacity_total, coalesce(l.open, 0) AS open, coalesce(l.live, 0) AS live, l.last_taken_at,
    u.user_id <> ALL(%(users)s::uuid[]) AND NOT EXISTS (
        SELECT FROM people_members m WHERE m.account_id = u.account_id AND m.user_id = u.user_id
        AND m.team_id = ANY(%(teams)s::uuid[]) AND NOT m.extra) AS extra
FROM people_users u
JOIN people_inboxes i ON i.account_id = u.account_id AND i.inbox_id = %(inbox)s
LEFT JOIN people_loads l ON l.account_id = u.account_id AND l.user_id = u.user_id
WHERE u.account_id = %(account)s AND u.user_id IN (
    SELECT unnest(%(users)s::uuid[])
    UNION SELECT user_id FROM people_members WHERE account_id = %(account)s AND team_id = ANY(%(teams)s::uuid[]))
ORDER BY u.user_id
"""


def account(db: Db, account_id: UUID) -> Account | None:
    """Return the account."""
    with db.cursor(row_factory=class_row(Account)) as cursor:
        return cursor.execute("SELECT * FROM people_accounts WHERE account_id = %s", [account_id]).fetchone()


def user(db: Db, account_id: UUID, user_id: UUID) -> User | None:
    """Return one user."""
    with db.cursor(row_factory=class_row(User)) as cursor:
        return cursor.execute(USER + "AND u.user_id = %s", [account_id, user_id]).fetchone()


def users(db: Db, account_id: UUID, *, after: UUID | None = None, limit: int = 100) -> list[User]:
    """Return a page of the account's users by id; `after` is the last id of the page before."""
    statement = USER + "AND (%s::uuid IS NULL OR u.user_id > %s) ORDER BY u.user_id LIMIT %s"
    with db.cursor(row_factory=class_row(User)) as cursor:
        return cursor.execute(statement, [account_id, after, after, limit]).fetchall()


def names(db: Db, account_id: UUID, user_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the names of users, to show beside their ids."""
    statement = "SELECT user_id, name FROM people_users WHERE account_id = %s AND user_id = ANY(%s::uuid[])"
    return {row[0]: row[1] for row in db.execute(statement, [account_id, list(user_ids)])}


def team(db: Db, account_id: UUID, team_id: UUID) -> Team | None:
    """Return one team."""
    with db.cursor(row_factory=class_row(Team)) as cursor:
        return cursor.execute(TEAM + "AND t.team_id = %s", [account_id, team_id]).fetchone()


def teams(db: Db, account_id: UUID, *, limit: int = 500) -> list[Team]:
    """Return the account's teams by name, but archived ones."""
    with db.cursor(row_factory=class_row(Team)) as cursor:
        return cursor.execute(
            TEAM + "AND NOT t.archived ORDER BY t.name, t.team_id LIMIT %s", [account_id, limit]
        ).fetchall()


def inbox(db: Db, account_id: UUID, inbox_id: UUID) -> Inbox | None:
    """Return one inbox, whoever may see it."""
    with db.cursor(row_factory=class_row(Inbox)) as cursor:
        return cursor.execute(
            INBOX + " WHERE account_id = %s AND inbox_id = %s", [account_id, inbox_id]
        ).fetchone()


def inboxes(
    db: Db, account_id: UUID, inbox_ids: tuple[UUID, ...] | None = None, *, limit: int = 500
) -> list[Inbox]:
    """Return inboxes by name: those given, or with None all of the account."""
    statement = (
        INBOX
        + """
        WHERE account_id = %s AND (%s::uuid[] IS NULL OR inbox_id = ANY(%s)) ORDER BY name, inbox_id LIMIT %s"""
    )
    chosen = None if inbox_ids is None else list(inbox_ids)
    with db.cursor(row_factory=class_row(Inbox)) as cursor:
        return cursor.execute(statement, [account_id, chosen, chosen, limit]).fetchall()


def visible_inboxes(db: Db, account_id: UUID, user_id: UUID) -> tuple[UUID, ...]:
    """Return the inboxes an active user may see: for everyone, by name, or through a team (ACC-10)."""
    statement = f"""
        SELECT i.inbox_id FROM people_users u JOIN people_inboxes i USING (account_id)
        WHERE u.account_id = %s AND u.user_id = %s AND u.active AND {SEES} ORDER BY i.inbox_id"""
    return tuple(row[0] for row in db.execute(statement, [account_id, user_id]))


def standing(db: Db, account_id: UUID, user_id: UUID) -> tuple[str, list[str], list[str], list[UUID]] | None:
    """Return the name an active user shows to customers, roles, further permissions and visible inboxes; None for any other (ACC-10)."""
    statement = f"""
        SELECT coalesce(nullif(u.shown_name, ''), u.name), u.roles, u.permissions, ARRAY(
            SELECT i.inbox_id FROM people_inboxes i WHERE i.account_id = u.account_id AND {SEES})
        FROM people_users u WHERE u.account_id = %s AND u.user_id = %s AND u.active"""
    return db.execute(statement, [account_id, user_id]).fetchone()


def token(db: Db, token_id: UUID) -> Token | None:
    """Return a token, of whatever account: it is how a machine says whose it is."""
    with db.cursor(row_factory=class_row(Token)) as cursor:
        return cursor.execute("SELECT * FROM people_tokens WHERE token_id = %s", [token_id]).fetchone()


def issuer(db: Db, token: Token) -> str | None:
    """Return who is behind a token: its issuer, or that of the first token where one issued the other.

    None where a token of that line was revoked.
    """
    if not token.issued_by.startswith("token:"):
        return token.issued_by
    row = db.execute(LINE, [UUID(token.issued_by.partition(":")[2]), token.account_id]).fetchone()
    return None if row is None else row[0]


def tokens(db: Db, account_id: UUID, *, limit: int = 500) -> list[Token]:
    """Return the account's tokens, newest first."""
    statement = "SELECT * FROM people_tokens WHERE account_id = %s ORDER BY issued_at DESC, token_id LIMIT %s"
    with db.cursor(row_factory=class_row(Token)) as cursor:
        return cursor.execute(statement, [account_id, limit]).fetchall()


def candidates(
    db: Db, account_id: UUID, inbox_id: UUID, user_ids: Sequence[UUID], team_ids: Sequence[UUID]
) -> list[Candidate]:
    """Return the routing facts of the users named and of the teams' members, each once, by id (RTG-06)."""
    values = {"account": account_id, "inbox": inbox_id, "users": list(user_ids), "teams": list(team_ids)}
    with db.cursor(row_factory=class_row(Candidate)) as cursor:
        return cursor.execute(CANDIDATES, values).fetchall()
