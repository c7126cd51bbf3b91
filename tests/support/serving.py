"""`serve` with stand-ins for the product's processes. Run as a module it is the command, imported it drives one."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from infrastructure.cli.serve import Child, Plan, chosen, serve_plan
from infrastructure.embedded import supervisor
from infrastructure.embedded.processes import group_members, wait_until
from tests.support.ports import free_port

CHECKOUT = Path(__file__).parents[2]
FAKE = Path(__file__).with_name("fake_child.py")
PATIENCE = 30.0


class Running:
    """A `serve` in a process of its own, whatever it serves."""

    def __init__(self, command: Sequence[str], state: Path, environment: Mapping[str, str]) -> None:
        self.state = state
        self.process = subprocess.Popen(
            command,
            cwd=CHECKOUT,
            env={**environment, "PYTHONPATH": str(CHECKOUT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing running, whatever the test did."""
        if self.process.poll() is None:
            self.stop()
        if self.process.stdout:
            self.process.stdout.close()

    def wait_ready(self) -> Self:
        """Wait for the welcome; fails with what was printed instead."""
        seen: list[str] = []
        for line in self.process.stdout or ():
            seen.append(line)
            if "Ctrl-C stops" in line:
                return self
        raise AssertionError("".join(seen))

    def stop(self, signum: int = signal.SIGTERM) -> tuple[int, str]:
        """Ask it to stop; returns exit code and what it still printed."""
        self.process.send_signal(signum)
        printed, _ = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, printed

    def kill(self) -> None:
        """Kill -9 the supervisor alone."""
        self.process.kill()
        self.process.wait()

    def groups(self) -> dict[str, int]:
        """Return the word of each running service -> its process group.

        Raises FileNotFoundError where the supervisor has ended.
        """
        recorded = json.loads((self.state / "pids.json").read_text(encoding="utf-8"))
        return {word: int(group) for group, word in recorded.items()}


class Serving(Running):
    """One whose processes are stand-ins."""

    def __init__(
        self,
        state: Path,
        plan: Mapping[str, str] | None = None,
        *,
        smtp_port: int = 0,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """`plan` maps names to kinds of fake_child, default: a step, an api and a worker."""
        self.port = free_port()
        words = [
            f"{name}={kind}"
            for name, kind in (plan or {"step": "once", "api": "api", "worker": "idle"}).items()
        ]
        command = [
            sys.executable,
            "-m",
            "tests.support.serving",
            str(state),
            str(self.port),
            str(smtp_port or free_port()),
            *words,
        ]
        super().__init__(command, state, {**os.environ, **(environment or {})})

    def answer(self) -> str:
        """Return what the api says, or an empty text."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=2) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""


@contextmanager
def serving(state: Path, environment: Mapping[str, str] | None = None) -> Iterator[Serving]:
    """A `serve` that is ready; stopped afterwards."""
    with Serving(state, environment=environment) as running:
        yield running.wait_ready()


def all_gone(groups: Mapping[str, int]) -> bool:
    """Wait until no process of `groups` lives."""
    return wait_until(lambda: not any(group_members(group) for group in groups.values()), PATIENCE)


def main(state: str, port: str, smtp_port: str, *words: str) -> None:
    """Serve the plan given as name=kind; what died is started again ten times sooner than people's."""
    supervisor.SHORTEST_PAUSE /= 10
    supervisor.LONGEST_PAUSE /= 10
    children = []
    for word in words:
        name, _, kind = word.partition("=")
        children.append(Child(name, program=(sys.executable, str(FAKE), kind), stop_timeout=5.0))
    plan = Plan(
        steps=tuple(child for child in children if child.name == "step"),
        children=tuple(child for child in children if child.name != "step"),
    )
    serve_plan(chosen(state=state, port=port, smtp_port=smtp_port), plan, demo=False)


if __name__ == "__main__":
    import click

    try:
        main(*sys.argv[1:])
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
