"""What people are writing and have not sent: sealed working state beside the log (CNV-09, PRV-08)."""

import os
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg.rows import tuple_row
from psycopg_pool import ConnectionPool

from api.drafts import Draft, DraftChanged, DraftHint, Place
from domain.conversation.refusals import ConversationErased
from infrastructure.events.keyring import Fresh, Keyring, SubjectErased
from infrastructure.sealing import NONCE, Seal

NOWHERE = UUID(int=0)
MOST = 200
SWEEP = timedelta(hours=1)
KEEP = """
INSERT INTO public.drafts AS d
    (account_id, owner_id, kind, conversation_id, subject_id, sealed, version, updated_at)
VALUES (%(account)s, %(owner)s, %(kind)s, %(conversation)s, %(subject)s, %(sealed)s, 1, %(at)s)
ON CONFLICT (account_id, owner_id, kind, conversation_id) DO UPDATE SET
    subject_id = excluded.subject_id, sealed = excluded.sealed, version = d.version + 1, updated_at = excluded.updated_at
WHERE %(version)s::bigint IS NULL OR d.version = %(version)s
RETURNING version
"""
READ = """
SELECT subject_id, sealed, version, updated_at FROM public.drafts
WHERE account_id = %s AND owner_id = %s AND kind = %s AND conversation_id = %s
"""
DROP = """
DELETE FROM public.drafts WHERE account_id = %s AND owner_id = %s AND kind = %s AND conversation_id = %s
"""
LIST = """
SELECT kind, conversation_id, version, updated_at FROM public.drafts
WHERE account_id = %s AND owner_id = %s ORDER BY updated_at DESC LIMIT %s
"""
MAILS = "SELECT owner_id, kind, conversation_id, sealed FROM public.drafts WHERE account_id = %s AND subject_id IS NULL"


class Drafts:
    """Satisfies `api.drafts.Drafts`. What nobody touched for `kept` is forgotten, by a look once an hour and process."""

    def __init__(
        self,
        pool: ConnectionPool,
        keyring: Keyring,
        secret_of: Callable[[UUID], bytes],
        kept: timedelta,
    ) -> None:
        """Keep in `pool`'s database; `secret_of` gives the account's secret, for what has no data subject yet."""
        self._pool, self._keyring, self._secret_of, self._kept = pool, keyring, secret_of, kept
        self._swept: datetime | None = None

    def keep(self, place: Place, content: bytes, version: int | None, at: datetime) -> int:
        """See `api.drafts.Drafts.keep`."""
        self._sweep(at)
        values = {
            "account": place.account_id, "owner": place.owner_id, "kind": place.kind,
            "conversation": place.conversation_id or NOWHERE, "subject": place.subject_id,
            "sealed": self._sealed(place, content), "version": version, "at": at,
        }  # fmt: skip
        with self._pool.connection() as db:
            kept = db.execute(KEEP, values).fetchone()
        if kept is None:
            raise DraftChanged
        return int(kept[0])

    def read(self, place: Place) -> Draft | None:
        """See `api.drafts.Drafts.read`."""
        with self._pool.connection() as db, db.cursor(row_factory=tuple_row) as cursor:
            row = cursor.execute(READ, _key(place)).fetchone()
        if row is None:
            return None
        subject_id, sealed, version, updated_at = row
        content = self._opened(place, subject_id, bytes(sealed))
        return None if content is None else Draft(content, version, updated_at)

    def drop(self, place: Place) -> None:
        """See `api.drafts.Drafts.drop`."""
        with self._pool.connection() as db:
            db.execute(DROP, _key(place))

    def of(self, account_id: UUID, owner_id: UUID) -> Sequence[DraftHint]:
        """See `api.drafts.Drafts.of`."""
        with self._pool.connection() as db, db.cursor(row_factory=tuple_row) as cursor:
            rows = cursor.execute(LIST, (account_id, owner_id, MOST)).fetchall()
        return [
            DraftHint(kind, None if conversation == NOWHERE else conversation, version, at)
            for kind, conversation, version, at in rows
        ]

    def forget(self, account_id: UUID, subjects: Sequence[UUID], values: Sequence[str]) -> None:
        """Drop what was being written to erased people, and new mails that name any of `values` (PRV-08)."""
        named = [value.casefold() for value in values if value.strip()]
        with self._pool.connection() as db:
            db.execute("DELETE FROM public.drafts WHERE subject_id = ANY(%s)", (list(subjects),))
            for owner, kind, conversation, sealed in db.execute(MAILS, (account_id,)).fetchall():
                place = Place(account_id, owner, kind, None if conversation == NOWHERE else conversation)
                text = (self._opened(place, None, bytes(sealed)) or b"").decode().casefold()
                if any(value in text for value in named):
                    db.execute(DROP, _key(place))

    def _sweep(self, at: datetime) -> None:
        if self._swept is None or at - self._swept >= SWEEP:
            self._swept = at
            with self._pool.connection() as db:
                db.execute("DELETE FROM public.drafts WHERE updated_at <= %s", (at - self._kept,))

    def _sealed(self, place: Place, content: bytes) -> bytes:
        if place.subject_id is None:
            return self._seal(place.account_id).close(content, _name(place))
        fresh = Fresh()
        try:
            cipher: AESGCM = self._keyring.for_sealing(place.subject_id, fresh)
        except SubjectErased:
            raise ConversationErased from None
        if fresh.wrapped:
            message = "the contact has no key yet: its first event comes first"
            raise LookupError(message)
        nonce = os.urandom(NONCE)
        return nonce + cipher.encrypt(nonce, content, _name(place))

    def _opened(self, place: Place, subject_id: UUID | None, sealed: bytes) -> bytes | None:
        if subject_id is None:
            return self._seal(place.account_id).open(sealed, _name(place))
        cipher = self._keyring.for_reading(subject_id)
        try:
            return None if cipher is None else cipher.decrypt(sealed[:NONCE], sealed[NONCE:], _name(place))
        except InvalidTag:
            return None

    def _seal(self, account_id: UUID) -> Seal:
        return Seal(lambda: self._secret_of(account_id), "drafts")


def _key(place: Place) -> tuple[Any, ...]:
    return place.account_id, place.owner_id, place.kind, place.conversation_id or NOWHERE


def _name(place: Place) -> bytes:
    """What the sealed text is bound to: it opens nowhere else."""
    return (
        b"".join(one.bytes for one in (place.owner_id, place.conversation_id or NOWHERE))
        + place.kind.encode()
    )
