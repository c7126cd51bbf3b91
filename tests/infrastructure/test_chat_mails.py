"""What was said in a chat, by mail: transcripts, and what a visitor who left has not seen; once each (CHT-11, CHT-12)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from application.channel import SetSenderDetails
from application.chat_mails import RequestTranscript
from application.conversation import PostReply
from application.handling import WriteNote
from application.receipts import RecordReceipt
from application.visitors import GiveDetails
from domain.channel.aggregate import Channel
from domain.conversation.mailing_events import ChatMailed, TranscriptRequested
from domain.conversation.messages import MessagePosted
from infrastructure.bootstrap import Application, bootstrap
from infrastructure.chat_mails import LATE, ChatMails
from infrastructure.jobs.left import Leaving
from infrastructure.projecting.install import install
from infrastructure.projecting.runner import Runner
from infrastructure.sending import TryAgain
from infrastructure.settings import Settings
from tests.channels.email.smtp_support import scripted
from tests.support.chats import ChatDesk
from tests.support.tiny_views import running
from tests.support.world import World

TAKEN = [b"220 relay", b"250 relay", b"250 OK", b"250 OK", b"354 go", b"250 queued", b"221 bye"]
JO = "jo@customer.example"


class Nobody:
    """No visitor is there, unless `there`."""

    there: object | None = None

    def of(self, account_id: UUID, conversation_id: UUID) -> object | None:
        """Return whoever is."""
        assert account_id != conversation_id
        return self.there


class MailedDesk(ChatDesk):
    """A chat whose visitor wrote, was answered, and is mailed."""

    def __init__(self, app: Application) -> None:
        super().__init__(World(ports=app.ports))
        self.app, self.visitor, self.nobody = app, uuid4(), Nobody()
        self.chat = self.say("Where is my parcel?", self.visitor)
        self.answer("It is on its way.")

    def answer(self, text: str) -> MessagePosted:
        """Let an agent answer."""
        # who may do what the read models say
        assert self.app.positions.wait_for(self.app.log.last_position(), 30)
        self.world.do(PostReply(self.chat, text), by=self.world.admin)
        return self.world.happened(self.chat, MessagePosted)[-1]

    def reach(self) -> None:
        """Let the visitor give their address."""
        self.do(GiveDetails(self.channel, self.visitor.hex, JO), self.visitor)

    def ask(self) -> int:
        """Let the visitor ask for the transcript; returns the request."""
        self.do(RequestTranscript(self.channel, self.visitor.hex, JO), self.visitor)
        return self.world.happened(self.chat, TranscriptRequested)[-1].originator_version

    def mail(self, port: int, request: int = 0) -> None:
        """Do the worker's job with a relay at a port."""
        sender = replace(
            self.app.sender, default_relay=f"smtp://127.0.0.1:{port}", clock=lambda: self.world.now
        )
        links = self.app.rating_links
        mails = ChatMails(sender, self.nobody, self.app.settings.mail_domain, links.in_chat)
        mails(self.world.account, self.chat, f"{self.chat.hex}.{request}")

    def mailed(self) -> list[ChatMailed]:
        """Return how mails ended."""
        return self.world.happened(self.chat, ChatMailed)

    def due(self, after: timedelta) -> list[UUID]:
        """Return what the sweep finds so long after now."""
        assert self.app.positions.wait_for(self.app.log.last_position(), 30)
        sender = replace(self.app.sender, clock=lambda: self.world.now + after)
        leaving = Leaving(self.app.settings, self.app.pool, sender)
        found = [one.object_id for one in leaving.due()]
        leaving.close()
        return found


@pytest.fixture
def desk(database: str, tmp_path: Path) -> Iterator[MailedDesk]:
    settings = Settings(database_url=database, redis_url="redis://127.0.0.1:1", state=tmp_path / "state")
    with bootstrap(settings) as made:
        install(database, made.projectors)
        with running(Runner(database, made.log, made.projectors)):
            yield MailedDesk(made)


@pytest.mark.req("CHT-12")
def test_a_transcript_says_what_the_visitor_could_read_and_is_sent_once(desk: MailedDesk) -> None:
    desk.world.do(WriteNote(desk.chat, "A difficult one."), by=desk.world.admin)
    request = desk.ask()
    with scripted(TAKEN) as (port, heard):
        desk.mail(port, request)
    raw = b"".join(heard).decode()
    assert "Where is my parcel?" in raw
    assert "It is on its way." in raw
    assert "difficult" not in raw
    assert "Auto-Submitted: auto-generated" in raw
    assert f"To: {JO}" in raw
    assert [(one.request, one.result, one.code) for one in desk.mailed()] == [(request, "sent", 250)]
    desk.mail(1, request)
    assert len(desk.mailed()) == 1


@pytest.mark.req("CHT-12")
def test_a_transcript_is_from_the_address_that_the_channel_names_and_answers_come_back_here(
    desk: MailedDesk,
) -> None:
    named = SetSenderDetails(desk.channel, "company", "Lamps & Co", "chats@lamps.example")
    desk.world.do(named, by=desk.world.admin)
    with scripted(TAKEN) as (port, heard):
        desk.mail(port, desk.ask())
    mail = message_from_bytes(b"".join(heard).partition(b"DATA\r\n")[2], policy=default)
    hosted = desk.world.get(Channel, desk.channel).hosted_address
    assert (mail["From"], mail["Reply-To"]) == ("Lamps & Co <chats@lamps.example>", hosted)


@pytest.mark.req("CHT-11")
def test_who_left_is_mailed_what_they_have_not_seen_once_they_can_be_reached(desk: MailedDesk) -> None:
    minutes = timedelta(minutes=desk.app.settings.chat_mail_minutes, seconds=1)
    assert desk.due(minutes) == []
    desk.reach()
    assert desk.due(timedelta(0)) == desk.due(LATE + 2 * minutes) == []
    assert desk.due(minutes) == [desk.chat]
    desk.nobody.there = "a visitor"
    desk.mail(1)
    desk.nobody.there = None
    with scripted(TAKEN) as (port, heard):
        desk.mail(port)
    raw = b"".join(heard).decode()
    assert "It is on its way." in raw
    assert "Where is my parcel?" not in raw
    assert desk.due(minutes) == []
    desk.mail(1)
    answer = desk.answer("It is there.")
    assert desk.due(minutes) == [desk.chat]
    seen = RecordReceipt(desk.chat, answer.message_id, "seen", desk.visitor.hex)
    desk.do(seen, desk.visitor)
    assert desk.due(minutes) == []
    desk.mail(1)
    assert [(one.request, one.result) for one in desk.mailed()] == [(0, "sent")]


@pytest.mark.req("CHT-11")
def test_a_relay_that_is_away_is_asked_again_and_one_that_refuses_is_told_of(desk: MailedDesk) -> None:
    desk.mail(1)
    desk.reach()
    with pytest.raises(TryAgain):
        desk.mail(1)
    assert not desk.mailed()
    with scripted([*TAKEN[:3], b"550 no", b"221 bye"]) as (port, _):
        desk.mail(port)
    assert [(one.result, one.code) for one in desk.mailed()] == [("refused", 550)]
