"""Ending long-lived commands: SIGTERM and Ctrl-C ask them to stop after what they have in hand."""

import signal
from collections.abc import Callable, Sequence
from threading import Event as Flag
from threading import Thread
from types import FrameType
from typing import Protocol


class Runs(Protocol):
    """Something that works until it is stopped."""

    def run(self) -> None:
        """Work until `stop`."""

    def stop(self) -> None:
        """Ask `run` to end; safe in a signal handler."""


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

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask)
    threads = [Thread(target=work, args=(part.run,), name=type(part).__module__) for part in parts]
    for thread in threads:
        thread.start()
    ended.wait()
    for part in parts:
        part.stop()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
