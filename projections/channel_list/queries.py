"""Questions about channels and what came in.

`inboxes` are the ones the asker may see; channels of others are not found (ACC-10).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from domain.channel.steps import next_of, steps_of
from projections.common.db import Db

Cursor = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel (ACC-09).

    `steps` are the connecting steps done, in order, as in `STEPS`; the other names are what those events set. `chat` has
    key, look, greeting, hours, places and identity, as far as they are set; `messenger` likewise page_id, page_name, tasks,
    role_ok, role_checked_at and greeting, and `whatsapp` waba_id, phone_number_id, display_number,
    verified_name, verification, registered and keywords; `calling` account_sid, number_sid, number, name and voice.
    """

    channel_id: UUID
    inbox_id: UUID
    kind: str
    steps: list[str]
    connected: bool
    paused: bool
    disconnected: bool
    cause: str
    provider: str
    terms: dict[str, Any] | None
    address: str
    hosted_address: str
    form_id: UUID | None
    sender: dict[str, Any] | None
    signature: dict[str, Any] | None
    forwarded_to: str
    rule: dict[str, Any] | None
    ticket_automation: dict[str, Any] | None
    chat: dict[str, Any] | None
    messenger: dict[str, Any] | None
    whatsapp: dict[str, Any] | None
    calling: dict[str, Any] | None
    verified_at: datetime | None
    last_inbound_at: datetime | None
    started_at: datetime
    version: int
    position: int

    @property
    def state(self) -> str:
        """What it does now: disconnected, connecting, paused, degraded (`cause` says why) or connected."""
        states = (
            ("disconnected", self.disconnected),
            ("connecting", not self.connected),
            ("paused", self.paused),
            ("degraded", self.cause != ""),
        )
        return next((state for state, holds in states if holds), "connected")

    @property
    def next_step(self) -> str:
        """The connecting step that is due; empty once connected or disconnected."""
        done = {STEPS[name] for name in self.steps}
        return (
            next_of(steps_of(self.kind, self.provider), frozenset(done)) if self.state == "connecting" else ""
        )


@dataclass(frozen=True, slots=True)
class Intake:
    """An accepted original that has not become a message: `state` is waiting, failed or set_aside."""

    intake_id: UUID
    channel_id: UUID
    blob_id: UUID
    size: int
    state: str
    reason: str
    attempts: int
    accepted_at: datetime
    since: datetime
    version: int
    position: int

    @property
    def cursor(self) -> Cursor:
        """Where the next page begins after this one."""
        return self.accepted_at, self.intake_id


STEPS = {
    "provider_chosen": "provider",
    "terms_accepted": "terms",
    "address_set": "address",
    "authorised": "authorisation",
    "form_chosen": "form",
    "chat_look_set": "look",
    "chat_greeting_set": "greeting",
    "chat_hours_set": "hours",
    "page_connected": "page",
    "messenger_greeting_set": "greeting",
    "whatsapp_number_chosen": "number",
    "whatsapp_registered": "verification",
    "calling_number_chosen": "number",
    "calling_voice_set": "voice",
    "hosted_address_issued": "hosted_address",
    "sender_details_set": "sender_details",
    "routing_rule_set": "rule",
    "ticket_automation_set": "ticket_automation",
    "connected": "connect",
}
"""Which step each event is, by its topic."""
CHANNEL = f"SELECT {', '.join(Channel.__dataclass_fields__)} FROM channel_list"
INTAKE = ", ".join(f"i.{name}" for name in Intake.__dataclass_fields__)


def channel(db: Db, account_id: UUID, inboxes: tuple[UUID, ...], channel_id: UUID) -> Channel | None:
    """Return one channel."""
    statement = f"{CHANNEL} WHERE account_id = %s AND channel_id = %s AND inbox_id = ANY(%s)"
    with db.cursor(row_factory=class_row(Channel)) as cursor:
        return cursor.execute(statement, [account_id, channel_id, list(inboxes)]).fetchone()


def channels(db: Db, account_id: UUID, inboxes: tuple[UUID, ...], *, limit: int = 500) -> list[Channel]:
    """Return the channels of these inboxes, disconnected ones too, inbox by inbox, oldest first."""
    statement = f"{CHANNEL} WHERE account_id = %s AND inbox_id = ANY(%s) ORDER BY inbox_id, started_at, channel_id LIMIT %s"
    with db.cursor(row_factory=class_row(Channel)) as cursor:
        return cursor.execute(statement, [account_id, list(inboxes), limit]).fetchall()


def of_kinds(db: Db, account_id: UUID, kinds: Sequence[str]) -> list[UUID]:
    """Return the channels of these kinds that are not disconnected, whoever may see them."""
    statement = "SELECT channel_id FROM channel_list WHERE account_id = %s AND kind = ANY(%s) AND NOT disconnected ORDER BY 1"
    return [row[0] for row in db.execute(statement, [account_id, list(kinds)])]


def held(db: Db, account_id: UUID, channel_id: UUID, reason: str, since: datetime, most: int) -> list[UUID]:
    """Return originals of a channel that were set aside for a reason since a time, the oldest so many in order."""
    statement = (
        "SELECT intake_id FROM channel_list_intake WHERE account_id = %s AND channel_id = %s AND state = 'set_aside'"
        " AND reason = %s AND since >= %s ORDER BY accepted_at, intake_id LIMIT %s"
    )
    return [row[0] for row in db.execute(statement, [account_id, channel_id, reason, since, most])]


def by_hosted_address(db: Db, hosted_address: str) -> tuple[UUID, UUID] | None:
    """Return (account id, channel id) of the channel, not disconnected, to which an address of ours was issued."""
    statement = "SELECT account_id, channel_id FROM channel_list WHERE hosted_address = %s AND NOT disconnected LIMIT 1"
    row = db.execute(statement, [hosted_address]).fetchone() if hosted_address else None
    return (row[0], row[1]) if row else None


def open_intakes(db: Db, account_id: UUID, inboxes: tuple[UUID, ...], *, most: int = 1000) -> tuple[int, int]:
    """Return how many originals are waiting and how many failed, of the oldest `most` that are either."""
    statement = """
        SELECT count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'failed') FROM (
            SELECT i.state FROM channel_list_intake i JOIN channel_list c USING (account_id, channel_id)
            WHERE i.account_id = %s AND c.inbox_id = ANY(%s) AND i.state IN ('waiting', 'failed') LIMIT %s
        ) AS a"""
    ((waiting, failed),) = db.execute(statement, [account_id, list(inboxes), most]).fetchall()
    return waiting, failed


def problems(
    db: Db,
    account_id: UUID,
    inboxes: tuple[UUID, ...],
    *,
    state: str | None = None,
    after: Cursor | None = None,
    limit: int = 50,
) -> list[Intake]:
    """Return a page of originals that have not become messages, newest first, perhaps in one state."""
    where = " AND i.state = %(state)s" if state else ""
    where += " AND (i.accepted_at, i.intake_id) < (%(at)s, %(id)s)" if after else ""
    statement = f"""
        SELECT {INTAKE} FROM channel_list_intake i JOIN channel_list c USING (account_id, channel_id)
        WHERE i.account_id = %(account)s AND c.inbox_id = ANY(%(inboxes)s) {where}
        ORDER BY i.accepted_at DESC, i.intake_id DESC LIMIT %(limit)s"""
    at, last = after or (None, None)
    values = {
        "account": account_id,
        "inboxes": list(inboxes),
        "state": state,
        "at": at,
        "id": last,
        "limit": limit,
    }
    with db.cursor(row_factory=class_row(Intake)) as cursor:
        return cursor.execute(statement, values).fetchall()
