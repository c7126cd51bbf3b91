"""A process whose threads work ends when it is asked to, whatever became of its output (RL-03)."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from infrastructure.embedded.processes import wait_until
from tests.support.serving import CHECKOUT

WORKING = """
import sys
from pathlib import Path
from threading import Event
from infrastructure.cli.stopping import run_until_stopped

class Part:
    def __init__(self): self.ended = Event()
    def run(self): Path(sys.argv[1]).touch(); self.ended.wait()
    def stop(self): self.ended.set()

run_until_stopped([Part()])
"""
PATIENCE = 30.0


@pytest.mark.req("RL-03")
def test_who_cannot_say_ready_on_a_full_disk_works_on_and_ends_when_asked(tmp_path: Path) -> None:
    works = tmp_path / "works"
    with (
        Path("/dev/full").open("wb") as full,
        subprocess.Popen([sys.executable, "-c", WORKING, works], stdout=full, cwd=CHECKOUT) as process,
    ):
        assert wait_until(works.exists, PATIENCE)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) in (0, -signal.SIGTERM, 120), "120: nothing could be flushed at the end"
