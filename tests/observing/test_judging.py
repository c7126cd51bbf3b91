"""What figures mean, in states and in words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.condition import FAILING, LAGGING, NOTE, OK, Condition, Consumer, Figures
from infrastructure.observing.judging import VIEWS, WORKER, Limits, absentees, judged

LIMITS = Limits(lagging=10, failing=100, unsent=50, disk=1000)
VIEW = Consumer("thread", "view", 90, 10, 0.0, at_work=True)
REACTOR = Consumer("ingest", "reactor", 90, 10, 0.0, at_work=True)
WELL = Figures(
    newest=100, consumers=(VIEW, REACTOR), dead_letters=0, set_aside=0, unsent=0, unsent_seconds=0, intakes={},
    intakes_seconds=0, channels={}, redis=True, queued=0, delayed=0, workers=1, disk_free=1000,
)  # fmt: skip


def told(condition: Condition) -> list[tuple[str, str]]:
    return [(notice.level, notice.code) for notice in condition.notices]


@pytest.mark.req("RL-09")
@pytest.mark.parametrize(
    ("figures", "state", "notices"),
    [
        (WELL, OK, []),
        (replace(WELL, consumers=(replace(VIEW, seconds=10),)), LAGGING, [(LAGGING, "views_behind")]),
        (replace(WELL, consumers=(replace(VIEW, seconds=100),)), FAILING, [(FAILING, "views_behind")]),
        (replace(WELL, consumers=(replace(REACTOR, seconds=10),)), LAGGING, [(LAGGING, "ingest_behind")]),
        (replace(WELL, consumers=(replace(VIEW, at_work=False),)), FAILING, [(FAILING, "views_absent")]),
        (replace(WELL, consumers=(replace(REACTOR, at_work=False),)), FAILING, [(FAILING, "ingest_absent")]),
        (replace(WELL, workers=0), FAILING, [(FAILING, "worker_absent")]),
        (replace(WELL, workers=None, redis=False), LAGGING, [(LAGGING, "redis_away")]),
        (replace(WELL, unsent=1, unsent_seconds=49), OK, []),
        (replace(WELL, unsent=1, unsent_seconds=50), LAGGING, [(LAGGING, "unsent")]),
        (replace(WELL, unsent=1, unsent_seconds=200), FAILING, [(FAILING, "unsent")]),
        (replace(WELL, intakes_seconds=10), LAGGING, [(LAGGING, "intakes_waiting")]),
        (replace(WELL, intakes_seconds=100), FAILING, [(FAILING, "intakes_waiting")]),
        (replace(WELL, disk_free=999), FAILING, [(FAILING, "disk")]),
        (replace(WELL, intakes={"failed": 2}), OK, [(NOTE, "intakes_failed")]),
        (replace(WELL, dead_letters=1), OK, [(NOTE, "dead_letters")]),
        (replace(WELL, set_aside=1), OK, [(NOTE, "set_aside")]),
        (
            replace(WELL, set_aside=1, redis=False, disk_free=0),
            FAILING,
            [(FAILING, "disk"), (LAGGING, "redis_away"), (NOTE, "set_aside")],
        ),
    ],
)
def test_each_figure_has_its_state_and_notice(
    figures: Figures, state: str, notices: list[tuple[str, str]]
) -> None:
    condition = judged(figures, LIMITS)
    assert (condition.state, told(condition)) == (state, notices)
    assert all(notice.text and notice.advice for notice in condition.notices)


@pytest.mark.req("RL-09")
def test_who_starts_again_is_waited_for() -> None:
    figures = replace(WELL, consumers=(replace(VIEW, at_work=False),), workers=0)
    assert absentees(figures) == {VIEWS, WORKER}
    assert judged(figures, LIMITS, {VIEWS: 9.9, WORKER: 0.0}).state == OK
    assert told(judged(figures, LIMITS, {VIEWS: 10, WORKER: 0.0})) == [(FAILING, "views_absent")]


@given(st.floats(0, 1000), st.floats(0, 1000))
def test_more_lag_is_never_a_better_state(one: float, other: float) -> None:
    order = (OK, LAGGING, FAILING)
    less, more = (
        order.index(judged(replace(WELL, consumers=(replace(VIEW, seconds=lag),)), LIMITS).state)
        for lag in sorted((one, other))
    )
    assert less <= more
