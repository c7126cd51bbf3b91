"""Logs of supervised programs stay within their bounds."""

import os
import signal
import sys
from pathlib import Path

import pytest

from infrastructure.embedded import service
from infrastructure.embedded.processes import wait_until
from infrastructure.embedded.service import Service
from tests.support.serving import PATIENCE

PROGRAM = """
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
print("first" * 50, flush=True)
signal.sigwait([signal.SIGUSR1])
print("later", flush=True)
signal.pause()
"""


@pytest.mark.req("RL-09")
def test_a_log_past_its_limit_is_put_aside_while_the_program_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "LOG_LIMIT", 100)
    log = tmp_path / "talker.log"
    talker = Service("talker", [sys.executable, "-c", PROGRAM], log, dict(os.environ))
    talker.start()
    try:
        assert wait_until(lambda: "first" in talker.tail(), PATIENCE)
        talker.rotate()
        assert log.with_suffix(".log.1").read_text() == "first" * 50 + "\n"
        assert talker.process is not None
        talker.process.send_signal(signal.SIGUSR1)
        assert wait_until(lambda: log.read_text() == "later\n", PATIENCE)
        talker.rotate()
        assert talker.tail() == "later\n"
    finally:
        talker.stop()
