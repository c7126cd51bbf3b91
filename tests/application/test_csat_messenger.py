"""The question how satisfied they are, put to whoever wrote to a page, within its window (CNV-10, MSG-08)."""

from datetime import timedelta

import pytest

from application.conversation import CloseConversation, PostReply
from application.csat import AskForRating, SetSurvey
from application.csat_chat import AskInChat
from domain.conversation.aggregate import Conversation, Status
from domain.conversation.events import ConversationClosed
from domain.conversation.messages import MessagePosted
from domain.conversation.messaging_events import WindowDecided
from domain.csat.events import CsatMailed
from domain.csat.rating import csat_id, question_id
from domain.csat.survey import Asking
from tests.support.pages import PageDesk
from tests.support.world import World


@pytest.mark.req("CNV-10", "MSG-08")
@pytest.mark.parametrize(
    ("after", "result"), [(timedelta(hours=1), "shown"), (timedelta(hours=30), "refused")]
)
def test_it_is_a_message_of_automation_while_one_may_go_out(
    world: World, after: timedelta, result: str
) -> None:
    desk = PageDesk(world)
    world.do(SetSurvey(world.inbox, Asking(on=True, delay_minutes=0)))
    conversation = desk.say()
    world.do(PostReply(conversation, "On its way."), by=world.admin)
    world.do(CloseConversation(conversation), by=world.admin)
    desk.wait(after)
    (closed,) = world.happened(conversation, ConversationClosed)
    world.do(AskForRating(conversation, closed.originator_version))
    for _ in range(2):
        world.do(AskInChat(conversation))
    assert [one.result for one in world.happened(csat_id(conversation), CsatMailed)] == [result]
    questions = [one for one in world.happened(conversation, MessagePosted) if one.origin == "automation"]
    there = [(question_id(conversation), ("psid-1",))] if result == "shown" else []
    assert [(one.message_id, one.to) for one in questions] == there
    decided = world.happened(conversation, WindowDecided)[-1]
    assert (decided.message_id, decided.allowed) == (question_id(conversation), result == "shown")
    assert world.get(Conversation, conversation).status is Status.CLOSED
