"""Run as a script: prepare this process, then become the given program.

    python -I -S launch.py PARENT SIGNAL IDENTITY PROGRAM [ARGUMENT...]

The kernel sends SIGNAL when PARENT dies, a kill -9 included (Linux). IDENTITY is ``self``, ``userns`` (our
own user, seen by the program as nobody) or ``setuid:UID:GID``. A script of its own instead of a
``preexec_fn``: Python code between fork and exec can deadlock as soon as the parent has threads.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
NOBODY = 65534
EXIT_IDENTITY_REFUSED = 97
EXIT_PARENT_GONE = 98


def enter_user_namespace() -> None:
    """Show our user as nobody from here on; files stay ours. Exits with 97 where the kernel refuses."""
    uid, gid = os.geteuid(), os.getegid()
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER) != 0:
        os._exit(EXIT_IDENTITY_REFUSED)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{NOBODY} {uid} 1"),
        ("gid_map", f"{NOBODY} {gid} 1"),
    ):
        Path("/proc/self", name).write_text(text, encoding="ascii")


def take_identity(identity: str) -> None:
    """Become who the program shall run as; raises OSError where that is refused."""
    if identity == "userns":
        enter_user_namespace()
    elif identity.startswith("setuid:"):
        uid, gid = (int(part) for part in identity.split(":")[1:])
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)


def die_with(parent: int, signum: int) -> None:
    """Ask the kernel for `signum` at the death of `parent`. Comes after any change of identity, which clears it."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signum, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(EXIT_PARENT_GONE)


def main(arguments: list[str]) -> None:
    """Prepare and exec; without a program it only tries the identity."""
    parent, signum, identity, *program = arguments
    try:
        take_identity(identity)
    except OSError:
        os._exit(EXIT_IDENTITY_REFUSED)
    if not program:
        return
    die_with(int(parent), int(signum))
    for name in ("SIGPIPE", "SIGXFSZ"):  # Python ignores them, and what is ignored stays so over exec
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    try:
        os.execv(program[0], program)
    except OSError as error:
        sys.exit(f"cannot run {program[0]}: {error.strerror}")


if __name__ == "__main__":
    main(sys.argv[1:])
