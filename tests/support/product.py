"""The product as people run it: `serve` with its real processes, its command line, and a relay that keeps mails."""

import json
import os
import random
import signal
import smtplib
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self, TypeVar
from uuid import UUID

import psycopg
import requests
from click.testing import CliRunner

from infrastructure.cli.__main__ import postroom
from infrastructure.embedded.processes import wait_until
from infrastructure.settings import Settings
from tests.support.ports import free_port
from tests.support.serving import CHECKOUT, Running

PATIENCE = 60.0
"""Seconds for anything that is waited for: the machine may be busy with more than this."""
POSTROOM = (sys.executable, "-m", "infrastructure.cli")
SERVERS = {"postgres": "postgres", "valkey": "valkey-server"}
T = TypeVar("T")


def eventually(look: Callable[[], T | None], what: str, seconds: float = PATIENCE) -> T:
    """Return the first true answer of `look`; fails with `what` where there is none in time."""
    seen: list[T] = []

    def there() -> bool:
        found = look()
        if found:
            seen.append(found)
        return bool(found)

    assert wait_until(there, seconds, pause=0.05), f"not within {seconds:.0f} s: {what}"
    return seen[0]


def surroundings(state: Path, **more: object) -> dict[str, str]:
    """Return an environment in which nothing of ours is set but the state directory and `more`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("POSTROOM_")}
    kept |= {"PYTHONPATH": str(CHECKOUT), "POSTROOM_STATE": str(state)}
    return kept | {f"POSTROOM_{name.upper()}": str(value) for name, value in more.items()}


class Product(Running):
    """`postroom serve --no-demo` on free ports; its servers are embedded and durable."""

    def __init__(self, state: Path, port: int = 0, smtp_port: int = 0, **more: object) -> None:
        self.port, self.smtp_port = port or free_port(), smtp_port or free_port()
        ports: dict[str, object] = {
            "port": self.port,
            "smtp_port": self.smtp_port,
            "egress_allow": "127.0.0.0/8",
        }
        super().__init__([*POSTROOM, "serve", "--no-demo"], state, surroundings(state, **ports | more))
        self.url = f"http://127.0.0.1:{self.port}"

    def command(self, *words: str, code: int = 0) -> str:
        """Run `postroom` in a second terminal and return what it printed; fails unless it ends with `code`."""
        done = subprocess.run(
            [*POSTROOM, *words], env=surroundings(self.state), cwd=self.state, capture_output=True, text=True, check=False
        )  # fmt: skip
        assert done.returncode == code, f"{words[0]} ended with {done.returncode}: {done.stdout}{done.stderr}"
        return done.stdout

    def report(self, *words: str) -> Any:
        """Run `postroom ... --json` and return what it printed as JSON."""
        return json.loads(self.command(*words, "--json"))

    def told(self, *words: str) -> Any:
        """Do what `postroom ... --json` does without a process of its own, which costs a second; returns its JSON."""
        unset = {name: None for name in os.environ if name.startswith("POSTROOM_")}
        env = unset | {"POSTROOM_STATE": str(self.state)}
        done = CliRunner().invoke(postroom, [*words, "--json"], env=env, catch_exceptions=False)
        assert done.exit_code == 0, f"{words[0]} ended with {done.exit_code}: {done.output}"
        return json.loads(done.stdout)

    @property
    def settings(self) -> Settings:
        """What the running processes were told."""
        return Settings.from_env(surroundings(self.state))

    def position(self) -> int:
        """Return the last position of the log."""
        with psycopg.connect(self.settings.database_url) as db:
            row = db.execute("SELECT coalesce(max(notification_id), 0) FROM stored_events").fetchone()
        return int(row[0]) if row else 0

    def happened(self, after: int, *, by: str = "", account: str = "") -> list[str]:
        """Return what somebody did after a position, or what happened in an account: topics, in the order of the log.

        Tests that share the product go on beside, and so do its clocks: the end of the log says nothing of either.
        """
        told = (f'"user:{by}"' if by else UUID(account).hex).encode()
        asked = "notification_id > %s AND position(%s::bytea IN state) > 0"
        with psycopg.connect(self.settings.database_url) as db:
            rows = db.execute(
                f"SELECT topic FROM stored_events WHERE {asked} ORDER BY notification_id", (after, told)
            )
            return [str(topic) for (topic,) in rows]

    def group(self, name: str) -> int:
        """Return the process group of one of its processes: api, smtp, worker, postgres, valkey, or projector, which is
        one of its two halves.
        """
        word = SERVERS.get(name, f"infrastructure.cli {name}")
        found = [group for said, group in self.groups().items() if said.startswith(word)]
        if not found:
            raise KeyError(name)
        return random.choice(found)  # noqa: S311 - a chance, no secret

    def signal(self, name: str, signum: int = signal.SIGKILL) -> bool:
        """Send a signal to one of its processes and what it has started; false where it is just down."""
        try:
            os.killpg(self.group(name), signum)
        except (KeyError, ProcessLookupError):
            return False
        return True

    def take(self, raw: bytes, recipient: str, sender: str = "somebody@customer.example") -> None:
        """Hand a mail to the SMTP intake, as any mail server does; raises what smtplib raises."""
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=PATIENCE) as session:
            session.sendmail(sender, [recipient], raw)


class Relay:
    """The demo's relay in a process of its own: keeps each mail, counts copies."""

    def __init__(self, state: Path) -> None:
        self.port, self.web_port = free_port(), free_port()
        ports = {"demo_relay_port": self.port, "demo_relay_web_port": self.web_port}
        self._process = subprocess.Popen(
            [*POSTROOM, "demo-relay"], cwd=CHECKOUT, env=surroundings(state, **ports), stdout=subprocess.PIPE, text=True
        )  # fmt: skip

    def __enter__(self) -> Self:
        """Wait until it listens."""
        assert self._process.stdout
        assert f"mails on port {self.port}" in self._process.stdout.readline()
        return self

    def __exit__(self, *_: object) -> None:
        """End it, and see that it ends."""
        self._process.send_signal(signal.SIGINT)
        self._process.communicate(timeout=PATIENCE)
        assert self._process.returncode == 0

    def mails(self) -> list[dict[str, Any]]:
        """Return what was sent, newest first, as its page shows it."""
        answer: Mapping[str, Any] = self._page("/mails.json").json()
        return list(answer["mails"])

    def sent_to(self, address: str) -> list[dict[str, Any]]:
        """Return the mails to an address, oldest first."""
        return [mail for mail in reversed(self.mails()) if address in mail["recipients"]]

    def raw(self, mail: Mapping[str, Any]) -> bytes:
        """Return the bytes of a mail."""
        return self._page(f"/mails/{mail['key']}.eml").content

    def page(self) -> str:
        """Return the page for people."""
        return self._page("/").text

    def _page(self, path: str) -> requests.Response:
        answer = requests.get(f"http://127.0.0.1:{self.web_port}{path}", timeout=PATIENCE)
        assert answer.status_code == 200, answer.text
        return answer
