"""The one way to change anything: authorise, load, decide, append; again on conflict; once per command id."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Protocol, TypeVar

from application.ports import Conflict, Outcome
from application.together import Batch, batch_on
from application.unit import Ports, Unit
from domain.kernel.envelope import Envelope
from domain.kernel.refusal import NotAllowed, Refusal

ATTEMPTS = 8
PAUSE = 0.002


class Command(Protocol):
    """A frozen dataclass; `PERMISSION` is what the actor needs, empty for none."""

    PERMISSION: ClassVar[str]


Handler = Callable[[Any, Unit], None]
Q = TypeVar("Q", bound=Command)
R = TypeVar("R")
Preparation = Callable[[Sequence[tuple[Any, Envelope]], Batch], None]
"""Fetches at once what several commands of a class will ask for one by one."""


class Busy(Refusal):
    """Too many writers at the same thing at once."""

    code = "busy"
    status = 503

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "Many changes to the same thing came at once. Nothing was changed; try again in a moment."
        )


class Bus:
    """Dispatches commands to their handlers."""

    def __init__(
        self,
        ports: Ports,
        handlers: Mapping[type[Any], Handler],
        preparations: Mapping[type[Any], Preparation] | None = None,
    ) -> None:
        """Serve the commands of `handlers` with `ports`."""
        self.ports, self._handlers, self._preparations = ports, handlers, preparations or {}

    def dispatch(self, command: Command, env: Envelope) -> Outcome:
        """Carry the command out and return where it was recorded; a repeated command id answers as the first time.

        Raises:
            Refusal: the business says no; nothing was changed.
            Unavailable: the log cannot be reached.

        """
        handler = self._handlers[type(command)]
        looked_anew = False
        for attempt in range(ATTEMPTS):
            unit = Unit(env, self.ports)
            try:
                _authorise(command, unit)
                handler(command, unit)
                outcome = unit.save()
            except Conflict:
                repeated = self._earlier(env)
                if repeated is not None:
                    return repeated
                time.sleep(random.uniform(0, PAUSE * attempt))  # noqa: S311 - jitter, no secret
            except Refusal:
                repeated = self._earlier(env)
                if repeated is not None:
                    return repeated
                if looked_anew:
                    raise
                looked_anew = True
            else:
                # what changes nothing may be a repeat of what changed something
                repeated = outcome if outcome.position else self._earlier(env)
                if repeated is not None or looked_anew:
                    return repeated or outcome
                looked_anew = True
            # what was read may have come from the cache and be old: that nothing may be done, or need be, is said on
            # fresh facts only
            self.ports.log.evict(unit.touched)
        raise Busy

    def rehearse(self, command: Command, env: Envelope) -> Outcome:
        """Return what the command would be answered with now, position 0, without recording anything; raises `Refusal`."""
        unit = Unit(env, self.ports)
        _authorise(command, unit)
        self._handlers[type(command)](command, unit)
        return Outcome(0, unit.changes)

    def ask(self, question: Q, env: Envelope, answer: Callable[[Q, Unit], R]) -> R:
        """Return what a question is answered with now; nothing is recorded. Raises `Refusal`."""
        unit = Unit(env, self.ports)
        _authorise(question, unit)
        return answer(question, unit)

    def together(self, commands: Sequence[tuple[Command, Envelope]]) -> bool:
        """Carry commands out in this order and in one append; false where anything is in the way, nothing being done.

        The caller then dispatches them one by one, which says what is in the way of which.
        """
        batch = batch_on(self.ports)
        try:
            for kind, prepare in self._preparations.items():
                prepare([one for one in commands if isinstance(one[0], kind)], batch)
            for command, env in commands:
                unit = Unit(env, batch.ports)
                _authorise(command, unit)
                self._handlers[type(command)](command, unit)
                if not unit.save().streams:
                    # that nothing need be done is said on fresh facts only, by the command alone
                    batch.log.drop()
                    return False
            batch.log.store()
        except Exception:  # noqa: BLE001 - whatever it is, it comes again in its own command, and is said there
            batch.log.drop()
            return False
        return True

    def _earlier(self, env: Envelope) -> Outcome | None:
        if env.command_id is None:
            return None
        return self.ports.log.outcome_of(env.account_id, env.command_id)


def _authorise(command: Command, unit: Unit) -> None:
    if command.PERMISSION and not unit.standing.may(command.PERMISSION):
        raise NotAllowed(command.PERMISSION)
