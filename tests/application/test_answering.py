"""Answering by another channel that the contact is reached by, and what comes back by it."""

from uuid import UUID, uuid4

import pytest

from application.answering import WayNotAllowed
from application.channel_state import DisconnectChannel, PauseChannel
from application.contact import CreateContact
from application.conversation import ChannelNotSending, ComposeMail, PostReply
from application.identities import AddIdentity, RemoveIdentity, SetPrimaryIdentity
from application.inbox import CreateInbox, SetInboxAccess
from application.merging import MergeContact
from application.placing import MoveConversation
from application.scheduling import CancelSend
from application.sending import RecordSent, StartSend
from application.signature import SetSignature
from domain.contact.events import IdentityAdded
from domain.conversation.aggregate import Conversation, Status
from domain.conversation.delivery import State
from domain.conversation.events import ThreadingDecided
from domain.conversation.messages import MessagePosted, MessageReceived, SendRefused
from domain.form.fields import Field
from domain.kernel.ids import derived
from domain.kernel.refusal import NotFound
from tests.channels.email.mails import multipart, part
from tests.support.chats import ChatDesk
from tests.support.forms import FormDesk
from tests.support.inbound import Mailroom
from tests.support.world import World


class Desks:
    """A form, and the team's mailbox in an inbox of its own."""

    def __init__(self) -> None:
        self.world = World()
        self.form = FormDesk(self.world)
        self.sales = self.world.make(CreateInbox("Sales"))
        self.channel = self.world.channel(address="sales", inbox=self.sales, from_name="company")
        self.room = Mailroom(self.world, self.channel)

    def contact(self, conversation_id: UUID) -> UUID:
        return self.world.get(Conversation, conversation_id).contact_id

    def answer(self, conversation_id: UUID, channel_id: UUID | None = None, **reply: object) -> MessagePosted:
        """Answer as the administrator, by the mailbox where no channel is named; returns what was posted."""
        command = PostReply(conversation_id, "Yes?", channel_id=channel_id or self.channel, **reply)  # type: ignore[arg-type]
        self.world.do(command, by=self.world.admin)
        return self.world.happened(conversation_id, MessagePosted)[-1]


@pytest.fixture
def desks() -> Desks:
    return Desks()


@pytest.mark.req("CNV-05", "EML-07", "EML-09")
def test_a_submission_is_answered_by_the_mailbox_of_the_team(desks: Desks) -> None:
    desks.world.do(SetSignature(desks.channel, "markdown", "Sales of Acme"))
    conversation = desks.form.submit()
    posted = desks.answer(conversation)
    assert (posted.channel_id, posted.sender) == (desks.channel, desks.world.address("sales"))
    assert (posted.to, posted.reply_to) == (("jo@customer.example",), "")
    assert (posted.sender_name, posted.signature_text) == ("Acme Ltd", "Sales of Acme")
    assert posted.subject == "Re: Broken lamp"
    assert (posted.in_reply_to, posted.references) == ("", ())
    begun = desks.world.get(Conversation, conversation)
    assert (begun.channel_id, begun.inbox_id) == (desks.form.channel, desks.world.inbox)
    assert posted.inbox_id == desks.world.inbox


@pytest.mark.req("CNV-05", "EML-16")
def test_what_comes_back_there_is_in_the_same_conversation_and_so_is_all_that_follows(desks: Desks) -> None:
    conversation = desks.form.submit()
    first = desks.answer(conversation)
    jo = {"sender": "jo@customer.example"}
    assert (
        desks.room.mail("It fell.", answers=first.provider_id, message_id="a@x.example", **jo) == conversation
    )
    (*_, decided) = desks.world.happened(conversation, ThreadingDecided)
    assert (decided.outcome, decided.by, decided.reasons) == ("joined", "token", ("sender_is_contact",))
    (*_, heard) = desks.world.happened(conversation, MessageReceived)
    assert (heard.channel_id, heard.inbox_id) == (desks.channel, desks.world.inbox)
    assert desks.room.mail("Twice.", answers="a@x.example", message_id="b@x.example", **jo) == conversation
    by_form = desks.answer(conversation, desks.form.channel)
    assert (by_form.channel_id, by_form.to) == (desks.form.channel, ("jo@customer.example",))
    assert (by_form.in_reply_to, by_form.references) == (
        "b@x.example", (first.provider_id, "a@x.example", "b@x.example"),
    )  # fmt: skip
    back = Mailroom(desks.world, desks.form.channel)
    assert back.mail("Hm.", answers=by_form.provider_id, **jo) == conversation


@pytest.mark.req("CNV-05", "SE-01")
def test_a_stranger_who_answers_there_joins_nothing(desks: Desks) -> None:
    conversation = desks.form.submit()
    posted = desks.answer(conversation)
    assert desks.room.mail(sender="eve@elsewhere.example", answers=posted.provider_id) != conversation


@pytest.mark.req("CNV-05", "EML-18")
def test_a_bounce_comes_back_to_the_channel_the_message_went_by(desks: Desks) -> None:
    conversation, world = desks.form.submit(), desks.world
    posted = desks.answer(conversation)
    world.do(StartSend(conversation, posted.message_id))
    world.do(RecordSent(conversation, posted.message_id, 1, 250, recipients=1))
    told = "Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; jo@customer.example\r\nAction: failed\r\nStatus: 5.1.1"
    bounce = multipart(
        "report; report-type=delivery-status",
        part("text/plain", "It did not arrive."),
        part("message/delivery-status", told),
        part("message/rfc822", f"Message-ID: <{posted.provider_id}>\r\n\r\nHello"),
        top=("From: MAILER-DAEMON@mx.example", "Message-ID: <1@mx.example>", "Subject: Undelivered Mail"),
    )
    assert desks.room.receive(bounce)[0] == conversation
    assert world.get(Conversation, conversation).delivery(posted.message_id).state is State.FAILED


@pytest.mark.req("CNV-05", "CON-01", "CON-03")
def test_who_wrote_by_no_mail_is_answered_where_the_contact_is_reached_first(desks: Desks) -> None:
    world = desks.world
    form = FormDesk(world, fields=(Field("name", "Name", fills="contact.name"),))
    conversation = form.submit(name="Jo Doe")
    contact = world.get(Conversation, conversation).contact_id
    with pytest.raises(WayNotAllowed, match="no address") as refused:
        desks.answer(conversation)
    assert (refused.value.field, refused.value.about) == ("channel_id", desks.channel)
    for value in ("gone@x.example", "jo@x.example", "jo@y.example"):
        world.do(AddIdentity(contact, "email", value), by=world.admin)
    gone, _, second = (one.claim_id for one in world.happened(contact, IdentityAdded))
    world.do(RemoveIdentity(contact, gone), by=world.admin)
    assert desks.answer(conversation).to == ("jo@x.example",)
    whole = world.make(CreateContact("Joan", "joan@z.example"), by=world.admin)
    world.do(MergeContact(contact, whole), by=world.admin)
    world.do(SetPrimaryIdentity(whole, second), by=world.admin)
    again = form.submit(name="Jo Doe")
    world.do(MergeContact(world.get(Conversation, again).contact_id, whole), by=world.admin)
    assert desks.answer(again).to == ("jo@y.example",)
    assert desks.answer(again, to=("boss@x.example",)).to == ("boss@x.example",)


@pytest.mark.req("CNV-05")
def test_a_form_and_a_channel_that_is_off_carry_nothing_and_say_what_to_do(desks: Desks) -> None:
    world, conversation = desks.world, desks.form.submit()
    other = FormDesk(world)
    for channel, before, words in (
        (other.channel, (), "only answers"),
        (desks.channel, (PauseChannel(desks.channel),), "Resume it"),
        (desks.channel, (DisconnectChannel(desks.channel),), "disconnected"),
        (world.connecting(address="soon"), (), "not connected yet"),
    ):
        for command in before:
            world.do(command)
        with pytest.raises(WayNotAllowed, match=words):
            desks.answer(conversation, channel)
    assert not world.happened(conversation, MessagePosted)
    world.do(PauseChannel(desks.form.channel))
    with pytest.raises(ChannelNotSending):
        desks.answer(conversation, desks.form.channel)


@pytest.mark.req("CNV-05", "ACC-10", "SE-01")
def test_only_channels_of_inboxes_one_sees_are_a_way_but_ones_own_always_is(desks: Desks) -> None:
    world, conversation = desks.world, desks.form.submit()
    ann = world.user("Ann")
    world.do(SetInboxAccess(desks.sales, everyone=False, user_ids=(world.admin,)))
    for channel in (desks.channel, uuid4(), World().channel()):
        with pytest.raises(NotFound):
            world.do(PostReply(conversation, "Yes?", channel_id=channel), by=ann)
    world.do(SetInboxAccess(desks.sales, everyone=True))
    world.do(MoveConversation(conversation, desks.sales), by=world.admin)
    world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=(world.admin,)))
    for chosen in (None, desks.form.channel, desks.channel):
        world.do(PostReply(conversation, "Yes?", channel_id=chosen), by=ann)
    went = [one.channel_id for one in world.happened(conversation, MessagePosted)]
    assert went == [desks.form.channel, desks.form.channel, desks.channel]


@pytest.mark.req("CNV-05", "CNV-09", "EML-18")
def test_undo_and_the_loop_guard_know_no_difference(desks: Desks) -> None:
    world, conversation = desks.world, desks.form.submit()
    posted = desks.answer(conversation, undo_seconds=30, close=True)
    world.do(CancelSend(conversation, posted.message_id), by=world.admin)
    found = world.get(Conversation, conversation)
    assert (found.status, found.delivery(posted.message_id).state) == (Status.OPEN, State.CANCELLED)
    machine = desks.room.mail(Auto_Submitted="auto-replied")
    other = world.channel(address="billing")
    world.do(PostReply(machine, "Beep", origin="bot", channel_id=other))
    (refused,) = world.happened(machine, SendRefused)
    assert refused.reason == "answers_automatic_mail"


@pytest.mark.req("CNV-05", "EML-01")
def test_where_only_we_wrote_it_goes_to_whom_we_wrote(desks: Desks) -> None:
    command_id = uuid4()
    desks.world.do(
        ComposeMail(desks.channel, ("new@x.example",), "Offer", "Dear Nora"), command_id=command_id
    )
    other = desks.world.channel(address="billing")
    posted = desks.answer(derived(command_id, "conversation"), other)
    assert (posted.to, posted.sender) == (("new@x.example",), desks.world.address("billing"))


@pytest.mark.req("CNV-05", "CNV-09")
def test_where_nothing_is_left_it_goes_to_the_contact(desks: Desks) -> None:
    command_id = uuid4()
    mail = ComposeMail(desks.channel, ("new@x.example",), "Offer", "Dear Nora", undo_seconds=30)
    desks.world.do(mail, command_id=command_id)
    conversation = derived(command_id, "conversation")
    (posted,) = desks.world.happened(conversation, MessagePosted)
    desks.world.do(CancelSend(conversation, posted.message_id), by=desks.world.admin)
    assert desks.answer(conversation, desks.world.channel(address="billing")).to == ("new@x.example",)


@pytest.mark.req("CNV-05", "CHT-11")
def test_a_chat_is_answered_by_mail_and_goes_on_by_both(desks: Desks) -> None:
    world, chat, visitor = desks.world, ChatDesk(desks.world), uuid4()
    conversation = chat.say("Hello?", visitor)
    with pytest.raises(WayNotAllowed, match="no address"):
        desks.answer(conversation)
    contact = world.get(Conversation, conversation).contact_id
    world.do(AddIdentity(contact, "email", "jo@x.example"), by=world.admin)
    posted = desks.answer(conversation)
    assert (posted.to, posted.subject) == (("jo@x.example",), "Acme Ltd")
    assert (posted.in_reply_to, posted.references) == ("", ())
    assert desks.room.mail("Still here.", sender="jo@x.example", answers=posted.provider_id) == conversation
    assert chat.say("And here.", visitor) == conversation
    assert desks.answer(conversation).to == ("jo@x.example",)
    assert desks.answer(conversation, chat.channel).to == ()
    by_mail = Mailroom(world, chat.channel).mail("Your widget is away.", sender="zoe@x.example")
    assert desks.answer(by_mail).to == ("zoe@x.example",)
    mailed = desks.room.mail()
    for channel in (chat.channel, ChatDesk(world).channel):
        with pytest.raises(WayNotAllowed, match="only answers"):
            desks.answer(mailed, channel)
