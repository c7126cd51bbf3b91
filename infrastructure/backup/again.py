"""What a restore does once the log is in force: read models, and the erasures that came after the backup (PRV-08)."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from uuid import UUID

from domain.contact.aggregate import Contact
from domain.contact.events import ContactCreated, ContactErased
from infrastructure.backup.archive import Progress
from infrastructure.bootstrap import Application
from infrastructure.projecting.comparing import Difference
from infrastructure.projecting.rebuild import Rebuild
from infrastructure.projecting.runner import Runner

STEP = 1.0
OPERATOR = "operator:cli"
UNFINISHED = """
SELECT originator_id FROM stored_events JOIN vault.subject_keys ON subject_id = originator_id
WHERE wrapped IS NULL AND topic = %s AND NOT EXISTS (
    SELECT FROM stored_events AS later WHERE later.originator_id = stored_events.originator_id AND later.topic = %s
)
"""


@contextmanager
def views_kept(app: Application) -> Iterator[Thread]:
    """The read models are kept up with the log while the block runs."""
    runner = Runner(app.settings.database_url, app.log, app.projectors)
    thread = Thread(target=runner.run, name="views")
    thread.start()
    try:
        yield thread
    finally:
        runner.stop()
        thread.join()


def fill_views(app: Application, keeper: Thread, progress: Progress) -> None:
    """Wait until the read models have the whole log."""
    goal = app.log.last_position()
    while not app.positions.wait_for(goal, STEP):
        progress(app.positions.position(), goal)
        if not keeper.is_alive():
            raise RuntimeError("the read models cannot be filled; see the log above")
    progress(goal, goal)


def finish_erasures(app: Application) -> int:
    """Erase once more whom the log does not call erased and whose key is destroyed; returns how many there were.

    Their addresses are free again by it: the same person's next mail is a new contact's. Names and texts cannot be
    read any more, so mentions in other people's messages are not found.
    """
    with app.pool.connection() as db:
        rows = db.execute(UNFINISHED, (ContactCreated.TOPIC, ContactErased.TOPIC)).fetchall()
    for (contact_id,) in rows:
        contact = app.log.fresh(Contact, UUID(str(contact_id)))
        assert contact is not None  # noqa: S101 - its stream begins with ContactCreated
        app.eraser.erase(contact.id, app.env(contact.account_id, OPERATOR))
    return len(rows)


def proven(app: Application, progress: Progress) -> list[Difference]:
    """Rebuild every read model beside the live ones and return how they compare."""
    worker = Rebuild(app.settings.database_url, app.log, app.projectors)
    return worker.verify([view.name for view in app.projectors], progress)
