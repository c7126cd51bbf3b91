"""What `serve` starts as forks of itself: each is a process as any other, and none of them imports anew."""

import ast
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from infrastructure.embedded.paths import LINUX
from infrastructure.embedded.processes import command_line, wait_until

CHECKOUT = Path(__file__).parents[2]
FORKED = ("api", "demo", "demo_relay", "migrate", "projector", "smtp", "worker")
UNWANTED = (
    "apispec", "hypothesis", "infrastructure.demo.telling", "joserfc", "pytest", "requests", "segno",
)  # fmt: skip
"""Dear, and of no use to a process that only starts."""

pytestmark = pytest.mark.skipif(not LINUX, reason="elsewhere every process is a program of its own")

SUPERVISOR = """
import fcntl, json, os, signal, sys, time
from pathlib import Path
from infrastructure.embedded.forked import Forked
from infrastructure.embedded.processes import command_line, wait_until
kind, log = sys.argv[1], Path(sys.argv[2])
held = (log.parent / "lock").open("w")
fcntl.flock(held, fcntl.LOCK_EX)
signal.signal(signal.SIGTERM, lambda *_: None)

def shows():
    print(json.dumps({
        "environment": {name: value for name, value in os.environ.items() if name != "LC_CTYPE"},
        "session": os.getsid(0) == os.getpid(),
        "open": sorted(os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd")
                       if os.path.exists(f"/proc/self/fd/{fd}")),
        "command": command_line(os.getpid()).strip(),
    }))

def says_why():
    sys.exit("this is why")

def breaks():
    raise ValueError("broken")

def lasts():
    print("lasts")
    time.sleep(600)

command = "python -m infrastructure.cli " + "a-word-longer-than-the-room-there-was " * 9
child = Forked("x", command.strip(), log, {"ONE": "1"}, 5.0, "x", locals()[kind])
child.start()
if kind == "lasts":
    assert wait_until(lambda: "lasts" in log.read_text(), 30)
    print(child.process.pid, flush=True)
    if sys.argv[3:]:
        os.kill(os.getpid(), signal.SIGKILL)
    child.stop()
print(child.process.wait(30))
"""


def supervised(kind: str, log: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", SUPERVISOR, kind, str(log), *more],
        cwd=CHECKOUT, env={**os.environ, "PYTHONPATH": str(CHECKOUT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_it_has_its_own_environment_session_files_and_name(tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert supervised("shows", log).stdout == "0\n"
    told = json.loads(log.read_text())
    assert told["environment"] == {"ONE": "1"}
    assert told["session"]
    assert set(told["open"]) == {os.devnull, str(log)}  # not the lock, which ends with its holder
    assert told["command"] == "python -m infrastructure.cli " + " ".join(
        ["a-word-longer-than-the-room-there-was"] * 9
    )


@pytest.mark.parametrize(
    ("kind", "said"), [("says_why", "this is why\n"), ("breaks", "ValueError: broken\n")]
)
def test_what_ends_it_is_its_exit_code_and_in_its_log(tmp_path: Path, kind: str, said: str) -> None:
    assert supervised(kind, tmp_path / "log").stdout == "1\n"
    assert (tmp_path / "log").read_text().endswith(said)


def test_a_signal_ends_it_whatever_its_parent_does_with_it(tmp_path: Path) -> None:
    assert supervised("lasts", tmp_path / "log").stdout.split()[1] == "-15"


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    done = supervised("lasts", tmp_path / "log", "killed")
    assert done.returncode == -signal.SIGKILL
    assert wait_until(lambda: not command_line(int(done.stdout)), 30)


def imports_of(name: str) -> set[str]:
    """Return all modules of ours that a command's module imports, inside of functions too."""
    tree = ast.parse((CHECKOUT / "infrastructure" / "cli" / f"{name}.py").read_text())
    return {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


@pytest.mark.req("PF-10")
def test_the_supervisor_starts_the_servers_before_it_imports_anything_dear() -> None:
    program = "import json, sys, infrastructure.cli.serve; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, check=True)
    assert set(json.loads(done.stdout)) & {"flask", "psycopg", "redis", "eventsourcing", *UNWANTED} == set()


@pytest.mark.req("PF-10")
def test_what_they_need_is_there_before_they_are_forked_and_nothing_else() -> None:
    program = (
        "import json, os, sys\nfrom infrastructure.cli.preloading import preload\nbefore = len(os.listdir('/proc/self/fd'))\n"
        "preload(demo=True)\nprint(json.dumps({'modules': sorted(sys.modules), 'threads': len(os.listdir('/proc/self/task')),"
        "'opened': len(os.listdir('/proc/self/fd')) - before}))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, check=True)
    found = json.loads(done.stdout)
    loaded = set(found["modules"])
    rare = {"infrastructure.certificates", "infrastructure.cli.progress"}
    rare |= {f"infrastructure.demo.{name}" for name in ("copying", "loading")}
    rare |= {f"infrastructure.demo.touring.{name}" for name in ("state", "tour", "trouble")}
    assert set().union(*map(imports_of, FORKED)) - loaded - rare == set()
    assert loaded & set(UNWANTED) == set()
    assert (found["threads"], found["opened"]) == (1, 0)
