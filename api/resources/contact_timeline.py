"""The timeline of a contact: conversations, messages, tickets, and what became of the contact itself (CON-02)."""

from typing import Any
from uuid import UUID

from api import paging
from api.context import found, here
from api.operations import Routes, Values
from api.resources.history import told
from api.schemas import contacts as shapes
from domain.kernel.event import Event
from projections.common.recorded import Recorded
from projections.contact_profile import queries as profiles
from projections.contact_profile import timeline

routes = Routes("contacts", "The people conversations are with.")


@routes.get(
    "/contacts/<uuid:contact_id>/timeline",
    query=paging.PageQuery,
    answer=shapes.ContactTimeline,
    permission="conversation_read",
)
def contact_timeline(contact_id: UUID, query: Values) -> Values:
    """Read everything that happened with a contact and those merged into it, newest first.

    What is in inboxes you do not see is left out, so that a page may have fewer items than asked for.
    """
    context, limit = here(), query["limit"]
    account = context.account_id
    found(profiles.contact(context.db, account, contact_id), "contact")
    before = paging.decode(query["cursor"], int)
    steps = timeline.page(
        context.db, account, profiles.linked(context.db, account, contact_id),
        before=before[0] if before else None, limit=limit + 1,
    )  # fmt: skip
    page = paging.page(steps, limit, lambda step: (step.position,))
    events = {one.position: one for one in context.services.log.at([step.position for step in page["items"]])}
    wanted = [
        (events[step.position].event.TOPIC, _about(events[step.position].event)) for step in page["items"]
    ]
    shown = timeline.shown(context.db, account, tuple(context.viewer.inboxes), wanted)
    items = [
        _item(step, events[step.position], shown.get(about), about)
        for step, (topic, about) in zip(page["items"], wanted, strict=True)
        if about in shown or topic in timeline.OWN
    ]
    return {"items": items, "next": page["next"]}


def _about(event: Event) -> UUID:
    """Return what the event is about: a message, or that whose stream it is in."""
    if event.TOPIC == timeline.SUBMITTED:
        return event.originator_id
    found: UUID = getattr(event, "message_id", getattr(event, "call_id", event.originator_id))
    return found


def _item(step: timeline.Step, recorded: Recorded, shown: timeline.Shown | None, about: UUID) -> Values:
    event = recorded.event
    own = step.topic in timeline.OWN
    facts: dict[str, Any] = told(event)[0] if own else {}
    return {
        "position": step.position,
        "event": step.topic,
        "at": event.timestamp,
        "actor": event.envelope.actor,
        "contact_id": step.contact_id,
        "conversation_id": shown.conversation_id if shown else None,
        "message_id": about if step.topic in timeline.WRITTEN else None,
        "ticket_id": about if step.topic == "ticket.opened" else None,
        "submission_id": about if step.topic == timeline.SUBMITTED else None,
        "values": shown.given if shown else (),
        "channel_id": shown.channel_id if shown else None,
        "title": shown.title if shown else "",
        "preview": shown.preview if shown else "",
        "facts": {name: facts[name] for name in facts if name in shapes.TOLD},
    }
