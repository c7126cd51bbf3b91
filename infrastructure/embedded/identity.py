"""Who PostgreSQL runs as: it refuses root, and a bare container has nobody else."""

import os
import pwd
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

LAUNCH = Path(__file__).with_name("launch.py")
SWITCH = "POSTROOM_EMBEDDED_IDENTITY"

Mode = Literal["self", "userns", "setuid"]


def launcher(signum: int, identity: str = "self") -> list[str]:
    """Return the words to put before a program so that it dies with this process (see `launch`).

    The kernel watches the *thread* that starts the child: call from the main thread.
    """
    return [sys.executable, "-I", "-S", str(LAUNCH), str(os.getpid()), str(int(signum)), identity]


@cache
def user_namespaces_work() -> bool:
    """Tell whether this kernel and container let us make a user namespace (a chroot and seccomp may not)."""
    if not sys.platform.startswith("linux"):
        return False
    return subprocess.run([*launcher(15, "userns")], check=False, stderr=subprocess.DEVNULL).returncode == 0


@dataclass(frozen=True)
class Identity:
    """The user a server runs as, and how it becomes that user.

    `self` as an ordinary user; as root `userns`, where the server sees itself as nobody while files stay
    root's and nothing is chmodded; else `setuid` to a real, unprivileged user (initdb wants a passwd entry).
    """

    mode: Mode
    uid: int
    gid: int

    @property
    def spec(self) -> str:
        """The word `launch` understands."""
        return f"setuid:{self.uid}:{self.gid}" if self.mode == "setuid" else self.mode

    @property
    def owner(self) -> int:
        """Uid that must own the server's files, as seen from here."""
        return self.uid

    def command(self, signum: int, program: Sequence[str | Path]) -> list[str]:
        """Return the full command line that runs `program` as this identity."""
        return [*launcher(signum, self.spec), *(str(word) for word in program)]

    def reaches(self, path: Path) -> bool:
        """Tell whether this identity may enter or execute `path`."""
        if self.mode != "setuid":
            return os.access(path, os.X_OK)
        words = ["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)]
        return subprocess.run(self.command(15, words), cwd="/", check=False).returncode == 0


def choose_identity() -> Identity:
    """Choose the gentlest identity that works; POSTROOM_EMBEDDED_IDENTITY=setuid skips the user namespace."""
    uid, gid = os.geteuid(), os.getegid()
    if uid != 0:
        return Identity("self", uid, gid)
    if os.environ.get(SWITCH) != "setuid" and user_namespaces_work():
        return Identity("userns", uid, gid)
    nobody = pwd.getpwnam("nobody")
    return Identity("setuid", nobody.pw_uid, nobody.pw_gid)
