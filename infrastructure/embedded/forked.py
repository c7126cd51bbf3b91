"""Services that are forks of the supervisor: what it has imported, none of them imports again.

Six interpreters that each import the same code cost ten times the work of a start, and a copy of it in memory each.
Linux only: elsewhere a fork without an exec is not safe.
"""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

from infrastructure.embedded.launch import die_with
from infrastructure.embedded.processes import wait_until
from infrastructure.embedded.service import Service

ASKING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
ARGUMENTS, ENVIRONMENT_END = 45, 48
"""Where /proc/self/stat, from the state on, has the bounds of what `ps` shows of a process (proc(5): fields 48 and 51)."""


class Forked(Service):
    """A service whose program is `work` in a fork of this process; the log, the session and the end are as of any other.

    `command` is what it is called in `ps`. Start it while no other thread runs: only the forking one lives on.
    """

    def __init__(
        self,
        name: str,
        command: str,
        log: Path,
        environment: Mapping[str, str],
        stop_timeout: float,
        word: str,
        work: Callable[[], object],
    ) -> None:
        """`work` ends by returning or by SystemExit, as a command does."""
        super().__init__(name, [command], log, environment, stop_timeout, word)
        self._work = work

    def spawn(self) -> "Fork":
        """Fork in a session of its own, with signals held back until the child no longer has our handlers."""
        with self.log.open("ab") as log:
            self._log_start = os.fstat(log.fileno()).st_size
            sys.stdout.flush()
            sys.stderr.flush()
            parent = os.getpid()
            signal.pthread_sigmask(signal.SIG_BLOCK, ASKING)
            try:
                pid = os.fork()
                if pid == 0:
                    self._live(parent, log.fileno())
            finally:
                signal.pthread_sigmask(signal.SIG_UNBLOCK, ASKING)
        self.process = Fork(pid)
        return self.process

    def _live(self, parent: int, log: int) -> NoReturn:
        code = 1
        try:
            os.setsid()
            die_with(parent, self.stop_signal)
            _own_signals()
            _own_files(log)
            _show_as(self._command[0])
            os.environ.clear()
            os.environ.update(self._environment)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, ASKING)
            code = _code_of(self._work)
        except BaseException:  # noqa: BLE001 - it must never get to what our parent would do next
            sys.excepthook(*sys.exc_info())
        finally:
            sys.stdout.flush()
            os._exit(code)


class Fork:
    """What `subprocess.Popen` is for a program: the handle of a forked child."""

    def __init__(self, pid: int) -> None:
        """Hold the child `pid`, which nobody else waits for."""
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit code, minus the number of a signal, or None while it runs."""
        if self.returncode is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float = 3600.0) -> int:
        """Wait for the end; raises subprocess.TimeoutExpired."""
        if not wait_until(lambda: self.poll() is not None, timeout):
            raise subprocess.TimeoutExpired(str(self.pid), timeout)
        return self.returncode or 0

    def send_signal(self, number: int) -> None:
        """Send a signal unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)


def _own_signals() -> None:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)


def _own_files(log: int) -> None:
    """Write to the log and keep nothing open: the lock of the state directory would outlive its supervisor."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - for as long as the process lives
    sys.stdout = open(1, "w", buffering=1, encoding="utf-8", closefd=False)  # noqa: SIM115 - the same
    sys.stderr = open(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115 - the same


def _show_as(command: str) -> None:
    """Put `command` over the words with which this process was started, for `ps` and the next start's clearing up.

    The environment behind them may be written over, too: the caller sets it anew.
    """
    fields = Path("/proc/self/stat").read_text(encoding="latin-1").rpartition(")")[2].split()
    start, end = int(fields[ARGUMENTS]), int(fields[ENVIRONMENT_END])
    room = end - start
    if start and room > 0:  # neither is shown to a process that may not look at itself
        ctypes.memmove(start, os.fsencode(command)[: room - 1].ljust(room, b"\0"), room)


def _code_of(work: Callable[[], object]) -> int:
    try:
        work()
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        sys.stderr.write(f"{end.code}\n")  # as the interpreter does
        return 1
    return 0
