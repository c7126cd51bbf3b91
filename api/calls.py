"""Calls as they are shown beside messages and in lists (CAL-02)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from api.context import here
from api.operations import Values
from projections.call_list import queries as calls
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


def calls_of(messages: Iterable[Mapping[str, Any]]) -> dict[str, Values]:
    """Return the calls among messages, by the message's id as text."""
    context = here()
    ids = [UUID(str(one["message_id"])) for one in messages if one["said"] == SAID]
    found = calls.calls(context.db, context.account_id, ids)
    return {str(call_id): shown_call(row) for call_id, row in found.items()}


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
