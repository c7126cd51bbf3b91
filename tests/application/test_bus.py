"""The bus: once per command id, again on conflict and on old facts, and then it says so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, TypeVar
from uuid import UUID, uuid4

import pytest

from application.bus import ATTEMPTS, Bus, Busy
from application.inbox import CreateInbox, RenameInbox
from application.ports import Conflict, Outcome
from application.router import HANDLERS
from application.unit import Unit
from domain.inbox.aggregate import Inbox
from domain.inbox.events import InboxRenamed
from domain.kernel.aggregate import Aggregate
from domain.kernel.refusal import NotFound, VersionMismatch
from tests.support.memory import MemoryLog
from tests.support.world import World

A = TypeVar("A", bound=Aggregate)


class StaleLog(MemoryLog):
    """A log whose cache holds aggregates as they were when it was told to remember them."""

    def __init__(self, true: MemoryLog) -> None:
        super().__init__()
        self.__dict__.update(true.__dict__)
        self.true = true
        self.stale: dict[UUID, int] = {}
        self.loads = 0

    def remember(self, stream_id: UUID) -> None:
        """Keep serving the stream as it is now, until it is evicted."""
        self.stale[stream_id] = len(self.stream(stream_id))

    def load(self, cls: type[A], stream_id: UUID) -> A | None:
        self.loads += 1
        known = self.stale.get(stream_id)
        if known is None:
            return super().load(cls, stream_id)
        aggregate: Any = None
        for event in self.stream(stream_id)[:known]:
            aggregate = event.mutate(aggregate)
        return aggregate if isinstance(aggregate, cls) else None

    def evict(self, stream_ids: Sequence[UUID]) -> None:
        for stream_id in stream_ids:
            self.stale.pop(stream_id, None)


@dataclass
class Scene:
    """A world whose log may serve old aggregates."""

    world: World
    log: StaleLog


@pytest.fixture
def scene() -> Scene:
    world = World()
    assert isinstance(world.ports.log, MemoryLog)
    log = StaleLog(world.ports.log)
    world.ports = replace(world.ports, log=log)
    world.bus = Bus(world.ports, HANDLERS)
    return Scene(world, log)


@pytest.mark.req("RL-04")
def test_a_decision_on_old_facts_is_made_again(scene: Scene) -> None:
    scene.log.remember(scene.world.inbox)
    scene.world.do(RenameInbox(scene.world.inbox, "One"))
    scene.log.remember(scene.world.inbox)
    scene.log.stale[scene.world.inbox] -= 1
    scene.world.do(RenameInbox(scene.world.inbox, "Two"))
    assert [event.name for event in scene.world.happened(scene.world.inbox, InboxRenamed)] == ["One", "Two"]


def test_a_refusal_is_given_on_fresh_facts_only(scene: Scene) -> None:
    world = scene.world
    scene.log.remember(world.inbox)
    scene.world.do(RenameInbox(world.inbox, "One"))
    scene.log.stale[world.inbox] = 1
    world.do(RenameInbox(world.inbox, "Two", expected_version=2))
    with pytest.raises(VersionMismatch):
        world.do(RenameInbox(world.inbox, "Three", expected_version=2))


def test_that_nothing_need_be_done_is_said_on_fresh_facts_only(scene: Scene) -> None:
    world = scene.world
    world.do(RenameInbox(world.inbox, "One"))
    scene.log.remember(world.inbox)
    other = Bus(replace(world.ports, log=scene.log.true), HANDLERS)
    other.dispatch(RenameInbox(world.inbox, "Two"), world.env())
    world.do(RenameInbox(world.inbox, "One"))
    assert [event.name for event in world.happened(world.inbox, InboxRenamed)] == ["One", "Two", "One"]
    loads = scene.log.loads
    assert world.bus.dispatch(RenameInbox(world.inbox, "One"), world.env()) == Outcome(0)
    assert scene.log.loads == loads + 2


@dataclass(frozen=True, slots=True)
class Meddle:
    """A command in whose middle somebody else is always faster."""

    PERMISSION: ClassVar[str] = ""

    inbox_id: UUID


def test_who_is_never_fast_enough_is_told(scene: Scene) -> None:
    world, turns = scene.world, iter(range(100))

    def meddled(command: Meddle, unit: Unit) -> None:
        inbox = unit.get(Inbox, command.inbox_id)
        world.bus.dispatch(RenameInbox(command.inbox_id, f"faster {next(turns)}"), world.env())
        inbox.rename(unit.env, "never")

    bus = Bus(world.ports, {**HANDLERS, Meddle: meddled})
    with pytest.raises(Busy):
        bus.dispatch(Meddle(world.inbox), world.env())
    names = [event.name for event in world.happened(world.inbox, InboxRenamed)]
    assert names == [f"faster {number}" for number in range(ATTEMPTS)]


def test_nothing_is_made_without_a_command_id(scene: Scene) -> None:
    world = scene.world
    with pytest.raises(ValueError, match="command id"):
        world.bus.dispatch(CreateInbox("Orders"), replace(world.env(), command_id=None))


def test_a_command_without_an_id_is_decided_again_like_any_other(scene: Scene) -> None:
    world = scene.world
    scene.log.remember(world.inbox)
    world.bus.dispatch(RenameInbox(world.inbox, "One"), replace(world.env(), command_id=None))
    scene.log.stale[world.inbox] = 1
    world.bus.dispatch(RenameInbox(world.inbox, "Two"), replace(world.env(), command_id=None))
    with pytest.raises(NotFound):
        world.bus.dispatch(RenameInbox(uuid4(), "Three"), replace(world.env(), command_id=None))


@pytest.mark.req("API-01")
def test_of_two_at_once_with_one_command_id_both_get_the_first_answer(scene: Scene) -> None:
    world, key = scene.world, uuid4()
    inner: list[Outcome] = []

    def overtaken(command: CreateInbox, unit: Unit) -> None:
        if not inner:
            inner.append(world.bus.dispatch(CreateInbox(command.name), world.env(command_id=key)))
        unit.add(Inbox.create(uuid4(), unit.env, name=command.name))

    bus = Bus(world.ports, {CreateInbox: overtaken})
    assert bus.dispatch(CreateInbox("Orders"), world.env(command_id=key)) == inner[0]


def test_an_aggregate_of_another_kind_or_account_is_not_there() -> None:
    world, other = World(), World()
    unit = Unit(world.env(), world.ports)
    assert unit.find(Inbox, world.pipeline) is None
    assert unit.find(Inbox, other.inbox) is None
    assert unit.find(Inbox, world.inbox) is unit.get(Inbox, world.inbox)


def test_what_was_looked_for_and_not_found_must_still_be_absent() -> None:
    world, inbox_id = World(), uuid4()
    unit = Unit(world.env(), world.ports)
    assert unit.find(Inbox, inbox_id) is None
    unit.get(Inbox, world.inbox).rename(unit.env, "Renamed")
    made = Inbox.create(inbox_id, world.env(), name="Meanwhile")
    world.ports.log.append(world.account, None, [made], {})
    with pytest.raises(Conflict):
        unit.save()
