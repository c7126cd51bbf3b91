"""Questions about templates, as one person may see them (ACC-10)."""

from dataclasses import dataclass
from uuid import UUID

from psycopg.rows import class_row

from projections.common.db import Db

MOST = 10_000


@dataclass(frozen=True, slots=True)
class Template:
    """A template in one language, with the fields of `domain.template.events.TemplateFound`."""

    template_id: UUID
    name: str
    language: str
    category: str
    status: str
    reason: str
    header: dict[str, str]
    body: str
    footer: str
    buttons: list[dict[str, str]]


COLUMNS = ", ".join(Template.__dataclass_fields__)
OF_CHANNEL = f"SELECT {COLUMNS} FROM template_list WHERE account_id = %s AND channel_id = %s AND NOT gone"


def of_channel(db: Db, account_id: UUID, channel_id: UUID) -> list[Template]:
    """Return the templates of a channel that the asker may see, by name and language."""
    with db.cursor(row_factory=class_row(Template)) as cursor:
        statement = f"{OF_CHANNEL} ORDER BY name, language LIMIT {MOST}"
        return cursor.execute(statement.encode(), [account_id, channel_id]).fetchall()


def ids_of(db: Db, account_id: UUID, channel_id: UUID) -> list[UUID]:
    """Return the templates of a channel that are not gone."""
    statement = "SELECT template_id FROM template_list WHERE account_id = %s AND channel_id = %s AND NOT gone ORDER BY 1"
    return [row[0] for row in db.execute(statement, [account_id, channel_id])]
