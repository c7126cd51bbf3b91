"""What all read models are made of."""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projections.common.counters import bump
from projections.common.db import Db
from projections.common.masking import masked_preview
from projections.common.rows import Rows
from projections.common.table import Table
from projections.common.texts import CUT, PREVIEW_LENGTH, preview_of
from tests.support.viewing import digest, mask_for

ONE = UUID(int=1)


@dataclass(slots=True)
class ThingRow:
    account_id: UUID
    thing_id: UUID
    text: str | None
    at: datetime | None
    n: int
    document: Any


@dataclass(slots=True)
class CounterRow:
    account_id: UUID
    n: int


THINGS = Table("things", ThingRow, ("account_id", "thing_id"))
COUNTERS = Table("counters", CounterRow, ("account_id",))
DDL = """
CREATE TEMP TABLE things (
    account_id uuid, thing_id uuid, text text, at timestamptz, n bigint, document jsonb, PRIMARY KEY (account_id, thing_id)
);
CREATE TEMP TABLE counters (account_id uuid PRIMARY KEY, n bigint)
"""
ANYTHING = st.text(alphabet=st.characters(), max_size=8) | st.sampled_from(["\0", "\ud800", "a\udfff\0"])
THING = st.builds(
    ThingRow,
    account_id=st.just(ONE),
    thing_id=st.uuids(),
    text=st.none() | ANYTHING,
    at=st.none() | st.just(datetime(2026, 1, 2, tzinfo=UTC)),
    n=st.integers(-(2**62), 2**62),
    document=st.recursive(
        st.none() | st.booleans() | st.integers(-9, 9) | ANYTHING,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANYTHING, inner, max_size=3),
        max_leaves=6,
    ),
)


@given(things=st.lists(THING, max_size=5, unique_by=lambda thing: thing.thing_id), together=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_are_read_back_as_written_whatever_the_text(
    db: Db, things: list[ThingRow], together: bool
) -> None:
    with db.transaction(force_rollback=True):
        db.execute(DDL)
        with db.pipeline() if together else nullcontext():
            THINGS.insert(db, things)
        keys = [THINGS.key_of(thing) for thing in things]
        once = THINGS.ask(db, keys)()
        THINGS.update(db, things)
        assert THINGS.ask(db, keys)() == once
        assert [once[key].n for key in keys] == [thing.n for thing in things]
        assert all(
            once[key].text == thing.text
            for key, thing in zip(keys, things, strict=True)
            if thing.text is None or (thing.text.isprintable())
        )
        THINGS.delete(db, keys)
        assert THINGS.ask(db, keys)() == {}


def test_rows_taken_away_and_added_again_are_there_once(db: Db) -> None:
    thing = ThingRow(ONE, ONE, "a", None, 1, {})
    with db.transaction(force_rollback=True):
        db.execute(DDL)
        THINGS.insert(db, [thing])
        rows = Rows(THINGS, db, [(ONE, ONE)])
        rows.remove((ONE, ONE))
        rows.add(ThingRow(ONE, ONE, "b", None, 2, {}))
        rows.save()
        assert THINGS.ask(db, [(ONE, ONE)])() == {(ONE, ONE): ThingRow(ONE, ONE, "b", None, 2, {})}


@pytest.mark.req("RL-05")
def test_a_failure_in_a_pipeline_is_told_as_what_it_was_and_keeps_nothing(db: Db) -> None:
    thing, other = ThingRow(ONE, ONE, "a", None, 1, {}), ThingRow(ONE, UUID(int=2), "b", None, 1, {})

    def fail() -> None:
        with db.pipeline(), db.transaction():
            THINGS.insert(db, [other])
            THINGS.insert(db, [thing])
            Rows(THINGS, db, [(ONE, ONE)]).get((ONE, ONE))

    with db.transaction(force_rollback=True):
        db.execute(DDL)
        THINGS.insert(db, [thing])
        with pytest.raises(psycopg.errors.UniqueViolation):
            fail()
        assert THINGS.ask(db, [(ONE, other.thing_id)])() == {}


@pytest.mark.parametrize(
    ("deltas", "left"), [([2, 1], [(ONE, 3)]), ([2, -2], []), ([0], []), ([1, -1, 4], [(ONE, 4)])]
)
def test_a_counter_at_nought_has_no_row(db: Db, deltas: list[int], left: list[tuple[UUID, int]]) -> None:
    with db.transaction(force_rollback=True):
        db.execute(DDL)
        for delta in deltas:
            bump(db, COUNTERS, {(ONE,): delta})
        assert db.execute("SELECT * FROM counters").fetchall() == left


@given(text=st.text())
def test_a_preview_is_one_short_line(text: str) -> None:
    preview = preview_of(text)
    assert len(preview) <= PREVIEW_LENGTH + len(CUT)
    assert "\n" not in preview
    assert (
        preview.removesuffix(CUT).split() == text.split()[: len(preview.removesuffix(CUT).split())]
        or " " not in preview
    )


@pytest.mark.req("PRV-08")
def test_a_name_cut_by_the_preview_is_not_left_in_halves() -> None:
    preview = preview_of("so " * 45 + "Joan Doe wrote to us and more and more and more")
    assert preview.endswith("Joan" + CUT)
    masked = masked_preview(mask_for(ONE, (digest("Joan Doe"),)), preview)
    assert "Joan" not in masked
    assert masked.endswith(CUT)
