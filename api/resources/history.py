"""The history of any object, read from the log: who, what, when, why, before and after (AUD-01)."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from api import paging
from api.context import Context, here, missing
from api.operations import Routes, Values
from api.problems import Problem
from api.schemas import history as shapes
from domain.kernel.event import Event, payload
from domain.kernel.personal import PersonalMark
from projections.common.recorded import Recorded
from projections.form import queries as forms
from projections.timeline import queries as timeline

KINDS = {
    "conversation": "conversation_read", "ticket": "conversation_read", "contact": "conversation_read",
    "channel": "account_access", "inbox": "account_access", "intake": "inbox_edit", "account": "account_access",
    "user": "user_manage", "team": "user_manage", "pipeline": "account_access", "token": "token_manage",
    "form": "inbox_edit", "consent": "audit_read",
}  # fmt: skip
"""What it takes to read an object's history; `audit_read` opens all. Inboxes you do not see stay closed."""
AUDIT = "audit_read"
STATES = ("set", "changed", "renamed", "moved", "decided", "created", "opened", "invited")

routes = Routes("history", "Everything that happened, in order, from the event log.")


@routes.get("/history/<kind>/<uuid:object_id>", query=shapes.HistoryQuery, answer=shapes.History)
def history(kind: str, object_id: UUID, query: Values) -> Values:
    """Read an object's history, oldest first.

    Kinds are account, user, team, token, inbox, channel, form, contact, conversation, ticket, pipeline, intake and consent.
    Events of inboxes you do not see are left out. Needs `audit_read`, or what it takes to change such an object; for
    conversations, tickets and contacts `conversation_read`.
    """
    context = here()
    if kind not in KINDS:
        missing("kind of object")
    if not (context.viewer.may(AUDIT) or context.viewer.may(KINDS[kind])):
        raise Problem(403, "not_allowed", f"This needs the permission {AUDIT}. Ask an administrator for it.")
    context.see(context.services.places.inboxes([object_id]).get(object_id), kind)
    if kind == "form":
        _see_form(context, object_id)
    after, limit = paging.decode(query["cursor"], int), query["limit"]
    entries = timeline.page(
        context.db, context.account_id, kind, object_id,
        after=after[0] if after else 0, up_to=query["up_to"], limit=limit + 1,
    )  # fmt: skip
    context.release()
    if not entries and after is None and query["up_to"] is None:
        missing(kind)
    page = paging.page(entries, limit, lambda entry: (entry.position,))
    events = _visible(context, context.services.log.at([entry.position for entry in page["items"]]))
    if page["items"] and not events and after is None:
        missing(kind)
    return {"items": _told(context, events, object_id), "next": page["next"]}


def _see_form(context: Context, form_id: UUID) -> None:
    """Answer 404 for a form of an inbox that is closed to the caller; its beginning does not say which it leads to."""
    asker = forms.Seer(context.account_id, tuple(context.viewer.inboxes), edits=True)
    if forms.form(context.db, asker, form_id) is None:
        missing("form")


def _visible(context: Context, events: Sequence[Recorded]) -> list[Recorded]:
    inboxes = context.services.places.inboxes([event.originator_id for _, event in events])
    seen = context.viewer.inboxes
    return [
        recorded
        for recorded in events
        if recorded.event.account_id == context.account_id
        and (
            inboxes.get(recorded.event.originator_id) is None or inboxes[recorded.event.originator_id] in seen
        )
    ]


def _told(context: Context, events: Sequence[Recorded], object_id: UUID) -> list[Values]:
    own = [position for position, event in events if event.originator_id == object_id]
    before = _before(context.services.log.streams([object_id], max(own))) if own else {}
    return [_one(recorded, before.get(recorded.position, {})) for recorded in events]


def _before(stream: Sequence[Recorded]) -> dict[int, Values]:
    """Return, for each event of one stream that sets something, what the same fields were before."""
    known: Values = {}
    found: dict[int, Values] = {}
    for position, event in stream:
        if not event.TOPIC.endswith(STATES):
            continue
        facts, _ = told(event)
        found[position] = {name: known.get(name) for name in facts}
        known |= facts
    return found


def _one(recorded: Recorded, before: Mapping[str, Any]) -> Values:
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
        "changes": [
            {"field": name, "before": was, "after": facts[name]}
            for name, was in before.items()
            if was != facts[name]
        ],
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
