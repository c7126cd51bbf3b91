"""A disk that is full kills servers as often as it likes: once there is room again, all goes on by itself (RL-03)."""

import os
import signal
from pathlib import Path

import psycopg
import pytest

from infrastructure.embedded.processes import wait_until
from infrastructure.settings import Settings
from tests.chaos.disk import limited
from tests.support.serving import PATIENCE, Serving, serving

TIMES = 7
"""More deaths than a process is allowed that never worked."""


def failed_starts(running: Serving) -> int:
    """Read what is printed until a server did not start often enough; fails with all of it where it ends before."""
    seen, lines = 0, []
    for line in running.process.stdout or ():
        lines.append(line)
        seen += "postgres does not start" in line
        if seen == TIMES:
            return seen
    raise AssertionError("".join(lines))


def answers(state: Path) -> bool:
    try:
        with psycopg.connect(Settings.from_env({"POSTROOM_STATE": str(state)}).database_url) as db:
            return db.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


@pytest.mark.req("RL-03")
def test_a_full_disk_ends_nothing_for_good(state: Path) -> None:
    with serving(state) as running:
        before = running.groups()
        with limited(running.process.pid):
            os.kill(before["postgres"], signal.SIGKILL)
            assert failed_starts(running) == TIMES
            # what runs could not be written down: the note is the old one
            assert running.groups() == before
        assert wait_until(lambda: answers(state), PATIENCE)
        assert wait_until(lambda: not set(before.values()) & {running.groups()["postgres"]}, PATIENCE)
        assert running.process.poll() is None


@pytest.mark.req("RL-01", "RL-03")
def test_a_connection_killed_while_the_disk_is_full_leaves_no_server_that_recovers_for_ever(
    state: Path,
) -> None:
    with serving(state) as running:
        before = running.groups()["postgres"]
        with psycopg.connect(Settings.from_env({"POSTROOM_STATE": str(state)}).database_url) as db:
            victim = db.info.backend_pid
            with limited(running.process.pid):
                os.kill(victim, signal.SIGKILL)
                assert wait_until(
                    lambda: running.groups()["postgres"] == before and not answers(state), PATIENCE
                )
                assert failed_starts(running) == TIMES
        assert wait_until(lambda: answers(state), PATIENCE)
