"""Channels: listed with their state, connected, paused, resumed, disconnected (ACC-09)."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from api import past_channels
from api.changes import change, create, etag, if_match
from api.channel_limits import limits_of
from api.chats import chat_of
from api.context import found, here
from api.line_channels import line_of
from api.moments import asked_for
from api.numbers import number_of
from api.operations import Answer, Routes, Values
from api.page_channels import page_of
from api.schemas import channels as shapes
from api.schemas.common import Changed, list_of
from application.channel import Connect, StartConnect
from application.channel_state import DisconnectChannel, PauseChannel, ResumeChannel
from projections.channel_list import queries as channel_list
from projections.people import queries as people
from projections.people.rules import RuleState, rule_states

EDIT = "account_access"
ONE = "/channels/<uuid:channel_id>"
FIELDS = tuple(
    name
    for name in shapes.Channel().fields
    if name not in ("limits", "rule_state", "chat", "messenger", "whatsapp", "calling")
)

routes = Routes(
    "channels",
    "Channels connect the outside to an inbox. Begin with POST /channels, then PUT each step in the order of"
    " `next_step`, then POST /channels/{channel_id}/connect. Changes need account_access and inbox_edit (ACC-03).",
)


@routes.get("/channels", query=shapes.PastQuery, answer=list_of(shapes.Channel))
def channels(query: Values) -> Values:
    """List the channels of the inboxes you see, disconnected ones too; `as_of` or `at` shows them as they were."""
    context = here()
    rows = channel_list.channels(context.db, context.account_id, tuple(context.viewer.inboxes))
    as_of, branding = asked_for(query), _branding(rows)
    if as_of is not None:
        context.release()
        rows = past_channels.at_position(rows, context.services.log, as_of)
        return {"items": [_shown(row, {}, branding) for row in rows]}
    states = rule_states(context.db, context.account_id, [row.channel_id for row in rows])
    return {"items": [_shown(row, states, branding) for row in rows]}


@routes.get(ONE, answer=shapes.Channel)
def channel(channel_id: UUID) -> Answer:
    """Read one channel."""
    context = here()
    row = channel_list.channel(context.db, context.account_id, tuple(context.viewer.inboxes), channel_id)
    row = found(row, "channel")
    states = rule_states(context.db, context.account_id, [channel_id])
    return Answer(_shown(row, states, _branding([row])), headers=etag(row.version))


@routes.write("POST", "/channels", body=shapes.StartConnect, answer=Changed, status=201, permission=EDIT)
def start(body: Values) -> Answer:
    """Begin to connect a channel, to an inbox that is there or to a new one (ACC-01)."""
    return create(StartConnect(**body), "/channels")


@routes.write("POST", f"{ONE}/connect", answer=Changed, permission=EDIT, versioned=True)
def connect(channel_id: UUID) -> Answer:
    """Finish connecting; from here on the channel takes messages."""
    return change(Connect(channel_id, expected_version=if_match()), channel_id)


@routes.write("POST", f"{ONE}/pause", answer=Changed, permission=EDIT, versioned=True)
def pause(channel_id: UUID) -> Answer:
    """Switch a channel off: what comes in is kept and starts nothing."""
    return change(PauseChannel(channel_id, expected_version=if_match()), channel_id)


@routes.write(
    "POST",
    f"{ONE}/resume",
    body=shapes.Resumed,
    answer=Changed,
    permission=EDIT,
    versioned=True,
    body_required=False,
)
def resume(channel_id: UUID, body: Values) -> Answer:
    """Switch a channel on again; what came meanwhile is then taken in, or left, as chosen (MSG-07)."""
    command = ResumeChannel(channel_id, bool(body.get("replay")), expected_version=if_match())
    return change(command, channel_id)


@routes.write("POST", f"{ONE}/disconnect", answer=Changed, permission=EDIT, versioned=True)
def disconnect(channel_id: UUID) -> Answer:
    """End a channel; its address is free again, its history stays with the inbox."""
    return change(DisconnectChannel(channel_id, expected_version=if_match()), channel_id)


def _branding(rows: Sequence[Any]) -> Mapping[str, str]:
    """Return how the account looks, where there is a chat that may look so."""
    context = here()
    account = (
        people.account(context.db, context.account_id) if any(row.kind == "chat" for row in rows) else None
    )
    return account.branding if account else {}


def _shown(row: Any, states: Mapping[UUID, RuleState], branding: Mapping[str, str]) -> Values:
    fields = {name: getattr(row, name) for name in FIELDS}
    base_url = here().services.settings.base_url
    chat = chat_of(row.chat, branding, base_url) if row.kind == "chat" else None
    page = page_of(row.messenger) if row.kind == "messenger" else None
    number = number_of(row.whatsapp) if row.kind == "whatsapp" else None
    line = line_of(row.calling) if row.kind == "calling" else None
    about = {
        "chat": chat,
        "messenger": page,
        "whatsapp": number,
        "calling": line,
        "limits": limits_of(row.kind),
    }
    return {**fields, **about, "rule_state": states.get(row.channel_id)}
