"""The tour's own state directory: begun anew each time, since the stand-ins forget everything when they end."""

import shutil
from pathlib import Path

from infrastructure.demo.touring.trouble import CannotGoOn
from infrastructure.embedded.lock import AlreadyRunning, sole_instance
from infrastructure.embedded.paths import private_dir

MARK = "tour"
ELSEWHERE = "postgres.home"


def state_beside(state: Path) -> Path:
    """Return the tour's directory beside that of a normal run."""
    return state.with_name(f"{state.name}-channels")


def made_anew(state: Path) -> Path:
    """Remove what the last tour left, and make the directory.

    Raises `CannotGoOn` where a tour runs there, or something else lies there, which is left alone.
    """
    if state.exists() and any(state.iterdir()):
        if not (state / MARK).exists():
            message = f"{state} holds something that no tour made. Move it away, or set POSTROOM_STATE to another place."
            raise CannotGoOn(message)
        try:
            with sole_instance(state, "a tour that begins"):
                _remove(state)
        except AlreadyRunning as error:
            message = f"{state} is in use: {error}. End that tour first (Ctrl-C there)."
            raise CannotGoOn(message) from None
    private_dir(state)
    (state / MARK).write_text(
        "Made by `postroom demo --channels`, which removes it when it begins anew.\n", encoding="utf-8"
    )
    return state


def _remove(state: Path) -> None:
    note = state / ELSEWHERE
    if note.exists():  # the database's user could not reach the state directory
        shutil.rmtree(note.read_text(encoding="utf-8"), ignore_errors=True)
    shutil.rmtree(state)
