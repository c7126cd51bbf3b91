"""What a visitor reads where agents show several visitors' conversations as one (CHT-11, CNV-07, SE-01)."""

from uuid import UUID

import pytest

from tests.support.api import Served
from tests.support.chats import ChatDesk
from tests.support.chatters import Chatter, conversation


@pytest.fixture
def desk(api: Served) -> ChatDesk:
    return ChatDesk(api.world())


@pytest.fixture
def chatter(api: Served, desk: ChatDesk) -> Chatter:
    made = Chatter(api, desk)
    made.come()
    return made


@pytest.mark.req("CHT-11", "CNV-07", "SE-01")
def test_where_agents_merge_visitors_neither_reads_what_the_other_said_before(
    api: Served, chatter: Chatter, desk: ChatDesk
) -> None:
    other, agent = Chatter(api, desk), api.client(desk.world)
    other.come()
    mine, theirs = conversation(chatter.write("My secret")), conversation(other.write("Their secret"))
    for about, text in ((mine, "To me"), (theirs, "To them")):
        assert agent.post(f"/conversations/{about}/messages", {"text": text}).status_code == 201
    into = {"into_id": str(theirs), "confirmed": True}
    merged = agent.post(f"/conversations/{mine}/merge", into)
    assert merged.status_code == 200, merged.text
    assert chatter.texts() == ["My secret", "To me"]
    assert chatter.write("Me again")["conversation"] == str(theirs)
    assert agent.post(f"/conversations/{theirs}/messages", {"text": "To both"}).status_code == 201
    assert chatter.texts() == ["My secret", "To me", "Me again", "To both"]
    assert other.texts() == ["Their secret", "To them", "To both"]
    (*_, last) = chatter.read()["items"]
    assert chatter.post("/seen", {"message_id": last["id"], "kind": "seen"}).status_code == 204
    assert other.read()["items"][-1]["state"] == "seen"


@pytest.mark.req("CHT-11", "CNV-07", "SE-01")
def test_through_merges_of_merges_a_visitor_reads_what_is_said_to_them_and_to_nobody_else(
    api: Served, chatter: Chatter, desk: ChatDesk
) -> None:
    others, agent = (Chatter(api, desk), Chatter(api, desk)), api.client(desk.world)
    for one in others:
        one.come()
    mine = conversation(chatter.write("Mine"))
    second, third = (conversation(one.write("Theirs")) for one in others)

    def said(about: UUID, text: str) -> None:
        assert agent.post(f"/conversations/{about}/messages", {"text": text}).status_code == 201

    def merged(one: UUID, into: UUID) -> None:
        answer = agent.post(f"/conversations/{one}/merge", {"into_id": str(into), "confirmed": True})
        assert answer.status_code == 200, answer.text

    merged(mine, second)
    said(second, "To the two of us")
    # what is recorded of the visitor since takes nothing away that they were told
    assert chatter.post("/details", {"email": "jo@customer.example"}).status_code == 204
    assert chatter.texts() == ["Mine", "To the two of us"]
    said(third, "To somebody else")
    merged(second, third)
    said(third, "To all")
    assert "To somebody else" not in chatter.texts()
    assert chatter.texts()[-1] == "To all"
