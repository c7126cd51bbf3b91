"""Whose availability changes as time goes by, or with their screens: found for a worker to write down (ACC-12)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from psycopg.rows import dict_row

from application.availability import SettleAvailability
from application.bus import Bus
from application.ports import Clock
from domain.kernel.envelope import Envelope
from domain.schedule.holidays import days
from domain.schedule.hours import Hours
from domain.user.availability import Availability, Screen, settled
from infrastructure.jobs.worker import Pending
from infrastructure.live.screens import Screens, Watched
from infrastructure.postgres.pool import Pool

KIND = "settle"
MOST = 50_000
WHO = """
SELECT u.account_id, u.user_id, u.available, u.available_until, u.available_cause, u.available_since, u.working_hours,
    a.holidays, a.screen_grace, s.zone, s.ranges, s.holidays AS schedule_holidays, s.account_holidays
FROM people_users u JOIN people_accounts a USING (account_id)
LEFT JOIN schedule s ON s.account_id = u.account_id AND s.schedule_id = (u.working_hours->>'schedule_id')::uuid
WHERE u.active AND (u.available OR u.available_until IS NOT NULL OR u.working_hours IS NOT NULL
    OR u.available_cause = 'screen_lost') {which}
ORDER BY u.account_id, u.user_id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Who:
    """A user and what their availability follows from."""

    watched: Watched
    now: Availability
    hours: Hours | None


class Settling:
    """Finds what is due and, as the job, has it written: the command decides again on the log, so it is written once."""

    def __init__(self, pool: Pool, bus: Bus, screens: Screens, clock: Clock) -> None:
        """Read from `pool`, write by `bus`."""
        self._pool, self._bus, self._screens, self._clock = pool, bus, screens, clock

    def due(self) -> Iterator[Pending]:
        """Yield the users whose availability is to be settled."""
        at = self._clock()
        for one, screen in self._found("", {}):
            if settled(one.now, at, one.hours, screen) is not None:
                yield Pending(KIND, one.watched.account_id, one.watched.user_id, one.watched.user_id.hex)

    def __call__(self, account_id: UUID, user_id: UUID, _key: str) -> None:
        """Settle a user's availability by what is known now."""
        only = "AND u.account_id = %(account)s AND u.user_id = %(user)s"
        for _, screen in self._found(only, {"account": account_id, "user": user_id}):
            env = Envelope(account_id, "system:clock", self._clock(), uuid4())
            self._bus.dispatch(SettleAvailability(user_id, screen=screen), env)

    def _found(self, which: str, values: dict[str, UUID]) -> list[tuple[Who, Screen]]:
        watched = self._screens.watch()
        with self._pool.connection() as db, db.cursor(row_factory=dict_row) as cursor:
            rows = cursor.execute(WHO.format(which=which), {**values, "most": MOST}).fetchall()
        found = [_who(row) for row in rows]
        return list(zip(found, self._screens.of([one.watched for one in found], watched), strict=True))


def _who(row: dict[str, Any]) -> Who:
    grace = None if row["screen_grace"] is None else 60.0 * row["screen_grace"]
    since: datetime = row["available_since"]
    now = Availability(row["available"], row["available_until"], row["available_cause"], since)
    watched = Watched(row["account_id"], row["user_id"], grace, since.timestamp())
    return Who(watched, now, _hours(row))


def _hours(row: dict[str, Any]) -> Hours | None:
    told = row["working_hours"]
    if told is None:
        return None
    if told["schedule_id"] is None:
        return Hours(told["zone"], _tuples(told["ranges"]), days(row["holidays"]))
    more = row["holidays"] if row["account_holidays"] else []
    return Hours(row["zone"], _tuples(row["ranges"]), days([*row["schedule_holidays"], *more]))


def _tuples(ranges: list[list[Any]]) -> tuple[tuple[int, str, str], ...]:
    return tuple((day, start, end) for day, start, end in ranges)
