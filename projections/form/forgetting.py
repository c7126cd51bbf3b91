"""How submissions forget a person (PRV-08): their own entirely, others' where they name them."""

from collections.abc import Sequence
from typing import Any

from psycopg.types.json import Jsonb

from domain.contact.events import ContactErased
from domain.kernel.personal import ERASED
from projections.common.db import Db
from projections.common.masking import Mask, mask_each
from projections.common.projector import Forgetting

ERASE = """
UPDATE form_submissions SET page = %s, given = '[]', files = '[]' WHERE account_id = %s AND contact_id = %s
"""
MENTIONING = """
SELECT conversation_id, page, given, files FROM form_submissions
WHERE account_id = %s AND message_id = ANY(%s) ORDER BY conversation_id
"""
WRITE = """
UPDATE form_submissions SET page = %s, given = %s, files = %s WHERE account_id = %s AND conversation_id = %s
"""


def erase(event: ContactErased, db: Db) -> None:
    """Bring what the contact sent to what a rebuild makes of it."""
    db.execute(ERASE, [ERASED, event.account_id, event.originator_id])


def mask_mentions(event: Forgetting, mask: Mask, db: Db) -> None:
    """Mask the texts of other people's submissions that name the erased."""
    rows = db.execute(MENTIONING, [event.account_id, list(event.mentions)]).fetchall()
    for conversation_id, page, given, files in rows:
        values = [mask(str(page)), Jsonb(_given(mask, given)), Jsonb(_files(mask, files))]
        db.execute(WRITE, [*values, event.account_id, conversation_id])


def _given(mask: Mask, given: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    masked = []
    for one in given:
        words: dict[str, Any] = {"values": mask_each(mask, one["values"])}
        # the key of an unknown value is the sender's word, too
        words |= {} if one["known"] else {"name": mask(one["name"]), "label": mask(one["label"])}
        masked.append({**one, **words})
    return masked


def _files(mask: Mask, files: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**one, "filename": mask(one["filename"])} for one in files]
