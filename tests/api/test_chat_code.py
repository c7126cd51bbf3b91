"""The tracking code by mail: to whoever somebody names, five an hour, its address kept nowhere (CHT-10)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest

from api.app import create_app
from domain.channel.chat_events import ChatCodeMailed
from infrastructure.code_mails import ByRelay
from tests.channels.email.smtp_support import scripted
from tests.support.api import Client, Served
from tests.support.chats import ChatDesk
from tests.support.world import World

TO = "dev@agency.example"
TAKES = [b"220 relay", b"250 relay", b"250 ok", b"250 ok", b"354 go", b"250 taken", b"221 bye"]
LATER = [b"220 relay", b"250 relay", b"250 ok", b"451 not now", b"221 bye"]
NEVER = [b"220 relay", b"250 relay", b"250 ok", b"550 nobody", b"221 bye"]


@pytest.fixture
def world(api: Served) -> World:
    return api.world()


@contextmanager
def relayed(api: Served, world: World, answers: list[bytes]) -> Iterator[tuple[Client, list[bytes]]]:
    """An administrator of an installation whose relay answers so, and what that heard."""
    with scripted(answers) as (port, heard):
        app = api.application
        mails = ByRelay(
            app.settings, replace(app.sender, default_relay=f"smtp://127.0.0.1:{port}"), app.pool.connection
        )
        services = replace(api.services, code_mails=mails)
        yield replace(api, services=services, app=create_app(services)).client(world), heard


@pytest.mark.req("CHT-10")
def test_the_code_goes_to_whoever_looks_after_the_site_and_only_that_is_recorded(
    api: Served, world: World
) -> None:
    chat = ChatDesk(world).channel
    key = api.client(world).read(f"/channels/{chat}")["chat"]["key"]
    with relayed(api, world, TAKES) as (admin, heard):
        answer = admin.post(f"/channels/{chat}/chat/code-mail", {"to": TO})
    assert answer.status_code == 200, answer.text
    lines = heard[heard.index(b"DATA\r\n") + 1 : heard.index(b".\r\n")]
    mail = message_from_bytes(b"".join(lines), policy=default)
    assert (mail["To"], mail["Auto-Submitted"]) == (TO, "auto-generated")
    assert mail["Reply-To"].addresses[0].addr_spec == world.address("admin")
    body = mail.get_body(("plain",))
    text = body.get_content() if body else ""
    assert f'<script src="{api.application.settings.base_url}/w/{key}.js" async></script>' in text
    assert all(name in text for name in ("WordPress", "Wix", "Shopify", "HTML", "Google Tag Manager"))
    (noted,) = world.happened(chat, ChatCodeMailed)
    assert noted.envelope.actor == f"user:{world.admin}"
    assert TO not in repr(noted)
    assert admin.read(f"/channels/{chat}")["version"] == noted.originator_version


@pytest.mark.req("CHT-10")
@pytest.mark.parametrize(("answers", "told"), [(LATER, (503, "mail_later")), (NEVER, (409, "mail_refused"))])
def test_what_no_relay_takes_is_said_and_not_recorded(
    api: Served, world: World, answers: list[bytes], told: tuple[int, str]
) -> None:
    chat = ChatDesk(world).channel
    with relayed(api, world, answers) as (admin, _):
        answer = admin.post(f"/channels/{chat}/chat/code-mail", {"to": TO})
    assert (answer.status_code, answer.json["code"]) == told
    assert world.happened(chat, ChatCodeMailed) == []


@pytest.mark.req("CHT-10", "SE-03")
def test_five_an_hour_and_to_addresses_only(api: Served, world: World) -> None:
    chat, admin = ChatDesk(world).channel, api.client(world)
    refused = admin.post(f"/channels/{chat}/chat/code-mail", {"to": "nobody"})
    assert (refused.status_code, refused.json["field"]) == (422, "to")
    codes = [admin.post(f"/channels/{chat}/chat/code-mail", {"to": TO}).json["code"] for _ in range(6)]
    assert codes == ["mail_refused"] * 5 + ["too_many_mails"]


@pytest.mark.req("CHT-10", "ACC-03")
def test_only_of_a_chat_that_has_a_code_and_by_whom_may_edit_it(api: Served, world: World) -> None:
    admin, mailbox = api.client(world), world.channel()
    begun = admin.post("/channels", {"kind": "chat", "inbox_id": str(world.inbox)}).json["id"]
    for channel, code in ((mailbox, "not_a_chat"), (begun, "no_code_yet")):
        assert admin.post(f"/channels/{channel}/chat/code-mail", {"to": TO}).json["code"] == code
    chat = ChatDesk(world).channel
    stranger = api.client(api.world(name="Other"))
    assert stranger.post(f"/channels/{chat}/chat/code-mail", {"to": TO}).status_code == 404
    agent = api.client(world, world.user("Ann"))
    assert agent.post(f"/channels/{chat}/chat/code-mail", {"to": TO}).status_code == 403
