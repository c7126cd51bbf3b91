"""Files of contacts that the server works through: what is kept of them (CON-04)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from psycopg.rows import class_row, dict_row

from api.imports import ContactImport, FileGone, ImportUnderWay, Plan, RefusedRow
from application.contact_files import Sheet, read
from domain.kernel.refusal import InvalidInput
from infrastructure.postgres.pool import Pool
from infrastructure.uploads import Uploads

KIND = "import"
BEGIN = """
WITH old AS (DELETE FROM public.contact_imports WHERE account_id = %(account)s AND at < %(at)s - interval '30 days')
INSERT INTO public.contact_imports (import_id, account_id, actor, at, upload_id, state, fields, total)
VALUES (%(id)s, %(account)s, %(actor)s, %(at)s, %(upload)s, 'ready', %(fields)s, %(total)s) RETURNING *
"""
START = """
WITH again AS (
    UPDATE public.contact_imports SET state = 'working', run = run + 1, fields = %(fields)s, known = %(known)s,
        owner_id = %(owner)s, rehearse = %(rehearse)s, done = 0, created = 0, updated = 0, skipped = 0, refused = 0
    WHERE import_id = %(id)s AND account_id = %(account)s AND actor = %(actor)s AND state <> 'working' RETURNING *
), forgotten AS (DELETE FROM public.contact_imports_refused r USING again a WHERE r.import_id = a.import_id)
SELECT * FROM again
"""
STOP = """
UPDATE public.contact_imports SET state = CASE state WHEN 'working' THEN 'stopped' ELSE state END
WHERE import_id = %s AND account_id = %s AND actor = %s RETURNING *
"""
LOOK = "SELECT * FROM public.contact_imports WHERE import_id = %s AND account_id = %s AND actor = %s"
NEWEST = "SELECT * FROM public.contact_imports WHERE account_id = %s AND actor = %s ORDER BY at DESC LIMIT 20"
REFUSED = """
SELECT number, field, code, detail FROM public.contact_imports_refused
WHERE import_id = %s AND number > %s ORDER BY number LIMIT %s
"""
PAGE = 1000
HEADING = ("line", "field", "rule", "why")


class ContactImports:
    """Satisfies `api.imports.ContactImports`; files are uploads of whoever brought them."""

    def __init__(self, pool: Pool, uploads: Uploads, enqueue: Callable[[str, UUID, UUID, str], bool]) -> None:
        """Keep state in `pool`'s database; `enqueue` tells a worker, and without it the next sweep does."""
        self._pool, self._uploads, self._enqueue = pool, uploads, enqueue

    def bring(self, account_id: UUID, actor: str, data: bytes, at: datetime) -> tuple[ContactImport, Sheet]:
        """See `api.imports.ContactImports.bring`."""
        sheet = read(data)
        if not sheet.rows:
            raise InvalidInput("The file has headings and nothing else.", field="file")
        upload_id, _ = self._uploads.take(
            account_id, actor, "contacts.csv", "text/csv", BytesIO(data).read, len(data), at
        )
        values = {
            "id": uuid4(), "account": account_id, "actor": actor, "at": at, "upload": upload_id,
            "fields": list(sheet.fields), "total": len(sheet.rows),
        }  # fmt: skip
        (made,) = self._rows(BEGIN, values)
        return made, sheet

    def start(self, account_id: UUID, actor: str, import_id: UUID, plan: Plan) -> ContactImport | None:
        """See `api.imports.ContactImports.start`."""
        if self.look(account_id, actor, import_id) is None:
            return None
        if self._file(account_id, actor, import_id) is None:
            raise FileGone
        values = {
            "id": import_id, "account": account_id, "actor": actor, "fields": list(plan.fields),
            "known": plan.known, "owner": plan.owner_id, "rehearse": plan.rehearse,
        }  # fmt: skip
        started = self._rows(START, values)
        if not started:
            raise ImportUnderWay
        self._enqueue(KIND, account_id, import_id, import_id.hex)
        return started[0]

    def stop(self, account_id: UUID, actor: str, import_id: UUID) -> ContactImport | None:
        """See `api.imports.ContactImports.stop`."""
        return next(iter(self._rows(STOP, (import_id, account_id, actor))), None)

    def look(self, account_id: UUID, actor: str, import_id: UUID) -> ContactImport | None:
        """See `api.imports.ContactImports.look`."""
        return next(iter(self._rows(LOOK, (import_id, account_id, actor))), None)

    def of(self, account_id: UUID, actor: str) -> Sequence[ContactImport]:
        """See `api.imports.ContactImports.of`."""
        return self._rows(NEWEST, (account_id, actor))

    def refused(self, import_id: UUID, after: int, limit: int) -> Sequence[RefusedRow]:
        """See `api.imports.ContactImports.refused`."""
        with self._pool.connection() as db, db.cursor(row_factory=class_row(RefusedRow)) as cursor:
            return cursor.execute(REFUSED, (import_id, after, limit)).fetchall()

    def refused_cells(
        self, account_id: UUID, actor: str, import_id: UUID
    ) -> Iterator[tuple[object, ...]] | None:
        """See `api.imports.ContactImports.refused_cells`."""
        data = self._file(account_id, actor, import_id)
        return None if data is None else self._cells(import_id, read(data))

    def _cells(self, import_id: UUID, sheet: Sheet) -> Iterator[tuple[object, ...]]:
        yield (*HEADING, *sheet.columns)
        cells, after = {row.number: row.cells for row in sheet.rows}, 0
        while page := self.refused(import_id, after, PAGE):
            for row in page:
                yield (row.number, row.field, row.code, row.detail, *cells.get(row.number, ()))
            after = page[-1].number

    def _file(self, account_id: UUID, actor: str, import_id: UUID) -> bytes | None:
        query = "SELECT upload_id FROM public.contact_imports WHERE import_id = %s AND account_id = %s AND actor = %s"
        with self._pool.connection() as db:
            row = db.execute(query, (import_id, account_id, actor)).fetchone()
        found = None if row is None else self._uploads.look(account_id, actor, UUID(str(row[0])))
        return None if found is None else b"".join(found[1])

    def _rows(self, query: str, values: Any) -> list[ContactImport]:
        with self._pool.connection() as db, db.cursor(row_factory=dict_row) as cursor:
            rows = cursor.execute(query.encode(), values).fetchall()
        return [ContactImport(**{one.name: row[one.name] for one in fields(ContactImport)}) for row in rows]
