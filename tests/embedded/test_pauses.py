"""How long the supervisor waits before it starts again what ended by itself."""

from pathlib import Path

import pytest

from infrastructure.embedded.service import Service
from infrastructure.embedded.supervisor import DEATHS_ALLOWED, STEADY, WINDOW, _Watched

FIRST = 1_000.0


@pytest.fixture
def watched(tmp_path: Path) -> _Watched:
    """Something that was just started, on paper."""
    return _Watched(Service("one", ["true"], tmp_path / "one.log", {}), started=FIRST)


def waits(watched: _Watched, times: int, apart: float) -> list[float]:
    """Return the pause after each of some deaths."""
    found = []
    for now in (FIRST + apart * death for death in range(times)):
        watched.died(now)
        assert watched.due is not None
        found.append(watched.due - now)
    return found


@pytest.mark.req("RL-03")
def test_pauses_begin_at_once_double_and_end_growing(watched: _Watched) -> None:
    assert waits(watched, 9, apart=0.5) == [0, 0.25, 0.5, 1, 2, 4, 8, 10, 10]


def test_a_death_is_forgotten_after_a_minute(watched: _Watched) -> None:
    assert waits(watched, 5, apart=WINDOW + 1) == [0] * 5


@pytest.mark.req("RL-01", "RL-03")
def test_only_what_never_worked_is_given_up(watched: _Watched) -> None:
    waits(watched, DEATHS_ALLOWED - 1, apart=0.5)
    hopeless = [watched.hopeless]
    for after in (STEADY - 1, STEADY):
        watched.died(FIRST + after)
        hopeless.append(watched.hopeless)
    assert hopeless == [False, True, False]
