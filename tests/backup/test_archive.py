"""The file of a backup is whole or refused."""

from pathlib import Path

import pytest

from infrastructure.backup import BackupRefused
from infrastructure.backup.archive import DRAFT, parts, verified, written
from tests.support.installation import quiet

SECRET = b"sealed " * 300


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    path = tmp_path / "one.backup"
    with written(path) as writer:
        writer.add("tables/public.a", "000000", SECRET)
        writer.add("tables/public.a", "000001", b"")
        writer.add("blobs", "ab", SECRET)
        writer.finish({"version": "9", "position": 7})
    return path


def test_what_was_written_is_read(backup: Path) -> None:
    assert verified(backup, quiet)["position"] == 7
    assert list(parts(backup, "tables/public.a")) == [("000000", SECRET), ("000001", b"")]
    assert list(parts(backup, "blobs")) == [("ab", SECRET)]
    assert list(parts(backup, "tables/public")) == []
    assert backup.stat().st_mode & 0o077 == 0
    assert not list(backup.parent.glob(f"*{DRAFT}"))


@pytest.mark.req("RL-08")
def test_every_damaged_byte_that_counts_is_found(backup: Path) -> None:
    whole = backup.read_bytes()
    manifest = whole.index(b"manifest-")
    for place in (0, 600, 512 + len(SECRET) - 1, manifest, manifest + 520, whole.index(b'"position"') + 2):
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(BackupRefused, match=r"is damaged|not a whole backup"):
            verified(backup, quiet)
    for end in (0, 100, 700, manifest, manifest + 600):
        backup.write_bytes(whole[:end])
        with pytest.raises(BackupRefused, match=r"is damaged|not a whole backup"):
            verified(backup, quiet)


@pytest.mark.req("RL-08")
def test_a_part_that_was_taken_out_or_exchanged_is_found(tmp_path: Path) -> None:
    paths = [tmp_path / "long", tmp_path / "short", tmp_path / "other"]
    for path, content in zip(paths, (b"one", None, b"two"), strict=True):
        with written(path) as writer:
            writer.add("tables/public.a", "0", b"same")
            if content is not None:
                writer.add("blobs", "ab", content)
            writer.finish({"version": "9"})
    long, short, other = (path.read_bytes() for path in paths)
    end = long.index(b"manifest-")
    for ending in (short[short.index(b"manifest-") :], other[other.index(b"manifest-") :]):
        paths[0].write_bytes(long[:end] + ending)
        with pytest.raises(BackupRefused, match="is damaged: blobs is not what was written"):
            verified(paths[0], quiet)


def test_another_file_is_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "letter"
    path.write_text("Dear Ann, " * 200, encoding="ascii")
    with pytest.raises(BackupRefused, match="no backup"):
        verified(path, quiet)


def test_a_later_format_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infrastructure.backup.archive.FORMAT", 2)
    with written(tmp_path / "new") as writer:
        writer.finish({"version": "2.0"})
    monkeypatch.undo()
    with pytest.raises(BackupRefused, match=r"later version \(2.0\)"):
        verified(tmp_path / "new", quiet)


def test_what_fails_leaves_nothing_and_nothing_is_overwritten(backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(BackupRefused, match="exists already"), written(backup):
        pass
    other = backup.with_name("other")
    with pytest.raises(TypeError), written(other) as writer:
        writer.add("blobs", "ab", None)  # type: ignore[arg-type]
    with written(other), pytest.raises(BackupRefused, match="at this moment"), written(other):
        pass
    assert sorted(path.name for path in backup.parent.iterdir()) == ["one.backup", "other"]
    assert backup.read_bytes() == before


def test_what_a_killed_backup_left_is_in_nobody_s_way(tmp_path: Path) -> None:
    path = tmp_path / "one"
    path.with_name("one" + DRAFT).write_bytes(b"half" * 1000)
    with written(path) as writer:
        writer.finish({"version": "9"})
    assert verified(path, quiet)["version"] == "9"
