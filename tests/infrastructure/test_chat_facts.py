"""How soon a chat's visitors are answered, as the read models tell: by people, after the first thing that was said (CHT-06)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from application.conversation import CloseConversation, PostReply
from infrastructure.bootstrap import Application, bootstrap
from infrastructure.chat_facts import ViewChatFacts
from infrastructure.projecting.install import install
from infrastructure.projecting.runner import Runner
from infrastructure.settings import Settings
from tests.application.test_talking import BotDesk
from tests.support.chats import ChatDesk
from tests.support.tiny_views import running
from tests.support.world import World


@pytest.fixture
def app(database: str, tmp_path: Path) -> Iterator[Application]:
    settings = Settings(database_url=database, redis_url="redis://unused", state=tmp_path / "state")
    with bootstrap(settings) as made:
        install(database, made.projectors)
        with running(Runner(database, made.log, made.projectors)):
            yield made


class Measured:
    """A world whose answers take as long as they are said to."""

    def __init__(self, app: Application) -> None:
        self.app, self.world = app, World(ports=app.ports)
        self.desk = ChatDesk(self.world)

    def asked(self, desk: ChatDesk | None = None) -> UUID:
        return (desk or self.desk).say(visitor=uuid4(), shown=True)

    def answered(self, seconds: int, desk: ChatDesk | None = None) -> UUID:
        """Let somebody write, and be answered after so many seconds, and once more later."""
        conversation = self.asked(desk)
        self.answer(conversation, seconds)
        self.answer(conversation, 3_600)
        return conversation

    def answer(self, conversation: UUID, seconds: int) -> None:
        # a command takes a second of the world's time
        self.world.now += timedelta(seconds=seconds - 1)
        assert self.app.positions.wait_for(self.app.log.last_position(), 60)
        self.world.do(PostReply(conversation, "Hello!"), by=self.world.admin)

    def seconds(self, desk: ChatDesk | None = None, account: UUID | None = None) -> int | None:
        assert self.app.positions.wait_for(self.app.log.last_position(), 60)
        facts = ViewChatFacts(self.app.pool, lambda: self.world.now)
        return facts.reply_seconds(account or self.world.account, (desk or self.desk).channel)


@pytest.mark.req("CHT-06", "CHT-07")
def test_it_is_the_median_of_first_answers_by_people_open_or_closed(app: Application) -> None:
    measured = Measured(app)
    assert measured.seconds() is None
    measured.asked()
    assert measured.seconds() is None
    measured.answered(60)
    assert measured.seconds() == 60
    measured.world.do(CloseConversation(measured.answered(120)))
    assert measured.seconds() == 90
    measured.answered(1_800)
    assert measured.seconds() == 120
    other, bots = ChatDesk(measured.world), BotDesk(measured.world)
    measured.answered(10, other)
    assert (measured.seconds(), measured.seconds(other)) == (120, 10)
    # what a bot said is no answer of a person
    held = measured.asked(bots)
    assert measured.seconds(bots) is None
    measured.answer(held, 30)
    assert measured.seconds(bots) == 30
    assert measured.seconds(account=uuid4()) is None
