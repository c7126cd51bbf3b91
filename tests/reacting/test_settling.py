"""Working hours, chosen times and lost screens are written down by a worker, once (ACC-12)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import redis

from application.availability import SetScreenGrace, SetWorkingHours
from application.schedule import CreateSchedule
from application.user_self import SetAvailability
from domain.schedule.aggregate import Plan
from domain.schedule.weekly import ALWAYS
from domain.user.availability import Screen
from domain.user.events import AvailabilityChanged
from domain.user.hours import WorkingHours
from infrastructure.bootstrap import clock
from infrastructure.embedded import Postgres
from infrastructure.jobs.availability import Settling
from infrastructure.live.screens import GAP_SECONDS, Screens, Watched
from tests.support import servers
from tests.support.api import Served, served

pytestmark = pytest.mark.req("ACC-12")
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def running(postgres_server: Postgres, migrated_template: str) -> Iterator[Served]:
    with (
        servers.database_from(postgres_server, migrated_template) as dsn,
        servers.temporary_state() as state,
        served(dsn, state) as found,
    ):
        yield found


@dataclass
class Desk:
    """An account whose clock and Redis are the test's."""

    served: Served
    url: str
    later: timedelta = timedelta(0)

    def __post_init__(self) -> None:
        self.world = self.served.world()
        self.world.now = clock()
        self.ann, self.ben = self.world.user("Ann"), self.world.user("Ben")
        self.screens = Screens(self.url, lambda: self.now().timestamp())
        application = self.served.application
        self.settling = Settling(application.pool, application.bus, self.screens, self.now)

    def now(self) -> datetime:
        return clock() + self.later

    def due(self) -> set[UUID]:
        self.served.caught_up()
        ours = {self.ann, self.ben}
        return {one.object_id for one in self.settling.due() if one.object_id in ours}

    def settle(self) -> None:
        for user in self.due():
            self.settling(self.world.account, user, "")
            self.settling(self.world.account, user, "")
        self.served.caught_up()

    def pass_time(self, minutes: int, *there: UUID) -> None:
        """Let time go by, with a sweep each half minute and signs of these users' screens."""
        for _ in range(minutes * 2):
            self.later += MINUTE / 2
            for user in there:
                self.screens.beat(self.world.account, user)
            self.screens.watch()

    def changes(self, user: UUID) -> list[tuple[bool, str]]:
        return [(one.available, one.cause) for one in self.world.happened(user, AvailabilityChanged)]


@pytest.fixture
def desk(running: Served, redis_url: str) -> Iterator[Desk]:
    found = Desk(running, redis_url)
    yield found
    found.screens.close()


def test_the_end_of_a_chosen_time_is_written_once(desk: Desk) -> None:
    desk.world.do(SetAvailability(desk.ann, available=False, until=clock() + 10 * MINUTE), by=desk.ann)
    assert desk.due() == set()
    desk.later = 11 * MINUTE
    assert desk.due() == {desk.ann}
    desk.settle()
    assert desk.changes(desk.ann)[-2:] == [(False, "self"), (True, "ended")]
    assert desk.due() == set()


def test_working_hours_of_a_schedule_make_away(desk: Desk) -> None:
    never = desk.world.make(CreateSchedule(Plan("Never", "Europe/Warsaw", ())))
    always = desk.world.make(CreateSchedule(Plan("Always", "Europe/Warsaw", ALWAYS)))
    desk.world.do(SetWorkingHours(desk.ann, WorkingHours(never)), by=desk.ann)
    desk.world.do(SetWorkingHours(desk.ben, WorkingHours(always)), by=desk.ben)
    assert desk.changes(desk.ann)[-1] == (False, "working_hours")
    desk.world.do(SetWorkingHours(desk.ann, WorkingHours(always)), by=desk.ann)
    assert desk.due() == {desk.ann}
    desk.settle()
    assert desk.changes(desk.ann)[-1] == (True, "working_hours")
    assert desk.changes(desk.ben)[-1] == (True, "by_other")


def test_who_loses_every_screen_is_away_after_the_grace_and_back_with_the_screen(desk: Desk) -> None:
    desk.pass_time(2, desk.ann, desk.ben)
    desk.pass_time(4, desk.ben)
    assert desk.due() == set()
    desk.pass_time(2, desk.ben)
    assert desk.due() == {desk.ann}
    desk.settle()
    assert desk.changes(desk.ann)[-1] == (False, "screen_lost")
    assert desk.due() == set()
    desk.pass_time(1, desk.ann, desk.ben)
    desk.settle()
    assert desk.changes(desk.ann)[-1] == (True, "screen_back")
    assert desk.changes(desk.ben)[-1][1] == "by_other"


def test_who_went_away_is_not_brought_back_by_a_screen(desk: Desk) -> None:
    desk.world.do(SetAvailability(desk.ann, available=False), by=desk.ann)
    desk.pass_time(10)
    desk.pass_time(1, desk.ann)
    assert desk.due() == set()


def test_an_emptied_redis_makes_nobody_away(desk: Desk, redis_url: str) -> None:
    desk.pass_time(1, desk.ann)
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
    desk.pass_time(10)
    assert desk.due() == set()


def test_a_redis_that_was_away_makes_nobody_away_before_a_whole_grace(desk: Desk) -> None:
    desk.pass_time(1, desk.ann)
    desk.later += timedelta(seconds=GAP_SECONDS + 600)
    assert desk.due() == set()
    desk.pass_time(4)
    assert desk.due() == set()
    desk.pass_time(2)
    assert desk.due() == {desk.ann}


def test_without_redis_nobody_knows_and_nothing_follows(desk: Desk) -> None:
    away = Screens("redis://127.0.0.1:1/0")
    assert away.watch() is None
    away.beat(desk.world.account, desk.ann)
    user = Watched(desk.world.account, desk.ann, 60.0, 0.0)
    assert away.of([user], None) == [Screen.UNKNOWN]
    assert away.of([user], 0.0) == [Screen.UNKNOWN]
    away.close()


def test_an_account_may_switch_it_off(desk: Desk) -> None:
    desk.world.do(SetScreenGrace(None))
    desk.pass_time(1, desk.ann)
    desk.pass_time(20)
    assert desk.due() == set()
