"""Sealed blobs on the file system, and the destruction of keys."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from domain.contact.aggregate import Contact
from domain.kernel.envelope import Envelope
from infrastructure.blobs.filesystem import ABANDONED, DRAFTS, Folder
from infrastructure.blobs.sealed import SealedBlobs
from infrastructure.destroyed import DESTROYED, DestroyedKeys, destroy_again
from infrastructure.events.keyring import SubjectErased
from tests.support.store import Store, opened_store

TEXT = b"a letter of Zofia"


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with opened_store(database) as opened:
        yield opened


@pytest.fixture
def blobs(store: Store, tmp_path: Path) -> SealedBlobs:
    return SealedBlobs(Folder(tmp_path / "blobs"), store.keyring)


def known_contact(store: Store) -> Contact:
    env = Envelope(uuid4(), "system:test", datetime.now(UTC), uuid4())
    contact = Contact.create(uuid4(), env, name="Zofia", source="email")
    store.log.append(env.account_id, None, [contact], {})
    return contact


@pytest.mark.req("SE-06", "PRV-08")
def test_a_blob_is_sealed_and_forgotten_with_its_subject(
    store: Store, blobs: SealedBlobs, tmp_path: Path
) -> None:
    contact, blob = known_contact(store), uuid4()
    blobs.put(blob, contact.id, TEXT)
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert TEXT not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    assert blobs.get(blob, contact.id) == TEXT
    store.keyring.destroy([contact.id])
    assert blobs.get(blob, contact.id) is None
    with pytest.raises(SubjectErased):
        blobs.put(uuid4(), contact.id, TEXT)
    blobs.delete([blob, uuid4()])
    assert not file.exists()


@pytest.mark.req("SE-08")
def test_a_blob_in_another_s_place_or_changed_is_none(
    store: Store, blobs: SealedBlobs, tmp_path: Path
) -> None:
    contact, one, two = known_contact(store), uuid4(), uuid4()
    for blob in (one, two):
        blobs.put(blob, contact.id, TEXT)
    files = {path.name: path for path in tmp_path.rglob("*") if path.is_file()}
    files[one.hex].write_bytes(files[two.hex].read_bytes())
    assert blobs.get(one, contact.id) is None
    assert blobs.get(uuid4(), contact.id) is None


@pytest.mark.req("RL-01")
def test_who_reads_while_a_blob_is_written_again_reads_it_whole_as_it_was(
    store: Store, blobs: SealedBlobs, tmp_path: Path
) -> None:
    contact, blob = known_contact(store), uuid4()
    blobs.put(blob, contact.id, TEXT)
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    before = file.read_bytes()
    with file.open("rb") as reading:
        blobs.put(blob, contact.id, TEXT)
        assert reading.read() == before
    assert file.read_bytes() != before
    assert blobs.get(blob, contact.id) == TEXT
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [file]


def test_a_write_that_fails_leaves_nothing_half_done(
    store: Store, blobs: SealedBlobs, tmp_path: Path
) -> None:
    contact, blob = known_contact(store), uuid4()
    (tmp_path / "blobs" / blob.hex[:2] / blob.hex).mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        blobs.put(blob, contact.id, TEXT)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_subject_that_begins_with_its_blob(store: Store, blobs: SealedBlobs) -> None:
    subject, blob = uuid4(), uuid4()
    with pytest.raises(LookupError):
        blobs.put(blob, subject, TEXT)
    blobs.put(blob, subject, TEXT, begins=True)
    env = Envelope(uuid4(), "system:test", datetime.now(UTC), uuid4())
    store.log.append(env.account_id, None, [Contact.create(subject, env, name="Z", source="email")], {})
    with opened_store(store.dsn) as elsewhere:
        assert SealedBlobs(blobs.store, elsewhere.keyring).get(blob, subject) == TEXT
    store.keyring.unstage(subject)


@pytest.mark.req("PRV-08", "RL-08")
def test_destroyed_keys_are_noted_outside_and_destroyed_again_after_a_restore(
    store: Store, tmp_path: Path
) -> None:
    contact = known_contact(store)
    path = tmp_path / DESTROYED
    destroyed = DestroyedKeys(path, store.keyring)
    assert destroy_again(path, store.pool) == 0
    with store.pool.connection() as db:
        backup = db.execute("SELECT * FROM vault.subject_keys").fetchall()
    destroyed.destroy([contact.id])
    with store.pool.connection() as db:
        db.execute("DELETE FROM vault.subject_keys")
        db.cursor().executemany("INSERT INTO vault.subject_keys VALUES (%s, %s, %s, %s)", backup)
    store.keyring.forget([contact.id])
    assert not store.log.stream(contact.id)[0].erased
    assert [destroy_again(path, store.pool), destroy_again(path, store.pool)] == [1, 0]
    store.keyring.forget([contact.id])
    assert store.log.stream(contact.id)[0].erased


@pytest.mark.req("RL-01")
def test_drafts_of_killed_processes_are_removed_and_those_being_written_stay(tmp_path: Path) -> None:
    folder, one = Folder(tmp_path), uuid4()
    folder.put(one, b"sealed")
    drafts = tmp_path / DRAFTS
    assert list(drafts.iterdir()) == []
    old, fresh = drafts / "old", drafts / "fresh"
    for draft in (old, fresh):
        draft.write_bytes(b"half a blob")
    long_ago = time.time() - 2 * ABANDONED
    os.utime(old, (long_ago, long_ago))
    again = Folder(tmp_path)
    again.put(one, b"sealed anew")
    assert list(drafts.iterdir()) == [fresh]
    assert again.get(one) == b"sealed anew"
    assert list(again.ids()) == [one]
