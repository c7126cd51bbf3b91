"""Channels as they were: their streams up to a position, folded by the projector's own functions (AUD-02)."""

from collections.abc import Sequence
from dataclasses import replace

from api.past import NO_DATABASE
from api.services import ReadLog
from projections.channel_list.fold import Fold
from projections.channel_list.projector import on
from projections.channel_list.queries import Channel
from projections.channel_list.rows import ChannelRow
from projections.common.db import Db
from projections.common.recorded import Recorded

KNOWN_NOW = frozenset({"last_inbound_at"})
"""Comes from each mail, which no channel's own stream tells of: absent in the past."""
FOLDED = tuple(name for name in Channel.__dataclass_fields__ if name not in KNOWN_NOW)


class Kept(Fold):
    """A fold whose rows stay in memory."""

    def save(self) -> None:
        """Write nothing."""


def at_position(rows: Sequence[Channel], log: ReadLog, as_of: int) -> list[Channel]:
    """Return those of the channels that had begun, as they were, in the same order; when mail last came is left out."""
    folds: list[Kept] = []

    def start(batch: Sequence[Recorded], db: Db) -> Kept:
        folds.append(Kept(batch, db))
        return folds[-1]

    events = log.streams([row.channel_id for row in rows], as_of)
    if not events:
        return []
    on.fold(start, [one for one in events if type(one.event) in on.facts], NO_DATABASE)()
    had: dict[object, ChannelRow] = {row.channel_id: row for row in folds[0].channels}
    return [
        replace(row, **{name: getattr(had[row.channel_id], name) for name in FOLDED}, last_inbound_at=None)
        for row in rows
        if row.channel_id in had
    ]
