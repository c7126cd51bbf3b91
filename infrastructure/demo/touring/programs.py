"""The processes of a tour: each in a session of its own, so that Ctrl-C ends them in our order; they die with us."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from infrastructure.demo.touring.trouble import CannotGoOn
from infrastructure.embedded.identity import launcher
from infrastructure.embedded.paths import log_file, without_postgres_variables

CHECKOUT = Path(__file__).parents[3]
PAUSE = 0.1
LAST_SAID = 1_500


def surroundings(more: Mapping[str, str]) -> dict[str, str]:
    """Return our environment without any setting of Postroom's or PostgreSQL's, and `more`."""
    ours = without_postgres_variables(os.environ)
    kept = {name: value for name, value in ours.items() if not name.startswith("POSTROOM_")}
    return {**kept, "PYTHONPATH": str(CHECKOUT), "PYTHONUNBUFFERED": "1", **more}


class Program:
    """One `python -m ...`; what it prints goes into a log of the state directory."""

    def __init__(self, name: str, words: Sequence[str], environment: Mapping[str, str], state: Path) -> None:
        self.name, self.log = name, log_file(state, f"tour-{name}")
        self._begins = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*launcher(signal.SIGTERM), sys.executable, "-m", *words], cwd=CHECKOUT, env=dict(environment),
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Ask it to end, and see that it does."""
        self.stop()

    def said(self) -> str:
        """Return what it printed so far."""
        return self.log.read_bytes()[self._begins :].decode(errors="replace")

    def line(self, wanted: str, seconds: float) -> str:
        """Return the first line that holds `wanted`, once it is there. Raises `CannotGoOn` with what was said instead."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            ended = self._process.poll() is not None
            whole = self.said().rpartition("\n")[0].splitlines()
            found = next((line for line in whole if wanted in line), None)
            if found is not None:
                return found
            if ended:
                break
            time.sleep(PAUSE)
        message = (
            f"{self.name} did not start. It said:\n{self.said()[-LAST_SAID:].strip()}\nMore is in {self.log}"
        )
        raise CannotGoOn(message)

    def check(self) -> None:
        """Raise `CannotGoOn` where it has ended by itself."""
        if self._process.poll() is not None:
            message = f"{self.name} has ended. It said:\n{self.said()[-LAST_SAID:].strip()}"
            raise CannotGoOn(message)

    def stop(self, patience: float = 60.0) -> None:
        """Ask it to end; it is killed where it does not."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(patience)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
