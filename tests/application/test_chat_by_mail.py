"""Mail to a chat's own address, and chats taken in together (CHT-11, CNV-05, EML-16)."""

from uuid import UUID, uuid4

import pytest

from application.bus import Bus
from application.claims import claim_id
from application.contact import CreateContact
from application.conversation import PostReply
from application.ingest import IngestMessage
from application.router import HANDLERS, PREPARATIONS
from application.visitors import GiveDetails
from domain.claim.aggregate import Claim
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from domain.conversation.events import ThreadingDecided
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.intake.events import MessageIngested
from tests.support.chats import ChatDesk
from tests.support.mails import a_mail
from tests.support.world import World

KIM, OURS = "kim@customer.example", "ours@in.example.org"


def named(world: World, desk: ChatDesk, conversation: UUID) -> None:
    """Let a mail of ours be known that went from the chat's channel in a conversation, as a continuation is."""
    secret = world.ports.secrets.of_account(world.account)
    receipt = claim_id(secret, "receipt", desk.channel.hex, OURS)
    sent = Claim.take(receipt, world.env(), kind="receipt", holder_id=conversation, ref_id=uuid4())
    world.ports.log.append(world.account, uuid4(), [sent], {})


@pytest.mark.req("CHT-11", "EML-16", "CNV-05")
def test_who_gave_an_address_may_go_on_by_mail_and_is_answered_there(world: World) -> None:
    mailbox, desk, visitor = world.channel(), ChatDesk(world), uuid4()
    world.make(CreateContact("Kim", KIM, "", None))
    conversation = desk.say(visitor=visitor)
    named(world, desk, conversation)
    stranger = world.mailed(desk.channel, a_mail(sender=KIM, answers=OURS))
    assert stranger != conversation
    desk.do(GiveDetails(desk.channel, visitor.hex, KIM), visitor)
    assert world.mailed(desk.channel, a_mail(sender=KIM, answers=OURS)) == conversation
    decision = world.happened(conversation, ThreadingDecided)[-1]
    assert (decision.by, decision.reasons) == ("in_reply_to", ("sender_was_addressed",))
    came = world.happened(conversation, MessageReceived)[-1]
    assert (came.sender, came.page, came.answer) == (KIM, "", None)
    world.do(PostReply(conversation, "Hello Kim", channel_id=mailbox), by=world.admin)
    assert world.happened(conversation, MessagePosted)[-1].to == (KIM,)


@pytest.mark.req("CHT-11", "CON-01")
def test_mail_to_a_chat_is_from_an_address_not_from_a_cookie(world: World) -> None:
    desk = ChatDesk(world)
    conversation = world.get(Conversation, world.mailed(desk.channel, a_mail(sender=KIM)))
    contact = world.get(Contact, conversation.contact_id)
    assert (conversation.channel_kind, len(contact.claims), contact.cookies) == ("chat", 1, frozenset())


@pytest.mark.req("CHT-11", "RL-04", "SE-03")
def test_messages_taken_in_together_come_to_the_same(world: World) -> None:
    world.bus = Bus(world.ports, HANDLERS, PREPARATIONS)
    desk, visitor = ChatDesk(world), uuid4()
    jo = world.make(CreateContact("Jo", "jo@customer.example", "", None))
    identity = {"subject": "1", "email": "jo@customer.example", "name": "Jo"}
    sent = (
        desk.sending("One", visitor),
        desk.sending("Two", visitor),
        desk.sending("Three", identity=identity),
    )
    intakes = [desk.accept(one) for one in sent]
    assert world.bus.together([(IngestMessage(one), world.env()) for one in intakes])
    first, second, third = (world.happened(one, MessageIngested)[0].conversation_id for one in intakes)
    assert first == second != third
    assert world.get(Conversation, third).contact_id == jo
    assert [one.text for one in world.happened(first, MessageReceived)] == ["One", "Two"]
