"""Processes that start while the database is away listen all the same, and say "not now" (RL-03)."""

import os
import signal
import smtplib
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import requests

from tests.support.ports import free_port
from tests.support.product import POSTROOM, eventually, surroundings
from tests.support.serving import CHECKOUT

NOBODY = "postgresql://postroom@127.0.0.1:1/postroom"
SOON = 15.0
"""Seconds; an answer comes within three where the machine is not busy."""

STARTED = 180.0


@contextmanager
def running(command: str, state: Path, **settings: object) -> Iterator[None]:
    """One process of the product whose database and Redis are not there; it ends when asked to."""
    environment = surroundings(state, database_url=NOBODY, redis_url="redis://127.0.0.1:1/0", **settings)
    process = subprocess.Popen(
        [*POSTROOM, command], cwd=CHECKOUT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )  # fmt: skip
    try:
        yield
        assert process.poll() is None
    finally:
        os.kill(process.pid, signal.SIGTERM)
        process.wait(60)


def attempt(ask: Callable[[], int]) -> Callable[[], int]:
    """Ask, 0 while nobody listens."""

    def asked() -> int:
        try:
            return ask()
        except (OSError, smtplib.SMTPServerDisconnected):
            return 0

    return asked


@pytest.mark.req("RL-03")
def test_who_starts_without_a_database_says_not_now(tmp_path: Path) -> None:
    port, smtp_port = free_port(), free_port()

    def signed_in() -> int:
        url, who = (
            f"http://127.0.0.1:{port}/api/v1/session",
            {"email": "ada@acme.example", "password": "none of ours"},
        )
        answer = requests.post(url, json=who, timeout=SOON)
        assert int(answer.headers["Retry-After"]) > 0
        return answer.status_code

    def offered() -> int:
        with smtplib.SMTP("127.0.0.1", smtp_port, timeout=SOON) as session:
            session.ehlo()
            session.mail("ann@customer.example")
            return session.rcpt("h-abc@in.postroom.localhost")[0]

    with ExitStack() as stack:
        for command in ("api", "smtp"):
            stack.enter_context(running(command, tmp_path, port=port, smtp_port=smtp_port))
        assert eventually(attempt(signed_in), "the API answers", STARTED) == 503
        assert eventually(attempt(offered), "the door for mail answers", STARTED) == 451
