"""Puts many commands into the log at once, as they would be there had each been appended by itself.

One transaction writes keys, events, the index of commands and the places of idle reactors by COPY, under the same lock as
an append, so that positions become visible in order and readers notice nothing.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from struct import Struct
from typing import Any, cast
from uuid import UUID

from psycopg import Connection, Cursor
from psycopg.errors import UniqueViolation

from application.ports import Recording
from infrastructure.bootstrap import Application
from infrastructure.events.keyring import Fresh
from infrastructure.reacting.places import Places
from projections.common.arrays import packed

HEAD, TAIL = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
"""PostgreSQL's binary COPY (manual of COPY, "Binary Format")."""
WRITTEN = 1 << 18
EVENT = Struct("!hiqi16siqi").pack
KEY = Struct("!hi16si").pack
COMMAND = Struct("!hi16si16si").pack
SIZE = Struct("!i").pack

EVENTS = (
    "COPY public.stored_events (notification_id, originator_id, originator_version, topic, state)"
    " FROM STDIN (FORMAT binary)"
)
KEYS = "COPY vault.subject_keys (subject_id, master_id, wrapped) FROM STDIN (FORMAT binary)"
COMMANDS = "COPY public.stored_events_commands (account_id, command_id, positions) FROM STDIN (FORMAT binary)"
SEQUENCE = "pg_get_serial_sequence('public.stored_events', 'notification_id')::regclass"
FIRST = f"SELECT nextval({SEQUENCE})"
LAST = f"SELECT setval({SEQUENCE}, %s)"
SKIP = """
UPDATE public.reactor_positions AS r SET position = %(last)s
FROM unnest(%(names)s::text[], %(topics)s::text[]) AS handled (name, topics)
WHERE r.name = handled.name AND r.position < %(last)s AND NOT EXISTS (
    SELECT FROM public.stored_events AS e
    WHERE e.notification_id > r.position AND e.notification_id < %(first)s
    AND e.topic = ANY(string_to_array(handled.topics, ','))
    AND NOT EXISTS (
        SELECT FROM unnest(%(firsts)s::int8[], %(lasts)s::int8[]) AS own (first, last)
        WHERE e.notification_id BETWEEN own.first AND own.last
    )
)"""


class Overtaken(Exception):
    """Somebody else wrote to the same streams meanwhile; nothing of the batch was stored."""


class Copier:
    """Stores batches, and remembers which positions are its own."""

    def __init__(self, app: Application) -> None:
        """Store through `app`'s connections, sealed with its keys."""
        self._app = app
        for reactor in app.reactors:
            Places(app.pool).begin(reactor.name, 0 if reactor.from_start else app.log.last_position())
        self._own: list[tuple[int, int]] = []

    def store(self, recordings: Sequence[Recording]) -> int:
        """Store the commands in this order, in one transaction, and return how many events they have.

        Reactors that had nothing else to do are put behind them: what is stored here has all been reacted to.

        Raises:
            Overtaken: a stream went on, or a command was carried out, meanwhile.

        """
        app, fresh = self._app, Fresh()
        events = [event for recording in recordings for event in recording.events]
        own = {event.originator_id for event in events if event.originator_version == 1}
        app.keyring.prefetch(
            {subject for event in events if (subject := getattr(event, type(event).SUBJECT)) not in own}
        )
        stored = [app.log.mapper.seal(event, fresh) for event in events]
        with app.pool.connection() as db, db.transaction(), db.cursor() as cursor:
            _copy(cursor, KEYS, (_key(*item) for item in fresh.wrapped.items()))
            first = self._locked(db, len(stored))
            rows = (
                EVENT(5, 8, at, 16, cast("UUID", one.originator_id).bytes, 8, one.originator_version, len(topic))
                + topic + SIZE(len(one.state)) + one.state
                for at, one in enumerate(stored, first) for topic in (one.topic.encode(),)
            )  # fmt: skip
            try:
                _copy(cursor, EVENTS, rows)
                _copy(cursor, COMMANDS, _commands(recordings, first))
            except UniqueViolation:
                raise Overtaken from None
            self._skip(db, first, first + len(stored) - 1)
        app.keyring.adopt(fresh)
        return len(stored)

    def _locked(self, db: Connection[Any], count: int) -> int:
        """Take the lock of appends and as many positions in a row; returns the first."""
        db.execute("LOCK TABLE public.stored_events IN EXCLUSIVE MODE")
        db.execute("NOTIFY stored_events")
        first = int(db.execute(FIRST).fetchall()[0][0])
        db.execute(LAST, (first + count - 1,))
        return first

    def _skip(self, db: Connection[Any], first: int, last: int) -> None:
        reactors = self._app.reactors
        values = {
            "names": [one.name for one in reactors],
            "topics": [",".join(sorted(event.TOPIC for event in one.handles)) for one in reactors],
            "first": first, "last": last, "firsts": [a for a, _ in self._own], "lasts": [b for _, b in self._own],
        }  # fmt: skip
        db.execute(SKIP, values)
        if self._own and self._own[-1][1] == first - 1:
            self._own[-1] = (self._own[-1][0], last)
        else:
            self._own.append((first, last))


def _key(subject: Any, wrapped: tuple[str, bytes]) -> bytes:
    master = wrapped[0].encode()
    return KEY(3, 16, subject.bytes, len(master)) + master + SIZE(len(wrapped[1])) + wrapped[1]


def _commands(recordings: Sequence[Recording], first: int) -> Iterable[bytes]:
    starts = accumulate((len(recording.events) for recording in recordings), initial=first)
    for (account_id, command_id, events), start in zip(recordings, starts, strict=False):
        if command_id is not None:
            positions = packed("bigint", range(start, start + len(events)))
            yield COMMAND(3, 16, account_id.bytes, 16, command_id.bytes, len(positions)) + positions


def _copy(cursor: Cursor[Any], statement: str, rows: Iterable[bytes]) -> None:
    """Send rows in their binary form, some hundred at a time."""
    with cursor.copy(statement.encode()) as copy:
        parts, size = [HEAD], 0
        for row in rows:
            parts.append(row)
            size += len(row)
            if size > WRITTEN:
                copy.write(b"".join(parts))
                parts, size = [], 0
        copy.write(b"".join((*parts, TAIL)))
