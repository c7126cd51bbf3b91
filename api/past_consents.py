"""Consents as they were at any moment, folded from their own streams, each with the evidence it rests on (PRV-06)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from api.services import ReadLog
from domain.channel.consent_settings import MESSAGES
from domain.consent.events import ConsentGiven, ConsentWithdrawn, WithdrawalUndone
from domain.kernel.event import Event
from projections.common.db import Db
from projections.common.recorded import Recorded
from projections.consent import queries
from projections.consent.fold import as_they_were
from projections.consent.rows import ConsentRow

Told = dict[str, Any]
PERSONAL = frozenset[type[Event]]({ConsentGiven, ConsentWithdrawn})
METHODS = {
    "button": "by a button", "message": "by writing", "keyword": "by a word they sent", "hand": "by hand",
}  # fmt: skip
NOTHING = {
    "mode": "", "method": "", "text": "", "text_version": None, "text_hash": "", "language": "", "message_id": None,
    "ip": "", "page_host": "", "reason": "",
}  # fmt: skip
SEALED = ("ip", "page_host", "reason")


@dataclass(frozen=True, slots=True)
class Moment:
    """When: at a position of the log, else at a time, else now. A consent's own stream has its times in order."""

    as_of: int | None = None
    at: datetime | None = None

    @classmethod
    def asked_for(cls, query: Mapping[str, Any]) -> "Moment":
        """Return the moment a query names; `as_of` goes first."""
        return cls(query["as_of"]) if query["as_of"] is not None else cls(at=query["at"])

    @property
    def is_now(self) -> bool:
        """Whether it is now."""
        return self.as_of is None and self.at is None


def as_then(
    db: Db,
    log: ReadLog,
    account_id: UUID,
    rows: Sequence[queries.Consent],
    moment: Moment,
    *,
    evidence: bool = False,
) -> list[Told]:
    """Return consents as they were, those left out that had not begun, each with `events`: what happened up to then.

    What they say of where somebody was and why is there with `evidence` only.
    """
    personal = PERSONAL if evidence else frozenset[type[Event]]()
    streams = log.streams([row.consent_id for row in rows], moment.as_of, personal=personal) if rows else []
    events = [one for one in streams if moment.at is None or one.event.timestamp <= moment.at]
    then, channels = as_they_were(events), list({row.channel_id for row in rows})
    asked = {} if moment.is_now else queries.asked(db, account_id, channels, moment.as_of, moment.at)
    shown = []
    for row in rows:
        known = then.get(row.consent_id)
        if known is not None and known.state != "none":
            state = row.state if moment.is_now else _state(known, asked)
            own = [told(one, evidence=evidence) for one in events if _is_of(one, row.consent_id)]
            shown.append(asdict(known) | {"name": row.name, "state": state, "events": own})
    return shown


def told(recorded: Recorded, *, evidence: bool) -> Told:
    """Return what happened, in fields and in words."""
    position, event = recorded
    facts = {name: getattr(event, name) for name in NOTHING if hasattr(event, name)}
    if not evidence:
        facts |= {name: "" for name in SEALED if name in facts}
    return {
        **NOTHING, **facts,
        "position": position, "event": event.TOPIC.partition(".")[2], "at": event.timestamp,
        "actor": event.envelope.actor, "sentence": sentence(event),
    }  # fmt: skip


def sentence(event: Event) -> str:
    """Return why a consent is as it is, in words."""
    match event:
        case ConsentGiven(purpose="messages"):
            return f"Messages are wanted, said {METHODS.get(event.method, event.method)}."
        case ConsentWithdrawn(purpose="messages"):
            return f"No messages are wanted, said {METHODS.get(event.method, event.method)}."
        case ConsentGiven():
            how = METHODS.get(event.method, event.method)
            return f"Agreed {how} to version {event.text_version} in {event.language}, asked for in the mode {event.mode}."
        case ConsentWithdrawn():
            return f"Taken back {METHODS.get(event.method, event.method)}."
        case _:
            return "The withdrawal was a mistake and is undone."


def _state(row: ConsentRow, asked: Mapping[UUID, queries.Text]) -> str:
    text = asked.get(row.channel_id)
    if row.state == "given" and row.purpose != MESSAGES and text is not None and text.mode != "off":
        return "given" if (row.mode, row.text_version) == (text.mode, text.text_version) else "outdated"
    return row.state


def _is_of(recorded: Recorded, consent_id: UUID) -> bool:
    shown = (ConsentGiven, ConsentWithdrawn, WithdrawalUndone)
    return recorded.event.originator_id == consent_id and isinstance(recorded.event, shown)
