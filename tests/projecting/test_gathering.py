"""When somebody who follows the log lets more gather."""

import pytest

from infrastructure.projecting.gathering import REST, Gathering

MANY, FULL, BUSY = 100, 2000, 2500.0


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def rests(pages: list[tuple[float, int]]) -> list[float]:
    """Return how long it rests after each page, given as seconds since the one before and what it held."""
    clock = Clock()
    gathering = Gathering(MANY, FULL, BUSY, clock=clock)
    found = []
    for later, taken in pages:
        clock.now += later
        found.append(gathering.after(taken))
    return found


@pytest.mark.req("PF-04")
@pytest.mark.parametrize("taken", [30, 140, 300])
def test_as_long_as_little_comes_nothing_rests(taken: int) -> None:
    assert rests([(taken / 1500, taken)] * 50) == [0.0] * 50


@pytest.mark.req("PF-04")
def test_what_came_during_a_pause_is_no_reason_to_rest() -> None:
    assert rests([(5.0, 30), (0.02, 30), (0.4, 500), (0.03, 140), (0.1, 120)]) == [0.0] * 5


@pytest.mark.req("PF-02")
def test_while_much_comes_large_pages_are_made_larger() -> None:
    found = rests([(0.1, 400)] * 30)
    assert found[0] == 0.0
    assert found[-20:] == [REST] * 20


@pytest.mark.req("PF-02")
@pytest.mark.parametrize("taken", [MANY - 1, FULL])
def test_after_a_small_page_and_after_a_full_one_the_next_follows_at_once(taken: int) -> None:
    assert rests([(taken / 10_000, taken)] * 50) == [0.0] * 50


@pytest.mark.req("PF-02")
def test_it_ends_when_less_comes() -> None:
    assert rests([(0.1, 400)] * 30 + [(0.1, 120)] * 20)[-10:] == [0.0] * 10
