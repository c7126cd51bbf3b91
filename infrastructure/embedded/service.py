"""One long-lived program under supervision: started as a direct child, stopped in order, swept after a crash."""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from infrastructure.embedded.identity import launcher
from infrastructure.embedded.paths import LOG_LIMIT
from infrastructure.embedded.processes import end_group

TAIL = 2000


class Process(Protocol):
    """What is asked of a running program: a `subprocess.Popen`, or a fork of ours."""

    @property
    def pid(self) -> int:
        """Its id, and that of its group."""

    @property
    def returncode(self) -> int | None:
        """The exit code once `poll` or `wait` has seen the end."""

    def poll(self) -> int | None:
        """Return the exit code, minus the number of a signal, or None while it runs."""

    def wait(self, timeout: float = ..., /) -> int:
        """Wait for the end; raises subprocess.TimeoutExpired."""

    def send_signal(self, number: int, /) -> None:
        """Send a signal unless it has ended."""


class ServiceFailed(Exception):
    """A service did not start or does not stay up; the message ends with the last lines of its log."""


class Service:
    """A program and its log. Subclasses and callers give the command; `start` and `stop` may be called in turns."""

    stop_signal = signal.SIGTERM
    kill_signal = signal.SIGKILL
    works_once_started = False
    """Whether `start` returns only once it works."""
    needed_by_others = False
    """Whether it must stay until those that were started after it have stopped."""

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        log: Path,
        environment: Mapping[str, str],
        stop_timeout: float = 10.0,
        word: str | None = None,
    ) -> None:
        """`word` is a part of the command line by which the program is recognised later (default: its file name)."""
        self.name = name
        self.log = log
        self.word = word or Path(command[0]).name
        self.stop_timeout = stop_timeout
        self.process: Process | None = None
        self._command = [str(part) for part in command]
        self._environment = dict(environment)
        self._log_start = 0
        self._asked: Process | None = None

    def start(self) -> None:
        """Start the program; raises ServiceFailed or OSError. Call from the main thread (see `identity.launcher`)."""
        self.spawn()

    def spawn(self) -> Process:
        """Start the process in a session of its own, so that a terminal's Ctrl-C reaches only the supervisor."""
        with self.log.open("ab") as log:
            self._log_start = os.fstat(log.fileno()).st_size
            self.process = subprocess.Popen(
                self.prepared(),
                env=self._environment,
                cwd=self.directory,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self.process

    directory: str | None = None
    """Working directory of the process; None is ours."""

    def prepared(self) -> list[str]:
        """Return the command line with its launcher."""
        return [*launcher(self.stop_signal), *self._command]

    @property
    def ended(self) -> bool:
        """True once the process has ended (and before any start)."""
        return self.process is None or self.process.poll() is not None

    def tail(self) -> str:
        """Return the last lines the current process has logged."""
        with self.log.open("rb") as log:
            log.seek(max(self._log_start, os.fstat(log.fileno()).st_size - TAIL))
            return log.read().decode(errors="replace")

    def rotate(self) -> None:
        """Put the log aside once it has grown past the limit; the program goes on writing to the same file.

        What it writes between the copy and the cut, microseconds, is lost.
        """
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            shutil.copyfile(self.log, self.log.with_suffix(".log.1"))
            os.truncate(self.log, 0)
            self._log_start = 0

    def failed(self, what: str) -> ServiceFailed:
        """Return the exception that says `what` happened, with the log's end."""
        return ServiceFailed(f"{self.name} {what}; its log {self.log} ends with:\n{self.tail()}")

    def ask(self) -> None:
        """Ask the program to stop, and wait for nothing; `stop` does not ask again."""
        if self.process is not None and self._asked is not self.process:
            self._asked = self.process
            self.process.send_signal(self.stop_signal)

    def stop(self) -> None:
        """Stop the program in order, kill it when it does not, and end what it leaves behind."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.ask()
            try:
                self.process.wait(self.stop_timeout)
            except subprocess.TimeoutExpired:
                self.process.send_signal(self.kill_signal)
                self.process.wait()
        self.sweep()

    def sweep(self) -> None:
        """End the whole group of a dead process: workers of a killed master go on holding its port."""
        if self.process is not None:
            end_group(self.process.pid)
