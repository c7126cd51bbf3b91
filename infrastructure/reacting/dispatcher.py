"""Carries out what a reactor answered to one event: once, in order, with patience, or as a dead letter."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from threading import Event as Flag
from threading import Lock
from typing import Protocol
from uuid import UUID

from application.bus import Busy, Command
from application.ports import Conflict, Outcome
from application.reactor import Happened, Reactor, Work, cause_of
from domain.kernel.envelope import Envelope
from domain.kernel.refusal import Refusal
from infrastructure.observing.about import about
from infrastructure.observing.figures import Figure, Labels, Shown
from infrastructure.postgres.pauses import Pauses
from infrastructure.projecting.reader import gone, passing
from infrastructure.reacting.places import REACT, DeadLetter, Places

ATTEMPTS = 5
logger = logging.getLogger(__name__)

Enqueue = Callable[[str, UUID, UUID, str], object]
"""Takes (kind, account id, object id, key) of work for the outside; see `infrastructure.jobs`."""


class Dispatch(Protocol):
    """The bus, as reactors use it."""

    def dispatch(self, command: Command, env: Envelope, /) -> Outcome:
        """See `application.bus.Bus.dispatch`."""

    def together(self, commands: Sequence[tuple[Command, Envelope]], /) -> bool:
        """See `application.bus.Bus.together`."""


class Stopping(Exception):
    """Asked to stop before an answer was carried out; the next start begins with it again."""


class Dispatcher:
    """Dispatches the answers of reactors; `counts` tells of commands, refusals, dead letters and work by name."""

    def __init__(self, bus: Dispatch, places: Places, enqueue: Enqueue, *, pause: float = 0.1) -> None:
        """Speak to `bus` and `enqueue`; failed attempts are `pause` seconds apart at first, then twice that, ..."""
        self._bus, self._places, self._enqueue = bus, places, enqueue
        self._pause = pause
        self._lock = Lock()
        self.counts: Counter[tuple[str, str]] = Counter()

    def shown(self) -> Iterable[Shown]:
        """Return the figures."""
        with self._lock:
            counts: dict[Labels, float] = {key: float(n) for key, n in self.counts.items()}
        about = "What reactors did: commands, refused, work, dead."
        return (Figure("postroom_reactions_total", about, "counter", ("reactor", "result"), counts),)

    def answer(self, reactor: Reactor, happened: Happened, stopping: Flag) -> None:
        """Let the reactor react and carry out all it says; raises Stopping when asked to stop meanwhile."""
        answers: list[Sequence[Command | Work]] = []
        place = DeadLetter(reactor.name, happened.position, REACT, "", 0)
        self._patiently(lambda: answers.append(reactor.react(happened)), place, stopping)
        with about(**_ids(reactor, happened)):
            for index, item in enumerate(answers[0] if answers else ()):
                self._patiently(
                    partial(self._do, reactor, happened, index, item), place._replace(item=index), stopping
                )

    def answer_all(self, reactor: Reactor, events: Sequence[Happened], stopping: Flag) -> None:
        """Answer events in order: in one append if nothing is in the way, else each by itself; raises as `answer`."""
        if self._together(reactor, events):
            return
        for happened in events:
            self.answer(reactor, happened, stopping)

    def _together(self, reactor: Reactor, events: Sequence[Happened]) -> bool:
        commands: list[tuple[Command, Envelope]] = []
        for happened in events:
            try:
                answer = reactor.react(happened)
            except Exception:  # noqa: BLE001 - it fails again by itself, and is buried there
                return False
            for index, item in enumerate(answer):
                if isinstance(item, Work):
                    return False
                commands.append((item, _envelope(reactor, happened, index)))
        if not commands:
            return True
        done = self._bus.together(commands)
        if done:
            self._count(reactor.name, "commands", len(commands))
            for happened in events:
                logger.info("carried out", extra=_ids(reactor, happened))
        return done

    def give_up(self, reactor: Reactor, position: int, error: str) -> None:
        """Bury an event that does not decode."""
        self._bury(DeadLetter(reactor.name, position, REACT, error, 1))

    def again(self, reactor: Reactor, happened: Happened, letter: DeadLetter) -> bool:
        """Try a dead letter once more; tells whether it is done now."""
        try:
            answers = reactor.react(happened)
            for index, item in enumerate(answers):
                if letter.item in (REACT, index):
                    self._do(reactor, happened, index, item)
        except Exception as error:
            if gone(error):
                raise
            self._bury(letter._replace(error=type(error).__name__, attempts=1))
            return False
        self._places.resolve(letter)
        return True

    def _patiently(self, act: Callable[[], None], place: DeadLetter, stopping: Flag) -> None:
        """Act until it is done or, after some failures, buried; busy or absent servers are no failure."""
        pauses, failed = Pauses(self._pause, longest=5), 0
        while not stopping.is_set():
            try:
                act()
                return
            except Exception as error:  # noqa: BLE001 - whatever it is, the reactors after it go on
                logger.warning("%s failed at %d: %s", place.reactor, place.position, type(error).__name__)
                if not (passing(error) or isinstance(error, (Busy, Conflict))):
                    failed += 1
                    if failed == ATTEMPTS:
                        self._bury(place._replace(error=type(error).__name__, attempts=failed))
                        return
            stopping.wait(pauses.longer())
        raise Stopping

    def _do(self, reactor: Reactor, happened: Happened, index: int, item: Command | Work) -> None:
        event = happened.event
        if isinstance(item, Work):
            self._enqueue(item.kind, event.account_id, item.object_id, item.key)
            self._count(reactor.name, "work")
            logger.info(
                "queued %s", item.kind, extra={"conversation": item.object_id, "message_id": item.key}
            )
            return
        try:
            self._bus.dispatch(item, _envelope(reactor, happened, index))
            self._count(reactor.name, "commands")
            logger.info("carried out", extra=_ids(reactor, happened))
        except Busy:
            raise
        except Refusal as refusal:
            # a no of the business is an outcome; whoever asked for it records why, where that matters
            self._count(reactor.name, "refused")
            logger.info("%s at %d was refused: %s", reactor.name, happened.position, refusal.code)

    def _bury(self, letter: DeadLetter) -> None:
        self._places.bury(letter)
        self._count(letter.reactor, "dead")
        logger.error("%s gives up at %d: %s", letter.reactor, letter.position, letter.error)

    def _count(self, name: str, what: str, n: int = 1) -> None:
        with self._lock:
            self.counts[name, what] += n


def _ids(reactor: Reactor, happened: Happened) -> dict[str, object]:
    event = happened.event
    return {
        "correlation": event.envelope.correlation_id,
        "account": event.account_id,
        "reactor": reactor.name,
        "position": happened.position,
    }


def _envelope(reactor: Reactor, happened: Happened, index: int) -> Envelope:
    event = happened.event
    return Envelope(
        event.account_id,
        f"system:{reactor.name}",
        datetime.now(UTC),
        event.envelope.correlation_id,
        cause_of(event),
        reactor.command_id(happened.position, index),
    )
