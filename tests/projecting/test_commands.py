"""The commands that run, rebuild and verify."""

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from infrastructure.bootstrap import bootstrap
from infrastructure.cli.__main__ import postroom
from infrastructure.embedded.processes import wait_until
from infrastructure.postgres.pool import connect
from infrastructure.projecting.install import install
from infrastructure.projecting.runner import Runner
from infrastructure.settings import Settings
from tests.support.contacts import create
from tests.support.store import MASTER, Store, opened_store

CHECKOUT = Path(__file__).parents[2]
PATIENCE = 60.0


@pytest.fixture
def environment(
    database: str, redis_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    values = {
        "POSTROOM_DATABASE_URL": database,
        "POSTROOM_REDIS_URL": redis_url,
        "POSTROOM_STATE": str(tmp_path),
        "POSTROOM_MASTER_KEY": base64.b64encode(MASTER).decode(),
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return values


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with opened_store(database) as opened:
        yield opened


def run(*words: str) -> Result:
    return CliRunner().invoke(postroom, words)


@pytest.mark.req("AUD-03", "API-07")
def test_views_are_verified_and_rebuilt(store: Store, environment: dict[str, str]) -> None:
    create(store, "Ada")
    with bootstrap(Settings.from_env(environment)) as app:
        install(store.dsn, app.projectors)
        with connect(store.dsn) as db:
            assert Runner(store.dsn, app.log, app.projectors).step(db)
            known = [view.name for view in app.projectors]
            verified = json.loads(run("verify", "views", "--json").stdout)
            assert verified["equal"]
            assert {table["view"] for table in verified["tables"]} == set(known)
            assert db.execute("DELETE FROM contact_profile").rowcount == 1
    found = run("verify", "views", "contact_profile")
    assert found.exit_code == 1
    assert "contact_profile: 0 rows, DIFFERENT: 0 that a rebuild does not make, 1 missing" in found.stdout
    assert run("rebuild", "contact_profile").stdout.endswith("switched\n")
    assert run("verify", "views").exit_code == 0


def test_wrong_words_are_told_what_is_right(environment: dict[str, str]) -> None:
    assert environment
    assert "There are: inbox_list" in run("rebuild").stderr
    assert "no such view: nope" in run("rebuild", "nope").stderr
    assert "no such view: nope" in run("verify", "views", "nope").stderr


@pytest.mark.req("RL-05")
def test_what_was_set_aside_and_given_up_is_listed(store: Store, environment: dict[str, str]) -> None:
    assert run("migrate").exit_code == 0
    assert environment
    assert run("rebuild", "--set-aside").stdout == "nothing was set aside\n"
    assert run("dead-letters").exit_code == 0
    with connect(store.dsn) as db:
        db.execute(
            "INSERT INTO views.set_aside (view, version, position, error) VALUES ('timeline', 1, 7, 'E')"
        )
        db.execute("INSERT INTO dead_letters VALUES ('gone', 7, 0, 'E', 5)")
    assert "set aside by timeline: the event at 7 (E)" in run("verify", "views", "timeline").stdout
    assert "switched" in run("rebuild", "--set-aside").stdout
    assert "set aside" not in run("verify", "views", "timeline").stdout
    listed = run("dead-letters", "--replay")
    assert (listed.exit_code, listed.stdout) == (1, "gone at 7: E, 5 attempts\n")


@pytest.mark.slow
def test_projector_and_worker_work_until_they_are_asked_to_stop(
    store: Store, environment: dict[str, str]
) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "infrastructure.cli", name],
            env={**os.environ, **environment},
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("projector", "worker")
    ]
    try:
        assert [next(iter(process.stdout or ())) for process in running] == ["ready\n", "ready\n"]
        create(store, "Ada")
        with connect(store.dsn) as db:
            there = "SELECT FROM pg_tables WHERE tablename = 'contact_profile'"
            assert wait_until(lambda: bool(db.execute(there).fetchall()), PATIENCE)
            row = "SELECT FROM contact_profile"
            assert wait_until(lambda: bool(db.execute(row).fetchall()), PATIENCE)
        assert [process.poll() for process in running] == [None, None]
        for process in running:
            process.send_signal(signal.SIGTERM)
        assert [process.wait(PATIENCE) for process in running] == [0, 0]
    finally:
        for process in running:
            process.kill()
            process.communicate()
