"""Starting PostgreSQL where an earlier run, another program or the surroundings are in the way."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from infrastructure.embedded import Postgres
from infrastructure.embedded.identity import SWITCH


@contextmanager
def started(state: Path, *, durable: bool = False) -> Iterator[Postgres]:
    server = Postgres(state, durable=durable)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def one(server: Postgres) -> object:
    with psycopg.connect(server.dsn) as connection:
        row = connection.execute("SELECT 1").fetchone()
    return row and row[0]


def test_a_stale_pid_file_that_names_a_living_stranger_is_no_obstacle(state: Path) -> None:
    with started(state) as server:
        pidfile = server.data / "postmaster.pid"
        lines = pidfile.read_text(encoding="utf-8").split("\n")
    stranger = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        for lock in (pidfile, server.socket / ".s.PGSQL.5432.lock"):
            lock.write_text("\n".join([str(stranger.pid), *lines[1:]]), encoding="utf-8")
            os.chown(lock, server.who.owner, -1)
        with started(state) as again:
            assert one(again) == 1
        assert stranger.poll() is None
    finally:
        stranger.communicate(b"\n")


def test_a_server_still_running_on_the_data_is_ended_first(state: Path) -> None:
    with started(state) as first, started(state) as second:
        assert first.process is not None
        assert first.process.wait(10) == 0
        assert one(second) == 1


def test_half_an_initdb_is_done_again(empty_state: Path) -> None:
    server = Postgres(empty_state, durable=False)
    (server.data / "base").mkdir()
    (server.data / "PG_VERSION").write_text("18\n", encoding="ascii")
    with started(empty_state) as server:
        assert one(server) == 1


def test_kill_9_of_the_server_loses_nothing(state: Path) -> None:
    with started(state, durable=True) as first:
        with psycopg.connect(first.dsn) as connection:
            connection.execute("CREATE TABLE kept ()")
        assert first.process is not None
        os.kill(first.process.pid, signal.SIGKILL)
        with started(state, durable=True) as second, psycopg.connect(second.dsn) as connection:
            assert connection.execute("TABLE kept").fetchall() == []


@pytest.mark.parametrize("name", ["with space & ümlaut %", "long" * 30])
def test_odd_and_long_paths(state: Path, name: str) -> None:
    odd = state / name
    odd.mkdir()
    (state / "postgres").rename(odd / "postgres")
    with started(odd) as server:
        assert one(server) == 1
        assert len(os.fsencode(server.socket)) < 100
    if server.socket.parent != odd:
        shutil.rmtree(server.socket)


def test_the_callers_postgres_and_locale_variables_do_not_count(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "PGPORT": "1",
        "PGHOST": "nowhere",
        "LC_ALL": "xx_XX.UTF-8",
        "PGDATA": "/nowhere",
    }.items():
        monkeypatch.setenv(name, value)
    with started(state) as server:
        assert one(server) == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_as_root_without_user_namespaces_and_back(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "setuid")
    with started(state) as server:
        assert server.who.mode == "setuid"
        assert server.data.stat().st_uid == server.who.uid != 0
        assert one(server) == 1
    monkeypatch.delenv(SWITCH)
    with started(state) as server:
        assert one(server) == 1


def test_a_start_that_fails_says_why(state: Path) -> None:
    with started(state) as server:
        configuration = server.data / "postgresql.conf"
    with configuration.open("a", encoding="utf-8") as text:
        text.write("no_such_setting = 1\n")
    with pytest.raises(Exception, match=r"(?s)did not start.*no_such_setting"), started(state):
        pass
