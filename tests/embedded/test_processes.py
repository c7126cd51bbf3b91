"""Private directories, environments and leftovers."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infrastructure.embedded.paths import log_file, private_dir, server_environment
from infrastructure.embedded.processes import Roster, command_line, group_members

WAIT = [sys.executable, "-c", "input()"]


@pytest.fixture
def stranger() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(WAIT, stdin=subprocess.PIPE, start_new_session=True)
    yield process
    process.communicate()


def test_leftovers_of_a_killed_run_are_ended(tmp_path: Path, stranger: subprocess.Popen[bytes]) -> None:
    roster = Roster(tmp_path / "pids.json")
    roster.write({stranger.pid: "input()"})
    assert roster.end_leftovers() == 1
    assert stranger.wait(5) != 0
    assert not roster.path.exists()


def test_a_reused_id_is_left_alone(tmp_path: Path, stranger: subprocess.Popen[bytes]) -> None:
    roster = Roster(tmp_path / "pids.json")
    roster.write({stranger.pid: "postgres"})
    assert roster.end_leftovers() == 0
    assert stranger.poll() is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"x": "y"}', '{"1": 2}'])
def test_a_broken_roster_is_an_empty_one(tmp_path: Path, text: str) -> None:
    roster = Roster(tmp_path / "pids.json")
    roster.path.write_text(text, encoding="utf-8")
    assert roster.end_leftovers() == 0


def test_a_dead_process_is_in_no_group(stranger: subprocess.Popen[bytes]) -> None:
    assert group_members(stranger.pid) == [stranger.pid]
    assert "input()" in command_line(stranger.pid)
    stranger.kill()
    os.waitid(os.P_PID, stranger.pid, os.WEXITED | os.WNOWAIT)
    assert group_members(stranger.pid) == []


def test_a_planted_link_is_not_taken_over(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o755)
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PermissionError, match="POSTROOM_STATE"):
        private_dir(tmp_path / "link")
    assert (tmp_path / "elsewhere").stat().st_mode & 0o777 == 0o755


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a directory of somebody else")
def test_a_strangers_directory_in_a_shared_place_is_not_taken_over(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    (tmp_path / "taken").mkdir()
    os.chown(tmp_path / "taken", 12345, -1)
    with pytest.raises(PermissionError, match="belongs to another user"):
        private_dir(tmp_path / "taken")


def test_servers_get_no_locale_and_no_libpq_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGPORT", "LC_CTYPE", "LANG"):
        monkeypatch.setenv(name, "x")
    environment = server_environment()
    assert not {"PGPORT", "LC_CTYPE", "LANG"} & set(environment)
    assert environment["LC_ALL"] == "C"


def test_a_log_that_has_grown_is_put_aside(tmp_path: Path) -> None:
    path = log_file(tmp_path, "server")
    with path.open("wb") as log:
        log.truncate(10_000_001)
    assert log_file(tmp_path, "server") == path
    assert not path.exists()
    assert path.with_suffix(".log.1").exists()
