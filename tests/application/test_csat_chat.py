"""The question how satisfied they are, put to visitors of chats where they are (CNV-10, CHT-11)."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from application.conversation import CloseConversation, PostReply
from application.csat import AskForRating, RecordRatingMailed, SetSurvey
from application.csat_chat import AskInChat
from application.erasure import RequestErasure
from application.placing import MergeConversation
from application.visitors import GiveDetails
from domain.conversation.aggregate import Conversation, Status
from domain.conversation.events import ConversationClosed
from domain.conversation.messages import MessagePosted, MessageReceived, MessageSent
from domain.csat.events import CsatMailed
from domain.csat.policy import LATE
from domain.csat.rating import csat_id, question_id
from domain.csat.survey import Asking
from tests.support.chats import ChatDesk
from tests.support.inbound import Mailroom
from tests.support.mails import a_mail
from tests.support.world import World

pytestmark = pytest.mark.req("CNV-10", "CHT-11")
JO = "jo@customer.example"


class Talk(ChatDesk):
    """A visitor who was answered, and whose conversation was closed by a person."""

    def __init__(self, question: str = "") -> None:
        super().__init__(World(), from_address="chat@acme.example")
        self.world.do(SetSurvey(self.world.inbox, Asking(on=True, delay_minutes=0, question=question)))
        self.visitor = uuid4()
        self.conversation = self.say("Where is my parcel?", self.visitor)
        self.contact = self.world.get(Conversation, self.conversation).contact_id
        self.world.do(PostReply(self.conversation, "On its way."), by=self.world.admin)
        self.world.do(CloseConversation(self.conversation), by=self.world.admin)

    def decide(self) -> None:
        (closed,) = self.world.happened(self.conversation, ConversationClosed)
        self.world.do(AskForRating(self.conversation, closed.originator_version))

    def ask(self) -> None:
        self.world.do(AskInChat(self.conversation))

    def questions(self) -> list[MessagePosted]:
        return [one for one in self.world.happened(self.conversation, MessagePosted) if one.origin != "human"]

    def ended(self) -> list[str]:
        return [one.result for one in self.world.happened(csat_id(self.conversation), CsatMailed)]


@pytest.mark.parametrize(
    ("own", "shown"), [("", "How satisfied are you with the answer?"), ("All right?", "All right?")]
)
def test_the_question_is_put_into_the_chat_once_and_opens_nothing(own: str, shown: str) -> None:
    talk = Talk(own)
    talk.decide()
    talk.ask()
    talk.ask()
    (asked,) = talk.questions()
    assert (asked.message_id, asked.text, asked.origin) == (
        question_id(talk.conversation),
        shown,
        "automation",
    )
    assert (asked.sender_name, asked.author_id, asked.in_place) == ("Acme", None, True)
    assert talk.world.happened(talk.conversation, MessageSent)[-1].message_id == asked.message_id
    assert talk.world.get(Conversation, talk.conversation).status is Status.CLOSED
    assert talk.ended() == ["shown"]


def test_nobody_is_asked_whom_the_rules_do_not_ask() -> None:
    talk = Talk()
    talk.world.do(SetSurvey(talk.world.inbox, Asking(delay_minutes=0)))
    talk.decide()
    talk.ask()
    assert (talk.questions(), talk.ended()) == ([], [])


def _late(talk: Talk) -> None:
    talk.world.now += LATE + timedelta(minutes=1)


def _forgotten(talk: Talk) -> None:
    talk.world.do(RequestErasure(talk.contact, (talk.conversation,)))


def _merged(talk: Talk) -> None:
    talk.world.do(
        MergeConversation(talk.conversation, talk.say("Another"), confirmed=True), by=talk.world.admin
    )


@pytest.mark.parametrize("happens", [_late, _forgotten, _merged])
def test_where_nobody_would_see_it_any_more_it_is_refused(happens: Callable[[Talk], None]) -> None:
    talk = Talk()
    talk.decide()
    happens(talk)
    talk.ask()
    assert (talk.questions(), talk.ended()) == ([], ["refused"])


def test_an_answer_to_the_mail_of_a_visitor_who_left_finds_the_conversation() -> None:
    talk = Talk()
    talk.do(GiveDetails(talk.channel, talk.visitor.hex, JO), talk.visitor)
    talk.decide()
    (said,) = talk.world.happened(talk.conversation, MessageReceived)
    mail = f"{uuid4()}@in.example"
    for _ in range(2):
        talk.world.do(RecordRatingMailed(talk.conversation, "sent", 250, mail, said.message_id))
    assert talk.ended() == ["sent"]
    raw = a_mail("Fine.", answers=mail, sender=JO)
    assert Mailroom(talk.world, talk.channel).receive(raw)[0] == talk.conversation
