"""Pages looked after: token and role, who is told of a loss, letting go (MSG-03, SE-06)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest

from application.channel_state import DisconnectChannel
from application.messenger import ConnectPage, page_token_name
from domain.channel.events import LossTold
from domain.channel.messenger_events import PageRoleChecked
from infrastructure.mailboxes.losses import Losses
from infrastructure.messenger.checking import Checking
from infrastructure.messenger.tokens import packed
from tests.channels.email.smtp_support import scripted
from tests.support.providers.messenger import PUBLISHING, TASKS, Facebook, Token
from tests.support.providers.messenger_desk import Desk

TAKEN = [b"220 relay", b"250 relay", b"250 OK", b"250 OK", b"354 go", b"250 queued", b"221 bye"]


def look(desk: Desk, **ahead: float) -> bool:
    """Let a worker look at the page, if that is due."""
    desk.api.caught_up()
    now = datetime.now(UTC) + timedelta(**ahead)
    job: Checking = replace(desk.api.application.messenger.checking, clock=lambda: now)
    due = [one for one in job.due() if one.object_id == desk.channel]
    for one in due:
        job(one.account_id, one.object_id, one.key)
    desk.api.caught_up()
    return bool(due)


@pytest.fixture
def signed_in(desk: Desk, facebook: Facebook) -> Desk:
    """The same, connected by a person whose own token is kept, too."""
    user = facebook.new_token(Token(facebook.person, expires=facebook.now() + timedelta(days=60)))
    token = packed(facebook.page_token(desk.page), user)
    desk.world.do(ConnectPage(desk.channel, desk.page.id, "Acme", TASKS, token))
    return desk


@pytest.mark.req("MSG-03")
def test_a_lost_role_degrades_the_channel_and_one_that_is_there_again_heals_it(
    signed_in: Desk, facebook: Facebook
) -> None:
    desk = signed_in
    assert look(desk)
    assert not look(desk), "it was looked at a moment ago"
    assert desk.state() == ("connected", "")
    desk.page.roles[facebook.person] = PUBLISHING
    assert look(desk, hours=7)
    assert desk.state() == ("degraded", "role_lost"), "publishing alone does not suffice"
    shown = desk.client.read(f"/channels/{desk.channel}")["messenger"]
    assert (shown["role_ok"], shown["tasks"]) == (False, list(PUBLISHING))
    desk.page.roles[facebook.person] = TASKS
    assert look(desk, hours=14)
    assert desk.state() == ("connected", "")
    assert [one.ok for one in desk.world.happened(desk.channel, PageRoleChecked)] == [False, True]


@pytest.mark.req("MSG-03")
def test_who_is_no_longer_on_the_page_at_all_has_lost_their_role(signed_in: Desk, facebook: Facebook) -> None:
    desk = signed_in
    del desk.page.roles[facebook.person]
    assert look(desk)
    assert desk.state() == ("degraded", "role_lost")


@pytest.mark.req("MSG-03")
def test_a_token_that_is_over_degrades_and_administrators_are_told_once(
    signed_in: Desk, facebook: Facebook
) -> None:
    desk, app = signed_in, signed_in.api.application
    facebook.end_sessions()
    assert look(desk)
    assert desk.state() == ("degraded", "authorisation_lost")
    assert not look(desk, days=1), "there is nothing to look at until somebody signs in again"
    losses = Losses(app.settings, app.sender, app.pool)
    assert any(one.object_id == desk.channel for one in losses.due())
    for _ in range(2):
        with scripted(TAKEN) as (port, heard):
            sender = replace(app.sender, default_relay=f"smtp://127.0.0.1:{port}")
            replace(losses, sender=sender)(desk.world.account, desk.channel, "")
            lines = b"".join(heard)
            if not lines:
                break
            mail = message_from_bytes(lines, policy=policy.default).as_string()
            assert "Facebook" in mail
            assert f"/settings/channels/{desk.channel}" in mail
    assert [one.result for one in desk.world.happened(desk.channel, LossTold)] == ["sent"]
    desk.world.do(
        ConnectPage(desk.channel, desk.page.id, "Acme", TASKS, packed(facebook.page_token(desk.page)))
    )
    desk.api.caught_up()
    assert desk.state() == ("connected", "")


@pytest.mark.req("MSG-03")
def test_facebook_that_cannot_be_asked_says_nothing_of_the_role(signed_in: Desk, facebook: Facebook) -> None:
    facebook.fails("/debug_token", 503)
    assert look(signed_in)
    assert signed_in.state() == ("connected", "")
    assert look(signed_in, minutes=16), "asked again soon"
    for token in facebook.tokens.values():
        token.valid = bool(token.page)
    assert look(signed_in, hours=7)
    assert signed_in.state() == ("connected", ""), (
        "sixty days later the page's own token says whether it holds"
    )


@pytest.mark.req("MSG-04", "SE-06")
def test_a_page_that_is_disconnected_is_let_go_and_its_tokens_forgotten(
    signed_in: Desk, facebook: Facebook
) -> None:
    desk, app = signed_in, signed_in.api.application
    assert look(desk)
    desk.page.subscribed = ("messages",)
    desk.world.do(DisconnectChannel(desk.channel))
    assert look(desk, hours=7)
    assert not facebook.pages[desk.page.id].subscribed
    assert app.secrets.get(desk.world.account, page_token_name(desk.channel)) is None
    assert not look(desk, days=2)
