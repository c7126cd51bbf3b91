"""Keeps a handful of services running: restarts, orderly stop."""

import ctypes
import os
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from infrastructure.embedded.paths import LINUX
from infrastructure.embedded.processes import Roster
from infrastructure.embedded.service import Service, ServiceFailed

PR_SET_CHILD_SUBREAPER = 36
WINDOW = 60.0
DEATHS_ALLOWED = 5
SHORTEST_PAUSE = 0.25
LONGEST_PAUSE = 10.0
STEADY = 15.0
"""Seconds after which a process that still runs has shown that it can; what ends it later is its surroundings' fault."""
LOOK_ROUND = 5.0


class StopAsked(Exception):
    """Somebody asked us to stop while we waited for something else."""


@dataclass
class _Watched:
    """A service, and its recent deaths."""

    service: Service
    deaths: list[float] = field(default_factory=list)
    due: float | None = None
    """When to start it again; None while it runs."""
    started: float = 0.0
    proven: bool = False
    """Whether it has worked once: then it is never given up, a full disk may be emptied at any time (RL-03)."""

    def start(self) -> None:
        """Start it; raises as `Service.start`."""
        self.due, self.started = None, time.monotonic()
        self.service.start()
        self.proven = self.proven or self.service.works_once_started

    def died(self, now: float) -> None:
        """Note a death: the first restart is at once, each further one within a minute waits twice as long."""
        self.proven = self.proven or now - self.started >= STEADY
        self.deaths = [moment for moment in self.deaths if now - moment < WINDOW] + [now]
        longer = SHORTEST_PAUSE * 2 ** (len(self.deaths) - 2)
        self.due = now + (0.0 if len(self.deaths) == 1 else min(longer, LONGEST_PAUSE))

    @property
    def hopeless(self) -> bool:
        """Whether it never worked and keeps dying."""
        return len(self.deaths) >= DEATHS_ALLOWED and not self.proven

    def killed(self, now: float) -> None:
        """Note that somebody killed it: that says nothing against it, and it is started again however often."""
        self.due = now + SHORTEST_PAUSE


class Supervisor:
    """Starts services in order, starts dead ones again, and stops all on leaving the context.

    Use from the main thread: signals and the death of children wake it.
    """

    def __init__(self, state: Path, say: Callable[[str], None]) -> None:
        """`say` gets one line for people per thing that happens."""
        self._print = say
        self._roster = Roster(state / "pids.json")
        self._watched: list[_Watched] = []
        self._signals = 0
        self._wake = -1
        self._noted = True

    @property
    def asked(self) -> bool:
        """True once Ctrl-C, SIGTERM or SIGHUP asked us to stop."""
        return self._signals > 0

    def __enter__(self) -> Self:
        """Take over signals and orphans; end what a killed supervisor left."""
        if LINUX:
            ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self._wake, written = os.pipe()
        for end in (self._wake, written):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(written, warn_on_full_buffer=False)
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signum, self._ask)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # a handler of any kind is what wakes `_sleep`
        if left := self._roster.end_leftovers():
            self._say(f"ended {left} processes that an earlier, killed run had left behind")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop everything: who is needed by nobody all at once, the others after them, last started first.

        A service that cannot be stopped does not keep the others running.
        """
        begun = time.monotonic()
        for watched in self._watched:
            if not watched.service.needed_by_others:
                with suppress(OSError):  # told below
                    watched.service.ask()
        for watched in reversed(self._watched):
            try:
                watched.service.stop()
            except OSError as problem:
                self._say(f"{watched.service.name} could not be stopped: {problem}")
        self._roster.clear()
        if self._watched:
            self._say(f"stopped in {time.monotonic() - begun:.1f} s")

    def _say(self, line: str) -> None:
        with suppress(OSError):  # onto a full disk, or to somebody who is gone
            self._print(line)

    def _ask(self, *_: object) -> None:
        self._signals += 1

    def start(self, service: Service) -> None:
        """Start `service` and keep it; raises ServiceFailed, or StopAsked when nothing more shall start."""
        if self.asked:
            raise StopAsked
        watched = _Watched(service)
        self._watched.append(watched)
        watched.start()
        self._note()

    def run(self, service: Service, seconds: float) -> None:
        """Run `service` to its end; raises ServiceFailed unless it ends well within `seconds`, StopAsked when asked."""
        service.start()
        try:
            self._wait(lambda: service.ended, seconds)
            if service.process is None or service.process.poll() != 0:
                raise service.failed("failed")
        finally:
            service.stop()

    def wait_for(self, ready: Callable[[], bool], service: Service, seconds: float) -> None:
        """Wait until `ready()`; raises ServiceFailed when `service` ends before or time is up, StopAsked when asked."""
        self._wait(lambda: service.ended or ready(), seconds)
        if service.ended or not ready():
            raise service.failed("did not get ready")

    def _wait(self, condition: Callable[[], bool], seconds: float) -> None:
        end = time.monotonic() + seconds
        while not condition() and time.monotonic() < end:
            if self.asked:
                raise StopAsked
            self._sleep(0.03)

    def keep(self) -> None:
        """Start dead services again until asked to stop; raises ServiceFailed for one that never works and keeps dying."""
        while not self.asked:
            now = time.monotonic()
            for watched in self._watched:
                self._look_after(watched, now)
            if not self._noted:
                self._note()
            self._reap_orphans()
            pauses = [watched.due - now for watched in self._watched if watched.due is not None]
            self._sleep(max(0.0, min([*pauses, LOOK_ROUND])))

    def _look_after(self, watched: _Watched, now: float) -> None:
        service = watched.service
        service.rotate()
        if watched.due is None and service.ended:
            code = service.process.returncode if service.process else None
            service.sweep()
            if code == -signal.SIGKILL:
                watched.killed(now)
            else:
                self._note()  # whether the disk is full is asked at each death
                watched.died(now)
            if self._gives_up(watched):
                raise service.failed("keeps dying")
            self._say(f"{service.name} ended with {code}; starting it again")
        if watched.due is not None and watched.due <= now:
            try:
                watched.start()
            except (ServiceFailed, OSError) as error:
                watched.died(now)
                if self._gives_up(watched):
                    raise
                self._say(
                    f"{service.name} does not start ({type(error).__name__}); trying again, its log is {service.log}"
                )
            self._note()

    def _gives_up(self, watched: _Watched) -> bool:
        """Tell whether it is of no use to start it again; while nothing can be written down, that is the disk's fault."""
        return watched.hopeless and self._noted

    def _note(self) -> None:
        """Write down what runs; where the disk is full, again later: what runs goes on."""
        services = (watched.service for watched in self._watched)
        try:
            self._roster.write({service.process.pid: service.word for service in services if service.process})
        except OSError as error:
            if self._noted:
                self._say(f"cannot write down what runs: {error.strerror}")
            self._noted = False
        else:
            if not self._noted:  # deaths on a full disk say nothing of who died
                for watched in self._watched:
                    watched.deaths.clear()
            self._noted = True

    def _sleep(self, seconds: float) -> None:
        """Sleep until a signal comes, a child's death included."""
        select.select([self._wake], [], [], seconds)
        with suppress(BlockingIOError):
            os.read(self._wake, 4096)

    def _reap_orphans(self) -> None:
        """Reap grandchildren whose parent died: as their subreaper, or as pid 1 of a container, nobody else does."""
        if not LINUX:
            return
        own = {watched.service.process.pid for watched in self._watched if watched.service.process}
        with suppress(ChildProcessError):
            while found := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                if found.si_pid in own:
                    return
                os.waitpid(found.si_pid, 0)
