"""Who is needed by nobody is asked to stop at the same moment as the others."""

import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
SUPERVISOR = """
import os, sys
from pathlib import Path
from infrastructure.embedded.processes import wait_until
from infrastructure.embedded.service import Service
from infrastructure.embedded.supervisor import Supervisor
state = Path(sys.argv[1])
CHILD = '''
import signal, sys
from pathlib import Path
from infrastructure.embedded.processes import wait_until
own, other = Path(sys.argv[1]), Path(sys.argv[2])
def end(*_):
    own.touch()
    sys.exit(0 if wait_until(other.exists, 20) else 1)
signal.signal(signal.SIGTERM, end)
print("up", flush=True)
while True:
    signal.pause()
'''
def child(own, other):
    words = [sys.executable, "-c", CHILD, state / own, state / other]
    return Service(own, words, state / f"{own}.log", dict(os.environ), 60.0)
both = [child("one", "other"), child("other", "one")]
with Supervisor(state, print) as supervisor:
    for service in both:
        supervisor.start(service)
    assert wait_until(lambda: all(service.log.read_text() for service in both), 60)
print([service.process.returncode for service in both])
"""


def test_both_end_though_each_waits_for_the_other_to_be_asked(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SUPERVISOR, str(tmp_path)], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )  # fmt: skip
    assert done.stdout.endswith("[0, 0]\n")
