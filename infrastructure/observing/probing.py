"""Whether a process reaches its servers, said within two seconds whatever hangs."""

from collections.abc import Callable
from threading import Event, Lock, Thread

import psycopg

PATIENCE = 2.0
QUERY = "SELECT 1 FROM views.positions LIMIT 1"


class Probe:
    """Asks the database in a thread of its own, one question at a time; `also` are further conditions."""

    def __init__(self, dsn: str, also: Callable[[], bool] = lambda: True) -> None:
        """Ask nothing yet."""
        self._dsn, self._also = dsn, also
        self._lock, self._answered, self._asking = Lock(), Event(), False

    def __call__(self) -> bool:
        """Return whether the database answered now; False while an earlier question has had no answer."""
        with self._lock:
            if not self._asking:
                self._asking = True
                self._answered.clear()
                Thread(target=self._ask, name="probe", daemon=True).start()
        return self._answered.wait(PATIENCE) and self._well and self._also()

    _well = False

    def _ask(self) -> None:
        try:
            with psycopg.connect(self._dsn, connect_timeout=int(PATIENCE)) as db:
                db.execute(QUERY)
            self._well = True
        except psycopg.Error:
            self._well = False
        self._asking = False
        self._answered.set()
