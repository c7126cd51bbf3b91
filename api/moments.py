"""Which position of the log a time is, and rows of past lists as exact as those of the present (PF-09, AUD-02)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from api.context import here
from api.services import ReadLog
from projections.assignment_log import queries as decisions
from projections.common.db import Db
from projections.inbox_list.queries import Conversation


def asked_for(query: Mapping[str, Any]) -> int | None:
    """Return the position a list is asked for by `as_of` or, where that is left out, by the time `at`; None for now."""
    context, as_of = here(), query["as_of"]
    if as_of is not None or query["at"] is None:
        return cast("int | None", as_of)
    return position_at(context.db, context.services.log, context.account_id, query["at"])


def position_at(db: Db, log: ReadLog, account_id: UUID, at: datetime) -> int:
    """Return the last position recorded up to a time.

    The account's own decisions say roughly where; between two of them the log's times ascend, give or take what clocks of
    several machines differ by.
    """
    low, high = decisions.around(db, account_id, at)
    end = log.last_position() if high is None else high - 1
    while low < end:
        middle = (low + end + 1) // 2
        found = next(iter(log.read(middle - 1, 1)), None)
        if found is None or found.position > end or found.event.timestamp > at:
            end = middle - 1
        else:
            low = found.position
    return low


def as_they_were(log: ReadLog, rows: Sequence[Conversation], as_of: int) -> list[Conversation]:
    """Return rows of a past list with the version and position they had then.

    A row is kept once for as long as it shows the same, while its stream went on.
    """
    streams = [one for row in rows for one in (row.conversation_id, row.ticket_id) if one]
    heads = log.heads(streams, as_of) if streams else {}
    shown = []
    for row in rows:
        _, version, last = heads[row.conversation_id]
        ticket = heads.get(row.ticket_id, (0, 0, 0))[0] if row.ticket_id else 0
        position = row.position if row.position <= as_of else max(last, ticket, row.valid_from)
        shown.append(replace(row, version=version, position=position))
    return shown
