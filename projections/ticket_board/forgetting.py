"""How the board forgets people: a ticket's texts are its first contact's, and may name others (PRV-08)."""

from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from domain.contact.events import ContactErased
from domain.kernel.personal import ERASED
from projections.common.db import Db
from projections.common.masking import Mask
from projections.common.projector import Forgetting

TABLES = (
    ("ticket_board", ("account_id", "ticket_id")),
    ("ticket_board_history", ("account_id", "ticket_id", "position")),
)
OF_CONVERSATIONS = """
    SELECT conversation_id FROM ticket_board_messages WHERE account_id = %s AND message_id = ANY(%s)"""
CONCERNED = """account_id = %(account)s AND (conversation_id = ANY(%(objects)s) OR ticket_id IN (
    SELECT ticket_id FROM ticket_board_links WHERE account_id = %(account)s AND object_id = ANY(%(objects)s)))"""


def erase(db: Db, event: ContactErased) -> None:
    """Erase the texts of the tickets that were opened for the contact, past ones too."""
    for table, _ in TABLES:
        erased = f"""
            UPDATE {table} SET name = '{ERASED}',
                description = CASE WHEN description IS NULL THEN NULL ELSE '{ERASED}' END,
                properties = (
                    SELECT coalesce(jsonb_object_agg(key, CASE value ->> 'kind'
                        WHEN 'text' THEN jsonb_set(value, '{{value}}', '"{ERASED}"') ELSE value END), '{{}}')
                    FROM jsonb_each(properties))
            WHERE account_id = %s AND contact_id = %s"""
        db.execute(erased.encode(), [event.account_id, event.originator_id])


def mask(db: Db, event: Forgetting, mask: Mask) -> None:
    """Mask the texts of tickets that may name somebody erased.

    These are the tickets of conversations that mention them, and those they were a further contact of.
    """
    found = db.execute(OF_CONVERSATIONS, [event.account_id, list(event.mentions)]).fetchall()
    objects = [*(row[0] for row in found), event.originator_id]
    for table, key in TABLES:
        _mask(db, table, key, mask, {"account": event.account_id, "objects": objects})


def _mask(
    db: Db, table: str, key: tuple[str, ...], mask: Mask, concerned: dict[str, UUID | list[UUID]]
) -> None:
    columns = ", ".join((*key, "name", "description", "properties"))
    rows = db.execute(f"SELECT {columns} FROM {table} WHERE {CONCERNED}".encode(), concerned).fetchall()
    same = " AND ".join(f"{column} = %s" for column in key)
    statement = f"UPDATE {table} SET name = %s, description = %s, properties = %s WHERE {same}"
    with db.cursor() as cursor:
        cursor.executemany(statement.encode(), [_masked(row, len(key), mask) for row in rows])


def _masked(row: Any, keys: int, mask: Mask) -> list[Any]:
    name, description, properties = row[keys:]
    values = {
        key: {**one, "value": mask(one["value"])} if one["kind"] == "text" else one
        for key, one in properties.items()
    }
    return [mask(name), None if description is None else mask(description), Jsonb(values), *row[:keys]]
