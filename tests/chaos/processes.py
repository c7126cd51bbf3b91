"""Who started whom, read from /proc (Linux)."""

import os
import signal
from contextlib import suppress
from pathlib import Path


def below(pid: int) -> list[int]:
    """Return the processes that `pid` and those below it have started, whoever started first in front."""
    started: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                fields = (entry / "stat").read_text(encoding="latin-1").rpartition(")")[2].split()
                started.setdefault(int(fields[1]), []).append(int(entry.name))
    found = started.get(pid, [])
    for one in found:  # grows while it is read
        found += started.get(one, [])
    return found


def signalled(pids: list[int], signum: int = signal.SIGKILL) -> bool:
    """Send each a signal; tells whether one of them was still there."""
    hit = False
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signum)
            hit = True
    return hit
