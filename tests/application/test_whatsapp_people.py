"""Whom a message by WhatsApp is judged by: whoever it goes to, whoever else is in the conversation (WAB-02, WAB-03)."""

from datetime import timedelta
from uuid import UUID

import pytest

from application.conversation import PostReply
from application.erasure import RequestErasure
from application.identities import AddIdentity, RemoveIdentity
from application.opting import LookAtOptingOut, SetMessagesConsent, look_at_opting_out
from application.placing import MergeConversation
from application.sending import StartSend
from domain.channels.window import OptedOut, TemplateNeeded
from domain.contact.events import IdentityAdded
from domain.conversation.aggregate import Conversation
from domain.conversation.delivery import State
from domain.conversation.messaging_events import WindowDecided
from tests.support.numbers import HELLO, JO, NumberDesk, begun, decided, delivery, posted, with_templates
from tests.support.pages import PageDesk
from tests.support.world import World

DAY, HOUR = timedelta(hours=24), timedelta(hours=1)
EVE = "48700100200"


@pytest.fixture
def desk(world: World) -> NumberDesk:
    return with_templates(NumberDesk(world))


def contact_of(world: World, conversation: UUID) -> UUID:
    return world.get(Conversation, conversation).contact_id


def is_out(world: World, conversation: UUID) -> bool:
    """Whether whoever an answer would go to wants none."""
    return world.bus.ask(LookAtOptingOut(conversation), world.env(), look_at_opting_out)


def forget(world: World, contact: UUID) -> None:
    """Remove all that a contact is reached by."""
    for one in world.happened(contact, IdentityAdded):
        world.do(RemoveIdentity(contact, one.claim_id), by=world.admin)


@pytest.mark.req("WAB-03", "CNV-05")
def test_a_number_whose_holder_opted_out_is_not_written_to_for_another_contact_who_has_it(
    world: World, desk: NumberDesk
) -> None:
    desk.say(sender=EVE)
    conversation = world.conversation(world.channel())
    world.do(AddIdentity(contact_of(world, conversation), "phone", f"+{EVE}"), by=world.admin)
    by_template = PostReply(conversation, "", channel_id=desk.channel, template=HELLO)
    world.do(by_template, by=world.admin)
    desk.say("STOP", sender=EVE)
    with pytest.raises(OptedOut):
        world.do(by_template, by=world.admin)
    world.do(StartSend(conversation, posted(world, conversation).message_id))
    assert decided(world, conversation)[-1] == ("sending", False, "opted_out", "approved")
    desk.wait(HOUR)
    desk.say("START", sender=EVE)
    world.do(by_template, by=world.admin)


@pytest.mark.req("WAB-03", "CNV-05")
def test_who_opted_out_by_hand_and_has_the_telephone_number_counts_too(
    world: World, desk: NumberDesk
) -> None:
    desk.say(sender=EVE)
    contact = contact_of(world, world.conversation(world.channel()))
    world.do(AddIdentity(contact, "phone", f"+{EVE}"), by=world.admin)
    world.do(SetMessagesConsent(contact, desk.channel, given=False, reason="By letter"), by=world.admin)
    with pytest.raises(OptedOut):
        begun(world, desk, EVE)


@pytest.mark.req("WAB-03", "CNV-07")
def test_in_a_merged_conversation_it_counts_what_the_one_who_is_written_to_said(
    world: World, desk: NumberDesk
) -> None:
    whole, part = desk.say(), desk.say(sender=EVE)
    world.do(MergeConversation(part, whole, confirmed=True), by=world.admin)
    desk.wait(HOUR)
    assert not is_out(world, whole)
    desk.say("STOP", sender=EVE)
    assert is_out(world, whole)
    assert is_out(world, part)
    for words in (
        PostReply(whole, "", template=HELLO),
        PostReply(whole, "Text"),
        PostReply(whole, "By itself", origin="automation"),
    ):
        with pytest.raises(OptedOut):
            world.do(words, by=world.admin)
    desk.wait(HOUR)
    desk.say("Hello")
    assert not is_out(world, whole)
    world.do(PostReply(whole, "", template=HELLO), by=world.admin)
    assert posted(world, whole).to == (JO,)


@pytest.mark.req("WAB-03", "CON-01", "PRV-08")
@pytest.mark.parametrize("how", ["keyword", "hand", "erased"])
def test_that_a_number_opted_out_is_kept_though_its_contact_has_it_no_longer(
    world: World, desk: NumberDesk, how: str
) -> None:
    first = desk.say()
    contact = contact_of(world, first)
    if how == "hand":
        world.do(SetMessagesConsent(contact, desk.channel, given=False, reason="By letter"), by=world.admin)
    else:
        desk.say("STOP")
    if how == "erased":
        world.do(RequestErasure(contact, (first,)), by=world.admin)
    else:
        forget(world, contact)
    with pytest.raises(OptedOut):
        begun(world, desk, JO)
    desk.wait(HOUR)
    conversation = desk.say("Hello, I am new")
    assert (conversation == first) == (how != "erased")
    with pytest.raises(OptedOut):
        world.do(PostReply(conversation, "", template=HELLO), by=world.admin)
    desk.wait(HOUR)
    desk.say("START")
    world.do(PostReply(conversation, "", template=HELLO), by=world.admin)
    assert decided(world, conversation)[-1] == ("posted", True, "", "approved")


@pytest.mark.req("WAB-02", "CNV-07")
def test_what_somebody_else_writes_in_a_merged_conversation_opens_and_closes_nothing(
    world: World, desk: NumberDesk
) -> None:
    whole, part = desk.say(), desk.say(sender=EVE)
    world.do(MergeConversation(part, whole, confirmed=True), by=world.admin)
    desk.wait(HOUR)
    heard = world.now.replace(microsecond=0)
    assert desk.say("To be answered", sender=EVE, at=heard) == whole
    messages = []
    for text in ("Soon", "Late"):
        world.do(PostReply(whole, text), by=world.admin)
        messages.append(posted(world, whole))
    desk.wait(HOUR)
    desk.say("Another matter")
    world.do(StartSend(whole, messages[0].message_id))
    assert delivery(world, whole, messages[0].message_id) is State.SENDING
    desk.wait(DAY - HOUR)
    desk.say("Are you there?")
    world.do(StartSend(whole, messages[1].message_id))
    assert delivery(world, whole, messages[1].message_id) is State.REFUSED
    last = world.happened(whole, WindowDecided)[-1]
    assert (last.reason, last.last_inbound_at) == ("template_needed", heard)
    assert {one.to for one in messages} == {(EVE,)}


@pytest.mark.req("MSG-08", "CNV-07")
def test_on_a_page_what_somebody_else_writes_opens_nothing(world: World) -> None:
    desk = PageDesk(world)
    whole, part = desk.say(), desk.say(psid="psid-2")
    world.do(MergeConversation(part, whole, confirmed=True), by=world.admin)
    desk.wait(HOUR)
    desk.say("By a workflow", psid="psid-2")
    world.do(PostReply(whole, "By itself", origin="automation"), by=world.admin)
    message = posted(world, whole)
    assert message.to == ("psid-2",)
    desk.wait(DAY + HOUR)
    desk.say("Another matter")
    world.do(StartSend(whole, message.message_id))
    assert delivery(world, whole, message.message_id) is State.REFUSED
    assert world.happened(whole, WindowDecided)[-1].reason == "human_only"


@pytest.mark.req("WAB-02", "CNV-05")
def test_what_was_begun_elsewhere_and_never_answered_opens_nothing(world: World, desk: NumberDesk) -> None:
    first = desk.say()
    begun(world, desk)
    world.do(PostReply(first, "An answer"), by=world.admin)
    desk.wait(DAY + HOUR)
    with pytest.raises(TemplateNeeded):
        world.do(PostReply(first, "Too late"), by=world.admin)


@pytest.mark.req("WAB-03")
def test_what_was_written_before_they_opted_out_answers_nothing_they_write_after(
    world: World, desk: NumberDesk
) -> None:
    conversation = desk.say()
    world.do(PostReply(conversation, "Later", send_at=world.now + 3 * HOUR), by=world.admin)
    before = posted(world, conversation).message_id
    desk.wait(HOUR)
    desk.say("STOP")
    desk.wait(HOUR)
    desk.say("Where is my parcel?")
    world.do(PostReply(conversation, "It is here", send_at=world.now + 2 * HOUR), by=world.admin)
    after = posted(world, conversation).message_id
    desk.wait(3 * HOUR)
    for message_id in (before, after):
        world.do(StartSend(conversation, message_id))
    assert delivery(world, conversation, before) is State.REFUSED
    assert delivery(world, conversation, after) is State.SENDING
