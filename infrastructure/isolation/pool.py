"""The few children of a process: started when needed, asked in batches, ended and replaced when they exceed bounds."""

import atexit
import json
import os
import pickle
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from threading import BoundedSemaphore, Lock
from typing import Any

from infrastructure.isolation.asking import Asked, Failed, asked
from infrastructure.isolation.wire import receive, send, value_of

MOST = 2
"""Children of one process; whoever comes while all are busy waits."""
PATIENCE = 120.0
"""Seconds for one batch, whatever else the machine does; a child's own bound is processor time."""
SECONDS = 20
"""Of processor time for one batch."""
MEMORY = 1 << 30
"""Bytes of address space of a child."""
BY_CHANCE = 1.0
"""Seconds within which no bound is reached, so that something else ended the child."""
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from infrastructure.isolation.child import main; main(*map(int, sys.argv[2:]))"
)


class BeyondBounds(Exception):
    """Reading it took more time or memory than there is for one original, or ended the process that did."""


class Child:
    """One child process."""

    def __init__(self, seconds: int = SECONDS, memory: int = MEMORY, patience: float = PATIENCE) -> None:
        """Start it; it sees no environment, no files of ours and no network of its own making."""
        ours, theirs = socket.socketpair()
        ours.settimeout(patience)
        command = [sys.executable, "-I", "-c", _START, json.dumps(sys.path), str(seconds), str(memory)]
        with theirs:
            self._process = subprocess.Popen(
                command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={}
            )
        self._peer = ours

    def ask(self, batch: Sequence[Asked]) -> list[tuple[bool, Any]]:
        """Return what it answers to each, in order. Raises `BeyondBounds` where it does not, and is over then."""
        data = pickle.dumps(
            [(one.work, one.arguments, one.options) for one in batch], pickle.HIGHEST_PROTOCOL
        )
        try:
            send(self._peer, data)
            answers: list[tuple[bool, Any]] = value_of(receive(self._peer))
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self.end()
            raise BeyondBounds from error
        return answers

    def end(self) -> None:
        """End it at once."""
        self._peer.close()
        self._process.kill()
        self._process.wait()

    def leave(self) -> None:
        """Let it be: it is another process's, of which this one is a fork."""
        self._peer.close()

    @property
    def lives(self) -> bool:
        """Whether it is there still: one that nobody asked for long goes by itself."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """Its process id."""
        pid: int = self._process.pid
        return pid


class Pool:
    """Children that are asked one batch at a time each."""

    def __init__(
        self, most: int = MOST, seconds: int = SECONDS, memory: int = MEMORY, patience: float = PATIENCE
    ) -> None:
        """Have at most so many with these bounds, and none before one is asked."""
        self._most, self._bounds = most, (seconds, memory, patience)
        self._idle: list[Child] = []
        self._begin()

    def _begin(self) -> None:
        for inherited in self._idle:
            inherited.leave()
        self._pid = os.getpid()
        self._idle = []
        self._lock, self._room = Lock(), BoundedSemaphore(self._most)

    def each(self, batch: Sequence[Asked]) -> list[Any]:
        """Return the value of each, or `Failed`; what exceeds the bounds costs the others of its batch nothing."""
        if not batch:
            return []
        if self._pid != os.getpid():
            self._begin()
        with self._room:
            try:
                return self._ask(batch)
            except BeyondBounds:
                if len(batch) == 1:
                    return [Failed("BeyondBounds")]
            return [self._alone(one) for one in batch]

    def one(self, work: str, *arguments: Any, **options: Any) -> Any:
        """Return one value.

        Raises:
            BeyondBounds: there is none, whatever the reason.

        """
        (value,) = self.each([asked(work, *arguments, **options)])
        if isinstance(value, Failed):
            raise BeyondBounds(value.error)
        return value

    def _alone(self, one: Asked) -> Any:
        try:
            return self._ask([one])[0]
        except BeyondBounds:
            return Failed("BeyondBounds")

    def _ask(self, batch: Sequence[Asked]) -> list[Any]:
        """Ask a child; what is lost soon after it is asked may be lost by chance, and is asked of another once."""
        began = time.monotonic()
        child = self._child()
        try:
            answers = child.ask(batch)
        except BeyondBounds:
            if time.monotonic() - began > BY_CHANCE:
                raise
            child = Child(*self._bounds)
            answers = child.ask(batch)
        with self._lock:
            self._idle.append(child)
        return [value if well else Failed(str(value)) for well, value in answers]

    def _child(self) -> Child:
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.lives:
                    return child
                child.end()
        return Child(*self._bounds)

    def close(self) -> None:
        """End all children that are idle."""
        if self._pid == os.getpid():
            with self._lock:
                while self._idle:
                    with suppress(OSError):
                        self._idle.pop().end()


CHILDREN = Pool()
"""The children of this process, whoever in it needs them; a fork of it has its own."""
PROMPT = Pool(seconds=1, patience=5)
"""The same where somebody waits, and somebody else has more time."""
atexit.register(CHILDREN.close)
atexit.register(PROMPT.close)
