"""`postroom smtp` reads its limits and its certificate from the environment."""

import smtplib
import subprocess
import sys
from pathlib import Path

import pytest

from infrastructure.embedded.processes import wait_until
from tests.channels.email.smtp_support import certificate
from tests.support.ports import free_port
from tests.support.product import surroundings

COMMAND = [sys.executable, "-m", "infrastructure.cli", "smtp"]


@pytest.mark.req("EML-04", "RL-06")
def test_it_offers_what_the_environment_says(database: str, redis_url: str, tmp_path: Path) -> None:
    _, trusting = certificate(tmp_path)
    port = free_port()
    environment = surroundings(
        tmp_path, database_url=database, redis_url=redis_url, smtp_port=port, smtp_limits="size=12345",
        smtp_cert=tmp_path / "cert.pem", smtp_key=tmp_path / "key.pem",
    )  # fmt: skip

    def greeted() -> bool:
        try:
            with smtplib.SMTP("127.0.0.1", port, "client.example", timeout=5):
                return True
        except OSError:
            return False

    with subprocess.Popen(COMMAND, env=environment, stderr=subprocess.PIPE) as process:
        try:
            assert wait_until(greeted, 60, pause=0.05)
            with smtplib.SMTP("localhost", port, "client.example", timeout=20) as smtp:
                smtp.starttls(context=trusting)
                smtp.ehlo()
                assert smtp.esmtp_features["size"] == "12345"
        finally:
            process.terminate()
            process.communicate(timeout=30)
    assert process.returncode == 0


@pytest.mark.req("EML-04")
def test_a_certificate_that_is_none_is_said_before_anything_begins(tmp_path: Path) -> None:
    environment = surroundings(
        tmp_path,
        database_url="postgresql://h/db",
        redis_url="redis://h",
        smtp_cert=tmp_path / "cert.pem",
    )
    done = subprocess.run(COMMAND, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith("POSTROOM_SMTP_CERT and POSTROOM_SMTP_KEY hold no certificate with its key")
