"""A worker's sweep finds what bots have held for too long, and each is handed over once (CHT-08, RL-02)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from domain.conversation.bot_events import BotReleased
from infrastructure.bootstrap import Application, bootstrap
from infrastructure.jobs.holds import KIND, Releasing
from infrastructure.projecting.install import install
from infrastructure.projecting.runner import Runner
from infrastructure.settings import Settings
from tests.application.test_talking import BotDesk
from tests.support.tiny_views import running
from tests.support.world import World

MINUTES = 7


@pytest.fixture
def app(database: str, tmp_path: Path) -> Iterator[Application]:
    settings = Settings(
        database_url=database, redis_url="redis://unused", state=tmp_path / "state", bot_hold_minutes=MINUTES
    )
    with bootstrap(settings) as made:
        install(database, made.projectors)
        with running(Runner(database, made.log, made.projectors)):
            yield made


@pytest.mark.req("CHT-01", "CHT-08", "RL-02")
def test_what_waited_for_an_answer_for_too_long_is_found_and_handed_over(app: Application) -> None:
    world = World(ports=app.ports)
    desk = BotDesk(world)
    conversation = desk.write("Orders")
    world.now += timedelta(minutes=3)
    desk.write("Jo Doe")
    last = world.now

    def at(moment: datetime) -> Releasing:
        return Releasing(app.pool, app.bus, lambda: moment, MINUTES)

    def due(moment: datetime) -> list[UUID]:
        assert app.positions.wait_for(app.log.last_position(), 60)
        found = list(at(moment).due())
        assert all((one.kind, one.account_id) == (KIND, world.account) for one in found)
        return [one.object_id for one in found]

    over = last + timedelta(minutes=MINUTES)
    assert due(over - timedelta(seconds=1)) == []
    assert due(over) == [conversation.id]
    for _ in range(2):
        at(over)(world.account, conversation.id, "")
    assert [one.reason for one in world.happened(conversation.id, BotReleased)] == ["unanswered"]
    assert due(over + timedelta(days=1)) == []
