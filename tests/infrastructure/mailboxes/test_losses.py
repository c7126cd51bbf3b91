"""Administrators are told of a lost authorisation: once each, and it is recorded (EML-03)."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from uuid import UUID

import pytest

from application.user import DeactivateUser
from domain.channel.events import LossTold
from infrastructure.mailboxes.losses import Losses
from infrastructure.sending import TryAgain
from tests.channels.email.smtp_support import scripted
from tests.support.providers.gmail_desk import GmailDesk
from tests.support.providers.gmail_http import Google

TAKEN = [b"220 relay", b"250 relay", b"250 OK", b"250 OK", b"354 go", b"250 queued", b"221 bye"]
BUSY = [b"220 relay", b"250 relay", b"250 OK", b"450 later", b"221 bye"]


def losses(desk: GmailDesk, port: int = 0) -> Losses:
    relay = f"smtp://127.0.0.1:{port}" if port else ""
    return Losses(desk.app.settings, replace(desk.sender, default_relay=relay), desk.app.pool)


def lose(desk: GmailDesk, google: Google) -> None:
    google.login.revoke_all()
    desk.read()
    desk.seen()


def tell(desk: GmailDesk, port: int = 0) -> None:
    losses(desk, port)(desk.world.account, desk.channel, "")


def told(desk: GmailDesk) -> list[tuple[UUID, str, int]]:
    return [(one.user_id, one.result, one.code) for one in desk.happened(LossTold)]


@pytest.mark.req("EML-03")
def test_each_administrator_is_told_once_where_to_authorise_again(desk: GmailDesk, google: Google) -> None:
    desk.world.user("Agent")
    gone = desk.world.user("Gone", roles=("admin",))
    desk.world.do(DeactivateUser(gone))
    desk.seen()
    assert not any(one.object_id == desk.channel for one in losses(desk).due())
    lose(desk, google)
    assert any(one.object_id == desk.channel for one in losses(desk).due())
    with scripted(TAKEN) as (port, heard):
        tell(desk, port)
    assert told(desk) == [(desk.world.admin, "sent", 250)]
    mail = message_from_bytes(b"".join(heard), policy=policy.default).as_string()
    assert f"/settings/channels/{desk.channel}" in mail
    assert desk.box.address in mail
    second = desk.world.user("Second", roles=("admin",))
    desk.seen()
    with scripted(TAKEN) as (port, _):
        tell(desk, port)
    assert told(desk)[1:] == [(second, "sent", 250)], "who was told is not told again"
    desk.authorise()
    tell(desk)
    desk.world.do(DeactivateUser(second))
    lose(desk, google)
    with scripted(TAKEN) as (port, _):
        tell(desk, port)
    assert told(desk)[2:] == [(desk.world.admin, "sent", 250)], "another loss is another mail"


@pytest.mark.req("EML-03")
def test_a_relay_that_is_busy_is_tried_again_and_one_that_is_not_there_is_recorded(
    desk: GmailDesk, google: Google
) -> None:
    lose(desk, google)
    with scripted(BUSY) as (port, _), pytest.raises(TryAgain):
        tell(desk, port)
    assert told(desk) == []
    tell(desk)
    assert told(desk) == [(desk.world.admin, "refused", 0)]


@pytest.mark.req("EML-03")
def test_of_a_loss_of_long_ago_nobody_is_told(desk: GmailDesk, google: Google) -> None:
    lose(desk, google)
    desk.ahead += timedelta(days=2)
    tell(desk)
    assert told(desk) == []
