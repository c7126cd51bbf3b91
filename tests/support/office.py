"""Reactors at work on a test's log: the command they give, the desk that carries it out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock, Thread
from typing import ClassVar
from uuid import UUID, uuid4

from application.bus import Command
from application.ports import Outcome
from application.reactor import Happened, Reactor, Work
from domain.contact.aggregate import Contact
from domain.contact.events import ContactCreated, ContactOwnerSet
from domain.kernel.envelope import Envelope
from infrastructure.embedded.processes import wait_until
from infrastructure.reacting.dispatcher import Dispatcher
from infrastructure.reacting.places import Places
from infrastructure.reacting.runner import Runner
from tests.support.store import Store

PATIENCE = 20.0


@dataclass(frozen=True)
class Own:
    """A command of these tests."""

    PERMISSION: ClassVar[str] = ""
    contact_id: UUID


class Desk:
    """Carries commands out on a log: gives the contact an owner. Fails first as told, by the name it is given."""

    def __init__(self, store: Store) -> None:
        self._log, self._lock = store.log, Lock()
        self.failing: list[BaseException] = []
        self.seen: list[tuple[UUID, Envelope]] = []
        self.batches: list[int] = []

    def dispatch(self, command: Command, env: Envelope) -> Outcome:
        assert isinstance(command, Own)
        with self._lock:
            if self.failing:
                raise self.failing.pop(0)
        outcome = self._log.outcome_of(env.account_id, env.command_id or uuid4())
        if outcome is None:
            self._log.evict([command.contact_id])
            contact = self._log.load(Contact, command.contact_id)
            assert contact is not None
            contact.set_owner(env, owner_id=uuid4())
            outcome = self._log.append(env.account_id, env.command_id, [contact], {})
        self.seen.append((command.contact_id, env))
        return outcome

    def together(self, commands: Sequence[tuple[Command, Envelope]]) -> bool:
        """There is always something in the way: each command is carried out by itself."""
        self.batches.append(len(commands))
        return False


def react(happened: Happened) -> Sequence[Command | Work]:
    return (Own(happened.event.originator_id),)


OWN = Reactor("own_on_created", frozenset({ContactCreated}), react, from_start=True)


@dataclass
class Office:
    """A log with reactors at work on it."""

    store: Store
    desk: Desk
    places: Places
    dispatcher: Dispatcher
    queued: list[tuple[str, UUID, UUID, str]]

    @contextmanager
    def open(self, *reactors: Reactor, poll: float = 0.1) -> Iterator[None]:
        runner = Runner(self.store.dsn, self.store.log, reactors, self.places, self.dispatcher, poll=poll)
        ended: list[BaseException] = []

        def work() -> None:
            try:
                runner.run()
            except BaseException as error:  # noqa: BLE001 - the test raises it
                ended.append(error)

        thread = Thread(target=work)
        thread.start()
        try:
            yield
        finally:
            runner.stop()
            thread.join(PATIENCE)
            assert not thread.is_alive()
        if ended:
            raise ended[0]

    def reached(self, reactor: Reactor, position: int) -> bool:
        return wait_until(lambda: self.places.all().get(reactor.name, -1) >= position, PATIENCE, pause=0.01)

    def owners(self) -> int:
        return len(self.store.log.read(0, 1000, topics=[ContactOwnerSet.TOPIC]))
