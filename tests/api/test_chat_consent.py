"""What visitors of a chat that asks for consent may leave there beside messages (PRV-02)."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from application.company import SetDataPrivacy
from application.consent_setting import SetConsent
from application.ingest import IngestMessage
from domain.channel.consent_settings import text_hash
from domain.conversation.aggregate import Conversation
from domain.intake.events import ReplayRequested
from tests.support.agreeing import EN, TEXTS
from tests.support.api import Served
from tests.support.chats import ChatDesk
from tests.support.chatters import Chatter, conversation


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
    about = conversation(chatter.write("Hello?", consent=agreed))
    api.caught_up()
    details = {"email": "jo@customer.example", "name": "Jo"}
    assert chatter.post("/details", details).status_code == 204
    assert chatter.post("/consent", {"withdrawn": True}).status_code == 200
    before = api.services.log.streams([about])
    for path in ("/details", "/transcript"):
        answer = chatter.post(path, {"email": "other@customer.example"})
        assert (answer.status_code, answer.get_json(force=True)["code"]) == (403, "consent_needed")
    assert len(api.services.log.streams([about])) == len(before)
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


@pytest.mark.req("PRV-03", "PRV-05", "CHT-13")
def test_implied_writing_is_agreeing_to_the_text_that_was_shown_and_to_no_other(api: Served) -> None:
    desk, chatter = asking(api, "implied")
    assert chatter.come()["consent"]["agreed"] is False
    shown = {"text_version": 1, "text_hash": text_hash(EN), "language": "en", "button": False}
    contact = desk.world.get(Conversation, conversation(chatter.write("Hello?", consent=shown))).contact_id
    client, ledger = api.client(desk.world), f"/contacts/{contact}/consents"

    def recorded() -> list[tuple[str, int]]:
        return [(one["state"], one["text_version"]) for one in client.read(ledger)["items"]]

    assert recorded() == [("given", 1)]
    assert chatter.come()["consent"]["agreed"] is True
    texts = {**TEXTS, "en": "For a year."}
    desk.world.do(SetConsent(desk.channel, "implied", texts))
    api.services.visits.forget(chatter.key)
    assert recorded() == [("outdated", 1)]
    assert chatter.come()["consent"]["agreed"] is False
    # a page that shows the old text still: the message is taken, and nothing is recorded
    chatter.write("Still there?", consent=shown)
    assert recorded() == [("outdated", 1)]
    now = {"text_version": 2, "text_hash": text_hash(texts["en"]), "language": "en", "button": False}
    chatter.write("Yes?", consent=now)
    assert recorded() == [("given", 2)]
    assert chatter.come()["consent"]["agreed"] is True


@pytest.mark.req("PRV-02", "PRV-05", "CHT-13")
def test_explicit_another_text_asks_everybody_again_before_anything_is_taken(api: Served) -> None:
    desk, chatter = asking(api, "explicit")
    first = {"text_version": 1, "text_hash": text_hash(EN), "language": "en", "button": True}
    message = {"client_id": str(uuid4()), "text": "Hello?"}

    def refused(**consent: Any) -> bool:
        body = {**message, **({"consent": consent} if consent else {})}
        answer = chatter.post("/messages", body)
        assert answer.status_code in (202, 403)
        return answer.status_code == 403 and answer.get_json(force=True)["code"] == "consent_needed"

    for wrong in (
        {},
        first | {"button": False},
        first | {"text_version": 2},
        first | {"text_hash": "0" * 64},
    ):
        assert refused(**wrong)
    assert not refused(**first)
    message["client_id"] = str(uuid4())
    assert not refused()
    desk.world.do(SetConsent(desk.channel, "explicit", {**TEXTS, "en": "For a year."}))
    api.services.visits.forget(chatter.key)
    message["client_id"] = str(uuid4())
    assert refused()
    assert refused(**first)
    stale = chatter.post("/consent", {"agreed": first})
    assert (stale.status_code, stale.get_json(force=True)["code"]) == (409, "consent_outdated")
    assert not refused(**first | {"text_version": 2, "text_hash": text_hash("For a year.")})
    assert chatter.texts() == ["Hello?"] * 3


def asking(api: Served, mode: str) -> tuple[ChatDesk, Chatter]:
    """Return a chat that asks for consent, and somebody who comes to it."""
    desk = ChatDesk(api.world())
    desk.world.do(SetDataPrivacy(on=True))
    desk.world.do(SetConsent(desk.channel, mode, TEXTS))
    chatter = Chatter(api, desk)
    chatter.come()
    return desk, chatter
