"""A company's history of many conversations, put into the log as it would be there, and much faster."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from psycopg import Connection

from domain.conversation import events as conversation
from domain.kernel.event import Event
from infrastructure.bootstrap import Application
from infrastructure.events.keyring import Fresh
from tests.support.histories import History
from tests.support.mail import accept, first_mail, post, receive

INBOXES, AGENTS = 4, 8
COPY_EVENTS = (
    "COPY public.stored_events (originator_id, originator_version, topic, state) FROM STDIN (FORMAT binary)"
)
COPY_KEYS = "COPY vault.subject_keys (subject_id, master_id, wrapped) FROM STDIN (FORMAT binary)"


@dataclass
class Past:
    """A company with a past: whose it is, where its conversations are, and who works there."""

    account: UUID
    inboxes: tuple[UUID, ...]
    agents: tuple[UUID, ...]
    channels: tuple[UUID, ...]
    events: int


def put_past(app: Application, conversations: int, *, batch: int = 2_000) -> Past:
    """Let so many people write: a third once more, a third is answered, a fifth is closed; returns what there is."""
    chance = random.Random("past")  # noqa: S311
    history = History("past")
    inboxes = [history.add_inbox(f"Inbox {number}") for number in range(INBOXES)]
    channels = [history.add_channel(inbox_id) for inbox_id in inboxes]
    agents = [history.add_user(f"Agent {number}") for number in range(AGENTS)]
    events = 0
    with app.pool.connection() as db:
        for number in range(conversations):
            where = chance.randrange(INBOXES)
            _converse(history, chance, inboxes[where], channels[where], chance.choice(agents), number)
            if len(history.recorded) >= batch * 15 or number == conversations - 1:
                events += _store(app, db, [one.event for one in history.recorded])
                del history.recorded[:-1]
                history.recorded.clear()
    return Past(history.account_id, tuple(inboxes), tuple(agents), tuple(channels), events)


def _converse(
    history: History, chance: random.Random, inbox_id: UUID, channel_id: UUID, agent: UUID, number: int
) -> None:
    conversation_id, contact_id = first_mail(history, inbox_id, channel_id, agent, number)
    place = (conversation_id, inbox_id, channel_id, contact_id)
    if chance.random() < 0.33:
        accept(history, channel_id)
        history.command()
        receive(history, *place, text="And another thing: it is urgent. " * 10)
    if chance.random() < 0.33:
        history.command(f"user:{agent}")
        post(history, *place)
    if chance.random() < 0.2:
        history.command(f"user:{agent}")
        history.record(conversation.ConversationClosed, conversation_id, reason="done")


def _store(app: Application, db: Connection[tuple[object, ...]], events: Sequence[Event]) -> int:
    fresh = Fresh()
    mapper = app.log.mapper
    stored = [mapper.seal(event, fresh) for event in _all_new(app, events)]
    with db.cursor() as cursor, db.transaction():
        with cursor.copy(COPY_KEYS) as copy:
            copy.set_types(("uuid", "text", "bytea"))
            for subject, (master, wrapped) in fresh.wrapped.items():
                copy.write_row((subject, master, wrapped))
        with cursor.copy(COPY_EVENTS) as copy:
            copy.set_types(("uuid", "int8", "text", "bytea"))
            for one in stored:
                copy.write_row((one.originator_id, one.originator_version, one.topic, one.state))
    mapper.keyring.adopt(fresh)
    return len(stored)


def _all_new(app: Application, events: Sequence[Event]) -> Iterator[Event]:
    """Yield the events; ask at once which of their subjects have keys."""
    app.keyring.prefetch(
        {getattr(event, type(event).SUBJECT) for event in events if hasattr(event, type(event).SUBJECT)}
    )
    yield from events
