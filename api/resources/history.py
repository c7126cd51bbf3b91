"""The history of any object, read from the log: who, what, when, why, before and after (AUD-01)."""

from collections.abc import Sequence
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from api import paging
from api.context import Context, here, missing
from api.history_changes import changes_in
from api.history_kinds import AUDIT, GOES_ALONG, KINDS, home_of
from api.operations import Routes, Values
from api.problems import Problem
from api.schemas import history as shapes
from domain.kernel.event import Event, payload
from domain.kernel.personal import PersonalMark
from projections.common.recorded import Recorded
from projections.timeline import queries as timeline

routes = Routes("history", "Everything that happened, in order, from the event log.")


@routes.get("/history/<kind>/<uuid:object_id>", query=shapes.HistoryQuery, answer=shapes.History)
def history(kind: str, object_id: UUID, query: Values) -> Values:
    """Read an object's history, oldest first.

    Every kind of object has one. A bot is named by its channel's id, a survey by its inbox's; a promise, a csat (whether the
    customer was asked, and what they said) and a bot_run by their conversation's. Events of inboxes you do not see are left out, and
    so is what is another's own. Needs `audit_read`, or what it takes to change such an object; for conversations and what
    belongs to them, tickets, contacts, templates and views `conversation_read`, for canned replies and macros `conversation_write`.
    """
    context = here()
    if kind not in KINDS:
        missing("kind of object")
    told_as = KINDS[kind]
    if not (context.viewer.may(AUDIT) or context.viewer.may(told_as.permission)):
        raise Problem(403, "not_allowed", f"This needs the permission {AUDIT}. Ask an administrator for it.")
    _see(context, kind, object_id)
    stream_id = told_as.stream_of(object_id)
    after, limit = paging.decode(query["cursor"], int), query["limit"]
    entries = timeline.page(
        context.db, context.account_id, kind, stream_id,
        after=after[0] if after else 0, up_to=query["up_to"], limit=limit + 1,
    )  # fmt: skip
    context.release()
    if not entries and after is None and query["up_to"] is None:
        missing(kind)
    page = paging.page(entries, limit, lambda entry: (entry.position,))
    events = _visible(
        context, context.services.log.at([entry.position for entry in page["items"]]), stream_id
    )
    if page["items"] and not events and after is None:
        missing(kind)
    return {"items": _told(context, events, stream_id), "next": page["next"]}


def _see(context: Context, kind: str, object_id: UUID) -> None:
    """Answer 404 for what is closed to the caller."""
    finds = KINDS[kind].finds
    if finds is not None and finds(context, object_id) is None:
        missing(kind)
    home = object_id
    if kind in GOES_ALONG and KINDS[kind].stream is None:
        home = next((home_of(one.event) for one in context.services.log.streams([object_id])), object_id)
    context.see(context.services.places.inboxes([home]).get(home), kind)


def _visible(context: Context, events: Sequence[Recorded], stream_id: UUID) -> list[Recorded]:
    """Return those of the account that are the object's own, or whose inbox the caller sees."""
    others = [home_of(event) for _, event in events if event.originator_id != stream_id]
    inboxes = context.services.places.inboxes(others)
    seen = {None, *context.viewer.inboxes}
    return [
        recorded
        for recorded in events
        if recorded.event.account_id == context.account_id and inboxes.get(home_of(recorded.event)) in seen
    ]


def _told(context: Context, events: Sequence[Recorded], stream_id: UUID) -> list[Values]:
    own = [position for position, event in events if event.originator_id == stream_id]
    stream = context.services.log.streams([stream_id], max(own)) if own else ()
    changes = changes_in(stream, lambda event: told(event)[0])
    return [_one(recorded, changes.get(recorded.position, [])) for recorded in events]


def _one(recorded: Recorded, changes: Sequence[Values]) -> Values:
    event = recorded.event
    env = event.envelope
    facts, left_out = told(event)
    return {
        "position": recorded.position,
        "event": event.TOPIC,
        "object_id": event.originator_id,
        "version": event.originator_version,
        "actor": env.actor,
        "at": event.timestamp,
        "correlation_id": env.correlation_id,
        "causation_id": env.causation_id,
        "facts": facts,
        "left_out": left_out,
        "erased": event.erased,
        "changes": changes,
    }


def told(event: Event) -> tuple[Values, list[str]]:
    """Return what an event says, and which texts are left out.

    Texts of a contact in another object's stream are left out: an erased person may be mentioned in them, and only
    the read models mask that.
    """
    facts = payload(event)
    left_out = [name for name in _foreign_texts(type(event)) if name in facts]
    return {name: value for name, value in facts.items() if name not in left_out}, left_out


@cache
def _foreign_texts(cls: type[Event]) -> tuple[str, ...]:
    if cls.SUBJECT == "originator_id":
        return ()
    hints = get_type_hints(cls, include_extras=True)
    return tuple(name for name, hint in hints.items() if get_origin(hint) is not None and _is_personal(hint))


def _is_personal(hint: Any) -> bool:
    return any(isinstance(mark, PersonalMark) for mark in get_args(hint)[1:])
