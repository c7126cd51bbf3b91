"""The mail to an owner who was away: once, by the account's relay, with no more in it than is needed (RTG-04)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from application.channel_automation import SetRoutingRule
from application.contact import SetContactOwner
from application.telling import RecordOwnerTold, SetOwnerRules
from application.user import DeactivateUser
from application.user_self import SetAvailability
from domain.conversation.aggregate import Conversation
from domain.conversation.events import AssignmentDecided, OwnerTold
from domain.kernel.ids import derived
from infrastructure.bootstrap import Application, bootstrap
from infrastructure.jobs.pending import untold
from infrastructure.owner_mails import OwnerMails
from infrastructure.projecting.install import install
from infrastructure.projecting.runner import Runner
from infrastructure.sending import TryAgain
from infrastructure.settings import Settings
from tests.channels.email.smtp_support import scripted
from tests.support.inbound import Mailroom
from tests.support.tiny_views import running
from tests.support.world import World

TAKEN = [b"220 relay", b"250 relay", b"250 OK", b"250 OK", b"354 go", b"250 queued", b"221 bye"]
SECRET = "The parcel number is 4711."


class Desk:
    """A channel whose rule asks for the contact's owner, who is away when the contact writes again."""

    def __init__(self, app: Application, *, mail_text: bool = False, available_only: bool = True) -> None:
        self.app, self.world = app, World(ports=app.ports)
        self.owner = self.world.user("Ann")
        self.world.do(SetOwnerRules(identified=True, mail_text=mail_text))
        channel = self.world.channel()
        self.world.do(
            SetRoutingRule(channel, True, "contact_owner", available_only=available_only)  # noqa: FBT003
        )
        room = Mailroom(self.world, channel)
        contact = self.world.get(Conversation, room.mail()).contact_id
        self.world.do(SetContactOwner(contact, self.owner))
        self.world.do(SetAvailability(self.owner, available=False))
        self.seen()
        self.conversation = room.mail(SECRET, subject="Parcel")
        self.decision = self.world.happened(self.conversation, AssignmentDecided)[-1]
        self.key = f"{self.conversation.hex}.{self.decision.originator_version}"

    def seen(self) -> None:
        assert self.app.positions.wait_for(self.app.log.last_position(), 30)

    def tell(self, port: int) -> None:
        """Do the worker's job with a relay at a port."""
        self.seen()
        sender = replace(
            self.app.sender, default_relay=f"smtp://127.0.0.1:{port}", clock=lambda: self.world.now
        )
        mails = OwnerMails(self.app.settings, sender, self.app.pool)
        mails(self.world.account, self.conversation, self.key)

    def told(self) -> list[OwnerTold]:
        return self.world.happened(self.conversation, OwnerTold)

    def due(self) -> list[UUID]:
        self.seen()
        return [one.object_id for one in untold(self.app.pool)]


@pytest.fixture
def app(database: str, tmp_path: Path) -> Iterator[Application]:
    settings = Settings(database_url=database, redis_url="redis://unused", state=tmp_path / "state")
    with bootstrap(settings) as made:
        install(database, made.projectors)
        with running(Runner(database, made.log, made.projectors)):
            yield made


@pytest.mark.req("RTG-03", "RTG-04", "EML-19")
def test_an_owner_who_is_away_is_told_once_and_the_mail_says_where_and_not_what(app: Application) -> None:
    desk = Desk(app)
    assert desk.decision.reasons == ("nobody_eligible", "away:1", "owner_offline", "notify_owner")
    assert desk.due() == [desk.conversation]
    with scripted(TAKEN) as (port, heard):
        desk.tell(port)
    raw = b"".join(heard).decode()
    message_id = derived(desk.conversation, "owner_told", str(desk.decision.originator_version))
    assert f"<{message_id}@{app.settings.mail_domain}>" in raw
    assert f"/inbox/open/{desk.conversation}" in raw.replace("=\r\n", "")
    assert "Auto-Submitted: auto-generated" in raw
    assert not any(word in raw for word in ("4711", "Parcel", "customer.example"))
    assert [(one.owner_id, one.result, one.code) for one in desk.told()] == [(desk.owner, "sent", 250)]
    assert not desk.due()
    desk.tell(1)
    assert len(desk.told()) == 1


@pytest.mark.req("RTG-04")
def test_the_text_goes_along_where_the_account_wants_that_and_the_owner_may_have_it_while_away(
    app: Application,
) -> None:
    desk = Desk(app, mail_text=True, available_only=False)
    assert desk.decision.assignee_id == desk.owner
    with scripted(TAKEN) as (port, heard):
        desk.tell(port)
    raw = b"".join(heard).decode()
    assert "Parcel" in raw
    assert "4711" in raw
    assert "The conversation is yours." in " ".join(raw.replace("=\r\n", "").split())


@pytest.mark.req("RTG-04")
def test_a_relay_that_is_away_or_says_later_is_asked_again_and_one_that_refuses_is_told_of(
    app: Application,
) -> None:
    desk = Desk(app)
    with pytest.raises(TryAgain):
        desk.tell(1)
    with scripted([*TAKEN[:3], b"451 later", b"221 bye"]) as (port, _), pytest.raises(TryAgain):
        desk.tell(port)
    assert not desk.told()
    with scripted([*TAKEN[:3], b"550 no", b"221 bye"]) as (port, _):
        desk.tell(port)
    assert [(one.result, one.code) for one in desk.told()] == [("refused", 550)]


@pytest.mark.req("RTG-04")
@pytest.mark.parametrize("how", ["late", "deactivated"])
def test_what_is_old_or_nobody_s_any_more_is_not_told(app: Application, how: str) -> None:
    desk = Desk(app)
    if how == "late":
        desk.world.now += timedelta(days=2)
    else:
        desk.world.do(DeactivateUser(desk.owner))
    desk.tell(1)
    assert [(one.result, one.code) for one in desk.told()] == [("refused", 0)]
    again = RecordOwnerTold(desk.conversation, desk.owner, desk.told()[0].decision, "sent", 250)
    assert not desk.world.do(again).position
