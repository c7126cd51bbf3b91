"""Every command of docker-compose.yml works together without Docker: one mail in, one answer out, and an orderly end."""

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from infrastructure.cli.serve import HEALTH_SECONDS
from infrastructure.embedded import Postgres
from infrastructure.embedded.paths import without_postgres_variables
from infrastructure.embedded.processes import wait_until
from infrastructure.settings import Settings, note_running
from tests.support.company import Company
from tests.support.compose import Composed, Image
from tests.support.mails import a_mail
from tests.support.ports import free_port
from tests.support.product import PATIENCE, POSTROOM, Product, Relay, eventually
from tests.support.servers import temporary_state
from tests.support.serving import CHECKOUT

MASTER = base64.b64encode(bytes(range(32))).decode()
GRACE = 10.0
"""Seconds Docker waits after SIGTERM where the file does not say otherwise."""


class Machine(Product):
    """The services of the file as processes of this machine, in its order; servers stand in for its images."""

    def __init__(self, composed: Composed, state: Path, database: str, redis_url: str) -> None:
        """Give every process its environment, but for where things are on this machine."""
        self.composed, self.state = composed, state
        self.port, self.smtp_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._here = {
            "POSTROOM_STATE": str(state), "POSTROOM_DATABASE_URL": database, "POSTROOM_REDIS_URL": redis_url,
            "POSTROOM_PORT": str(self.port), "POSTROOM_SMTP_PORT": str(self.smtp_port), "PYTHONPATH": str(CHECKOUT),
        }  # fmt: skip
        self.running: dict[str, subprocess.Popen[str]] = {}
        note_running(Settings.from_env(self.environment("api")))

    def environment(self, name: str) -> dict[str, str]:
        """Return what a service's process sees."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("POSTROOM_")}
        given: dict[str, str] = self.composed.services[name]["environment"]
        return without_postgres_variables(kept) | Image.read().env | given | self._here

    def start(self) -> None:
        """Start the services; one that ends by itself must end well before those that wait for it."""
        needed = {
            other: how["condition"]
            for service in self.composed.ours().values()
            for other, how in service["depends_on"].items()
        }
        for name in self.composed.in_order():
            if name in self.composed.ours():
                self.running[name] = self._process(name)
                if needed.get(name) == "service_completed_successfully":
                    process = self.running.pop(name)
                    printed, _ = process.communicate(timeout=PATIENCE)
                    assert process.returncode == 0, printed

    def _process(self, name: str) -> subprocess.Popen[str]:
        log = (self.state / f"{name}.log").open("w", encoding="utf-8")
        with log:
            return subprocess.Popen(
                [*POSTROOM, *self.composed.services[name]["command"]],
                cwd="/", env=self.environment(name), stdout=log, stderr=subprocess.STDOUT, text=True,
            )  # fmt: skip

    def healthy(self, name: str) -> bool:
        """Run a service's health check as Docker does, the port being the one of this machine."""
        kind, program, *words = self.composed.services[name]["healthcheck"]["test"]
        assert (kind, program) == ("CMD", "python")
        asked = [re.sub(r":8000\b", f":{self.port}", word) for word in words]
        done = subprocess.run(
            [sys.executable, *asked], env=self.environment(name), capture_output=True, check=False, text=True
        )
        (self.state / f"{name}-health.log").write_text(done.stderr, encoding="utf-8")
        return done.returncode == 0

    def command(self, *words: str, code: int = 0) -> str:
        """Run a command as `docker compose run --rm api ...` does."""
        done = subprocess.run(
            [*POSTROOM, *words],
            env=self.environment("api"),
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, f"{words[0]} ended with {done.returncode}: {done.stdout}{done.stderr}"
        return done.stdout

    def told(self, *words: str) -> Any:
        """Run a command with --json as `docker compose run` does; returns its JSON."""
        return self.report(*words)

    def stop_all(self) -> dict[str, int]:
        """Ask all to end, as `docker compose stop` does, and return how they ended within their grace."""
        for process in self.running.values():
            process.terminate()
        return {
            name: process.wait(float(self.composed.services[name].get("stop_grace_period", f"{GRACE}s")[:-1]))
            for name, process in self.running.items()
        }

    def logs(self) -> str:
        """Return what the processes said."""
        return "\n".join(
            path.read_text(encoding="utf-8")[-2000:] for path in sorted(self.state.glob("*.log"))
        )


@contextmanager
def machine(composed: Composed, server: Postgres, redis_url: str) -> Iterator[Machine]:
    with temporary_state() as state:
        with psycopg.connect(server.dsn_of("postgres"), autocommit=True) as db:
            db.execute("CREATE DATABASE composed")
        made = Machine(composed, state, server.dsn_of("composed"), redis_url)
        try:
            yield made
        finally:
            for process in made.running.values():
                process.kill()
                process.wait()
            with psycopg.connect(server.dsn_of("postgres"), autocommit=True) as db:
                db.execute("DROP DATABASE composed WITH (FORCE)")


def given(relay: Relay) -> Mapping[str, str]:
    """Return an .env."""
    return {
        "POSTGRES_PASSWORD": "secret", "POSTROOM_MASTER_KEY": MASTER, "POSTROOM_RELAY_URL": f"smtp://127.0.0.1:{relay.port}",
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.req("RL-09", "EML-16", "CNV-08")
def test_the_services_take_a_mail_and_send_an_answer_and_end_when_they_are_asked(
    postgres_server: Postgres, redis_url: str
) -> None:
    with temporary_state() as beside, Relay(beside) as relay:
        composed = Composed.read(given(relay))
        with machine(composed, postgres_server, redis_url) as product, ExitStack() as closing:
            product.start()
            assert wait_until(lambda: product.healthy("api"), HEALTH_SECONDS, pause=0.5), product.logs()
            answered_once(product, closing, relay)
            assert product.stop_all() == dict.fromkeys(product.running, 0), product.logs()
            assert not product.healthy("api")
            assert set(product.running) == set(composed.ours()) - {"migrate"}


def answered_once(product: Machine, closing: ExitStack, relay: Relay) -> None:
    company = Company(product, closing, "Composed")
    (row,) = company.channel().taken(a_mail("Does this arrive?", sender="jo@customer.example"))
    at = f"/conversations/{row['conversation_id']}"
    company.admin.post(f"{at}/messages", {"text": "It does."})

    def sent() -> Any:
        return [mail for mail in relay.mails() if "jo@customer.example" in json.dumps(mail)]

    (mail,) = eventually(sent, "the answer has left")
    assert mail["copies"] == 1
    assert b"It does." in relay.raw(mail)
