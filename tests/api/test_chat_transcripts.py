"""A visitor has the conversation mailed: to an address given or known, a few times only (CHT-12)."""

from uuid import UUID

import pytest

from domain.conversation.mailing_events import TranscriptRequested
from tests.support.api import Served
from tests.support.chats import ChatDesk
from tests.support.chatters import Chatter

pytestmark = pytest.mark.req("CHT-12")


def test_a_visitor_asks_for_the_transcript(api: Served) -> None:
    desk = ChatDesk(api.world())
    chatter = Chatter(api, desk)
    api.caught_up()
    assert chatter.post("/transcript", {"email": "jo@customer.example"}).status_code == 401
    chatter.come()
    assert chatter.post("/transcript", {"email": "jo@customer.example"}).status_code == 404
    chat = chatter.write("Hello")["conversation"]
    api.caught_up()
    nowhere = chatter.post("/transcript", {})
    assert (nowhere.status_code, nowhere.get_json(force=True)["field"]) == (422, "email")
    wrong = chatter.post("/transcript", {"email": "nowhere"})
    assert (wrong.status_code, wrong.get_json(force=True)["field"]) == (422, "email")
    answer = chatter.post("/transcript", {"email": "jo@customer.example"})
    assert (answer.status_code, answer.get_json(force=True)) == (202, {"accepted": True})
    stream = [
        one for one in api.services.log.streams([UUID(chat)]) if isinstance(one.event, TranscriptRequested)
    ]
    assert len(stream) == 1
