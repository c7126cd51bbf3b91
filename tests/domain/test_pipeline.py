"""A pipeline: renamed, archived, and a stage removed whose tickets follow (TKT-02)."""

import pytest
from hypothesis import given as all_of
from hypothesis import strategies as st

from domain.kernel.refusal import InvalidInput, Refusal
from domain.pipeline import events
from domain.pipeline.aggregate import (
    DEFAULT,
    Pipeline,
    PipelineIsArchived,
    Stage,
    StageHasToBeRemoved,
)
from tests.support.given import env, given, uid


def pipeline() -> Pipeline:
    return Pipeline.create(uid("pipeline"), env(), name="Support")


def without_new(it: Pipeline) -> None:
    it.remove_stage(env(), "new", "waiting_on_us")


@pytest.mark.req("TKT-02")
def test_a_pipeline_is_renamed_archived_and_restored() -> None:
    given(pipeline()).when(lambda it: it.rename(env(), " Help ")).then(
        (events.PipelineRenamed, {"name": "Help"})
    )
    given(pipeline()).when(lambda it: it.rename(env(), "Support ")).then_nothing()
    given(pipeline()).when(lambda it: it.rename(env(), " ")).then_refused(InvalidInput)
    renamed = given(pipeline(), lambda it: it.rename(env(), "Help"))
    assert renamed.aggregate.name == "Help"
    given(pipeline()).when(lambda it: it.restore(env())).then_nothing()
    given(pipeline()).when(lambda it: it.archive(env())).then((events.PipelineArchived, {}))
    archived = given(pipeline(), lambda it: it.archive(env()))
    archived.when(lambda it: it.archive(env())).then_nothing()
    archived.when(lambda it: it.must_take_tickets()).then_refused(PipelineIsArchived)
    archived.when(lambda it: it.restore(env())).then((events.PipelineRestored, {}))
    back = given(pipeline(), lambda it: it.archive(env()), lambda it: it.restore(env())).aggregate
    assert back.must_take_tickets() is back


@pytest.mark.req("TKT-02")
def test_a_removed_stage_is_followed_and_its_key_never_used_again() -> None:
    given(pipeline()).when(without_new).then((events.StageRemoved, {"stage": "new", "into": "waiting_on_us"}))
    removed = given(pipeline(), without_new)
    assert removed.aggregate.now("new") == "waiting_on_us"
    removed.when(without_new).then_nothing()
    removed.when(lambda it: it.stage("new")).then_refused(InvalidInput)
    removed.when(lambda it: it.remove_stage(env(), "new", "closed")).then_refused(InvalidInput)
    removed.when(lambda it: it.change_stages(env(), DEFAULT)).then_refused(InvalidInput)
    twice = given(
        pipeline(), without_new, lambda it: it.remove_stage(env(), "waiting_on_us", "waiting_on_contact")
    )
    assert twice.aggregate.now("new") == "waiting_on_contact"
    assert [stage["key"] for stage in twice.aggregate.stages] == ["waiting_on_contact", "closed"]
    twice.when(lambda it: it.remove_stage(env(), "waiting_on_contact", "closed")).then_refused(InvalidInput)


@pytest.mark.req("TKT-02")
def test_no_stage_goes_by_being_left_out_and_none_into_itself() -> None:
    given(pipeline()).when(lambda it: it.change_stages(env(), DEFAULT[1:])).then_refused(StageHasToBeRemoved)
    for stage, into in (("new", "new"), ("lost", "new"), ("new", "lost")):
        with pytest.raises(InvalidInput):
            pipeline().remove_stage(env(), stage, into)
    many: tuple[Stage, ...] = tuple({"key": str(n), "name": "x", "closed": False} for n in range(51))
    given(pipeline()).when(lambda it: it.change_stages(env(), DEFAULT + many)).then_refused(InvalidInput)


@pytest.mark.req("TKT-02")
@all_of(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_whatever_is_removed_every_key_there_ever_was_leads_to_a_stage_there_is(
    removals: list[tuple[int, int]],
) -> None:
    stages: tuple[Stage, ...] = tuple({"key": str(n), "name": str(n), "closed": n == 5} for n in range(6))
    it = Pipeline.create(uid("pipeline"), env(), name="Support", stages=stages)
    for stage, into in removals:
        try:
            it.remove_stage(env(), str(stage), str(into))
        except Refusal:
            continue
    there = {stage["key"] for stage in it.stages}
    assert {it.now(str(n)) for n in range(6)} == there
    assert not all(stage["closed"] for stage in it.stages)
    assert [it.closes(it.now(str(n))) for n in range(6)].count(True) <= len(stages)
