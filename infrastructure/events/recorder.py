"""The library's recorder with one round trip per append, and what must be true in the same transaction.

One server-side function locks the table (so that positions become visible in order), checks what the decision had
read, stores fresh subject keys, events and the command's positions, and notifies. The library's own "database
functions" switch loses events under concurrency and stays off.
"""

from collections.abc import Sequence
from importlib.resources import files
from itertools import accumulate
from typing import Any, Literal, LiteralString, cast
from uuid import UUID

import psycopg
from eventsourcing.persistence import IntegrityError, Notification, StoredEvent
from eventsourcing.postgres import ConnectionPool, PostgresApplicationRecorder, PostgresDatastore
from psycopg.rows import dict_row, tuple_row
from psycopg.sql import SQL, Composed, Identifier

from infrastructure.events.grouping import Append, Appended, Groups
from infrastructure.postgres.pool import (
    PATIENCE,
    RECONNECT_SECONDS,
    SOON,
    Reviving,
    alive,
    class_of,
    reaching,
)
from projections.common.arrays import packed

NOBODY = UUID(int=0)
Row = tuple[int, UUID, int, str, bytes]


class StaleRead(IntegrityError):
    """A stream the decision had read went on before the append."""


class OneTripRecorder(PostgresApplicationRecorder):
    """Same promises as the base class, at a fraction of the lock time."""

    def __init__(self, datastore: PostgresDatastore, *, events_table_name: str = "stored_events") -> None:
        """Record in `events_table_name` of the datastore's schema."""
        super().__init__(datastore, events_table_name=events_table_name)
        self._names = {
            "schema": Identifier(datastore.schema),
            "table": Identifier(events_table_name),
            "commands": Identifier(f"{events_table_name}_commands"),
            "append": Identifier(f"{events_table_name}_append"),
            "guard": Identifier(f"{events_table_name}_immutable"),
            "channel": Identifier(self.channel_name),
        }
        template = files(__package__).joinpath("log.sql").read_text()
        # the library's stored function and composite type are not used: they lose events under concurrency
        self.sql_create_statements = [
            self.sql_create_statements[self.create_table_statement_index],
            *(s for s in self.sql_create_statements if "CREATE UNIQUE INDEX" in s.as_string()),
            *(self._sql(part) for part in template.split("-- next\n")),
        ]
        self._statements: dict[str, bytes] = {}
        self._append = self._statement("SELECT {schema}.{append}(%b::uuid[], %b::uuid[], %b::int4[], %b::int4[], %b::uuid[], %b::text[], %b::bytea[], %b::uuid[], %b::int8[], %b::uuid[], %b::int8[], %b::text[], %b::bytea[])")  # fmt: skip
        self._columns = "notification_id, originator_id, originator_version, topic, state"
        self._groups = Groups(self._store)

    def _sql(self, template: LiteralString) -> Composed:
        return SQL(template).format(**self._names)

    def _statement(self, template: LiteralString) -> bytes:
        """Return a statement as it is sent, put together once: the driver would do it each time."""
        known = self._statements.get(template)
        if known is None:
            known = self._statements[template] = self._sql(template).as_bytes()
        return known

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        """Append in one transaction and return the positions.

        Keywords: `commands` for the index of commands, each with how many of the events are its, in order; `keys`
        fresh subject keys; `reads` stream id -> version the decision relied on (0: that there was none).

        Raises:
            StaleRead: one of `reads` is no longer true.
            IntegrityError: another writer was faster, or the command was carried out before.

        """
        if not stored_events:
            return []
        commands: Sequence[Appended] = kwargs.get("commands") or [(NOBODY, None, len(stored_events))]
        append = Append(stored_events, commands, kwargs.get("keys") or {}, kwargs.get("reads") or {})
        return self._groups.append(append)

    def _store(self, append: Append) -> Sequence[int]:
        stored_events, commands, keys, reads = append
        ends = list(accumulate((n for _, _, n in commands), initial=0))
        values = (
            packed("uuid", [account_id for account_id, _, _ in commands]),
            packed("uuid", [command_id for _, command_id, _ in commands]),
            packed("integer", [end + 1 for end in ends[:-1]]), packed("integer", ends[1:]),
            packed("uuid", keys.keys()), packed("text", [master for master, _ in keys.values()]),
            packed("bytea", [wrapped for _, wrapped in keys.values()]),
            packed("uuid", reads.keys()), packed("bigint", reads.values()),
            packed("uuid", [e.originator_id for e in stored_events]),
            packed("bigint", [e.originator_version for e in stored_events]),
            packed("text", [e.topic for e in stored_events]), packed("bytea", [e.state for e in stored_events]),
        )  # fmt: skip
        with self.datastore.get_connection() as db, db.cursor(row_factory=tuple_row) as cursor:
            try:
                found = cursor.execute(self._append, values, prepare=True).fetchone()
            except psycopg.errors.SerializationFailure as error:
                raise StaleRead(str(error)) from error
        return cast("tuple[list[int]]", found)[0]

    def _rows(
        self, condition: LiteralString, values: Sequence[object], ending: LiteralString = ""
    ) -> list[Row]:
        query = self._statement(
            "SELECT notification_id, originator_id, originator_version, topic, state FROM {schema}.{table} WHERE "  # noqa: S608 - literals only, as the types say
            + condition + ending
        )  # fmt: skip
        with self.datastore.get_connection() as db, db.cursor(row_factory=tuple_row, binary=True) as cursor:
            return cast("list[Row]", cursor.execute(query, values, prepare=True).fetchall())

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Return one stream's events between versions, by version."""
        rows = self._rows(
            "originator_id = %s AND originator_version > %s AND (%s::int8 IS NULL OR originator_version <= %s)",
            (originator_id, gt or 0, lte, lte, limit),
            " ORDER BY originator_version DESC LIMIT %s" if desc else " ORDER BY originator_version LIMIT %s",
        )
        return [StoredEvent(stream, version, topic, state) for _, stream, version, topic, state in rows]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Return a page of the log by position."""
        after = -1 if start is None else start - 1 if inclusive_of_start else start
        rows = self.page(after, limit, stop, topics)
        return [
            Notification(stream, version, topic, state, id=at) for at, stream, version, topic, state in rows
        ]

    def page(self, after: int, limit: int, stop: int | None = None, topics: Sequence[str] = ()) -> list[Row]:
        """Return raw rows (position, stream, version, topic, state) after a position."""
        condition: LiteralString = "notification_id > %s"
        values: list[object] = [after]
        if stop is not None:
            condition += " AND notification_id <= %s"
            values.append(stop)
        if topics:
            condition += " AND topic = ANY(%s)"
            values.append(list(topics))
        return self._rows(condition, (*values, limit), " ORDER BY notification_id LIMIT %s")

    def streams(self, ids: Sequence[UUID], stop: int | None = None) -> list[Row]:
        """Return all rows of several streams up to a position, by position."""
        return self._rows(
            "originator_id = ANY(%s) AND (%s::int8 IS NULL OR notification_id <= %s)",
            (list(ids), stop, stop),
            " ORDER BY notification_id",
        )

    def versions(self, stream_id: UUID, versions: Sequence[int]) -> list[Row]:
        """Return the rows of one stream with these versions, in order."""
        return self._rows(
            "originator_id = %s AND originator_version = ANY(%s)",
            (stream_id, list(versions)),
            " ORDER BY originator_version",
        )

    def heads(self, ids: Sequence[UUID], stop: int) -> list[tuple[UUID, int, int, int]]:
        """Return of each stream that had begun at a position: its id, first position, last version, last position."""
        query = self._statement(
            "SELECT originator_id, min(notification_id), max(originator_version), max(notification_id)"
            " FROM {schema}.{table} WHERE originator_id = ANY(%s) AND notification_id <= %s GROUP BY originator_id"
        )
        with self.datastore.get_connection() as db, db.cursor(row_factory=tuple_row, binary=True) as cursor:
            found = cursor.execute(query, (list(ids), stop), prepare=True).fetchall()
        return cast("list[tuple[UUID, int, int, int]]", found)

    def at(self, positions: Sequence[int]) -> list[Row]:
        """Return the rows at these positions, by position."""
        return self._rows("notification_id = ANY(%s)", (list(positions),), " ORDER BY notification_id")

    def positions_of(self, account_id: UUID, command_id: UUID) -> list[int] | None:
        """Return the positions a command was recorded at, or None if it never was."""
        query = self._statement(
            "SELECT positions FROM {schema}.{commands} WHERE account_id = %s AND command_id = %s"
        )
        with self.datastore.get_connection() as db, db.cursor(row_factory=tuple_row) as cursor:
            found = cursor.execute(query, (account_id, command_id), prepare=True).fetchone()
        return None if found is None else cast("list[int]", found[0])


class Datastore(PostgresDatastore):
    """The library's, without the composite type of its own stored function: nobody here uses it.

    It would be looked up as each process starts, which then could not start while the database is away (RL-03).
    """

    def register_type_adapters(self) -> None:
        """Connect to nothing."""


class RecorderPool(Reviving[Any], ConnectionPool[Any]):
    """The library's pool, quick again after the database was away."""


def datastore(dsn: str, *, pool_size: int = 8, prompt: bool = False) -> PostgresDatastore:
    """Return the library's datastore for a connection string, every parameter of which counts; `prompt` as for `open_pool`."""
    id_type: Literal["uuid"] = "uuid"
    made = Datastore(dbname="", host="", port="", user="", password="", originator_id_type=id_type)
    # the library's own pool takes only some parameters of a connection, and can only check with a round trip
    made.pool = RecorderPool(
        reaching(dsn),
        connection_class=class_of(prompt=prompt),
        kwargs={"row_factory": dict_row},
        min_size=1,
        max_size=pool_size,
        open=False,
        timeout=SOON if prompt else PATIENCE,
        reconnect_timeout=RECONNECT_SECONDS,
        configure=made.after_connect_func(),
        check=alive,
    )
    return made
