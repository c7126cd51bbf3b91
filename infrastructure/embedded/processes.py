"""Looking at processes and process groups, and ending those a killed supervisor left behind.

Reads /proc, because minimal images have no `ps`; macOS has no /proc, so there `ps` it is.
"""

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from infrastructure.embedded.paths import LINUX

GRACE = 12.0
INSIST = 5.0


def wait_until(condition: Callable[[], bool], seconds: float, pause: float = 0.02) -> bool:
    """Wait until `condition()` holds, at most `seconds`; returns whether it did."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
    return True


def command_line(pid: int) -> str:
    """Return the words of process `pid`, or an empty text when there is none (a zombie has none either)."""
    if LINUX:
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    return _ps("-o", "args=", "-p", str(pid)).strip()


def _ps(*arguments: str) -> str:
    return subprocess.run(["ps", *arguments], capture_output=True, text=True, check=False).stdout


def group_members(group: int) -> list[int]:
    """Return the living processes of process group `group`, zombies not counted."""
    if LINUX:
        entries = (entry for entry in Path("/proc").iterdir() if entry.name.isdigit())
        return [int(entry.name) for entry in entries if _lives_in(entry, group)]
    rows = (line.split() for line in _ps("-A", "-o", "pid=,pgid=,stat=").splitlines())
    return [int(pid) for pid, pgid, state in rows if int(pgid) == group and not state.startswith("Z")]


def _lives_in(entry: Path, group: int) -> bool:
    try:
        fields = (entry / "stat").read_text(encoding="latin-1").rpartition(")")[2].split()
    except OSError:
        return False
    return fields[0] not in "ZX" and int(fields[2]) == group


def end_group(group: int, seconds: float = 2.0) -> None:
    """End every process of `group`: asked first, then killed. Masters that were killed leave workers which hold the port."""
    for signum in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(group, signum)
        except ProcessLookupError:
            return
        except PermissionError:
            pass
        if wait_until(lambda: not group_members(group), seconds):
            return


class Roster:
    """The process groups a supervisor has started, on disk, so that the next one can end what is left of them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, groups: Mapping[int, str]) -> None:
        """Record group id -> a word of its command line, by which it is recognised when ids were reused."""
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps({str(group): word for group, word in groups.items()}), encoding="utf-8")
        fresh.replace(self.path)

    def clear(self) -> None:
        """Forget all groups; everything has stopped in order."""
        self.path.unlink(missing_ok=True)

    def living(self) -> list[tuple[int, str]]:
        """Return (pid, word) of each recorded process that still lives and still is the same program."""
        try:
            recorded = json.loads(self.path.read_text(encoding="utf-8"))
            groups = {int(group): str(word) for group, word in recorded.items()}
        except (OSError, ValueError, AttributeError):  # absent, or cut short by a full disk
            return []
        return [
            (pid, word)
            for group, word in groups.items()
            for pid in group_members(group)
            if word in command_line(pid)
        ]

    def end_leftovers(self) -> int:
        """End what an earlier supervisor left; returns how many processes that were.

        On Linux the kernel has told them already when that supervisor died: they are asked once more, then made to.
        PostgreSQL gets its own signals: SIGINT is its fast shutdown, SIGQUIT its emergency exit.
        """
        found = self.living()
        for for_postgres, for_others, seconds in (
            (signal.SIGINT, signal.SIGTERM, GRACE),
            (signal.SIGQUIT, signal.SIGKILL, INSIST),
        ):
            for pid, word in self.living():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, for_postgres if "postgres" in word else for_others)
            if wait_until(lambda: not self.living(), seconds, pause=0.05):
                break
        self.clear()
        return len(found)
