"""Who showed too much wrong is judged in a row, and nobody is refused for what others did (SE-03, RL-03)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from threading import Barrier, BrokenBarrierError

import pytest

from api.hook_gate import HookGate, Overloaded

PROXY, ELSEWHERE = "198.51.100.7", "203.0.113.9"
TOGETHER = 4


def gate(patience: float = 5.0) -> HookGate:
    """Return one that takes three wrong things of an address before it has them judged in a row."""
    return HookGate(0.001, 3, patience)


@contextmanager
def wrong(one: HookGate, caller: str) -> Iterator[None]:
    """Judge something wrong."""
    with one.judging(caller) as was_wrong:
        yield
        was_wrong()


def show_wrong(one: HookGate, caller: str, times: int = 3) -> None:
    """Let an address show something wrong so often."""
    for _ in range(times):
        with wrong(one, caller):
            pass


def met(one: HookGate, caller: str, seconds: float) -> int:
    """Judge several things at once; returns how many of them met each other there."""
    together = Barrier(TOGETHER)

    def judge(_: int) -> bool:
        with one.judging(caller):
            try:
                together.wait(seconds)
            except BrokenBarrierError:
                return False
            return True

    with ThreadPoolExecutor(TOGETHER) as threads:
        return sum(threads.map(judge, range(TOGETHER)))


@pytest.mark.req("SE-03", "RL-03")
def test_what_comes_from_where_too_much_wrong_came_from_is_judged_in_a_row() -> None:
    one = gate()
    show_wrong(one, PROXY, 2)
    assert met(one, PROXY, 30.0) == TOGETHER, "at once before"
    show_wrong(one, PROXY, 1)
    assert met(one, PROXY, 0.05) == 0, "one after the other since, and every one of them"
    assert met(one, ELSEWHERE, 30.0) == TOGETHER, "elsewhere as ever"


@pytest.mark.req("SE-03", "RL-03")
def test_what_waits_too_long_for_its_turn_is_told_so_and_the_row_goes_on() -> None:
    one = gate(patience=0.02)
    show_wrong(one, PROXY)
    with ExitStack() as judged:
        judged.enter_context(wrong(one, PROXY))
        with pytest.raises(Overloaded), one.judging(PROXY):
            pytest.fail("two are judged at once")
        with one.judging(ELSEWHERE):
            pass
    with pytest.raises(ValueError, match="broken"), one.judging(PROXY):
        raise ValueError("broken")
    with one.judging(PROXY):
        pass
