"""Few mails are taken in as they are accepted; what cannot be, and what comes after that, is left to the reactor (PF-04)."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest

from application.inbound import InboundMessage
from application.processes.ingest_on_message_accepted import reactor
from application.reactor import Work
from domain.conversation.messages import MessageReceived
from domain.intake.events import MessageAccepted, MessageIngested
from infrastructure.bootstrap import Application, bootstrap
from infrastructure.door import Target
from infrastructure.doorstep import AGAIN, PAUSE, Doorstep
from infrastructure.isolation.asking import Asked, asked
from infrastructure.isolation.pool import Pool
from infrastructure.isolation.work import at_once
from infrastructure.originals import readers
from infrastructure.projecting.install import install
from infrastructure.settings import Settings
from projections.common.recorded import Recorded
from tests.support.mails import a_mail
from tests.support.world import World

pytestmark = pytest.mark.req("PF-04", "RL-03")


@dataclass
class Stoop:
    """A doorstep of one account's channel, and what came of it."""

    app: Application
    world: World
    target: Target
    now: float = 0.0
    """The clock, which goes on by being looked at: a busy machine is not slow here."""
    place: int = 0
    looks: int = 0
    pools: list[Pool] = field(default_factory=list)

    def doorstep(
        self,
        read: Callable[[bytes, Sequence[str]], InboundMessage | Asked] | None = None,
        *,
        most: int = 1_000,
        size: int = 100_000,
        patience: float = 60,
    ) -> Doorstep:
        pool = Pool(1, patience=patience)
        self.pools.append(pool)
        by_kind = readers() if read is None else {"email": read}
        return Doorstep(
            self.app.bus, self.app.log, by_kind, pool.each, self.looked,
            most=most, size=size, clock=self.clock,
        )  # fmt: skip

    def clock(self) -> float:
        """Return the seconds; a look takes a millisecond."""
        self.now += 0.001
        return self.now

    def looked(self) -> int:
        """Say how far the reactor is."""
        self.looks += 1
        return self.place

    def deliver(self, doorstep: Doorstep, raw: bytes) -> UUID:
        (intake,) = self.app.door.accept(
            raw, "c@x.example", [("h-x@in", self.target)], "192.0.2.7", doorstep=doorstep
        )
        return intake

    def is_in(self, intake: UUID) -> bool:
        """Tell whether it was taken in with its acceptance; else the reactor is to do it, and does."""
        (accepted,) = self.world.happened(intake, MessageAccepted)
        asked_for: Sequence[Any | Work] = reactor.react(Recorded(1, accepted))
        assert bool(asked_for) != accepted.at_once
        if asked_for:
            self.app.ingest(self.world.account, intake)
        assert self.world.happened(intake, MessageIngested)
        return accepted.at_once


@pytest.fixture
def stoop(database: str, tmp_path: Path) -> Iterator[Stoop]:
    settings = Settings(database_url=database, redis_url="redis://unused", state=tmp_path / "state")
    with bootstrap(settings) as app:
        install(database, app.projectors)
        world = World(ports=app.ports)
        made = Stoop(app, world, Target(world.account, world.channel()))
        yield made
        for pool in made.pools:
            pool.close()


def positions(stoop: Stoop) -> list[int]:
    return [one.position for one in stoop.app.log.read(0, 10_000, (MessageReceived.TOPIC,))]


def test_a_mail_is_in_when_it_is_accepted_by_one_append_and_leads_where_it_would(stoop: Stoop) -> None:
    doorstep, before = stoop.doorstep(), stoop.app.log.last_position()
    first = stoop.deliver(doorstep, a_mail(message_id="1@x"))
    assert len(positions(stoop)) == 1
    assert stoop.app.log.last_position() - before < 15
    again = stoop.deliver(doorstep, a_mail(message_id="2@x", answers="1@x"))
    assert stoop.is_in(first)
    assert stoop.is_in(again)
    streams = [stoop.world.happened(one, MessageIngested)[0].conversation_id for one in (first, again)]
    assert streams[0] == streams[1]


def test_those_that_come_at_once_are_each_taken_in_once(stoop: Stoop) -> None:
    doorstep, start = stoop.doorstep(), Barrier(8)

    def deliver(number: int) -> UUID:
        start.wait(20)
        return stoop.deliver(doorstep, a_mail(sender="jo@x.example", message_id=f"{number % 6}@x"))

    with ThreadPoolExecutor(8) as senders:
        intakes = list(senders.map(deliver, range(8)))
    for intake in intakes:
        if not stoop.world.happened(intake, MessageAccepted)[0].at_once:
            stoop.app.ingest(stoop.world.account, intake)
    assert len(positions(stoop)) == 6
    assert len(doorstep._turns) == 0


def test_what_is_left_to_the_reactor_keeps_its_place_before_what_comes_later(stoop: Stoop) -> None:
    doorstep = stoop.doorstep()
    large = stoop.deliver(doorstep, a_mail("x" * 100_000, message_id="1@x"))
    answer = stoop.deliver(doorstep, a_mail(message_id="2@x", answers="1@x"))
    assert [stoop.is_in(large), stoop.is_in(answer)] == [False, False]
    stoop.now += AGAIN
    assert stoop.is_in(stoop.deliver(doorstep, a_mail(message_id="3@x"))), "both are in by now"
    conversations = {stoop.world.happened(one, MessageIngested)[0].conversation_id for one in (large, answer)}
    assert len(conversations) == 1


def test_a_reactor_that_is_away_is_waited_for_once_in_a_while(stoop: Stoop) -> None:
    doorstep = stoop.doorstep(size=5_000)
    stoop.deliver(doorstep, a_mail("x" * 5_000))
    waited = [stoop.deliver(doorstep, a_mail()) for _ in range(3)]
    looked = stoop.looks
    assert looked
    stoop.deliver(doorstep, a_mail())
    assert stoop.looks == looked
    stoop.now += AGAIN
    # it gave them up: they have no ending, but it is beyond them
    stoop.place = stoop.app.log.last_position()
    assert stoop.is_in(stoop.deliver(doorstep, a_mail()))
    assert not any(stoop.is_in(one) for one in waited)


def test_where_many_come_they_are_left_until_few_do_and_all_are_in(stoop: Stoop) -> None:
    doorstep = stoop.doorstep(most=20)
    many = [stoop.deliver(doorstep, a_mail()) for _ in range(40)]
    assert not stoop.world.happened(many[-1], MessageAccepted)[0].at_once
    for intake in many:
        stoop.is_in(intake)
    stoop.now += 10
    assert stoop.is_in(stoop.deliver(doorstep, a_mail()))


def test_with_none_a_second_all_is_left(stoop: Stoop) -> None:
    assert not stoop.is_in(stoop.deliver(stoop.doorstep(most=0), a_mail()))


@pytest.mark.req("RL-06")
def test_what_takes_too_long_to_read_is_left_and_for_a_while_all_else(stoop: Stoop) -> None:
    doorstep = stoop.doorstep(patience=0.01)
    assert not stoop.is_in(stoop.deliver(doorstep, a_mail()))
    doorstep._each = at_once
    stoop.now += PAUSE - 10
    assert not stoop.is_in(stoop.deliver(doorstep, a_mail()))
    stoop.now += 10
    assert stoop.is_in(stoop.deliver(doorstep, a_mail()))


def test_after_one_that_took_long_senders_wait_for_nothing_for_a_while(stoop: Stoop) -> None:
    mails = readers()["email"]

    def slow(raw: bytes, own: Sequence[str]) -> InboundMessage | Asked:
        stoop.now += 1
        return mails(raw, own)

    doorstep = stoop.doorstep(slow)
    assert stoop.is_in(stoop.deliver(doorstep, a_mail()))
    assert not stoop.is_in(stoop.deliver(doorstep, a_mail()))
    stoop.now += PAUSE
    assert stoop.is_in(stoop.deliver(doorstep, a_mail()))


@pytest.mark.req("RL-05")
def test_what_no_reader_or_no_rule_takes_is_accepted_all_the_same(stoop: Stoop) -> None:
    def stumbles(_raw: bytes, _own: Sequence[str]) -> InboundMessage:
        raise ValueError("not this one")

    def nobody(raw: bytes, own: Sequence[str]) -> InboundMessage:
        asked_for = readers()["email"](raw, own)
        assert isinstance(asked_for, Asked)
        (found,) = stoop.pools[0].each([asked_for])
        assert isinstance(found, InboundMessage)
        return replace(found, sender=None)  # type: ignore[arg-type]

    def fails_in_a_child(_raw: bytes, _own: Sequence[str]) -> Asked:
        return asked("inbound", None, (), "")

    for read in (stumbles, nobody, fails_in_a_child):
        assert not stoop.is_in(stoop.deliver(stoop.doorstep(read), a_mail()))


def test_a_mail_for_a_channel_that_is_not_there_is_accepted(stoop: Stoop) -> None:
    elsewhere = replace(stoop.target, channel_id=UUID(int=1))
    (intake,) = stoop.app.door.accept(
        a_mail(), "c@x.example", [("h-x@in", elsewhere)], "", doorstep=stoop.doorstep()
    )
    assert stoop.world.happened(intake, MessageAccepted)
