"""Files that wait to be sent along, in pieces: none is ever whole in memory before it is sent (CNV-08)."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg.rows import dict_row

from application.limits import Limits
from application.ports import UploadedFile
from application.uploads import (
    Brought,
    FileTooLarge,
    Infected,
    TooMuchWaiting,
    file_name,
    file_type,
)
from domain.kernel.ids import derived
from infrastructure.blobs.store import Store
from infrastructure.events.master import KEY, NONCE, MasterKeys
from infrastructure.postgres.pool import Pool
from infrastructure.scanning import Scan, Scanner

PIECE = 1_048_576
KEPT = timedelta(days=1)

BEGIN = """
INSERT INTO public.uploads (upload_id, account_id, actor, at, whole, size, content_type, master_id, sealed)
SELECT %(id)s, %(account)s, %(actor)s, %(at)s, false, %(size)s, '', '', '' WHERE %(size)s + (
    SELECT coalesce(sum(size), 0) FROM public.uploads WHERE account_id = %(account)s AND actor = %(actor)s AND contact_id IS NULL
) <= %(most)s
"""
FINISH = """
UPDATE public.uploads SET whole = true, size = %s, content_type = %s, master_id = %s, sealed = %s WHERE upload_id = %s
"""
FIND = """
SELECT * FROM public.uploads WHERE account_id = %s AND actor = %s AND upload_id = ANY(%s) AND whole
"""
CLAIM = "UPDATE public.uploads SET contact_id = %s WHERE upload_id = ANY(%s)"
STALE = (
    "SELECT account_id, upload_id FROM public.uploads WHERE at <= now() - %s::interval ORDER BY at LIMIT %s"
)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is sealed of an upload beside its bytes."""

    key: bytes
    filename: str
    sha256: str


class Uploads:
    """Takes files, shows them to who brought them, and hands them to the message they go with.

    Satisfies `application.ports.Uploads` and `api.services.Uploads`.
    """

    def __init__(
        self, pool: Pool, master: MasterKeys, store: Store, scanner: Scanner, limits: Limits
    ) -> None:
        """Keep bytes in `store` and the rest in `pool`'s database."""
        self._pool, self._master, self._store = pool, master, store
        self._scanner, self._limits = scanner, limits

    def take(
        self,
        account_id: UUID,
        actor: str,
        filename: str,
        content_type: str,
        read: Callable[[int], bytes],
        length: int | None,
        at: datetime,
    ) -> tuple[UUID, Brought]:
        """Keep what `read` yields, sealed piece by piece; `length` is what was announced.

        Raises:
            FileTooLarge, TooMuchWaiting, Infected, NotScanned: it is not kept, and nothing of it is left.

        """
        upload_id, most = uuid4(), self._limits.attachments_bytes
        if length is not None and length > most:
            raise self._too_large()
        self._begin(upload_id, account_id, actor, most if length is None else length, at)
        try:
            brought = self._kept(upload_id, account_id, file_name(filename), content_type, read)
        except BaseException:
            self.drop(upload_id)
            raise
        return upload_id, brought

    def _begin(self, upload_id: UUID, account_id: UUID, actor: str, size: int, at: datetime) -> None:
        most = self._limits.uploads_bytes
        values = {
            "id": upload_id,
            "account": account_id,
            "actor": actor,
            "at": at,
            "size": size,
            "most": most,
        }
        with self._pool.connection() as db:
            if db.execute(BEGIN, values).rowcount == 0:
                raise TooMuchWaiting(
                    f"Files of yours that wait to be sent have at most {most} bytes together. Send or remove some first."
                )

    def _kept(
        self,
        upload_id: UUID,
        account_id: UUID,
        filename: str,
        content_type: str,
        read: Callable[[int], bytes],
    ) -> Brought:
        key, digest, size, kind = os.urandom(KEY), hashlib.sha256(), 0, ""
        with self._scanner.scan() as scan:
            for number, piece in enumerate(_pieces(read)):
                size += len(piece)
                if size > self._limits.attachments_bytes:
                    raise self._too_large()
                kind = kind or file_type(content_type, piece)
                digest.update(piece)
                scan.feed(piece)
                nonce, blob_id = os.urandom(NONCE), _piece_id(upload_id, number)
                self._store.put(blob_id, nonce + AESGCM(key).encrypt(nonce, piece, blob_id.bytes))
            _must_be_clean(scan)
        brought = Brought(filename, kind or file_type(content_type, b""), size)
        told = json.dumps([key.hex(), filename, digest.hexdigest()]).encode()
        master_id, sealed = self._master.wrap(told, derived(account_id, "upload", upload_id.hex))
        with self._pool.connection() as db:
            db.execute(FINISH, (size, brought.content_type, master_id, sealed, upload_id))
        return brought

    def check(self, data: bytes) -> None:
        """Look into bytes that are not kept here; raises `Infected`, `NotScanned`."""
        with self._scanner.scan() as scan:
            for at in range(0, len(data), PIECE):
                scan.feed(data[at : at + PIECE])
            _must_be_clean(scan)

    def look(self, account_id: UUID, actor: str, upload_id: UUID) -> tuple[Brought, Iterator[bytes]] | None:
        """Return a file of who brought it with its bytes in pieces; None where there is none of theirs."""
        for row, kept in self._found(account_id, actor, [upload_id]):
            return Brought(kept.filename, row["content_type"], row["size"]), self._bytes(row, kept)
        return None

    def remove(self, account_id: UUID, actor: str, upload_id: UUID) -> bool:
        """Remove a file for who brought it; false where there is none of theirs."""
        found = self._found(account_id, actor, [upload_id])
        if found:
            self.drop(upload_id)
        return bool(found)

    def claimed(
        self, account_id: UUID, actor: str, upload_ids: Sequence[UUID], contact_id: UUID
    ) -> Sequence[UploadedFile] | None:
        """See `application.ports.Uploads.claimed`; what is claimed still goes with its day, or with the contact."""
        found = {row["upload_id"]: (row, kept) for row, kept in self._found(account_id, actor, upload_ids)}
        if len(found) < len(set(upload_ids)):
            return None
        with self._pool.connection() as db:
            db.execute(CLAIM, (contact_id, list(found)))
        return [
            UploadedFile(
                kept.filename, row["content_type"], row["size"], kept.sha256,
                lambda row=row, kept=kept: b"".join(self._bytes(row, kept)),  # type: ignore[misc]
            )
            for row, kept in (found[upload_id] for upload_id in dict.fromkeys(upload_ids))
        ]  # fmt: skip

    def forget(self, contact_id: UUID) -> None:
        """See `application.ports.Uploads.forget`."""
        with self._pool.connection() as db:
            rows = db.execute("SELECT upload_id FROM public.uploads WHERE contact_id = %s", (contact_id,))
            ids = [UUID(str(upload_id)) for (upload_id,) in rows.fetchall()]
        for upload_id in ids:
            self.drop(upload_id)

    def stale(self, most: int) -> list[tuple[UUID, UUID]]:
        """Return account and id of uploads older than a day."""
        with self._pool.connection() as db:
            return [(UUID(str(a)), UUID(str(u))) for a, u in db.execute(STALE, (KEPT, most)).fetchall()]

    def drop(self, upload_id: UUID) -> None:
        """Remove an upload, its bytes first: what is left after a crash is still listed, and removed another time."""
        with self._pool.connection() as db:
            row = db.execute("SELECT size FROM public.uploads WHERE upload_id = %s", (upload_id,)).fetchone()
        if row is None:
            return
        # one that was broken off has the pieces of at most what was announced, and one that was too long
        for number in range(int(str(row[0])) // PIECE + 2):
            self._store.delete(_piece_id(upload_id, number))
        with self._pool.connection() as db:
            db.execute("DELETE FROM public.uploads WHERE upload_id = %s", (upload_id,))

    def _found(
        self, account_id: UUID, actor: str, upload_ids: Sequence[UUID]
    ) -> list[tuple[dict[str, Any], _Kept]]:
        with self._pool.connection() as db, db.cursor(row_factory=dict_row) as cursor:
            rows = cursor.execute(FIND, (account_id, actor, list(upload_ids))).fetchall()
        return [(row, kept) for row in rows if (kept := self._opened(row)) is not None]

    def _opened(self, row: dict[str, Any]) -> _Kept | None:
        owner = derived(row["account_id"], "upload", row["upload_id"].hex)
        try:
            key, filename, digest = json.loads(self._master.unwrap(row["master_id"], row["sealed"], owner))
        except (LookupError, InvalidTag):
            # its master key is gone: it cannot be read any more than if its day were over
            return None
        return _Kept(bytes.fromhex(key), filename, digest)

    def _bytes(self, row: dict[str, Any], kept: _Kept) -> Iterator[bytes]:
        cipher = AESGCM(kept.key)
        for number in range(-(-row["size"] // PIECE)):
            blob_id = _piece_id(row["upload_id"], number)
            sealed = self._store.get(blob_id)
            if sealed is None:
                message = "a piece of an upload is gone"
                raise OSError(message)
            yield cipher.decrypt(sealed[:NONCE], sealed[NONCE:], blob_id.bytes)

    def _too_large(self) -> FileTooLarge:
        most = self._limits.attachments_bytes
        return FileTooLarge(f"The files of a message have at most {most} bytes together. Send a smaller one.")


def _must_be_clean(scan: Scan) -> None:
    if scan.verdict():
        raise Infected("The virus scanner found something in this file, so it was not taken.")


def _pieces(read: Callable[[int], bytes]) -> Iterator[bytes]:
    """Yield a stream in pieces of `PIECE` bytes, the last of which may be shorter."""
    piece = bytearray()
    while more := read(PIECE - len(piece)):
        piece += more
        if len(piece) == PIECE:
            yield bytes(piece)
            piece.clear()
    if piece:
        yield bytes(piece)


def _piece_id(upload_id: UUID, number: int) -> UUID:
    return derived(upload_id, "piece", str(number))
