"""Any object, or a whole account, as of a position: its stream folded by the aggregate itself, and what happened to it.

State and history come from the log alone, so they are those of that moment; who was forgotten since reads as erased in both
(AUD-01, AUD-02, PRV-08).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from api.moments import as_they_were, position_at
from api.resources.history import told
from domain.kernel.event import Event
from domain.view.filter import Filter
from infrastructure.bootstrap import Application
from projections.channel_list import queries as channels
from projections.common.db import Db
from projections.common.recorded import Recorded
from projections.inbox_list import lists, past
from projections.inbox_list.queries import Conversation
from projections.people import queries as people
from projections.ticket_board import queries as board

SETTING = (
    "set",
    "changed",
    "renamed",
    "moved",
    "decided",
    "created",
    "opened",
    "invited",
    "started",
    "added",
    "issued",
)
"""What an event's topic ends in whose plain facts belong to the state, beside what the aggregate keeps."""
OF_THE_KERNEL = frozenset({"id", "version", "created_on", "modified_on", "pending_events", "account_id"})
EVERY = 10_000

Shown = dict[str, Any]


class NothingThere(LookupError):
    """There is no such object, or it had not begun."""


def moment(app: Application, db: Db, account_id: UUID, at: datetime | None, position: int | None) -> int:
    """Return the position asked for, that of the time asked for, or the last one."""
    if position is None and at is not None:
        return position_at(db, app.log, account_id, at)
    return app.log.last_position() if position is None else position


def account_of(app: Application, kind: str, object_id: UUID) -> UUID:
    """Return whose the object is; raises `NothingThere` where there is none of this kind."""
    for event in app.log.stream(object_id)[:1]:
        if event.TOPIC.partition(".")[0] == kind:
            return event.account_id
    message = f"there is no such {kind}"
    raise NothingThere(message)


def replayed(app: Application, kind: str, object_id: UUID, as_of: int) -> Shown:
    """Return the object as it was, and all that had happened to it; raises `NothingThere` before it began."""
    events = app.log.streams([object_id], as_of)
    if not events:
        message = f"this {kind} had not begun at position {as_of}"
        raise NothingThere(message)
    return {
        "kind": kind,
        "id": object_id,
        "as_of": as_of,
        "version": events[-1].event.originator_version,
        "position": events[-1].position,
        "state": state_of([event for _, event in events]),
        "history": [entry(recorded) for recorded in events],
    }


def state_of(events: Sequence[Event]) -> Shown:
    """Return what a stream's events come to: what they set, and above it what its aggregate keeps."""
    facts: Shown = {}
    aggregate: Any = None
    for event in events:
        aggregate = event.mutate(aggregate)
        if event.TOPIC.endswith(SETTING):
            facts |= told(event)[0]
    kept = {name.lstrip("_"): value for name, value in vars(aggregate).items()}
    return facts | {name: plain(value) for name, value in kept.items() if name not in OF_THE_KERNEL}


def entry(recorded: Recorded) -> Shown:
    """Return one event as history tells it: who, what, when and why."""
    event = recorded.event
    facts, left_out = told(event)
    return {
        "position": recorded.position,
        "event": event.TOPIC,
        "at": event.timestamp,
        "actor": event.envelope.actor,
        "correlation_id": event.envelope.correlation_id,
        "causation_id": event.envelope.causation_id,
        "facts": facts,
        "left_out": left_out,
        "erased": event.erased,
    }


def account_replayed(
    app: Application, db: Db, account_id: UUID, as_of: int, *, view: str = "open", limit: int = 50
) -> Shown:
    """Return the whole account as it was: its people and places, how much of what, and the first rows of a list."""
    inboxes = tuple(one.inbox_id for one in people.inboxes(db, account_id))
    pipelines = [one.pipeline_id for one in board.pipelines(db, account_id)]
    parts = {
        "users": [one.user_id for one in people.users(db, account_id, limit=EVERY)],
        "teams": [one.team_id for one in people.teams(db, account_id)],
        "inboxes": list(inboxes),
        "channels": [one.channel_id for one in channels.channels(db, account_id, inboxes, limit=EVERY)],
        "pipelines": pipelines,
    }
    states = _states(app, [one for ids in parts.values() for one in ids], as_of)
    rows = lists.page(db, account_id, inboxes, Filter(view), as_of=as_of, limit=limit).items
    return replayed(app, "account", account_id, as_of) | {
        **{name: [{"id": one, **states[one]} for one in ids if one in states] for name, ids in parts.items()},
        "conversations": past.counted(db, account_id, inboxes, as_of),
        "tickets": {str(one): board.counts(db, account_id, inboxes, one, as_of=as_of) for one in pipelines},
        "list": {"view": view, "rows": [_plain(row) for row in as_they_were(app.log, rows, as_of)]},
    }


def _plain(row: Conversation) -> Shown:
    return {name: getattr(row, name) for name in Conversation.__dataclass_fields__}


def _states(app: Application, ids: Sequence[UUID], as_of: int) -> dict[UUID, Shown]:
    streams: dict[UUID, list[Event]] = {}
    for _, event in app.log.streams(ids, as_of):
        streams.setdefault(event.originator_id, []).append(event)
    return {stream: state_of(events) for stream, events in streams.items()}


def names_in(db: Db, account_id: UUID, shown: Any) -> dict[UUID, str]:
    """Return the names of the users that what was replayed tells of."""
    return people.names(db, account_id, list(_ids(shown)))


def _ids(value: Any) -> Iterator[UUID]:
    match value:
        case UUID():
            yield value
        case str() if value.startswith("user:"):
            yield UUID(value.removeprefix("user:"))
        case Mapping():
            for one in value.values():
                yield from _ids(one)
        case list() | tuple():
            for one in value:
                yield from _ids(one)


def plain(value: Any) -> Any:
    """Return a value of an aggregate's state as JSON has it; ids and times stay for the encoder."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(map(plain, cast("Iterable[Any]", value)), key=str)
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value
