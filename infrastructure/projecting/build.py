"""The tables of some views made anew in a schema of their own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from psycopg.sql import SQL, Identifier

from infrastructure.events.log import Log
from infrastructure.postgres.pool import VIEWS
from infrastructure.projecting import ledger
from infrastructure.projecting.ledger import Failure, Place
from infrastructure.projecting.reader import Page, gone, page_of_all
from infrastructure.projecting.views import Views
from projections.common.db import Db
from projections.common.projector import LATER

NEXT = "views_next"
SHORT = 500
"""Positions left to catch up on for which the live views can be held still."""

Progress = Callable[[int, int], None]
"""Told now and then how far a build is, and how far it goes; what it raises ends the build."""


class Build:
    """Views on their way from the first event to where the live ones are; nobody reads them yet."""

    def __init__(self, db: Db, log: Log, views: Views, progress: Progress, page: int) -> None:
        """Create the tables where `db`'s search path points."""
        self.db, self.views = db, views
        self._log, self._progress, self._page = log, progress, page
        self._place = 0
        self._failures: list[Failure] = []
        self._later: list[str] = []
        for view in views.projectors:
            tables, _, indexes = view.schema().partition(LATER)
            db.execute(tables.encode())
            if indexes:
                self._later.append(f"{LATER}{indexes}")

    def approach(self, goal: Callable[[], int]) -> None:
        """Take events in until little is left to the goal, which may move; what only readers need is there then, too."""
        self._near(goal)
        while self._later:
            self.db.execute(self._later[-1].encode())
            self._later.pop()
            self._near(goal)

    def _near(self, goal: Callable[[], int]) -> None:
        while (end := goal()) - self._place > SHORT:
            self.reach(end)

    def reach(self, goal: int) -> None:
        """Take events in up to the goal."""
        for page in self._pages(goal):
            self._take_in(page)
            self._progress(self._place, goal)
        self._place = max(self._place, goal)

    @contextmanager
    def undone_if_failing(self) -> Iterator[None]:
        """A transaction after whose failure the build stands where it stood before."""
        place, failures = self._place, len(self._failures)
        try:
            with self.db.transaction():
                yield
        except BaseException:
            self._place = place
            del self._failures[failures:]
            raise

    def replace_live(self) -> None:
        """Put the tables in the place of the live ones; in the transaction of a caller who has locked the places."""
        for view in self.views.projectors:
            for table in ledger.tables(self.db, view.name):
                self.db.execute(SQL("DROP TABLE IF EXISTS {}").format(Identifier(VIEWS, table)))
            for table in view.tables:
                source = Identifier(NEXT, table)
                self.db.execute(SQL("ALTER TABLE {} SET SCHEMA {}").format(source, Identifier(VIEWS)))
            ledger.put(self.db, view, Place(view.version, self._place))
        names = [view.name for view in self.views.projectors]
        self.db.execute("DELETE FROM views.set_aside WHERE view = ANY(%s)", (names,))
        ledger.set_aside(self.db, self._failures)
        ledger.move(self.db, names, self._place)

    def _pages(self, goal: int) -> Iterator[Page]:
        """Yield pages up to the goal, the next one being read and decoded while the caller is busy with one."""

        def read(after: int) -> Page | None:
            return (
                page_of_all(self._log, after, self._page, self.views.topics, goal) if after < goal else None
            )

        with ThreadPoolExecutor(1, "reading-ahead") as reader:
            coming = reader.submit(read, self._place)
            while (page := coming.result()) is not None:
                coming = reader.submit(read, page.end)
                yield page

    def _take_in(self, page: Page) -> None:
        after = dict.fromkeys((view.name for view in self.views.projectors), self._place)
        try:
            with self.db.transaction():
                failed = self.views.apply(self.db, page, after)
        except Exception as error:
            if gone(error):
                raise
            with self.db.transaction():
                failed = self.views.apply(self.db, page, after, carefully=True)
        self._failures += failed
        self._place = page.end
