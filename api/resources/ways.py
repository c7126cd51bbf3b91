"""By which channels a conversation can be answered (CNV-05)."""

from collections.abc import Mapping
from dataclasses import asdict
from uuid import UUID

from api.channel_limits import limits_of
from api.context import Context, found, here
from api.operations import Routes, Values
from api.schemas import ways as shapes
from api.schemas.common import list_of
from api.windows import window_now
from application.answering import LookForVisitors, look_for_visitors
from application.opting import LookAtOptingOut, look_at_opting_out
from application.windows import LookAtWindow, look_at_window
from domain.channels.kinds import kind_of
from domain.channels.ways import Line, Reached, Way, ways
from domain.channels.window import TEMPLATE_ONLY
from projections.common.unread import UNREAD
from projections.contact_profile import queries as contacts
from projections.thread import ways as views

COOKIE = "cookie"
"""What a browser is known by is nobody's address: it stays here."""

routes = Routes("conversations", "")


@routes.get(
    "/conversations/<uuid:conversation_id>/ways", answer=list_of(shapes.Way), permission="conversation_write"
)
def ways_to_answer(conversation_id: UUID) -> Values:
    """List by which channels the conversation can be answered: its own first, then others of inboxes you see, 100 at most.

    One that cannot carry an answer now says why, and what to do instead.
    """
    context = here()
    viewer = context.viewer
    rows = views.lines(context.db, viewer.account_id, tuple(viewer.inboxes), conversation_id)
    own = found(rows[0] if rows else None, "conversation")
    reached = (
        [Reached(kind_of(own.spoken_kind).identity, own.spoken)] if own.spoken_kind and own.spoken else []
    )
    reached += _identities(context, own.contact_id)
    elsewhere = kind_of(own.kind).outlet and _are_elsewhere(context, conversation_id)
    asked = [Line(row.channel_id, row.kind, row.state, row.own, elsewhere) for row in rows]
    found_ways = ways(asked, [one for one in reached if one.kind != COOKIE])
    window = window_now(own.kind, own.last_inbound_at)
    opting = {
        one.channel_id: one.addresses[0] for one in found_ways if one.addresses and kind_of(one.kind).opting
    }
    if opting:
        context.release()
    windows = {own.channel_id: window} | _windows(conversation_id, opting)
    opted = {one for one, person in opting.items() if _wants_none(conversation_id, one, person)}
    return {
        "items": [
            _shown(one, own.channel_id, windows.get(one.channel_id), out=one.channel_id in opted)
            for one in found_ways
        ]
    }


def _windows(conversation_id: UUID, opting: Mapping[UUID, str]) -> dict[UUID, Values]:
    """Return how the windows stand of channels where the contact may have written in another conversation."""
    asked, context = [LookAtWindow(conversation_id, one, person) for one, person in opting.items()], here()
    standings = [(one, context.services.bus.ask(one, context.envelope(), look_at_window)) for one in asked]
    return {one.channel_id: asdict(standing) for one, standing in standings if standing is not None}


def _wants_none(conversation_id: UUID, channel_id: UUID, person: str) -> bool:
    question, context = LookAtOptingOut(conversation_id, channel_id, person), here()
    return context.services.bus.ask(question, context.envelope(), look_at_opting_out)


def _are_elsewhere(context: Context, conversation_id: UUID) -> bool:
    context.release()
    question = LookForVisitors(conversation_id)
    return context.services.bus.ask(question, context.envelope(), look_for_visitors)


def _identities(context: Context, contact_id: UUID) -> list[Reached]:
    """Return what the contact is reached by, or whoever it counts for since a merge."""
    contact = contacts.contact(context.db, context.account_id, contact_id)
    if contact is not None and contact.survivor_id != contact_id:
        contact = contacts.contact(context.db, context.account_id, contact.survivor_id)
    identities = contact.identities if contact is not None else []
    return [Reached(one["kind"], one["value"]) for one in identities]


def _shown(way: Way, own_id: UUID, window: Values | None, *, out: bool) -> Values:
    return {
        "channel_id": way.channel_id, "kind": way.kind, "own": way.channel_id == own_id, "identity": way.identity,
        "addresses": [] if way.identity in UNREAD else list(way.addresses), "allowed": way.allowed, "reason": way.reason, "advice": way.advice,
        "limits": limits_of(way.kind), "window": window,
        "template_only": window is not None and window["state"] == TEMPLATE_ONLY,
        "opted_out": out,
    }  # fmt: skip
