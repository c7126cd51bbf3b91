"""The operations of the API, by subject."""

from api.operations import Routes
from api.resources import (
    accounts,
    channel_steps,
    channels,
    contacts,
    conversations,
    health,
    history,
    inboxes,
    intakes,
    messages,
    pipelines,
    session,
    stream,
    teams,
    tickets,
    tokens,
    users,
    writing,
)

ROUTES: tuple[Routes, ...] = tuple(
    module.routes
    for module in (
        session, accounts, users, teams, tokens, inboxes, channels, channel_steps, conversations, writing, messages,
        contacts, tickets, pipelines, intakes, history, stream, health,
    )
)  # fmt: skip
