"""Chats in the read models: what was got and seen, where it was written, found by words and never by a cookie (CHT-11)."""

from uuid import UUID, uuid4

import pytest

from application.conversation import PostReply
from application.receipts import RecordReceipt
from application.visitors import GiveDetails
from domain.conversation.aggregate import Conversation
from domain.conversation.messages import MessagePosted
from projections.common.db import Db
from projections.contact_profile import queries as contact_profile
from projections.inbox_list import queries as inbox_list
from projections.people.members import members
from projections.search import queries as search
from projections.search.asking import parsed
from projections.search.filters import Filters
from projections.thread import queries
from tests.support.chats import ChatDesk
from tests.support.memory import MemoryLog
from tests.support.viewing import project, shown, tables_of, views
from tests.support.world import World


class Talk:
    """A visitor and two answers, of which they saw the first and got the second."""

    def __init__(self) -> None:
        self.world = World()
        self.desk, self.visitor = ChatDesk(self.world), uuid4()
        page = "https://www.example.org/shop"
        self.conversation = self.desk.say("Is the zeppelin blue?", self.visitor, page_url=page)
        first, second = self.answers("Yes", "or green")
        for message, kind in ((first, "seen"), (second, "delivered")):
            self.desk.do(RecordReceipt(self.conversation, message, kind, self.visitor.hex), self.visitor)

    def answers(self, *texts: str) -> list[UUID]:
        for text in texts:
            self.world.do(PostReply(self.conversation, text, choices=("Buy",)), by=self.world.admin)
        return [one.message_id for one in self.world.happened(self.conversation, MessagePosted)]

    @property
    def log(self) -> MemoryLog:
        log = self.world.ports.log
        assert isinstance(log, MemoryLog)
        return log


@pytest.mark.req("CHT-11", "CNV-06")
def test_a_thread_tells_receipts_pages_and_choices(db: Db) -> None:
    talk = Talk()
    with shown(db, "thread", talk.log.recorded):
        items = queries.items(db, talk.world.account, talk.conversation)
    ours = [one for one in items if isinstance(one, queries.Message) and one.direction == "out"]
    assert [(one.body, one.delivery_state, one.choices) for one in reversed(ours)] == [
        ("Yes", "seen", ["Buy"]),
        ("or green", "delivered", ["Buy"]),
    ]
    (theirs,) = [one for one in items if isinstance(one, queries.Message) and one.direction == "in"]
    assert (theirs.page, theirs.sender_why, theirs.choices) == ("https://www.example.org/shop", "chat", [])


@pytest.mark.req("CHT-11", "RL-04")
def test_receipts_come_to_the_same_whatever_a_batch_holds(db: Db) -> None:
    talk, states = Talk(), []
    for cuts in ((), range(len(talk.log.recorded))):
        thread = views()["thread"]
        with tables_of(db, "shown", thread):
            project(db, thread, talk.log.recorded, tuple(cuts))
            states.append(db.execute("SELECT * FROM thread_deliveries ORDER BY message_id").fetchall())
    assert states[0] == states[1]


@pytest.mark.req("CHT-11", "CNV-03", "CON-04")
def test_chats_are_found_by_words_and_not_by_a_cookie(db: Db) -> None:
    talk = Talk()
    chosen = [views()[name] for name in ("inbox_list", "thread", "search")]
    with tables_of(db, "shown", *chosen):
        for projector in chosen:
            project(db, projector, talk.log.recorded)

        def found(text: str) -> list[UUID]:
            page = search.page(db, talk.world.account, (talk.world.inbox,), parsed(text), Filters())
            return [hit.conversation_id for hit in page.hits]

        assert found("zeppelin") == found("green") == [talk.conversation]
        assert found(talk.visitor.hex) == []
        assert not search.contacts(db, talk.world.account, parsed(talk.visitor.hex), limit=5)
        row = inbox_list.conversation(db, talk.world.account, (talk.world.inbox,), talk.conversation)
    assert row is not None
    assert (row.contact_address, row.subject, row.preview) == (None, "", "or green")


@pytest.mark.req("CHT-06")
def test_who_sees_an_inbox_is_there_for_its_visitors(db: Db) -> None:
    world = World()
    ann = world.user("Ann", seats=())
    log = world.ports.log
    assert isinstance(log, MemoryLog)
    with shown(db, "people", log.recorded):
        found = {one.user_id: one.available for one in members(db, world.account, world.inbox)}
        assert not members(db, world.account, uuid4())
    assert found == {world.admin: False, ann: True}


@pytest.mark.req("CON-01", "CON-02", "UIX-03")
def test_a_cookie_is_among_what_somebody_is_known_by_last_and_without_its_value(db: Db) -> None:
    talk = Talk()
    contact_id = talk.world.get(Conversation, talk.conversation).contact_id
    details = GiveDetails(talk.desk.channel, talk.visitor.hex, "jo@customer.example")
    talk.desk.do(details, talk.visitor)
    with shown(db, "contact_profile", talk.log.recorded):
        contact = contact_profile.contact(db, talk.world.account, contact_id)
    assert contact is not None
    assert [(one["kind"], one["value"]) for one in contact.identities] == [
        ("email", "jo@customer.example"),
        ("cookie", ""),
    ]
    assert contact.tracked
