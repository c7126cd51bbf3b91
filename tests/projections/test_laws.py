"""What holds of every view, whatever happens: the laws that let a read model be rebuilt and trusted (AUD-03)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projections.common.db import Db
from tests.support.any_history import AnyHistory
from tests.support.happenings import histories
from tests.support.histories import as_read_after_erasure
from tests.support.viewing import contents, project, tables_of, views

VIEWS = views()
LAW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.req("AUD-03")
@pytest.mark.parametrize("view", sorted(VIEWS))
@given(history=histories(), cuts=st.lists(st.integers(0, 400), max_size=12))
@LAW
def test_any_batches_give_the_same(db: Db, view: str, history: AnyHistory, cuts: list[int]) -> None:
    projector = VIEWS[view]
    with tables_of(db, "whole", projector):
        project(db, projector, history.recorded)
        whole = contents(db, projector)
    with tables_of(db, "cut", projector):
        project(db, projector, history.recorded, cuts)
        assert contents(db, projector) == whole


@pytest.mark.req("AUD-03", "PRV-08")
@pytest.mark.parametrize("view", sorted(VIEWS))
@given(history=histories(), cuts=st.lists(st.integers(0, 400), max_size=5))
@LAW
def test_rebuilt_equals_live_though_people_were_forgotten(
    db: Db, view: str, history: AnyHistory, cuts: list[int]
) -> None:
    projector = VIEWS[view]
    with tables_of(db, "live", projector):
        project(db, projector, history.recorded, cuts)
        live = contents(db, projector)
    with tables_of(db, "rebuilt", projector):
        project(db, projector, as_read_after_erasure(history.recorded))
        assert contents(db, projector) == live


def test_every_view_is_tried() -> None:
    assert set(VIEWS) == {
        "call_list", "inbox_list", "thread", "contact_profile", "ticket_board", "canned", "assignment_log", "channel_list", "people", "timeline", "saved_view", "search", "schedule", "promise", "csat", "form", "consent", "template_list",
    }  # fmt: skip


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_a_view_owns_the_tables_it_says_it_has(db: Db, view: str) -> None:
    projector = VIEWS[view]
    with tables_of(db, "owned", projector):
        made = db.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'owned'").fetchall()
    assert {row[0] for row in made} == set(projector.tables)
    assert all(table == view or table.startswith(f"{view}_") for table in projector.tables)
