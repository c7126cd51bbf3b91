"""Conversations that we begin by WhatsApp, and others that are answered by it (WAB-02, CNV-05)."""

from datetime import timedelta
from typing import Any

import pytest

from application.answering import WayNotAllowed
from application.conversation import ComposeMail, PostReply
from application.identities import AddIdentity
from application.opting import LookAtOptingOut, look_at_opting_out
from application.sending import StartSend
from application.unit import Unit
from application.windows import LookAtWindow, look_at_window
from domain.channels.window import TemplateNeeded
from domain.contact.events import ContactRenamed, IdentityAdded
from domain.conversation.aggregate import Conversation
from domain.conversation.delivery import State
from domain.kernel.refusal import InvalidInput
from tests.support.numbers import (
    HELLO,
    JO,
    NumberDesk,
    begun,
    decided,
    delivery,
    posted,
    with_templates,
)
from tests.support.world import World

DAY, HOUR = timedelta(hours=24), timedelta(hours=1)


@pytest.fixture
def desk(world: World) -> NumberDesk:
    return with_templates(NumberDesk(world))


@pytest.mark.req("WAB-02", "CNV-05", "CON-01")
def test_a_conversation_is_begun_with_a_template_and_the_answer_comes_there(
    world: World, desk: NumberDesk
) -> None:
    conversation = begun(world, desk)
    now = world.get(Conversation, conversation)
    assert (now.assignee_id, now.channel_kind, posted(world, conversation).to) == (
        world.admin,
        "whatsapp",
        (JO,),
    )
    assert decided(world, conversation) == [("posted", True, "", "approved")]
    (identity,) = world.happened(now.contact_id, IdentityAdded)
    assert (identity.kind, identity.value) == ("whatsapp_id", JO)
    with pytest.raises(TemplateNeeded, match="has not written here yet"):
        world.do(PostReply(conversation, "Free text"), by=world.admin)
    world.do(PostReply(conversation, "", template=HELLO), by=world.admin)
    assert posted(world, conversation).to == (JO,)
    world.do(StartSend(conversation, posted(world, conversation).message_id))
    assert delivery(world, conversation) is State.SENDING
    assert desk.say("Thanks") == conversation
    desk.say("Again")
    assert [one.name for one in world.happened(now.contact_id, ContactRenamed)] == ["Jo"]
    world.do(PostReply(conversation, "Free text"), by=world.admin)
    assert posted(world, conversation).text == "Free text"


@pytest.mark.req("WAB-02")
@pytest.mark.parametrize(
    "wrong",
    [
        {"to": ()},
        {"to": (JO, "48600100201")},
        {"cc": ("48600100201",)},
        {"bcc": ("48600100201",)},
        {"to": ("jo@x.example",)},
        {"to": ("0048",)},
        {"text": "Hello"},
        {"template": None},
        {"template": None, "text": "Hello"},
    ],
)
def test_what_a_conversation_cannot_begin_with(world: World, desk: NumberDesk, wrong: dict[str, Any]) -> None:
    said: dict[str, Any] = {"to": (JO,), "subject": "", "text": "", "template": HELLO, **wrong}
    with pytest.raises((InvalidInput, TemplateNeeded)):
        world.do(ComposeMail(desk.channel, **said), by=world.admin)


@pytest.mark.req("WAB-02")
def test_beginning_anew_opens_no_window_though_they_wrote_today(world: World, desk: NumberDesk) -> None:
    first = desk.say()
    with pytest.raises(TemplateNeeded):
        begun(world, desk, template=None, text="Free")
    world.do(ComposeMail(desk.channel, (JO,), "", "", template=HELLO))
    second = begun(world, desk, send_at=world.now + HOUR)
    assert second != first
    assert world.get(Conversation, second).contact_id == world.get(Conversation, first).contact_id
    assert delivery(world, second) is State.SCHEDULED
    assert desk.say("Here") == second


@pytest.mark.req("CNV-05", "CON-01", "WAB-02")
def test_whoever_has_a_telephone_number_is_begun_with_and_known_by_it(world: World, desk: NumberDesk) -> None:
    mail = world.channel()
    contact = world.get(Conversation, world.conversation(mail)).contact_id
    world.do(AddIdentity(contact, "phone", "+48700100200"), by=world.admin)
    conversation = begun(world, desk, "48700100200")
    assert world.get(Conversation, conversation).contact_id == contact
    kinds = [(one.kind, one.value) for one in world.happened(contact, IdentityAdded)]
    assert kinds[-1] == ("whatsapp_id", "48700100200")
    assert desk.say("Hi", sender="48700100200") == conversation


@pytest.mark.req("CNV-05", "WAB-02", "WAB-03")
def test_mail_is_answered_by_whatsapp_by_a_template_and_freely_once_they_write_back(
    world: World, desk: NumberDesk
) -> None:
    mail = world.channel()
    conversation = world.conversation(mail)
    contact = world.get(Conversation, conversation).contact_id
    by_whatsapp = PostReply(conversation, "By WhatsApp", channel_id=desk.channel)
    with pytest.raises(WayNotAllowed, match="no address"):
        world.do(by_whatsapp, by=world.admin)
    world.do(AddIdentity(contact, "phone", "+48700100200"), by=world.admin)
    with pytest.raises(TemplateNeeded):
        world.do(by_whatsapp, by=world.admin)
    world.do(PostReply(conversation, "", channel_id=desk.channel, template=HELLO), by=world.admin)
    message = posted(world, conversation)
    assert (message.channel_id, message.to, message.template) == (desk.channel, ("48700100200",), "hello")
    world.do(StartSend(conversation, message.message_id))
    assert decided(world, conversation)[-1] == ("sending", True, "", "approved")
    question = LookAtWindow(conversation, desk.channel, "48700100200")

    def stands() -> str:
        found = look_at_window(question, Unit(world.env(), world.ports))
        assert found is not None
        return found.state

    assert stands() == "template_only"
    assert desk.say("Yes?", sender="48700100200") == conversation
    assert stands() == "open"
    world.do(by_whatsapp, by=world.admin)
    world.do(StartSend(conversation, posted(world, conversation).message_id))
    assert decided(world, conversation)[-1] == ("sending", True, "", "")
    desk.wait(DAY)
    with pytest.raises(TemplateNeeded):
        world.do(by_whatsapp, by=world.admin)
    unit = Unit(world.env(), world.ports)
    assert look_at_window(LookAtWindow(conversation, mail, "x"), unit) is None


@pytest.mark.req("CNV-05", "WAB-03")
def test_of_mail_it_is_told_before_it_is_answered_by_whatsapp_that_they_opted_out(
    world: World, desk: NumberDesk
) -> None:
    conversation = world.conversation(world.channel())
    contact = world.get(Conversation, conversation).contact_id
    world.do(AddIdentity(contact, "phone", "+48700100200"), by=world.admin)
    own = LookAtOptingOut(conversation)
    by_whatsapp = LookAtOptingOut(conversation, desk.channel, "48700100200")

    def out(question: LookAtOptingOut) -> bool:
        return look_at_opting_out(question, Unit(world.env(), world.ports))

    assert (out(own), out(by_whatsapp)) == (False, False)
    desk.say("STOP", sender="48700100200")
    assert (out(own), out(by_whatsapp)) == (False, True)
    assert out(LookAtOptingOut(conversation, desk.channel))


@pytest.mark.req("CNV-05", "WAB-02")
def test_another_contact_keeps_their_number(world: World, desk: NumberDesk) -> None:
    theirs = desk.say(sender="48700100200")
    mail = world.channel()
    conversation = world.conversation(mail)
    contact = world.get(Conversation, conversation).contact_id
    world.do(AddIdentity(contact, "phone", "+48700100200"), by=world.admin)
    answer = PostReply(conversation, "", channel_id=desk.channel, template=HELLO)
    world.do(answer, by=world.admin)
    assert [one.kind for one in world.happened(contact, IdentityAdded)] == ["email", "phone"]
    assert desk.say("Still here", sender="48700100200") == theirs
    again = begun(world, desk, "48700100200")
    assert world.get(Conversation, again).contact_id == world.get(Conversation, theirs).contact_id
