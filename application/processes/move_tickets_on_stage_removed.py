"""The tickets of a stage that was removed are moved to where it was said, by a worker."""

from collections.abc import Sequence

from application.bus import Command
from application.reactor import Happened, Reactor, Work
from domain.pipeline.events import StageRemoved


def react(happened: Happened) -> Sequence[Command | Work]:
    """Hand the pipeline to a worker; which tickets are still to be moved, the worker asks."""
    event = happened.event
    return (Work("stages", event.originator_id, f"{event.originator_id.hex}.{event.originator_version}"),)


reactor = Reactor("move_tickets_on_stage_removed", frozenset({StageRemoved}), react)
"""Work lost with the queue is found again from the read model (RL-02)."""
