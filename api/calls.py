"""Calls as they are shown beside messages and in lists (CAL-02)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from api.context import here
from api.operations import Values
from api.past import until
from domain.kernel.event import Event
from projections.call_list import queries as calls
from projections.call_list.fold import as_they_were
from projections.inbox_list.lists import Listed

SAID = "call"


def shown_call(row: calls.Call) -> Values:
    """Return a call in the shape of `Call`."""
    recording = None
    if row.recording_id is not None:
        recording = {
            "seconds": row.recording_seconds,
            "kind": row.recording_kind,
            "content_type": row.recording_type,
        }
    known = row.transcript is not None
    return {
        **{name: getattr(row, name) for name in calls.Call.__dataclass_fields__},
        "rung": [UUID(one) for one in row.rung],
        "recording": recording,
        "dropped": bool(row.dropped),
        "transcript": {"text": row.transcript, "confidence": row.confidence} if known else None,
    }


def calls_of(
    messages: Iterable[Mapping[str, Any]], as_of: int | None = None, at: datetime | None = None
) -> dict[str, Values]:
    """Return the calls among messages, by the message's id as text: as they stand, or stood at a position or time (AUD-02)."""
    context = here()
    ids = [UUID(str(one["message_id"])) for one in messages if one["said"] == SAID]
    found = calls.calls(context.db, context.account_id, ids)
    if as_of is not None or at is not None:
        found = _then(found, as_of, at)
    return {str(call_id): shown_call(row) for call_id, row in found.items()}


def _then(now: Mapping[UUID, calls.Call], as_of: int | None, at: datetime | None) -> dict[UUID, calls.Call]:
    """Return calls as they were; what is personal of them is as it is kept now, so that nobody forgotten is shown."""
    log = here().services.log
    events = log.streams(list(now), as_of, personal=frozenset[type[Event]]()) if now else []
    told = {}
    for call_id, row in as_they_were(events if at is None else until(events, at)).items():
        known = now[call_id]
        was = {name: getattr(row, name) for name in calls.Call.__dataclass_fields__}
        transcript = None if row.transcript is None else known.transcript
        told[call_id] = calls.Call(**{**was, "number": known.number, "transcript": transcript})
    return told


def with_calls(rows: Sequence[Listed]) -> list[Listed]:
    """Return rows of a list with how the call went that is the newest thing in them."""
    context = here()
    ids = [row.last_message_id for row in rows if row.last_message_id is not None and not row.preview]
    found = calls.calls(context.db, context.account_id, ids)
    return [
        replace(row, last_call=found[row.last_message_id].outcome or found[row.last_message_id].state)
        if row.last_message_id in found
        else row
        for row in rows
    ]
