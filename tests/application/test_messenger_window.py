"""Answers by Messenger: judged when posted and again before they leave, each decision in the log (MSG-08)."""

from datetime import timedelta
from uuid import UUID

import pytest

from application.answering import WayNotAllowed
from application.conversation import ComposeMail, PostReply
from application.handling import FileConversation
from application.identities import AddIdentity
from application.sending import RecordFailure, RecordSent, StartSend
from application.splitting import MoveMessages
from domain.channels.window import HumanOnly, WindowClosed
from domain.conversation.aggregate import Conversation
from domain.conversation.delivery import State, TooEarly
from domain.conversation.handling import Folder
from domain.conversation.messages import MessagePosted, MessageReceived, SendFailed, SendRefused, SendStarted
from domain.conversation.messaging_events import WindowDecided
from domain.kernel.refusal import InvalidInput
from tests.support.pages import PageDesk
from tests.support.world import World

DAY, WEEK, HOUR = timedelta(hours=24), timedelta(days=7), timedelta(hours=1)


@pytest.fixture
def desk(world: World) -> PageDesk:
    return PageDesk(world)


def posted(world: World, conversation: UUID) -> MessagePosted:
    return world.happened(conversation, MessagePosted)[-1]


def decided(world: World, conversation: UUID) -> list[tuple[str, bool, str, str]]:
    facts = world.happened(conversation, WindowDecided)
    return [(one.moment, one.allowed, one.reason, one.tag) for one in facts]


def state(world: World, conversation: UUID) -> State:
    return world.get(Conversation, conversation).delivery(posted(world, conversation).message_id).state


@pytest.mark.req("MSG-01", "MSG-08")
def test_a_persons_answer_goes_to_who_wrote_and_is_tagged_after_a_day(world: World, desk: PageDesk) -> None:
    ann, heard = world.user("Ann"), world.now
    conversation = desk.say(at=heard)
    world.do(PostReply(conversation, "At once"), by=ann)
    message = posted(world, conversation)
    assert (message.to, message.subject, message.sender) == (("psid-1",), "", "")
    assert message.provider_id == f"messenger:{message.message_id.hex}"
    desk.wait(DAY)
    world.do(StartSend(conversation, message.message_id))
    assert world.happened(conversation, SendStarted)[-1].tag == "HUMAN_AGENT"
    assert decided(world, conversation) == [("posted", True, "", ""), ("sending", True, "", "HUMAN_AGENT")]
    first = world.happened(conversation, WindowDecided)[0]
    assert (first.last_inbound_at, first.closes_at, first.human_until) == (
        heard.replace(microsecond=0), heard + DAY, heard + WEEK,
    )  # fmt: skip
    world.do(
        RecordSent(
            conversation, message.message_id, 1, 200, known_as="messenger:m_1", channel_id=desk.channel
        )
    )
    assert state(world, conversation) is State.SENT


@pytest.mark.req("MSG-08", "CNV-06")
def test_what_would_break_the_rules_is_refused_with_the_time_before_it_is_posted(
    world: World, desk: PageDesk
) -> None:
    ann, heard = world.user("Ann"), world.now
    conversation = desk.say(at=heard)
    desk.wait(DAY)
    with pytest.raises(HumanOnly) as human:
        world.do(PostReply(conversation, "By a workflow", origin="automation"))
    assert human.value.closes_at == heard + DAY
    world.do(PostReply(conversation, "By Ann"), by=ann)
    with pytest.raises(WindowClosed) as closed:
        world.do(PostReply(conversation, "Much later", send_at=heard + WEEK + HOUR), by=ann)
    assert closed.value.human_until == heard + WEEK
    desk.wait(WEEK)
    with pytest.raises(WindowClosed):
        world.do(PostReply(conversation, "Too late"), by=ann)
    assert len(world.happened(conversation, MessagePosted)) == 1
    desk.say(mid="m_back")
    world.do(PostReply(conversation, "Welcome back", origin="automation"))


@pytest.mark.req("MSG-08")
@pytest.mark.parametrize(
    ("origin", "wait", "reason"), [("automation", DAY, "human_only"), ("human", WEEK, "window_closed")]
)
def test_what_waited_too_long_is_not_sent(
    world: World, desk: PageDesk, origin: str, wait: timedelta, reason: str
) -> None:
    conversation = desk.say()
    later = world.now + HOUR
    world.do(PostReply(conversation, "Later", send_at=later, origin=origin), by=world.user("Ann"))
    message_id = posted(world, conversation).message_id
    with pytest.raises(TooEarly):
        world.do(StartSend(conversation, message_id))
    desk.wait(wait + HOUR)
    world.do(StartSend(conversation, message_id))
    assert world.happened(conversation, SendStarted) == []
    (refused,) = world.happened(conversation, SendRefused)
    assert (refused.reason, refused.policy) == (reason, "messenger_window@1")
    assert decided(world, conversation)[-1] == ("sending", False, reason, "")
    world.do(StartSend(conversation, message_id))
    assert len(decided(world, conversation)) == 2


@pytest.mark.req("MSG-08", "EML-19")
def test_an_attempt_nobody_heard_of_ends_where_no_other_may_follow(world: World, desk: PageDesk) -> None:
    conversation = desk.say()
    world.do(PostReply(conversation, "Hello"), by=world.user("Ann"))
    message_id = posted(world, conversation).message_id
    world.do(StartSend(conversation, message_id))
    desk.wait(WEEK)
    world.do(StartSend(conversation, message_id))
    (failed,) = world.happened(conversation, SendFailed)
    assert (failed.permanent, failed.reason, failed.attempt) == (True, "window_closed", 1)
    assert state(world, conversation) is State.FAILED


@pytest.mark.req("MSG-08")
def test_a_retry_is_judged_anew(world: World, desk: PageDesk) -> None:
    conversation = desk.say()
    world.do(PostReply(conversation, "Hello"), by=world.user("Ann"))
    message_id = posted(world, conversation).message_id
    world.do(StartSend(conversation, message_id))
    world.do(RecordFailure(conversation, message_id, 1, permanent=False, code=613, reason="rate_limited"))
    desk.wait(WEEK)
    world.do(StartSend(conversation, message_id))
    assert state(world, conversation) is State.REFUSED


@pytest.mark.req("MSG-08")
def test_the_newest_message_counts_whatever_the_order_they_come_in(world: World, desk: PageDesk) -> None:
    newest = world.now - HOUR
    conversation = desk.say(at=newest)
    desk.say("Older, late", at=newest - DAY)
    assert world.get(Conversation, conversation).last_inbound_at == newest.replace(microsecond=0)
    desk.say("From the future", at=newest + WEEK)
    heard = world.get(Conversation, conversation).last_inbound_at
    assert heard is not None
    assert heard <= world.now


@pytest.mark.req("CNV-05", "CNV-06")
def test_what_a_message_there_may_hold(world: World, desk: PageDesk) -> None:
    conversation = desk.say()
    for wrong in (
        PostReply(conversation, "x" * 2_001),
        PostReply(conversation, "Hi", to=("a@b.example",)),
        PostReply(conversation, "Choose", choices=("x" * 21,)),
        PostReply(conversation, "Choose", choices=("x",) * 14),
    ):
        with pytest.raises(InvalidInput):
            world.do(wrong)
    with pytest.raises(WayNotAllowed):
        world.do(ComposeMail(desk.channel, ("a@b.example",), "Hi", "Text"))
    world.do(PostReply(conversation, "x" * 2_000, choices=("Yes", "No")))
    assert posted(world, conversation).choices == ("Yes", "No")


@pytest.mark.req("CNV-05", "MSG-08")
def test_an_answer_by_mail_has_no_window(world: World, desk: PageDesk) -> None:
    mail = world.channel()
    conversation = desk.say()
    desk.wait(WEEK)
    contact = world.get(Conversation, conversation).contact_id
    world.do(AddIdentity(contact, "email", "jo@customer.example"), by=world.admin)
    answer = PostReply(conversation, "By mail, then", channel_id=mail)
    world.do(answer, by=world.admin)
    message = posted(world, conversation)
    assert (message.channel_id, message.subject) == (mail, "Acme Ltd")
    world.do(StartSend(conversation, message.message_id))
    assert world.happened(conversation, WindowDecided) == []
    assert world.happened(conversation, SendStarted)[-1].tag == ""


@pytest.mark.req("MSG-08", "CNV-07", "CNV-01")
def test_what_the_same_person_wrote_in_a_later_conversation_counts(world: World, desk: PageDesk) -> None:
    first = desk.say()
    world.do(FileConversation(first, Folder.SPAM.value))
    desk.wait(WEEK)
    later = desk.say("Another matter")
    assert later != first
    world.do(FileConversation(first, ""))
    world.do(PostReply(first, "About the first"), by=world.admin)
    assert decided(world, first) == [("posted", True, "", "")]


@pytest.mark.req("MSG-08", "CNV-07")
def test_what_was_moved_elsewhere_counts_where_it_stands(world: World, desk: PageDesk) -> None:
    conversation = desk.say()
    message_id = world.happened(conversation, MessageReceived)[0].message_id
    desk.say("Another matter")
    moved = world.make(MoveMessages(conversation, (message_id,)), by=world.admin)
    world.do(PostReply(moved, "About that"), by=world.admin)
    assert decided(world, moved) == [("posted", True, "", "")]


@pytest.mark.req("MSG-08", "MSG-01")
def test_nothing_goes_to_who_only_opted_in(world: World, desk: PageDesk) -> None:
    conversation = desk.come(desk.event(optin={"ref": "box"})).conversation_id
    with pytest.raises(WindowClosed, match="has not written"):
        world.do(PostReply(conversation, "Hello"), by=world.admin)
