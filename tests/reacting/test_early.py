"""What waited for a message that never came is found by a worker after a day, and is let go, once (MSG-11)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from application.early import KEPT_FOR
from domain.intake.aggregate import MESSAGE_MISSING
from domain.intake.events import MessageIgnored
from infrastructure.bootstrap import clock
from infrastructure.embedded import Postgres
from infrastructure.jobs.early import KIND, GivingUp
from tests.support import servers
from tests.support.api import Served, served
from tests.support.pages import PageDesk


@pytest.fixture
def running(postgres_server: Postgres, migrated_template: str) -> Iterator[Served]:
    with (
        servers.database_from(postgres_server, migrated_template) as dsn,
        servers.temporary_state() as state,
        served(dsn, state) as found,
    ):
        yield found


@pytest.mark.req("MSG-11", "RL-02")
def test_it_is_listed_while_it_waits_and_ended_after_a_day(running: Served) -> None:
    world = running.world()
    world.now = clock()
    desk, later = PageDesk(world), timedelta(0)
    intake = desk.take(desk.event(reaction={"mid": "m_1", "action": "react", "emoji": "x"})).id

    def now() -> datetime:
        return clock() + later

    client = running.client(world)
    giving_up = GivingUp(running.application.pool, running.application.bus, now)

    def listed() -> list[tuple[str, str]]:
        items = client.read("/intakes?state=set_aside")["items"]
        return [(one["intake_id"], one["reason"]) for one in items]

    assert listed() == [(str(intake), "message_missing")]
    assert not list(giving_up.due())
    later = KEPT_FOR[MESSAGE_MISSING] + timedelta(minutes=1)
    found = list(giving_up.due())
    assert [(one.kind, one.object_id) for one in found] == [(KIND, intake)]
    for one in found * 2:
        giving_up(one.account_id, one.object_id, one.key)
    assert len(world.happened(intake, MessageIgnored)) == 1
    assert listed() == []
    assert not list(giving_up.due())
