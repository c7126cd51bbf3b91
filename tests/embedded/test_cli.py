"""The command line itself, the doctor, and what serve says."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis
from click.testing import CliRunner

from infrastructure.cli import COMMANDS
from infrastructure.cli.__main__ import postroom
from infrastructure.cli.doctor import Finding, examine
from infrastructure.cli.probes import next_free
from infrastructure.cli.welcome import welcome
from infrastructure.jobs.presence import Presence
from infrastructure.projecting.install import install
from infrastructure.projecting.runner import LEADER
from infrastructure.settings import Settings
from projections.catalogue import projectors

CHECKOUT = Path(__file__).parents[2]


def findings(settings: Settings) -> dict[str, Finding]:
    return {finding.name: finding for finding in examine(settings)}


@pytest.mark.req("API-07")
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_loads_and_explains_itself(name: str) -> None:
    result = CliRunner().invoke(postroom, [name, "--help"])
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: postroom {name}")


def test_help_names_every_command() -> None:
    output = CliRunner().invoke(postroom, ["--help"]).output
    assert all(f"\n  {name} " in output for name in COMMANDS)


def test_an_unknown_command_is_refused() -> None:
    result = CliRunner().invoke(postroom, ["nonsense"])
    assert (result.exit_code, "No such command" in result.output) == (2, True)


def test_wrong_settings_are_a_sentence() -> None:
    result = CliRunner().invoke(postroom, ["doctor"], env={"POSTROOM_PORT": "many"})
    assert result.exit_code == 1
    assert result.output.startswith("Error: POSTROOM_PORT: not a port number")


def test_the_doctor_finds_healthy_servers_well(database: str, redis_url: str, tmp_path: Path) -> None:
    install(database, projectors(lambda _account, _masks: lambda text: text))
    settings = Settings(database_url=database, redis_url=redis_url, state=tmp_path / "new")
    found = findings(settings)
    ill = {name: finding.advice for name, finding in found.items() if not finding.well}
    # the servers are well, and nobody works with them
    assert ill == {
        "views_absent": "Start the projector; see its log.",
        "worker_absent": "Start a worker; see its log.",
        "status": "see above",
    }
    assert (found["database"].seen, found["redis"].seen) == ("PostgreSQL 18", "answers")
    assert found["status"].seen.startswith("failing, version ")
    with psycopg.connect(database) as leader, redis.Redis.from_url(redis_url) as client:
        leader.execute("SELECT pg_advisory_lock(%s)", (LEADER,))
        Presence(client).say()
        assert {name for name, finding in findings(settings).items() if not finding.well} == set()


def test_the_doctor_says_what_to_do_about_absent_servers(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    settings = Settings(
        database_url=f"postgresql://x@/x?host={nowhere}", redis_url=f"unix://{nowhere}", state=tmp_path
    )
    ill = {name: finding.advice for name, finding in findings(settings).items() if not finding.well}
    assert ill == {
        "database": "check POSTROOM_DATABASE_URL, or unset it",
        "redis": "check POSTROOM_REDIS_URL, or unset it",
    }


def test_the_doctor_asks_for_migrations(empty_database: str, redis_url: str, tmp_path: Path) -> None:
    found = findings(Settings(database_url=empty_database, redis_url=redis_url, state=tmp_path))
    assert (found["status"].well, found["status"].advice) == (False, "run ./dev postroom migrate")


def test_the_doctor_sees_a_port_in_use_and_speaks_json(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        environment = {"POSTROOM_PORT": str(other.getsockname()[1]), "POSTROOM_STATE": str(tmp_path)}
        result = CliRunner().invoke(postroom, ["doctor", "--json"], env=environment)
    found = {finding["name"]: finding for finding in json.loads(result.output)}
    assert "is in use" in found["web port"]["seen"]
    assert found["embedded postgres"]["well"]


def test_the_welcome_shows_addresses_logins_and_a_mail_that_can_be_sent(tmp_path: Path) -> None:
    (tmp_path / "demo.txt").write_text(
        "Ada: ada@demo.example / secret\nMail: help.x1@in.example\n", encoding="utf-8"
    )
    text = welcome(Settings(state=tmp_path, mail_domain="in.example", smtp_port=2526), 1.25, relay=True)
    assert "ready after 1.2 s" in text
    assert "ada@demo.example / secret" in text
    assert "http://127.0.0.1:8025 (the demo relay" in text
    line = next(line for line in text.splitlines() if "python3 -c" in line)
    program = line.split('"')[1]
    compile(program, "mail", "exec")
    assert "'127.0.0.1',2526" in program
    assert "['help.x1@in.example']" in program


def test_the_welcome_without_a_demo_promises_nothing(tmp_path: Path) -> None:
    text = welcome(Settings(state=tmp_path), 1.0, relay=False)
    assert "first mail" not in text
    assert "demo" not in text


@pytest.mark.parametrize(("words", "code"), [([], 0), (["--help"], 0), (["nonsense"], 2)])
def test_dev_explains_itself(words: list[str], code: int) -> None:
    done = subprocess.run(
        [sys.executable, "dev", *words], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert "./dev run" in (done.stdout if code == 0 else done.stderr)


def test_dev_stops_when_set_up_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "dev").write_bytes((CHECKOUT / "dev").read_bytes())
    (tmp_path / "requirements.txt").touch()
    (tmp_path / ".setup.lock").mkdir()
    environment = {**os.environ, "PATH": "/usr/bin:/bin"}
    command = [sys.executable, str(tmp_path / "dev"), "run"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Set-up failed: ")


def test_the_next_free_port_passes_over_those_in_use_and_those_promised() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        used = other.getsockname()[1]
        found = next_free("127.0.0.1", used, {used + 1})
    assert found > used + 1


def test_dev_says_what_to_install_where_python_has_no_venv(tmp_path: Path) -> None:
    (tmp_path / "dev").write_bytes((CHECKOUT / "dev").read_bytes())
    (tmp_path / "requirements.txt").touch()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "venv.py").write_text(
        "raise SystemExit('ensurepip is not available')", encoding="utf-8"
    )
    environment = {**os.environ, "PATH": "/nowhere", "PYTHONPATH": str(tmp_path / "broken")}
    command = [sys.executable, str(tmp_path / "dev"), "run"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "ensurepip is not available" in done.stderr
    assert "apt-get install python3-venv" in done.stderr


def test_a_signal_that_comes_while_a_command_starts_ends_it_quietly() -> None:
    program = (
        "from infrastructure.cli.stopping import end_early; end_early(); print('there', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as starting:
        assert starting.stdout
        assert starting.stdout.readline() == "there\n"
        starting.terminate()
        assert starting.wait(30) == 0
