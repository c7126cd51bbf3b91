"""What visitors of a chat that asks for consent may leave there beside messages (PRV-02)."""

from uuid import UUID

import pytest

from application.company import SetDataPrivacy
from application.consent_setting import SetConsent
from application.ingest import IngestMessage
from domain.channel.consent_settings import text_hash
from domain.intake.events import ReplayRequested
from tests.support.agreeing import EN, TEXTS
from tests.support.api import Served
from tests.support.chats import ChatDesk
from tests.support.chatters import Chatter


@pytest.mark.req("PRV-02", "CHT-11", "CHT-12", "CHT-13")
@pytest.mark.parametrize("mode", ["explicit", "implied"])
def test_who_took_it_back_leaves_no_address_and_no_name_before_they_agree_again(
    api: Served, mode: str
) -> None:
    desk = ChatDesk(api.world())
    desk.world.do(SetDataPrivacy(on=True))
    desk.world.do(SetConsent(desk.channel, mode, TEXTS))
    chatter = Chatter(api, desk)
    chatter.come()
    agreed = {"text_version": 1, "text_hash": text_hash(EN), "language": "en", "button": mode == "explicit"}
    conversation = chatter.write("Hello?", consent=agreed)["conversation"]
    api.caught_up()
    details = {"email": "jo@customer.example", "name": "Jo"}
    assert chatter.post("/details", details).status_code == 204
    assert chatter.post("/consent", {"withdrawn": True}).status_code == 200
    before = api.services.log.streams([UUID(conversation)])
    for path in ("/details", "/transcript"):
        answer = chatter.post(path, {"email": "other@customer.example"})
        assert (answer.status_code, answer.get_json(force=True)["code"]) == (403, "consent_needed")
    assert len(api.services.log.streams([UUID(conversation)])) == len(before)
    assert chatter.post("/consent", {"agreed": agreed | {"button": True}}).status_code == 200
    assert chatter.post("/details", details).status_code == 204
    assert chatter.post("/transcript", {"email": "jo@customer.example"}).status_code == 202


@pytest.mark.req("PRV-02", "PRV-05", "CHT-13")
def test_what_came_before_they_agreed_is_shown_once_they_do(api: Served) -> None:
    desk = ChatDesk(api.world())
    desk.world.do(SetDataPrivacy(on=True))
    desk.world.do(SetConsent(desk.channel, "explicit", TEXTS))
    chatter = Chatter(api, desk)
    visitor = UUID(hex=chatter.come()["visitor"])
    # accepted in the moment before the chat began to ask
    intake = desk.accept(desk.sending("Before I agreed", visitor))
    desk.world.do(IngestMessage(intake))
    assert chatter.texts() == []
    agreed = {"text_version": 1, "text_hash": text_hash(EN), "language": "en", "button": True}
    assert chatter.post("/consent", {"agreed": agreed}).status_code == 200
    assert desk.world.happened(intake, ReplayRequested)
    desk.world.do(IngestMessage(intake))
    assert chatter.texts() == ["Before I agreed"]
    assert chatter.come()["consent"]["agreed"] is True
    chatter.write("And now this")
    assert chatter.texts() == ["Before I agreed", "And now this"]
