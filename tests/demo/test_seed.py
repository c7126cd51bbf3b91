"""The demo is made once, through the product itself, in accounts of its own, and reads like a month of work."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from domain.account.aggregate import Account
from domain.channels.kinds import kind_of
from domain.conversation.aggregate import Conversation
from domain.conversation.events import AssignmentDecided, ConversationStarted, TicketSkipped
from domain.conversation.visiting_events import MessageSeen
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.ticket.events import TicketOpened
from infrastructure.bootstrap import Application, bootstrap, clock
from infrastructure.credentials import Credentials
from infrastructure.demo.chats import TALKS
from infrastructure.demo.company import HARBOUR, LUMEN
from infrastructure.demo.crew import Crew
from infrastructure.demo.pages import WRITINGS
from infrastructure.demo.seed import seed
from infrastructure.demo.story import stories
from infrastructure.passwords import Passwords
from infrastructure.postgres.migrations import migrate
from infrastructure.projecting.install import install
from infrastructure.settings import Settings
from projections.catalogue import projectors


@pytest.fixture
def app(database: str, redis_url: str, tmp_path: Path) -> Iterator[Application]:
    migrate(database)
    install(database, projectors(lambda _account, _masks: lambda text: text))
    settings = Settings(
        database_url=database,
        redis_url=redis_url,
        state=tmp_path,
        demo_relay_port=2599,
        relay_url="smtp://127.0.0.1:2599",
    )
    with bootstrap(settings) as made:
        yield made


def facts(app: Application, crew: Crew) -> list[Event]:
    return [one.event for one in app.log.read(0, 100_000) if one.event.account_id == crew.account]


def last_heard(app: Application, started: list[ConversationStarted]) -> list[datetime | None]:
    found = [app.log.fresh(Conversation, event.originator_id) for event in started]
    return [None if one is None else one.last_inbound_at for one in found]


@pytest.mark.req("ACC-08", "TKT-01", "API-07")
def test_the_demo_is_made_once_and_tells_of_a_month(app: Application) -> None:
    harbour, lumen = Crew(app, HARBOUR), Crew(app, LUMEN)
    others = len(TALKS) + len(WRITINGS)
    assert seed(app).conversations == len(stories(HARBOUR.key)) + len(stories(LUMEN.key)) + others

    happened = facts(app, harbour)
    started = [event for event in happened if isinstance(event, ConversationStarted)]
    assert len(stories(HARBOUR.key)) == 37
    assert len(started) == 37 + others
    kinds = [*["chat"] * len(TALKS), *["messenger"] * len(WRITINGS)]
    assert [event.channel_kind for event in started[-others:]] == kinds
    windows = [
        kind_of("messenger").standing(one, clock()) for one in last_heard(app, started[-len(WRITINGS) :])
    ]
    assert [one.state for one in windows if one] == ["closed", "human_only", "open"]
    assert any(isinstance(event, MessageSeen) for event in happened)
    assert sum(isinstance(event, TicketOpened) for event in happened) == sum(
        story.place == "help" for story in stories(HARBOUR.key)
    )
    verdicts = {
        str(one["verdict"])
        for event in happened
        if isinstance(event, AssignmentDecided)
        for one in event.considered
    }
    assert {"eligible", "away", "at_capacity"} <= verdicts
    assert (max(e.timestamp for e in started) - min(e.timestamp for e in started)).days >= 29

    gated = facts(app, lumen)
    assert not any(isinstance(event, TicketOpened) for event in gated)
    assert {event.reason for event in gated if isinstance(event, TicketSkipped)} == {"account_date_gate"}

    before = app.log.last_position()
    assert seed(app).conversations == 0
    assert app.log.last_position() == before


def test_an_interrupted_start_is_taken_up_where_it_stopped(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    crew, dispatch = Crew(app, HARBOUR), app.bus.dispatch

    def tired(command: object, env: Envelope) -> object:
        if app.log.last_position() > 300:
            raise KeyboardInterrupt
        return dispatch(command, env)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(app.bus, "dispatch", tired)
        with pytest.raises(KeyboardInterrupt):
            seed(app)
    seed(app)
    happened = facts(app, crew)
    started = sum(isinstance(event, ConversationStarted) for event in happened)
    assert started == len(stories(HARBOUR.key)) + len(TALKS) + len(WRITINGS)


def test_the_logins_open_and_mail_leaves_by_the_demos_relay(app: Application) -> None:
    seed(app)
    notes = app.settings.state / "demo.txt"
    assert notes.stat().st_mode & 0o077 == 0
    text = notes.read_text(encoding="utf-8")
    password = text.splitlines()[0].rpartition(" ")[2]
    harbour = Crew(app, HARBOUR)
    login = Credentials(app.log, app.secrets).login(harbour.address("marek"))
    assert login is not None
    assert login.account_id == harbour.account
    assert Passwords().verify(login.password_hash, password).right
    assert harbour.hosted("help") in text
    assert "/w/" in text
    account = app.log.fresh(Account, harbour.account)
    assert account is not None
    assert account.relay is not None
    assert account.relay.port == 2599
