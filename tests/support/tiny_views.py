"""Two small read models, and a projector at work on a test's log."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from threading import Thread
from typing import ClassVar
from uuid import UUID

from domain.contact.events import ContactCreated, ContactRenamed
from domain.kernel.event import Event
from infrastructure.projecting.runner import Runner
from projections.common.db import Db
from projections.common.handlers import Finish
from projections.common.recorded import Recorded

PATIENCE = 20.0
POISON = "poison"


class Broken(Exception):
    """What a broken view raises."""


class Names:
    """Contacts by name, with the number of names each has had; `heals` says whether it takes POISON."""

    name: ClassVar[str] = "names"
    version: ClassVar[int] = 1
    tables: ClassVar[tuple[str, ...]] = ("names",)
    apart: ClassVar[bool] = False
    handles: ClassVar[frozenset[type[Event]]] = frozenset({ContactCreated, ContactRenamed})

    def __init__(self, *, heals: bool = True) -> None:
        self.heals = heals

    def schema(self) -> str:
        return "CREATE TABLE names (contact_id uuid PRIMARY KEY, name text NOT NULL, n bigint NOT NULL)"

    def begin(self, batch: Sequence[Recorded], db: Db) -> Finish:
        return partial(self.project, batch, db)

    def project(self, batch: Sequence[Recorded], db: Db) -> None:
        rows: dict[UUID, tuple[str, int]] = {}
        for _, event in batch:
            assert isinstance(event, ContactCreated | ContactRenamed)
            if event.name == POISON and not self.heals:
                raise Broken
            rows[event.originator_id] = (event.name, rows.get(event.originator_id, ("", 0))[1] + 1)
        db.execute(
            "INSERT INTO names SELECT * FROM unnest(%s::uuid[], %s::text[], %s::bigint[])"
            " ON CONFLICT (contact_id) DO UPDATE SET name = excluded.name, n = names.n + excluded.n",
            (list(rows), [name for name, _ in rows.values()], [n for _, n in rows.values()]),
        )


class WiderNames(Names):
    """The next version of `Names`, with a column more."""

    version: ClassVar[int] = 2

    def schema(self) -> str:
        return super().schema().replace("n bigint NOT NULL", "n bigint NOT NULL, more text")

    def project(self, batch: Sequence[Recorded], db: Db) -> None:
        super().project(batch, db)
        db.execute("UPDATE names SET more = upper(name) WHERE more IS DISTINCT FROM upper(name)")


class Tally:
    """How many events of each kind there are; fails for good once for each entry of `failing`."""

    name: ClassVar[str] = "tally"
    version: ClassVar[int] = 1
    tables: ClassVar[tuple[str, ...]] = ("tally",)
    apart: ClassVar[bool] = False
    handles: ClassVar[frozenset[type[Event]]] = frozenset({ContactCreated, ContactRenamed})

    def __init__(self) -> None:
        self.failing: list[BaseException] = []

    def schema(self) -> str:
        return "CREATE TABLE tally (topic text PRIMARY KEY, n bigint NOT NULL)"

    def begin(self, batch: Sequence[Recorded], db: Db) -> Finish:
        return partial(self.project, batch, db)

    def project(self, batch: Sequence[Recorded], db: Db) -> None:
        db.execute(
            "INSERT INTO tally SELECT topic, count(*) FROM unnest(%s::text[]) AS topic GROUP BY topic"
            " ON CONFLICT (topic) DO UPDATE SET n = tally.n + excluded.n",
            ([event.TOPIC for _, event in batch],),
        )
        if self.failing:
            raise self.failing.pop()


@contextmanager
def running(runner: Runner) -> Iterator[Runner]:
    """A runner at work in a thread; what ended it by itself is raised here."""
    ended: list[BaseException] = []

    def work() -> None:
        try:
            runner.run()
        except BaseException as error:  # noqa: BLE001 - the test raises it
            ended.append(error)

    thread = Thread(target=work)
    thread.start()
    try:
        yield runner
    finally:
        runner.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive()
    if ended:
        raise ended[0]
