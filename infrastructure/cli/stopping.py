"""Ending long-lived commands: SIGTERM and Ctrl-C ask them to stop after what they have in hand."""

import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Event as Flag
from threading import Thread
from types import FrameType
from typing import Protocol

import click

SIGNALS = (signal.SIGTERM, signal.SIGINT)
READY = "ready"
"""What a long-lived command prints once it works."""


class Runs(Protocol):
    """Something that works until it is stopped."""

    def run(self) -> None:
        """Work until `stop`."""

    def stop(self) -> None:
        """Ask `run` to end; safe in a signal handler."""


def end_early() -> None:
    """Let a signal that arrives while a command is still starting end it as quietly as one that arrives later."""
    for number in SIGNALS:
        signal.signal(number, lambda *_: sys.exit(0))


def run_until_stopped(parts: Sequence[Runs]) -> None:
    """Run all parts in threads until a signal; when one of them ends by itself, all do, and its error is raised."""
    ended, failures = Flag(), list[BaseException]()

    def work(run: Callable[[], None]) -> None:
        try:
            run()
        except BaseException as error:  # noqa: BLE001 - raised below, in the main thread
            failures.append(error)
        finally:
            ended.set()

    def ask(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    for number in SIGNALS:
        signal.signal(number, ask)
    threads = [Thread(target=work, args=(part.run,), name=type(part).__module__) for part in parts]
    for thread in threads:
        thread.start()
    try:
        with suppress(OSError):  # onto a full disk: who waits for the word finds it out otherwise
            click.echo(READY)
        ended.wait()
    finally:
        # threads that went on without what the main thread closes would look alive for ever
        for part in parts:
            part.stop()
        for thread in threads:
            thread.join()
    if failures:
        raise failures[0]
