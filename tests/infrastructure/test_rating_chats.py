"""How a chat's visitor is asked how satisfied they are: where they are, or by mail once they have left (CNV-10, CHT-11)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from application.conversation import CloseConversation, PostReply
from application.csat import SetSurvey
from application.visitors import GiveDetails
from domain.conversation.mailing_events import ChatMailed
from domain.conversation.messages import MessagePosted
from domain.csat.events import CsatMailed
from domain.csat.rating import LIFETIME, csat_id
from domain.csat.survey import Asking
from infrastructure.bootstrap import Application, bootstrap
from infrastructure.chat_mails import ChatMails
from infrastructure.jobs.ratings import Satisfying
from infrastructure.projecting.install import install
from infrastructure.projecting.runner import Runner
from infrastructure.rating_links import PATH
from infrastructure.sending import Sender
from infrastructure.settings import Settings
from tests.channels.email.smtp_support import scripted
from tests.support.chats import ChatDesk
from tests.support.inbound import Mailroom
from tests.support.mails import a_mail
from tests.support.tiny_views import running
from tests.support.world import World

pytestmark = pytest.mark.req("CNV-10", "CHT-11")
TAKEN = [b"220 relay", b"250 relay", b"250 OK", b"250 OK", b"354 go", b"250 queued", b"221 bye"]
JO = "jo@customer.example"


class Visitors:
    """The visitor is there, or has left."""

    there: object | None = None

    def of(self, account_id: UUID, conversation_id: UUID) -> object | None:
        """Return them."""
        assert account_id != conversation_id
        return self.there


class Talk(ChatDesk):
    """A visitor who was answered, and whose conversation a person closed where visitors are asked at once."""

    def __init__(self, app: Application) -> None:
        super().__init__(World(ports=app.ports), from_address="chat@acme.example")
        self.app, self.visitor, self.visitors = app, uuid4(), Visitors()
        self.world.do(SetSurvey(self.world.inbox, Asking(on=True, delay_minutes=0)))
        self.conversation = self.say("Where is my parcel?", self.visitor)

    def reach(self) -> None:
        """Let the visitor leave their address."""
        self.do(GiveDetails(self.channel, self.visitor.hex, JO), self.visitor)

    def close(self) -> None:
        """Let a person answer and close."""
        self.settled()
        self.world.do(PostReply(self.conversation, "Found."), by=self.world.admin)
        self.world.do(CloseConversation(self.conversation), by=self.world.admin)

    def settled(self) -> None:
        """Wait until the read models know it all."""
        assert self.app.positions.wait_for(self.app.log.last_position(), 30)

    def sender(self, port: int) -> Sender:
        """Return the sender with a relay at a port, by the world's clock."""
        relay = f"smtp://127.0.0.1:{port}"
        return replace(self.app.sender, default_relay=relay, clock=lambda: self.world.now)

    def work(self, port: int = 1) -> None:
        """Let the worker do what is due, as often as it finds something."""
        self.settled()
        links = self.app.rating_links
        worker = Satisfying(self.app.settings, self.app.pool, self.sender(port), links, self.visitors)
        for _, account_id, conversation_id, key in list(worker.due()):
            worker(account_id, conversation_id, key)

    def mailed(self) -> str:
        """Let the worker work with a relay; returns what that was told."""
        with scripted(TAKEN) as (port, heard):
            self.work(port)
        return b"".join(heard).decode().replace("=\r\n", "").replace("=3D", "=")

    def ended(self) -> list[tuple[str, int]]:
        """Return how asking ended."""
        return [(one.result, one.code) for one in self.world.happened(csat_id(self.conversation), CsatMailed)]

    def questions(self) -> list[MessagePosted]:
        """Return what was put into the chat."""
        return [one for one in self.world.happened(self.conversation, MessagePosted) if one.origin != "human"]

    def token(self) -> str:
        """Return the token of the link in the chat."""
        return self.app.rating_links.in_chat(self.conversation).removeprefix(PATH)


@pytest.fixture
def talk(database: str, tmp_path: Path) -> Iterator[Talk]:
    settings = Settings(database_url=database, redis_url="redis://127.0.0.1:1", state=tmp_path / "state")
    with bootstrap(settings) as made:
        install(database, made.projectors)
        with running(Runner(database, made.log, made.projectors)):
            yield Talk(made)


@pytest.mark.parametrize("reached", [False, True])
def test_who_is_there_is_asked_in_the_chat_by_a_link_that_only_they_are_shown(
    talk: Talk, *, reached: bool
) -> None:
    if reached:
        talk.reach()
    talk.visitors.there = "a visitor"
    talk.close()
    look = talk.app.rating_links.look
    assert look(talk.token(), talk.world.now) is None
    talk.work()
    talk.work()
    (asked,) = talk.questions()
    assert PATH not in asked.text
    assert talk.ended() == [("shown", 0)]
    invited = look(talk.token(), talk.world.now)
    assert invited is not None
    assert (invited.conversation_id, invited.contact_id) == (talk.conversation, asked.contact_id)
    assert look(talk.token(), talk.world.now + LIFETIME) is None


def test_who_left_no_address_finds_the_question_when_they_are_back(talk: Talk) -> None:
    talk.close()
    talk.work()
    assert len(talk.questions()) == 1
    assert talk.ended() == [("shown", 0)]


def test_who_left_an_address_and_has_gone_is_mailed_and_an_answer_comes_back(talk: Talk) -> None:
    talk.reach()
    talk.close()
    raw = talk.mailed()
    assert f"To: {JO}" in raw
    assert "Auto-Submitted: auto-generated" in raw
    assert "References" not in raw
    assert f"Reply-To: {talk.now.hosted_address}" in raw
    assert len(set(re.findall(r"/rate/([\w-]+)\?score=[1-5]", raw))) == 1
    assert (talk.questions(), talk.ended()) == ([], [("sent", 250)])
    found = re.search(r"Message-ID: <(.+)>", raw)
    assert found is not None
    answer = a_mail("Well done.", answers=found[1], sender=JO)
    assert Mailroom(talk.world, talk.channel).receive(answer)[0] == talk.conversation


def test_who_leaves_without_seeing_the_question_is_mailed_it_with_its_link(talk: Talk) -> None:
    talk.reach()
    talk.visitors.there = "a visitor"
    talk.close()
    talk.work()
    talk.visitors.there = None
    talk.world.now += timedelta(minutes=10)
    with scripted(TAKEN) as (port, heard):
        mails = ChatMails(talk.sender(port), talk.visitors, "in.example", talk.app.rating_links.in_chat)
        mails(talk.world.account, talk.conversation, f"{talk.conversation.hex}.0")
    raw = b"".join(heard).decode().replace("=\r\n", "")
    assert f"{PATH}{talk.token()}" in raw
    assert [one.result for one in talk.world.happened(talk.conversation, ChatMailed)] == ["sent"]
