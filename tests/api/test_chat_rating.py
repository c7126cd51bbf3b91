"""The question how satisfied they are, as a chat's visitor reads it and as everybody else does (CNV-10, CHT-11, SE-03)."""

import re
from datetime import timedelta

import pytest
from werkzeug.test import Client as Browser
from werkzeug.test import TestResponse

from application.conversation import CloseConversation, PostReply
from application.csat import AskForRating, SetSurvey
from application.csat_chat import AskInChat
from domain.conversation.aggregate import Conversation
from domain.conversation.events import ConversationClosed
from domain.csat.events import CsatRated
from domain.csat.rating import csat_id
from domain.csat.survey import Asking
from infrastructure.bootstrap import clock
from tests.support.api import Served
from tests.support.chats import ChatDesk
from tests.support.chatters import Chatter, conversation

pytestmark = pytest.mark.req("CNV-10", "CHT-11", "SE-03")


def test_only_the_visitor_is_shown_the_link_and_it_takes_their_rating(api: Served) -> None:
    desk = ChatDesk(api.world())
    world, chatter = desk.world, Chatter(api, desk)
    world.do(SetSurvey(world.inbox, Asking(on=True, delay_minutes=0, question="All right?")))
    chatter.come()
    about = conversation(chatter.write("Where is my parcel?"))
    world.do(PostReply(about, "Found."), by=world.admin)
    world.do(CloseConversation(about), by=world.admin)
    (closed,) = world.happened(about, ConversationClosed)
    world.do(AskForRating(about, closed.originator_version))
    world.do(AskInChat(about))
    api.caught_up()
    asked = chatter.read()["items"][-1]
    assert (asked["from"], asked["name"], asked["state"]) == ("agent", "Acme", "sent")
    question, _, link = asked["text"].partition("\n")
    assert question == "All right?"
    assert chatter.come()["thread"]["items"][-1] == asked
    agents = api.client(world).get(f"/conversations/{about}").text
    assert "All right?" in agents
    assert "/rate/" not in agents
    rating = api.client(world).read(f"/conversations/{about}/rating")["rating"]
    assert (rating["mail"], rating["score"]) == ("shown", None)
    path = link.removeprefix(api.application.settings.base_url)
    assert re.fullmatch(r"/rate/[\w-]{43}", path)
    browser = Browser(api.app, TestResponse)
    assert browser.get(path).status_code == 410
    now = clock()
    of = world.account, about, desk.world.get(Conversation, about).contact_id
    api.application.rating_links.issue_in_chat(*of, now, now + timedelta(days=30))
    form = "application/x-www-form-urlencoded"
    assert browser.post(path, data="score=4", content_type=form).status_code == 303
    assert [one.score for one in world.happened(csat_id(about), CsatRated)] == [4]
