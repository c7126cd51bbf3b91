"""Administrators are told once, by mail, that Meta does not let us use a number any more (WAB-01)."""

from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from domain.channel.events import LossTold
from infrastructure.mailboxes.losses import Losses
from tests.channels.email.smtp_support import scripted
from tests.support.providers.whatsapp import WhatsApp
from tests.support.providers.whatsapp_desk import NumberDesk

TAKEN = [b"220 relay", b"250 relay", b"250 OK", b"250 OK", b"354 go", b"250 queued", b"221 bye"]


@pytest.mark.req("WAB-01")
def test_administrators_are_told_which_number(desk: NumberDesk, meta: WhatsApp) -> None:
    app = desk.api.application
    meta.end_sessions()
    app.whatsapp.looking(desk.world.account, desk.channel, "")
    desk.api.caught_up()
    losses = Losses(app.settings, app.sender, app.pool)
    assert any(one.object_id == desk.channel for one in losses.due())
    with scripted(TAKEN) as (port, heard):
        sender = replace(app.sender, default_relay=f"smtp://127.0.0.1:{port}")
        replace(losses, sender=sender)(desk.world.account, desk.channel, "")
        mail = message_from_bytes(b"".join(heard), policy=policy.default).as_string()
    assert "WhatsApp" in mail
    assert desk.number.display in mail
    assert [one.result for one in desk.world.happened(desk.channel, LossTold)] == ["sent"]
