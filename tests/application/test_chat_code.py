"""The tracking code that is mailed: of a chat that has one, and noted without an address (CHT-10)."""

import pytest

from application.channel import StartConnect
from application.chat_code import MailChatCode
from domain.channel.chat_events import ChatCodeMailed
from domain.channel.chatting import NoCodeYet, NotAChat
from domain.kernel.event import payload
from domain.kernel.refusal import NotAllowed
from tests.support.chats import ChatDesk
from tests.support.world import World


@pytest.mark.req("CHT-10")
def test_it_is_noted_who_had_it_mailed_and_nothing_else(world: World) -> None:
    desk = ChatDesk(world)
    world.do(MailChatCode(desk.channel), by=world.admin)
    (noted,) = world.happened(desk.channel, ChatCodeMailed)
    assert payload(noted) == {}
    assert noted.envelope.actor == f"user:{world.admin}"


@pytest.mark.req("CHT-10", "ACC-03")
def test_only_a_chat_that_has_a_code_and_only_by_whom_may_edit_it(world: World) -> None:
    with pytest.raises(NotAChat):
        world.do(MailChatCode(world.channel()))
    with pytest.raises(NoCodeYet):
        world.do(MailChatCode(world.make(StartConnect("chat", world.inbox))))
    with pytest.raises(NotAllowed):
        world.do(MailChatCode(ChatDesk(world).channel), by=world.user("Ann"))
