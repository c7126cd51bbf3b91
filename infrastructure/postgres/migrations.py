"""One step brings a database to this version: the log, the vault, working state, and the read models' tables."""

from collections.abc import Callable, Collection
from importlib.resources import files

import psycopg

from infrastructure.events.recorder import OneTripRecorder, datastore

LOCK = 0x706F7374


def _log(dsn: str) -> None:
    store = datastore(dsn, pool_size=2)
    try:
        OneTripRecorder(store).create_table()
    finally:
        store.close()


def _script(name: str) -> Callable[[str], None]:
    def run(dsn: str) -> None:
        with psycopg.connect(dsn) as db:
            db.execute(files(__package__).joinpath(name).read_bytes())

    return run


STEPS: tuple[tuple[str, Callable[[str], None]], ...] = (
    ("0001_log", _log),
    ("0002_working_state", _script("working_state.sql")),
    ("0003_runners", _script("runners.sql")),
    ("0004_sign_ins", _script("sign_ins.sql")),
    ("0005_append_together", _log),
    ("0006_repeats", _script("repeats.sql")),
    ("0007_access", _script("access.sql")),
    ("0008_staged_secrets", _script("staged_secrets.sql")),
    ("0009_drafts", _script("drafts.sql")),
    ("0010_views_apart", _script("views_apart.sql")),
    ("0010_reading_marks", _script("reading_marks.sql")),
    ("0011_uploads", _script("uploads.sql")),
    ("0012_contact_imports", _script("contact_imports.sql")),
    ("0013_rating_links", _script("rating_links.sql")),
    ("0014_mailboxes", _script("mailboxes.sql")),
    ("0015_messenger", _script("messenger.sql")),
    ("0016_whatsapp", _script("whatsapp.sql")),
    ("0017_calling", _script("calling.sql")),
)


def migrate(dsn: str, names: Collection[str] | None = None) -> list[str]:
    """Apply the steps this database lacks, one process at a time, and return their names.

    `names` leaves others out, for a restore that begins with the tables of an earlier version.

    Raises:
        psycopg.Error: the database cannot be reached or refuses a step; the steps before it stay applied.

    """
    done: list[str] = []
    with psycopg.connect(dsn, autocommit=True) as db:
        db.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        db.execute("CREATE SCHEMA IF NOT EXISTS views")
        db.execute(
            "CREATE TABLE IF NOT EXISTS public.migrations (name text PRIMARY KEY, at timestamptz DEFAULT now())"
        )
        applied = {name for (name,) in db.execute("SELECT name FROM public.migrations")}
        for name, step in STEPS:
            if name not in applied and (names is None or name in names):
                step(dsn)
                db.execute("INSERT INTO public.migrations (name) VALUES (%s)", (name,))
                done.append(name)
    return done
