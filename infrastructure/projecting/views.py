"""All views together: one page of decoded events goes to each, what one cannot take in is set aside for it alone."""

import logging
from collections.abc import Mapping, Sequence

from infrastructure.projecting.ledger import Failure
from infrastructure.projecting.reader import Page, gone
from projections.common.db import Db
from projections.common.handlers import Finish
from projections.common.projector import Projector
from projections.common.recorded import Recorded

logger = logging.getLogger(__name__)


class Views:
    """Some projectors, and what they want to see."""

    def __init__(self, projectors: Sequence[Projector]) -> None:
        """Serve these projectors, in this order."""
        self.projectors = tuple(projectors)
        self._handles = {view.name: view.handles for view in projectors}
        self._handled = {name: {event.TOPIC for event in handles} for name, handles in self._handles.items()}
        self.topics = frozenset(topic for topics in self._handled.values() for topic in topics)

    def apply(
        self, db: Db, page: Page, after: Mapping[str, int], *, carefully: bool = False
    ) -> list[Failure]:
        """Give each view named in `after` what it handles beyond its position; returns what had to be set aside.

        The caller owns the transaction. Not `carefully`, the first failure is raised and the transaction is lost.
        """
        failed: list[Failure] = []
        begun: list[Finish] = []
        for view in self.projectors:
            if view.name not in after:
                continue
            start, handles, handled = after[view.name], self._handles[view.name], self._handled[view.name]
            batch = [r for r in page.events if type(r.event) in handles and r.position > start]
            failed += [
                Failure(view.name, view.version, position, error)
                for position, topic, error in page.unreadable
                if topic in handled and position > start
            ]
            if carefully:
                failed += _bisected(view, batch, db)
            elif batch:
                # all ask for their rows before any waits for an answer: views share nothing, but may share the trip
                begun.append(view.begin(batch, db))
        for finish in begun:
            finish()
        return failed


def _bisected(view: Projector, batch: Sequence[Recorded], db: Db) -> list[Failure]:
    """Apply what can be applied, each part in a savepoint of its own; return what cannot."""
    if not batch:
        return []
    try:
        with db.transaction():
            view.project(batch, db)
    except Exception as error:
        if gone(error):
            raise
        if len(batch) > 1:
            middle = len(batch) // 2
            return [*_bisected(view, batch[:middle], db), *_bisected(view, batch[middle:], db)]
        failure = Failure(view.name, view.version, batch[0].position, type(error).__name__)
        logger.error("view %s sets aside the event at %d: %s", view.name, failure.position, failure.error)  # noqa: TRY400 - a traceback would name values
        return [failure]
    return []
