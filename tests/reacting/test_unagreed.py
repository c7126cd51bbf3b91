"""What nobody agreed to in time is found by a worker and destroyed, once, and is gone from the list (PRV-02)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from application.chatted import Sending
from application.company import SetDataPrivacy
from application.consent_setting import SetConsent
from application.ingest import IngestMessage
from application.intake import ReplayIntake
from domain.intake.events import OriginalDestroyed
from infrastructure.bootstrap import clock
from infrastructure.embedded import Postgres
from infrastructure.jobs.unagreed import KIND, Destroying
from tests.support import servers
from tests.support.api import Served, served
from tests.support.chats import ChatDesk

DAYS = 7
MARK = "zqknee"


@pytest.fixture
def running(postgres_server: Postgres, migrated_template: str) -> Iterator[Served]:
    with (
        servers.database_from(postgres_server, migrated_template) as dsn,
        servers.temporary_state() as state,
        served(dsn, state) as found,
    ):
        yield found


@pytest.mark.req("PRV-02", "RL-02", "RL-05", "SE-06")
def test_its_key_goes_when_its_days_are_over_and_its_text_was_never_anywhere(running: Served) -> None:
    world = running.world()
    world.now = clock()
    desk = ChatDesk(world)
    world.do(SetDataPrivacy(on=True))
    world.do(SetConsent(desk.channel, "explicit", {"en": "We keep what you write."}))
    intake = desk.accept(Sending(desk.channel, uuid4(), uuid4().hex, f"My {MARK} hurts."))
    world.do(IngestMessage(intake))
    client, later = running.client(world), timedelta(0)

    def now() -> datetime:
        return clock() + later

    destroying = Destroying(running.application.pool, running.application.bus, now, DAYS)

    def held() -> list[tuple[str, str]]:
        items = client.read("/intakes?state=set_aside")["items"]
        return [(one["intake_id"], one["reason"]) for one in items]

    assert held() == [(str(intake), "consent_missing")]
    assert not list(destroying.due())
    with running.application.pool.connection() as db:
        tables = db.execute(
            "SELECT table_schema, table_name FROM information_schema.tables"
            " WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'"
        ).fetchall()
        for schema, table in tables:
            rows = db.execute(f'SELECT t::text FROM "{schema}"."{table}" t').fetchall()
            assert not [row for row in rows if MARK in str(row[0])], f"{schema}.{table}"
    # somebody tries it in vain just before: that prolongs nothing
    world.now += timedelta(days=DAYS - 1)
    world.do(ReplayIntake(intake), by=world.admin)
    world.do(IngestMessage(intake))
    assert held() == [(str(intake), "consent_missing")]
    later = timedelta(days=DAYS, minutes=1)
    found = list(destroying.due())
    assert [(one.kind, one.object_id) for one in found] == [(KIND, intake)]
    for one in found * 2:
        destroying(one.account_id, one.object_id, one.key)
    assert len(world.happened(intake, OriginalDestroyed)) == 1
    assert held() == []
    assert not list(destroying.due())
    replayed = client.post(f"/intakes/{intake}/replay")
    assert (replayed.status_code, replayed.json["code"]) == (409, "intake_ended")
