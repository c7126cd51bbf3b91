"""How search forgets a person (PRV-08): their own rows go; where others mention them, the words are made anew."""

from psycopg.types.json import Jsonb

from domain.contact.events import ContactErased
from projections.common.db import Db
from projections.common.masking import Mask, mask_each
from projections.common.projector import Forgetting
from projections.search import vectors
from projections.search.rows import TextRow

ERASE = """
WITH gone AS (
    DELETE FROM search WHERE account_id = %s AND contact_id = %s RETURNING account_id, n
)
DELETE FROM search_texts AS t USING gone WHERE t.account_id = gone.account_id AND t.n = gone.n"""
MENTIONS = """
SELECT t.account_id, t.n, t.subject, t.people, t.files, t.body FROM search_texts AS t JOIN search USING (account_id, n)
WHERE account_id = %s AND message_id = ANY(%s)"""
MASK_TEXT = """
UPDATE search_texts SET subject = %s, people = %s, files = %s, body = %s WHERE account_id = %s AND n = %s"""
MASK_WORDS = "UPDATE search SET words = %s WHERE account_id = %s AND n = %s"


def erase(db: Db, event: ContactErased) -> None:
    """Remove what the contact wrote and was written, and the contact."""
    whose = [event.account_id, event.originator_id]
    db.execute(ERASE, whose)
    db.execute("DELETE FROM search_contacts WHERE account_id = %s AND contact_id = %s", whose)


def mask(db: Db, event: Forgetting, mask: Mask) -> None:
    """Mask the messages that mention somebody erased."""
    if not event.mentions:
        return
    for values in db.execute(MENTIONS, [event.account_id, list(event.mentions)]).fetchall():
        row = TextRow(*values)
        row.subject, row.body = mask(row.subject), mask(row.body)
        row.people, row.files = mask_each(mask, row.people), mask_each(mask, row.files)
        key = row.account_id, row.n
        db.execute(MASK_TEXT, [row.subject, Jsonb(row.people), Jsonb(row.files), row.body, *key])
        db.execute(MASK_WORDS, [vectors.of_message(row), *key])
