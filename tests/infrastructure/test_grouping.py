"""Appends that share a transaction are told exactly their own outcome."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event as Flag
from threading import Lock
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import IntegrityError, OperationalError, StoredEvent

from infrastructure.embedded.processes import wait_until
from infrastructure.events.grouping import Append, Groups

PATIENCE = 20


class Table:
    """Stores as the database does: versions are unique, a group is all or nothing. The first store waits."""

    def __init__(self) -> None:
        self.rows: list[tuple[UUID, int]] = []
        self.groups: list[int] = []
        self.away = False
        self.entered, self.go_on, self._lock = Flag(), Flag(), Lock()

    def __call__(self, append: Append) -> Sequence[int]:
        self.entered.set()
        assert self.go_on.wait(PATIENCE)
        assert self._lock.acquire(blocking=False), "two at once"
        try:
            if self.away:
                raise OperationalError("away")
            new = [(UUID(str(event.originator_id)), event.originator_version) for event in append.events]
            if len({*self.rows, *new}) < len(self.rows) + len(new):
                raise IntegrityError("twice")
            if any((stream, version + 1) in self.rows for stream, version in append.reads.items()):
                raise IntegrityError("stale")
            start = len(self.rows) + 1
            self.rows += new
            self.groups.append(len(append.commands))
            return list(range(start, start + len(new)))
        finally:
            self._lock.release()


def an_append(stream: UUID, version: int, *, n: int = 1, **others: dict[UUID, int]) -> Append:
    events = [StoredEvent(stream, version + index, "topic", b"") for index in range(n)]
    return Append(events, [(stream, uuid4(), n)], {}, others.get("reads", {}))


def all_at_once(table: Table, *appends: Append) -> list[Sequence[int] | BaseException]:
    """Store one, let the others come while it is stored, and return each one's outcome."""
    groups = Groups(table)

    def store(append: Append) -> Sequence[int] | BaseException:
        try:
            return groups.append(append)
        except (IntegrityError, OperationalError) as error:
            return error

    table.entered.clear()
    table.go_on.clear()
    with ThreadPoolExecutor(len(appends)) as threads:
        first = threads.submit(store, appends[0])
        assert table.entered.wait(PATIENCE)
        others = []
        for number, append in enumerate(appends[1:], 1):
            others.append(threads.submit(store, append))
            assert wait_until(lambda number=number: len(groups._turns) == number, PATIENCE, 0.001)  # type: ignore[misc]
        table.go_on.set()
        return [done.result(PATIENCE) for done in (first, *others)]


@pytest.mark.req("PF-01", "RL-02")
def test_who_comes_meanwhile_shares_a_transaction() -> None:
    table = Table()
    outcomes = all_at_once(table, *(an_append(uuid4(), 1, n=n) for n in (1, 2, 1, 3)))
    assert outcomes == [[1], [2, 3], [4], [5, 6, 7]]
    assert table.groups == [1, 3]


@pytest.mark.req("RL-04")
def test_only_the_loser_is_told_so() -> None:
    table, stream = Table(), uuid4()
    table.rows.append((stream, 1))
    outcomes = all_at_once(table, an_append(uuid4(), 1), an_append(stream, 1), an_append(uuid4(), 1))
    assert isinstance(outcomes[1], IntegrityError)
    assert [outcomes[0], outcomes[2]] == [[2], [3]]


@pytest.mark.req("RL-04")
def test_none_shares_with_what_it_relies_on_or_goes_on_with() -> None:
    table, a, b = Table(), uuid4(), uuid4()
    appends = (
        an_append(uuid4(), 1),
        an_append(a, 1, reads={b: 0}),
        an_append(b, 1, reads={a: 0}),
        an_append(a, 2),
    )
    outcomes = all_at_once(table, *appends)
    assert [isinstance(outcome, IntegrityError) for outcome in outcomes] == [False, False, True, False]
    assert table.groups == [1, 1, 1]


@pytest.mark.req("RL-04")
def test_different_beliefs_about_a_stream_do_not_share() -> None:
    table, read = Table(), uuid4()
    table.rows.append((read, 1))
    old, new = an_append(uuid4(), 1, reads={read: 0}), an_append(uuid4(), 1, reads={read: 1})
    outcomes = all_at_once(table, an_append(uuid4(), 1), old, new)
    assert isinstance(outcomes[1], IntegrityError)
    assert outcomes[2] == [3]


@pytest.mark.req("PRV-08")
def test_two_that_make_a_key_for_the_same_subject_do_not_share() -> None:
    table, subject = Table(), uuid4()
    keyed = [an_append(uuid4(), 1)._replace(keys={subject: ("1", bytes([n]))}) for n in range(2)]
    assert all_at_once(table, an_append(uuid4(), 1), *keyed) == [[1], [2], [3]]
    assert table.groups == [1, 1, 1]


@pytest.mark.req("RL-01")
def test_a_database_that_is_away_is_everyone_s_error_and_nobody_waits_for_ever() -> None:
    table = Table()
    table.away = True
    outcomes = all_at_once(table, *(an_append(uuid4(), 1) for _ in range(4)))
    assert all(isinstance(outcome, OperationalError) for outcome in outcomes)
    table.away = False
    assert all_at_once(table, an_append(uuid4(), 1)) == [[1]]
