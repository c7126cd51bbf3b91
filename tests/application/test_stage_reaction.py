"""A removed stage is a worker's business (TKT-02)."""

import pytest

from application.pipeline import RemoveStage
from application.processes.move_tickets_on_stage_removed import reactor
from application.reactor import Work
from domain.pipeline.events import StageRemoved
from projections.common.recorded import Recorded
from tests.support.world import World


@pytest.mark.req("TKT-02")
def test_the_tickets_of_a_removed_stage_are_handed_to_a_worker_once_each_time() -> None:
    world = World()
    world.do(RemoveStage(world.pipeline, stage="new", into="waiting_on_us"), by=world.admin)
    (removed,) = world.happened(world.pipeline, StageRemoved)
    assert reactor.handles == {StageRemoved}
    (work,) = reactor.react(Recorded(1, removed))
    assert work == Work("stages", world.pipeline, f"{world.pipeline.hex}.{removed.originator_version}")
