"""What tests of backups look at."""

import json
from pathlib import Path
from typing import Any

import psycopg

from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from infrastructure.bootstrap import Application
from tests.support.installation import Installation


def rows(dsn: str, table: str) -> list[Any]:
    """Return a table's rows as text, sorted."""
    with psycopg.connect(dsn) as db:
        return sorted(db.execute(f"SELECT t::text FROM {table} AS t").fetchall())


def nothing_in(dsn: str) -> bool:
    """Tell whether a database holds nothing of ours."""
    with psycopg.connect(dsn) as db:
        return db.execute("SELECT to_regclass('stored_events')").fetchall() == [(None,)]


def backed_up(old: Installation, target: Path) -> Path:
    """Make a backup, with the list of destroyed keys beside its folder, and return its file."""
    done = old.run("backup", target, "--destroyed", target.parent / "list", "--json")
    assert done.exit_code == 0, done.output
    return Path(json.loads(done.stdout)["path"])


def contact_of(app: Application, conversation: Any) -> Any:
    """Return whom a conversation is with; the contact can be read."""
    found = app.log.fresh(Conversation, conversation)
    assert found is not None
    assert app.log.fresh(Contact, found.contact_id) is not None
    return found.contact_id


def rows_of(app: Application, table: str) -> list[Any]:
    """Return a view's rows as text, once it has all there is."""
    assert app.positions.wait_for(app.log.last_position(), 30)
    with app.pool.connection() as db:
        return db.execute(f"SELECT t::text FROM {table} AS t").fetchall()
