"""How much memory PostgreSQL may keep pages in: an eighth of what there is, which a container may have bounded."""

import os
from pathlib import Path

SHARE = 8
LEAST, MOST = 128, 1024
"""Megabytes: PostgreSQL's own default, and what the working set of a million messages fits in."""
CGROUP = Path("/sys/fs/cgroup/memory.max")


def shared_buffers(cgroup: Path = CGROUP) -> str:
    """Return the setting of that name; pages are taken from the system only once something is in them."""
    whole = _memory(cgroup) >> 20
    return f"{min(max(whole // SHARE, LEAST), MOST)}MB"


def _memory(cgroup: Path) -> int:
    """Return the bytes this machine has, or the container if it may have fewer."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        return min(whole, int(cgroup.read_text("ascii")))
    except (OSError, ValueError):
        # there is no such file outside containers, and "max" in one that is not bounded
        return whole
