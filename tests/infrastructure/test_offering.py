"""Sixteen routers at one inbox, on a real log and real read models: capacity, once each, nobody forgotten, in order."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier
from uuid import UUID, uuid4

import pytest

from application import routing
from application.conversation import CloseConversation
from application.user import SetCapacity
from application.user_self import SetAvailability
from domain.conversation.aggregate import Conversation
from domain.conversation.events import AssignmentDecided
from infrastructure.bootstrap import Application, bootstrap, clock
from infrastructure.jobs.pending import offers
from infrastructure.offering import MOST, Offering
from infrastructure.projecting.install import install
from infrastructure.projecting.runner import Runner
from infrastructure.sending import TryAgain
from infrastructure.settings import Settings
from tests.support.inbound import Mailroom
from tests.support.tiny_views import running
from tests.support.world import World

ROUTERS, PROCESSES = 16, 4
AGENTS, CAPACITY, WAITING = 4, 3, 24


class Desk:
    """An inbox of agents with little room, where conversations wait; several applications route it, as processes would."""

    def __init__(self, apps: list[Application]) -> None:
        self.apps, self.world = apps, World(ports=apps[0].ports)
        self.agents = [self.world.user(f"Agent{number}", available=False) for number in range(AGENTS)]
        for agent in self.agents:
            self.world.do(SetCapacity(agent, live=None, total=CAPACITY))
        self.room = Mailroom(self.world, self.world.channel(users=tuple(self.agents)))
        self.waiting = [
            self.room.mail(sender=f"C{number} <c{number}@customer.example>") for number in range(WAITING)
        ]

    def come(self) -> None:
        """Let all agents be available."""
        for agent in self.agents:
            self.world.do(SetAvailability(agent, available=True))

    def offer(self) -> None:
        """Let sixteen routers offer what waits, all at once."""
        barrier = Barrier(ROUTERS)

        def route(number: int) -> None:
            app = self.apps[number % len(self.apps)]
            barrier.wait()
            self.job(app)(self.world.account, uuid4(), "slot_free.x")

        with ThreadPoolExecutor(ROUTERS) as threads:
            list(threads.map(route, range(ROUTERS)))

    def job(self, app: Application) -> Offering:
        return Offering(app.bus, app.log, app.pool, clock, app.positions.wait_for)

    def close_one_of_each(self) -> None:
        """Let each agent be done with one conversation."""
        for agent in self.agents:
            mine = next((one for one in self.waiting if self.holder(one) == agent), None)
            if mine is not None:
                self.world.do(CloseConversation(mine))

    def holder(self, conversation_id: UUID) -> UUID | None:
        """Return who has an open conversation."""
        found = self.apps[0].log.fresh(Conversation, conversation_id)
        assert found is not None
        return found.assignee_id if found.status == "open" else None

    def held(self) -> Counter[UUID]:
        """Return how many open conversations each agent has."""
        return Counter(one for one in map(self.holder, self.waiting) if one is not None)

    def given(self) -> list[UUID]:
        """Return what was assigned, in the log's order."""
        log = self.apps[0].log
        decided = [one for one in log.read(0, 10**6) if isinstance(one.event, AssignmentDecided)]
        return [one.event.originator_id for one in decided if one.event.assignee_id is not None]  # type: ignore[attr-defined]


@pytest.fixture
def desk(database: str, tmp_path: Path) -> Iterator[Desk]:
    settings = Settings(database_url=database, redis_url="redis://unused", state=tmp_path / "state")
    with ExitStack() as closing:
        apps = [closing.enter_context(bootstrap(settings)) for _ in range(PROCESSES)]
        install(database, apps[0].projectors)
        closing.enter_context(running(Runner(database, apps[0].log, apps[0].projectors)))
        yield Desk(apps)


@pytest.mark.req("RTG-06", "RTG-09", "RTG-10", "CHT-14")
def test_sixteen_routers_fill_every_agent_and_no_more_and_serve_who_waits_longest_first(desk: Desk) -> None:
    desk.offer()
    assert not desk.given()
    desk.come()
    rounds = 0
    while len(desk.given()) < WAITING:
        desk.offer()
        held = desk.held()
        assert max(held.values()) <= CAPACITY
        assert held.total() == min(AGENTS * CAPACITY, WAITING - AGENTS * rounds)
        desk.close_one_of_each()
        rounds += 1
        assert rounds <= WAITING
    assert desk.given() == desk.waiting


@pytest.mark.req("RTG-06")
def test_without_the_slot_the_same_race_is_lost(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routing, "slots_now", lambda *_: None)
    desk.come()
    desk.offer()
    # whoever happened to come one after the other gets another chance to come at once
    while max(desk.held().values()) <= CAPACITY and desk.held().total() < WAITING:
        desk.close_one_of_each()
        desk.offer()
    assert max(desk.held().values()) > CAPACITY


@pytest.mark.req("RTG-10", "RL-02")
def test_a_sweep_names_accounts_where_something_waits_and_somebody_could_take_it(desk: Desk) -> None:
    app = desk.apps[0]
    app.positions.wait_for(app.log.last_position(), 30)
    assert not list(offers(app.pool))
    desk.come()
    app.positions.wait_for(app.log.last_position(), 30)
    (pending,) = offers(app.pool)
    assert (pending.kind, pending.account_id) == ("offer", desk.world.account)
    desk.job(app)(pending.account_id, pending.object_id, pending.key)
    assert desk.held().total() == AGENTS * CAPACITY
    offered = desk.world.happened(desk.waiting[0], AssignmentDecided)[-1]
    assert (offered.trigger, offered.envelope.actor) == ("sweep", "system:offer")
    app.positions.wait_for(app.log.last_position(), 30)
    assert not list(offers(app.pool))


@pytest.mark.req("RTG-10")
def test_one_run_gives_away_a_batch_and_asks_to_go_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST > 2
    monkeypatch.setattr("infrastructure.offering.MOST", 2)
    desk.come()
    with pytest.raises(TryAgain):
        desk.job(desk.apps[0])(desk.world.account, uuid4(), "available.x")
    assert desk.given() == desk.waiting[:2]
