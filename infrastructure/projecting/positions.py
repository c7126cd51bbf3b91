"""How far the read models are, and waiting until they are far enough (API-03)."""

import logging
import time
from collections.abc import Collection, Mapping
from threading import Condition, Event, Thread

import psycopg

from infrastructure.postgres.pauses import Pauses
from infrastructure.projecting.ledger import CHANNEL, heard

NEWEST = "SELECT coalesce(max(position), 0) FROM views.positions WHERE NOT apart"
EACH = "SELECT name, position FROM views.positions WHERE NOT apart"
APART = "SELECT coalesce(bool_and(position >= %s), true) FROM views.positions WHERE apart"
logger = logging.getLogger(__name__)


class Positions:
    """One listening connection for all waiting threads of a process, opened at the first use.

    While the database or the projector is away nothing raises: waits end at their timeout.
    """

    def __init__(self, dsn: str, *, poll: float = 1.0) -> None:
        """Listen on `dsn`; look at least each `poll` seconds, whatever was heard."""
        self._dsn, self._poll = dsn, poll
        self._position = 0
        self._lacking: Mapping[str, int] = {}
        self._changed = Condition()
        self._listener: Thread | None = None
        self._closing = Event()
        self._looked = Event()

    def position(self, timeout: float = 1.0) -> int:
        """Return how far the read models are, as last heard; 0 where it is unknown after `timeout`.

        Those that are being filled anew after their code changed do not count: the others go on meanwhile.
        """
        self._listen()
        self._looked.wait(timeout)
        return self._position

    def wait_for(self, position: int, timeout: float, views: Collection[str] | None = None) -> bool:
        """Wait up to `timeout` seconds until `views` have `position`, by default all; tells whether they do.

        One that is being filled anew has only what it had before: only who reads it waits for it.
        """

        def there() -> bool:
            return self._position >= position and not any(
                had < position for view, had in self._lacking.items() if views is None or view in views
            )

        self._listen()
        with self._changed:
            self._changed.wait_for(lambda: there() or self._closing.is_set(), timeout)
            return there()

    def wait_for_apart(self, position: int, timeout: float) -> bool:
        """Wait up to `timeout` seconds until the views that are apart, too, have `position`; tells whether they do.

        They tell nobody how far they are, so this looks.
        """
        deadline = time.monotonic() + timeout
        with psycopg.connect(self._dsn, autocommit=True) as db:
            while True:
                ((there,),) = db.execute(APART, [position]).fetchall()
                if there or time.monotonic() >= deadline or self._closing.wait(0.02):
                    return bool(there)

    def after(self, position: int, timeout: float) -> int:
        """Wait up to `timeout` seconds until `position()` is beyond `position`; returns how far the read models are."""
        self.wait_for(position + 1, timeout, ())
        return self._position

    def close(self) -> None:
        """End all waits and the listening thread."""
        self._closing.set()
        with self._changed:
            listener = self._listener
            self._changed.notify_all()
        if listener is not None:
            listener.join()

    def _listen(self) -> None:
        with self._changed:
            if self._listener is None and not self._closing.is_set():
                self._listener = Thread(target=self._run, name="positions", daemon=True)
                self._listener.start()

    def _run(self) -> None:
        pauses = Pauses(longest=2)
        while not self._closing.is_set():
            try:
                with psycopg.connect(self._dsn, autocommit=True) as db:
                    self._follow(db, pauses)
            except psycopg.Error as error:
                logger.warning("waiting for positions lost the database: %s", type(error).__name__)
                self._closing.wait(pauses.longer())

    def _follow(self, db: psycopg.Connection, pauses: Pauses) -> None:
        db.execute(f"LISTEN {CHANNEL}")
        # a crash of the database takes the last moments of the read models with it: what was heard before may be too much
        self._look(db, anew=True)
        while not self._closing.is_set():
            self._look(db)
            pauses.reset()
            looked = time.monotonic()
            # a short timeout lets `close` end it; a notification leaves it at once
            while not self._closing.is_set() and time.monotonic() - looked < self._poll:
                for notification in db.notifies(timeout=0.2, stop_after=1):
                    self._heard(*heard(notification.payload))

    def _look(self, db: psycopg.Connection, *, anew: bool = False) -> None:
        each: dict[str, int] = dict(db.execute(EACH).fetchall())
        newest = max(each.values(), default=0)
        self._heard(newest, {view: had for view, had in each.items() if had < newest}, anew=anew)

    def _heard(self, position: int, lacking: Mapping[str, int], *, anew: bool = False) -> None:
        with self._changed:
            self._position = position if anew else max(self._position, position)
            self._lacking = lacking
            self._changed.notify_all()
        self._looked.set()
