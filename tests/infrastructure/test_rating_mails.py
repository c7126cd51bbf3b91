"""The question to a customer: found by a worker, mailed once, with links that say nothing of anybody (CNV-10, EML-18)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest

from application.conversation import CloseConversation, PostReply, ReopenConversation
from application.csat import AskForRating, RateConversation, SetSurvey
from application.handling import FileConversation
from domain.conversation.aggregate import Conversation
from domain.conversation.events import ConversationReopened
from domain.conversation.messages import MessageReceived
from domain.csat.events import CsatAsked, CsatMailed
from domain.csat.policy import LATE
from domain.csat.rating import LIFETIME, RatingClosed, csat_id
from domain.csat.survey import Asking
from domain.kernel.ids import derived
from infrastructure.bootstrap import Application, bootstrap
from infrastructure.jobs.ratings import Satisfying
from infrastructure.projecting.install import install
from infrastructure.projecting.runner import Runner
from infrastructure.sending import TryAgain
from infrastructure.settings import Settings
from tests.channels.email.smtp_support import scripted
from tests.support.inbound import Mailroom
from tests.support.mails import a_mail
from tests.support.tiny_views import running
from tests.support.world import World

pytestmark = pytest.mark.req("CNV-10")
TAKEN = [b"220 relay", b"250 relay", b"250 OK", b"250 OK", b"354 go", b"250 queued", b"221 bye"]
NOBODY = "smtp://127.0.0.1:1"


class Desk:
    """A customer who was answered, where customers are asked an hour after closing; the worker's clock is the world's."""

    def __init__(self, app: Application) -> None:
        self.app, self.world = app, World(ports=app.ports)
        self.room = Mailroom(self.world, self.world.channel())
        self.set(Asking(on=True))
        self.conversation = self.room.mail("The parcel 4711 is lost.", subject="Parcel")
        self.answer_and_close()

    def set(self, asking: Asking) -> None:
        self.world.do(SetSurvey(self.world.inbox, asking))

    def answer_and_close(self) -> None:
        # who may answer is read from a view, and the administrator may be a moment old
        assert self.app.positions.wait_for(self.app.log.last_position(), 30)
        self.world.do(PostReply(self.conversation, "Found."), by=self.world.admin)
        self.world.do(CloseConversation(self.conversation), by=self.world.admin)

    def worker(self, relay: str = NOBODY) -> Satisfying:
        assert self.app.positions.wait_for(self.app.log.last_position(), 30)
        sender = replace(self.app.sender, default_relay=relay, clock=lambda: self.world.now)
        return Satisfying(self.app.settings, self.app.pool, sender, self.app.rating_links, self)

    def of(self, account_id: UUID, conversation_id: UUID) -> object | None:
        """Nobody who writes mail is there as a visitor is."""
        raise AssertionError((account_id, conversation_id))

    def due(self) -> list[str]:
        return [one.key for one in self.worker().due() if one.account_id == self.world.account]

    def work(self, relay: str = NOBODY) -> None:
        worker = self.worker(relay)
        for _, account_id, conversation_id, key in list(worker.due()):
            worker(account_id, conversation_id, key)

    def mailed(self) -> str:
        """Let the worker work with a relay; returns what that was told."""
        with scripted(TAKEN) as (port, heard):
            self.work(f"smtp://127.0.0.1:{port}")
        return b"".join(heard).decode()

    def ended(self) -> list[tuple[str, int]]:
        events = self.world.happened(csat_id(self.conversation), CsatMailed)
        return [(one.result, one.code) for one in events]

    def looks(self, token: str) -> UUID | None:
        invited = self.app.rating_links.look(token, self.world.now)
        return invited.conversation_id if invited else None


@pytest.fixture
def app(database: str, tmp_path: Path) -> Iterator[Application]:
    settings = Settings(database_url=database, redis_url="redis://unused", state=tmp_path / "state")
    with bootstrap(settings) as made:
        install(database, made.projectors)
        with running(Runner(database, made.log, made.projectors)):
            yield made


def tokens(raw: str) -> set[str]:
    return set(re.findall(r"/rate/([\w-]+)\?score=[1-5]", raw.replace("=\r\n", "").replace("=3D", "=")))


@pytest.mark.req("EML-18", "EML-19")
def test_a_customer_is_asked_an_hour_after_closing_once_by_a_mail_that_no_machine_answers(
    app: Application,
) -> None:
    desk = Desk(app)
    assert desk.due() == []
    desk.world.now += timedelta(hours=1)
    assert len(desk.due()) == 1
    raw = desk.mailed()
    (token,) = tokens(raw)
    assert "Auto-Submitted: auto-generated" in raw
    assert f"<{derived(desk.conversation, 'csat', 'mail')}@{app.settings.mail_domain}>" in raw
    (received,) = desk.world.happened(desk.conversation, MessageReceived)
    assert f"References: <{received.provider_id}>" in raw
    assert "In-Reply-To" not in raw
    assert not any(word in raw for word in ("4711", "Parcel", str(desk.conversation), desk.conversation.hex))
    assert desk.looks(token) == desk.conversation
    assert desk.ended() == [("sent", 250)]
    assert desk.due() == []
    asked = desk.world.happened(csat_id(desk.conversation), CsatAsked)
    desk.worker()(desk.world.account, desk.conversation, f"{desk.conversation.hex}.{asked[0].closing}")
    assert desk.ended() == [("sent", 250)]


@pytest.mark.req("EML-18")
def test_an_answer_of_a_machine_opens_nothing_and_asks_nobody_again_but_a_person_gets_through(
    app: Application,
) -> None:
    desk = Desk(app)
    desk.world.now += timedelta(hours=1)
    raw = desk.mailed()
    found = re.search(r"Message-ID: <(.+)>", raw)
    (received,) = desk.world.happened(desk.conversation, MessageReceived)
    assert found is not None
    away = a_mail("Away.", answers=found[1], Auto_Submitted="auto-replied")
    desk.room.receive(away.replace(b"References: <" + found[1].encode(), b"References: <" + received.provider_id.encode() + b"> <" + found[1].encode()))  # fmt: skip
    assert not desk.world.happened(desk.conversation, ConversationReopened)
    desk.world.now += timedelta(hours=2)
    assert desk.due() == []
    assert desk.room.mail("Thank you!", answers=received.provider_id) == desk.conversation
    assert desk.world.happened(desk.conversation, ConversationReopened)


def test_what_was_closed_before_the_survey_was_on_or_long_ago_is_not_asked_about(app: Application) -> None:
    desk = Desk(app)
    desk.set(Asking())
    desk.set(Asking(on=True))
    desk.world.now += timedelta(hours=2)
    assert desk.due() == []
    desk.world.do(ReopenConversation(desk.conversation), by=desk.world.admin)
    desk.answer_and_close()
    desk.world.now += timedelta(hours=1)
    assert len(desk.due()) == 1
    desk.world.now += LATE
    assert desk.due() == []


def test_whoever_is_not_to_be_asked_gets_no_mail_and_is_not_looked_at_again(app: Application) -> None:
    desk = Desk(app)
    desk.world.do(FileConversation(desk.conversation, "trash"), by=desk.world.admin)
    desk.world.now += timedelta(hours=1)
    assert len(desk.due()) == 1
    desk.work()
    assert desk.ended() == []
    assert desk.due() == []


@pytest.mark.req("EML-19", "RL-02")
def test_a_relay_that_is_away_is_asked_again_and_every_link_that_may_have_arrived_opens(
    app: Application,
) -> None:
    desk = Desk(app)
    desk.world.now += timedelta(hours=1)
    with pytest.raises(TryAgain):
        desk.work()
    # what was asked and not mailed is found again, whatever became of the queue
    assert len(desk.due()) == 1
    # the relay took it and hung up before it said so: nobody knows, so the mail goes again with the same id
    with scripted([*TAKEN[:5], b""]) as (port, heard), pytest.raises(TryAgain):
        desk.work(f"smtp://127.0.0.1:{port}")
    first, second = b"".join(heard).decode(), desk.mailed()
    assert re.findall("Message-ID: .+", first) == re.findall("Message-ID: .+", second)
    assert [desk.looks(token) for raw in (first, second) for token in tokens(raw)] == [desk.conversation] * 2
    assert desk.ended() == [("sent", 250)]


def test_a_relay_that_refuses_is_told_of_and_what_is_too_late_is_not_sent(app: Application) -> None:
    desk = Desk(app)
    desk.world.now += timedelta(hours=1)
    with scripted([*TAKEN[:3], b"550 no such user", b"221 bye"]) as (port, _):
        desk.work(f"smtp://127.0.0.1:{port}")
    assert desk.ended() == [("refused", 550)]
    other = Desk(app)
    other.world.now += timedelta(hours=1)
    with pytest.raises(TryAgain):
        other.work()
    other.world.now += LATE + timedelta(hours=1)
    other.work()
    assert other.ended() == [("refused", 0)]


@pytest.mark.req("SE-01", "SE-05")
def test_links_expire_are_kept_as_hashes_and_made_up_ones_open_nothing(
    app: Application, database: str
) -> None:
    desk = Desk(app)
    desk.world.now += timedelta(hours=1)
    (token,) = tokens(desk.mailed())
    with psycopg.connect(database) as db:
        kept = [row[0] for row in db.execute("SELECT rating_links::text FROM public.rating_links")]
    assert len(kept) == 1
    assert token not in kept[0]
    changed = ("A" if token[0] != "A" else "B") + token[1:]
    for wrong in (changed, token[:-1], token + "A", "", "ä" * 43, "../" + token):
        assert desk.looks(wrong) is None
    desk.world.now += LIFETIME
    assert desk.looks(token) is None
    app.rating_links.issue(desk.world.account, uuid4(), uuid4(), desk.world.now, desk.world.now + LIFETIME)
    with psycopg.connect(database) as db:
        assert db.execute("SELECT count(*) FROM public.rating_links").fetchone() == (1,)


@pytest.mark.req("PRV-08")
def test_an_erasure_makes_the_comment_unreadable_the_link_dead_and_lets_no_mail_leave(
    app: Application, database: str
) -> None:
    desk = Desk(app)
    desk.world.now += timedelta(hours=1)
    (token,) = tokens(desk.mailed())
    desk.world.do(RateConversation(desk.conversation, 4, "Secret comment"))
    contact = desk.world.get(Conversation, desk.conversation).contact_id
    assert app.positions.wait_for(app.log.last_position(), 30)
    app.eraser.erase(contact, desk.world.env())
    assert app.positions.wait_for(app.log.last_position(), 30)
    assert desk.looks(token) is None
    with pytest.raises(RatingClosed):
        desk.world.do(RateConversation(desk.conversation, 1, "Again"))
    with psycopg.connect(database) as db:
        row = db.execute("SELECT score, comment FROM views.csat").fetchone()
    assert row == (4, "[erased]")
    assert desk.world.happened(csat_id(desk.conversation), CsatAsked)
    other = Desk(app)
    other.world.now += timedelta(hours=1)
    asked = other.worker().due()
    for _, account_id, conversation_id, key in list(asked):
        closing = int(key.rpartition(".")[2])
        other.world.do(AskForRating(conversation_id, closing))
        app.eraser.erase(other.world.get(Conversation, conversation_id).contact_id, other.world.env())
        other.worker()(account_id, conversation_id, key)
    assert other.ended() == [("refused", 0)]
