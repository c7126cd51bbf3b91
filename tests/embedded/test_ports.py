"""Ports that tests hand out are nobody else's: not another test process's, and not in use."""

import socket
import subprocess
import sys

from tests.support.ports import BLOCK, END, FIRST, free_port
from tests.support.serving import CHECKOUT

ASKED = (
    "from tests.support.ports import free_port; import sys; print(free_port(), flush=True); sys.stdin.read()"
)


def block_of(port: int) -> int:
    return (port - FIRST) // BLOCK


def test_each_process_has_ports_of_its_own_as_long_as_it_lives() -> None:
    own = free_port()
    asking = [
        subprocess.Popen(
            [sys.executable, "-c", ASKED], cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]  # fmt: skip
    ports = [int(process.stdout.readline()) for process in asking if process.stdout]
    for process in asking:
        process.communicate()
    blocks = {block_of(port) for port in (*ports, own)}
    assert len(blocks) == 4
    assert all(FIRST < port < END for port in ports)


def test_none_of_a_row_is_in_use() -> None:
    with socket.socket() as listening:
        taken = free_port()
        listening.bind(("127.0.0.1", taken))
        listening.listen()
        rows = [free_port(run=5) for _ in range(BLOCK)]
    given = {first + at for first in rows for at in range(5)}
    assert taken not in given
    assert {block_of(port) for port in given} == {block_of(taken)}
