"""The runners of all views: one moves those on that people wait for, another one those that are apart."""

from collections.abc import Sequence

from infrastructure.events.log import Log
from infrastructure.projecting.runner import LEADER, LEADER_APART, Runner
from projections.common.projector import Projector


def lanes(dsn: str, log: Log, projectors: Sequence[Projector]) -> list[Runner]:
    """Return the runners; each reads the log for itself, so that the slower one delays nobody."""
    together = [view for view in projectors if not view.apart]
    apart = [view for view in projectors if view.apart]
    chosen = ((together, LEADER), (apart, LEADER_APART))
    return [Runner(dsn, log, views, leader=leader, every=projectors) for views, leader in chosen if views]
