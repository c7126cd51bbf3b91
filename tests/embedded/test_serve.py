"""One command starts everything, survives every kill, and leaves nothing behind."""

import os
import signal
import socket
from functools import partial
from pathlib import Path

import psycopg
import pytest

from infrastructure.embedded.processes import wait_until
from infrastructure.settings import Settings
from tests.support.serving import PATIENCE, Serving, all_gone, serving


def dsn(state: Path) -> str:
    return Settings.from_env({"POSTROOM_STATE": str(state)}).database_url


def remember(state: Path, word: str) -> None:
    with psycopg.connect(dsn(state)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS words (word text)")
        connection.execute("INSERT INTO words VALUES (%s)", [word])


def remembered(state: Path) -> list[str]:
    with psycopg.connect(dsn(state)) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM words ORDER BY word")]


def started(state: Path) -> list[str]:
    return (state / "started.txt").read_text(encoding="utf-8").split()


def idles(state: Path, times: int) -> bool:
    return started(state).count("idle") == times


def all_started(state: Path, times: int) -> bool:
    return wait_until(lambda: sorted(started(state)) == sorted(["once", "api", "idle"] * times), PATIENCE)


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_every_child_and_a_second_start_keeps_the_data(state: Path, signum: int) -> None:
    with serving(state) as first:
        remember(state, "kept")
        assert all_started(state, 1)
        assert started(state)[0] == "once"
        groups = first.groups()
        assert set(groups) >= {"postgres", "valkey-server", "api", "idle"}
        code, printed = first.stop(signum)
    assert (code, "stopped in" in printed) == (0, True)
    assert all_gone(groups)
    assert not (state / "pids.json").exists()
    assert not (state / "running.json").exists()
    with serving(state):
        assert remembered(state) == ["kept"]
        assert all_started(state, 2)


def test_a_second_instance_says_where_the_first_is(state: Path) -> None:
    with serving(state) as first, Serving(state) as second:
        printed, _ = second.process.communicate(timeout=PATIENCE)
        assert second.process.returncode == 1
        assert f"already running: process {first.process.pid} at http://127.0.0.1:{first.port}" in printed
        assert first.answer()


def test_after_kill_9_of_the_supervisor_the_next_start_goes_on(state: Path) -> None:
    with serving(state) as first:
        remember(state, "before")
        groups = first.groups()
        first.kill()
    with serving(state):
        assert all_gone(groups)
        assert remembered(state) == ["before"]


def test_after_kill_9_of_everything_the_next_start_goes_on(state: Path) -> None:
    with serving(state) as first:
        remember(state, "before")
        first.kill()
        for group in first.groups().values():
            os.killpg(group, signal.SIGKILL)
    with serving(state):
        assert remembered(state) == ["before"]


def test_killed_servers_and_children_come_back(state: Path) -> None:
    with serving(state) as running:
        remember(state, "before")
        before = running.groups()
        worker_of_api = running.answer()
        for group in before.values():
            os.kill(group, signal.SIGKILL)
        renewed = wait_until(
            lambda: (
                len({**before, **running.groups()}) == len(before)
                and not set(before.values()) & set(running.groups().values())
            ),
            PATIENCE,
        )
        assert renewed, running.groups()
        # The api's worker outlived its master and held the port: it must have been swept.
        assert wait_until(lambda: running.answer() not in {"", worker_of_api}, PATIENCE)
        assert remembered(state) == ["before"]
        assert all_gone(before)


@pytest.mark.req("RL-01")
def test_a_child_that_is_killed_often_is_started_every_time(state: Path) -> None:
    with serving(state) as running:
        for times in range(1, 8):
            assert wait_until(partial(idles, state, times), PATIENCE)
            os.kill(running.groups()["idle"], signal.SIGKILL)
        assert wait_until(partial(idles, state, 8), PATIENCE)
        assert running.process.poll() is None


def test_a_child_that_keeps_dying_ends_it_with_the_end_of_its_log(state: Path) -> None:
    with Serving(state, {"api": "api", "worker": "broken"}) as running:
        printed, _ = running.process.communicate(timeout=PATIENCE)
    assert running.process.returncode == 1
    assert "worker keeps dying" in printed
    assert "this is why it broke" in printed


def test_a_step_that_fails_stops_the_start(empty_state: Path) -> None:
    with Serving(empty_state, {"step": "broken", "api": "api"}) as running:
        printed, _ = running.process.communicate(timeout=PATIENCE)
    assert running.process.returncode == 1
    assert "step failed" in printed
    assert "this is why it broke" in printed
    assert started(empty_state) == ["broken"]


def test_a_taken_port_is_said_before_anything_starts(empty_state: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        with Serving(empty_state, smtp_port=taken) as running:
            printed, _ = running.process.communicate(timeout=PATIENCE)
    assert running.process.returncode == 1
    assert f"port {taken} on 127.0.0.1: Address already in use; choose another with --smtp-port" in printed
    assert not (empty_state / "postgres").exists()


def test_servers_of_the_environment_are_used_instead(
    empty_state: Path, empty_database: str, redis_url: str
) -> None:
    servers = {"POSTROOM_DATABASE_URL": empty_database, "POSTROOM_REDIS_URL": redis_url}
    with serving(empty_state, servers) as running:
        assert set(running.groups()) == {"api", "idle"}
        assert not (empty_state / "postgres").exists()
