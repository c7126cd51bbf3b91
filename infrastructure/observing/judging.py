"""What figures mean: pure, so that the API, the doctor and the tests judge alike (RL-09)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf

from api.condition import FAILING, LAGGING, NOTE, OK, WORST_FIRST, Condition, Consumer, Figures, Notice
from infrastructure.settings import Settings
from infrastructure.version import VERSION

UNSENT_FAILING = 4
"""How many times the time after which unsent messages lag makes them fail."""
WORKER = "worker"
VIEWS = "views"
AWAY = Notice(
    FAILING,
    "database_away",
    "The database does not answer: nothing can be read or taken in; mail servers are told to try again.",
    "See the log of PostgreSQL and POSTROOM_DATABASE_URL; everything goes on by itself once it answers.",
)


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on something is lagging or failing, in seconds; and how many bytes of disk must be free."""

    lagging: float = 10
    failing: float = 120
    unsent: float = 300
    disk: int = 1_000_000_000

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        """Return the limits of the settings."""
        return cls(
            settings.lagging_seconds,
            settings.failing_seconds,
            settings.unsent_seconds,
            settings.disk_megabytes * 1_000_000,
        )


def judged(figures: Figures, limits: Limits, absent: Mapping[str, float] | None = None) -> Condition:
    """Return the condition that figures show.

    `absent` says for how many seconds already a consumer, or the worker, has not been there; without it whoever is not
    there now counts as gone.
    """
    gone = dict.fromkeys(absentees(figures), inf) if absent is None else absent
    found = [
        *_consumers(figures, limits, gone),
        *_sending(figures, limits, gone),
        *_taking_in(figures, limits),
        *_space(figures, limits),
        *_left(figures),
    ]
    found.sort(key=lambda notice: WORST_FIRST.index(notice.level))
    state = next((notice.level for notice in found if notice.level != NOTE), OK)
    return Condition(state, tuple(found), figures, VERSION)


def unanswered() -> Condition:
    """Return the condition while the database does not answer."""
    return Condition(FAILING, (AWAY,), None, VERSION)


def absentees(figures: Figures) -> set[str]:
    """Return whoever should be at work and is not: VIEWS, a reactor's name, WORKER."""
    found = {part_of(one) for one in figures.consumers if not one.at_work}
    return found | ({WORKER} if figures.workers == 0 else set())


def part_of(consumer: Consumer) -> str:
    """Return by which name its work is somebody's: all views are one leader's."""
    return VIEWS if consumer.kind == "view" else consumer.name


def _consumers(figures: Figures, limits: Limits, gone: Mapping[str, float]) -> Iterator[Notice]:
    for part in dict.fromkeys(part_of(one) for one in figures.consumers):
        slowest = max(
            (one for one in figures.consumers if part_of(one) == part),
            key=lambda one: (one.seconds, one.behind),
        )
        what = "The lists people see are" if part == VIEWS else f"What follows by itself ({part}) is"
        if gone.get(part, 0) >= limits.lagging:
            yield Notice(
                FAILING,
                f"{part}_absent",
                f"{what} not kept up: no process does it.",
                "Start the projector; see its log.",
            )
        elif slowest.seconds >= limits.lagging:
            yield Notice(
                FAILING if slowest.seconds >= limits.failing else LAGGING,
                f"{part}_behind",
                f"{what} {slowest.seconds:.0f} seconds behind ({slowest.behind} events, {slowest.name}).",
                "If it does not shrink, see the projector's log and the load of the machine.",
            )


def _sending(figures: Figures, limits: Limits, gone: Mapping[str, float]) -> Iterator[Notice]:
    if not figures.redis:
        yield Notice(
            LAGGING,
            "redis_away",
            "Redis does not answer: replies wait, nothing is lost.",
            "See the log of Redis and POSTROOM_REDIS_URL; what waits is sent once it answers.",
        )
    if gone.get(WORKER, 0) >= limits.lagging:
        yield Notice(
            FAILING,
            "worker_absent",
            "Replies are not sent: no worker is there.",
            "Start a worker; see its log.",
        )
    if figures.unsent_seconds >= limits.unsent:
        yield Notice(
            FAILING if figures.unsent_seconds >= limits.unsent * UNSENT_FAILING else LAGGING,
            "unsent",
            f"A reply has waited {figures.unsent_seconds:.0f} seconds to be sent.",
            "See the worker's log; whether the relay answers, the message itself says.",
        )


def _taking_in(figures: Figures, limits: Limits) -> Iterator[Notice]:
    if figures.intakes_seconds >= limits.lagging:
        yield Notice(
            FAILING if figures.intakes_seconds >= limits.failing else LAGGING,
            "intakes_waiting",
            f"A mail that was accepted {figures.intakes_seconds:.0f} seconds ago is not shown yet.",
            "See the projector's log, and ./dev postroom dead-letters.",
        )
    if figures.intakes.get("failed"):
        yield Notice(
            NOTE,
            "intakes_failed",
            f"{figures.intakes['failed']} accepted mails could not be read.",
            "They are listed at GET /api/v1/intakes, with their originals; replay them after a fix.",
        )


def _space(figures: Figures, limits: Limits) -> Iterator[Notice]:
    if figures.disk_free < limits.disk:
        yield Notice(
            FAILING,
            "disk",
            f"The disk is nearly full: {figures.disk_free // 1_000_000} MB are free.",
            "Free some: a full one takes no mail in.",
        )


def _left(figures: Figures) -> Iterator[Notice]:
    if figures.dead_letters:
        text = f"{figures.dead_letters} commands were given up."
        yield Notice(
            NOTE, "dead_letters", text, "See ./dev postroom dead-letters; --replay tries them again."
        )
    if figures.set_aside:
        text = f"{figures.set_aside} events were set aside by views."
        advice = "See ./dev postroom verify views; after a fix, ./dev postroom rebuild --set-aside."
        yield Notice(NOTE, "set_aside", text, advice)
