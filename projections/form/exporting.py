"""What an export of a form's submissions needs beside their pages: how many, and which fields there ever were."""

from uuid import UUID

from projections.common.db import Db
from projections.form.queries import Seer, Wanted


def number(db: Db, seer: Seer, wanted: Wanted, most: int) -> int:
    """Return how many submissions of a form there are in a stretch of time; one more than `most` where there are more."""
    statement = """
        SELECT count(*) FROM (SELECT FROM form_submissions
        WHERE account_id = %(account)s AND form_id = %(form)s AND inbox_id = ANY(%(inboxes)s)
            AND (%(since)s::timestamptz IS NULL OR submitted_at >= %(since)s)
            AND (%(until)s::timestamptz IS NULL OR submitted_at < %(until)s) LIMIT %(most)s) AS these"""
    values = {
        "account": seer.account_id, "form": wanted.form_id, "inboxes": list(seer.inboxes), "since": wanted.since,
        "until": wanted.until, "most": most + 1,
    }  # fmt: skip
    row = db.execute(statement, values).fetchone()
    return int(row[0]) if row else 0


def field_names(db: Db, account_id: UUID, form_id: UUID) -> tuple[str, ...]:
    """Return the keys of all fields a form ever had, those of its newest version first, in its order."""
    statement = """
        SELECT one->>'name' FROM form_versions
        CROSS JOIN LATERAL jsonb_array_elements(definition->'fields') WITH ORDINALITY AS field (one, place)
        WHERE account_id = %(account)s AND form_id = %(form)s GROUP BY 1
        ORDER BY max(form_version) DESC, (array_agg(place ORDER BY form_version DESC))[1]"""
    rows = db.execute(statement, {"account": account_id, "form": form_id}).fetchall()
    return tuple(name for (name,) in rows)
