"""Whom a site signs when a session begins, messages are of: the page need not say it again, and nobody keeps it for longer (CHT-10, SE-03)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from api.app import create_app
from application.chat import RotateChatIdentity
from domain.contact.aggregate import Contact
from domain.contact.events import ContactRenamed, IdentityAdded
from domain.conversation.aggregate import Conversation
from infrastructure.bootstrap import clock
from tests.api.test_chat_sessions import signed
from tests.support.api import Served
from tests.support.chats import ChatDesk
from tests.support.chatters import Chatter, conversation

ANN = {"email": "ann@customer.example", "name": "Ann Lee"}
pytestmark = pytest.mark.req("CHT-10", "SE-03")


@pytest.fixture
def desk(api: Served) -> ChatDesk:
    made = ChatDesk(api.world())
    made.world.do(RotateChatIdentity(made.channel))
    return made


def later(api: Served, **passed: float) -> Served:
    """Return the same API after some time."""
    services = replace(api.services, clock=lambda: clock() + timedelta(**passed))
    return replace(api, services=services, app=create_app(services))


def known(desk: ChatDesk, told: dict[str, Any]) -> set[tuple[str, str]]:
    """Return by what the one who wrote is known, beside the cookie, and by which name."""
    contact = desk.world.get(Conversation, conversation(told)).contact_id
    while (into := desk.world.get(Contact, contact).merged_into) is not None:
        contact = into
    added = {(one.kind, one.value) for one in desk.world.happened(contact, IdentityAdded)}
    named = {("name", one.name) for one in desk.world.happened(contact, ContactRenamed)}
    return {one for one in added | named if one[0] != "cookie"}


@pytest.mark.req("CON-02")
def test_a_message_is_of_whom_the_session_began_for(api: Served, desk: ChatDesk) -> None:
    ann = Chatter(api, desk)
    ann.come()
    ann.write("Before I signed in")
    ann.come(identity=signed(api, desk, **ANN))
    assert known(desk, ann.write("Now you know me")) == {("email", ANN["email"]), ("name", ANN["name"])}
    phone = Chatter(api, desk)
    phone.come(identity=signed(api, desk, sub="7", email="kim@customer.example"))
    # the page was loaded anew, and says nothing before its visitor writes
    phone.come()
    assert ("email", "kim@customer.example") in known(desk, phone.write("From my phone"))
    stranger = Chatter(api, desk)
    stranger.come()
    assert known(desk, stranger.write("Who am I?")) == set()


@pytest.mark.req("SE-06")
def test_what_was_said_ends_when_the_site_said_so(api: Served, desk: ChatDesk) -> None:
    chatter = Chatter(api, desk)
    chatter.come(identity=signed(api, desk, **ANN))
    assert "customer" not in chatter.token
    carrying = len(chatter.token)
    hour = later(api, hours=1)
    late = Chatter(hour, desk, token=chatter.token)
    assert known(desk, late.write("After the page's word ended")) == set()
    assert late.come()["visitor"] == chatter.come()["visitor"]
    assert len(late.token) < carrying == len(chatter.token)


def test_another_secret_of_the_site_takes_its_word_back(api: Served, desk: ChatDesk) -> None:
    chatter = Chatter(api, desk)
    chatter.come(identity=signed(api, desk, **ANN))
    desk.world.do(RotateChatIdentity(desk.channel))
    api.services.visits.forget(chatter.key)
    assert known(desk, chatter.write("Signed by whoever had the old one?")) == set()


@pytest.mark.req("PRV-08")
def test_who_was_forgotten_is_known_by_nothing_they_carry(api: Served, desk: ChatDesk) -> None:
    chatter = Chatter(api, desk)
    chatter.come(identity=signed(api, desk, **ANN))
    contact = desk.world.get(Conversation, conversation(chatter.write("Forget me"))).contact_id
    api.application.eraser.erase(contact, api.application.env(desk.world.account, f"user:{desk.world.admin}"))
    chatter.come()
    assert known(desk, chatter.write("Somebody new")) == set()
