"""Makes the tables of views that are new, and tells which must be filled beside the others."""

from collections.abc import Sequence

from infrastructure.postgres.pool import connect
from infrastructure.projecting import ledger
from infrastructure.projecting.ledger import UNFILLED, Place
from projections.common.projector import Projector

LOCK = 0x696E7374


def install(dsn: str, projectors: Sequence[Projector]) -> None:
    """Create the tables of views there are none of; safe to repeat, and by several processes at once.

    The first views of an installation fill from the first event on, together. One that comes later stays empty until
    a rebuild has filled it beside the others, so that those do not wait for it. One that is no longer there is
    dropped: it would keep what others forget.
    """
    with connect(dsn) as db, db.transaction():
        db.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        found = ledger.places(db)
        for name in set(found).difference(view.name for view in projectors):
            ledger.drop(db, name)
        for view in projectors:
            if view.name not in found:
                db.execute(view.schema().encode())
                ledger.put(db, view, Place(UNFILLED if found else view.version, 0))


def outdated(dsn: str, projectors: Sequence[Projector]) -> list[str]:
    """Return the views whose tables were not filled by this version of their code."""
    with connect(dsn) as db:
        kept = ledger.current(projectors, ledger.places(db))
    return [view.name for view in projectors if view.name not in kept]
