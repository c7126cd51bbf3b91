"""Tickets of several conversations and contacts, of other pipelines, with properties, found by their words."""

from typing import Any
from uuid import UUID

import pytest

from domain.contact.events import TicketAssociated
from domain.pipeline.events import PipelineArchived, PipelineRenamed, StageRemoved
from domain.ticket import events
from projections.common.db import Db
from projections.inbox_list import queries as lists
from projections.ticket_board import queries
from projections.ticket_board.wanted import Wanted
from tests.support.scene import Scene
from tests.support.viewing import shown


def linked(scene: Scene, ticket: UUID, conversation: UUID) -> None:
    contact = scene.contact_of(conversation)
    scene.command()
    scene.record(events.TicketContactLinked, ticket, contact_id=contact)
    scene.record(TicketAssociated, contact, ticket_id=ticket)
    scene.record(events.TicketConversationLinked, ticket, conversation_id=conversation)


@pytest.mark.req("TKT-04")
def test_a_ticket_is_found_by_each_of_its_conversations_and_contacts_while_they_are_its_own(db: Db) -> None:
    scene = Scene()
    first, second = scene.writes("Jo"), scene.writes("Bo")
    ticket = scene.is_ticketed(first)
    linked(scene, ticket, second)
    both = scene.position
    scene.command()
    scene.record(events.TicketContactUnlinked, ticket, contact_id=scene.contact_of(second))
    scene.record(events.TicketConversationUnlinked, ticket, conversation_id=second)

    def found(as_of: int | None = None, **wanted: Any) -> list[UUID]:
        asked = Wanted(**wanted)
        rows = queries.tickets(db, scene.account_id, scene.inboxes, wanted=asked, as_of=as_of)
        return [row.ticket_id for row in rows]

    with shown(db, "ticket_board", scene.recorded):
        assert found(conversation_id=first) == found(contact_ids=[scene.contact_of(first)]) == [ticket]
        assert found(conversation_id=second) == found(contact_ids=[scene.contact_of(second)]) == []
        assert found(both, conversation_id=second) == [ticket]
        assert found(both, contact_ids=[scene.contact_of(second)]) == [ticket]
        (then,) = queries.some(db, scene.account_id, scene.inboxes, (ticket,), both)
        assert then.conversation_ids == [str(first), str(second)]


@pytest.mark.req("TKT-04", "CNV-03")
def test_rows_of_lists_show_the_last_ticket_that_belongs_to_the_conversation(db: Db) -> None:
    scene = Scene()
    first, second = scene.writes("Jo"), scene.writes("Bo")
    ticket, own = scene.is_ticketed(first), scene.is_ticketed(second)
    linked(scene, ticket, second)
    both = scene.position
    scene.command()
    scene.record(events.TicketConversationUnlinked, ticket, conversation_id=second)
    one = scene.position
    scene.command()
    scene.record(events.TicketConversationUnlinked, own, conversation_id=second)

    def shows(as_of: int | None = None) -> UUID | None:
        row = lists.conversation(db, scene.account_id, scene.inboxes, second, as_of=as_of)
        assert row is not None
        return row.ticket_id

    with shown(db, "inbox_list", scene.recorded):
        assert [shows(both), shows(one), shows()] == [ticket, own, None]


@pytest.mark.req("TKT-02", "TKT-04")
def test_a_ticket_goes_to_another_pipeline_and_says_when_it_was_done_and_open_again(db: Db) -> None:
    scene = Scene()
    ticket, other = scene.is_ticketed(scene.writes("Jo")), scene.id("other")
    scene.command()
    scene.record(
        events.TicketPipelineChanged, ticket, pipeline_id=other, stage="done", closed=True,
        previous_pipeline_id=scene.pipeline_id, previous="new",
    )  # fmt: skip
    closed = scene.at
    scene.command()
    scene.record(events.TicketMoved, ticket, stage="late", previous="done", closed=True)
    done = scene.position
    scene.command()
    scene.record(events.TicketMoved, ticket, stage="open", previous="late", closed=False)
    with shown(db, "ticket_board", scene.recorded):
        (then,) = queries.some(db, scene.account_id, scene.inboxes, (ticket,), done)
        (now,) = queries.some(db, scene.account_id, scene.inboxes, (ticket,))
        counted = queries.counts(db, scene.account_id, scene.inboxes, other)
        asked = queries.tickets(db, scene.account_id, scene.inboxes, wanted=Wanted(closed=True))
    assert (then.pipeline_id, then.closed_at, then.reopened_at) == (other, closed, None)
    assert (now.closed_at, now.reopened_at, counted, asked) == (None, scene.at, {"open": 1}, [])


@pytest.mark.req("TKT-04")
def test_tickets_are_found_by_words_of_name_and_description_and_by_properties(db: Db) -> None:
    scene = Scene()
    conversation = scene.writes("Jo")
    contact, key = scene.contact_of(conversation), scene.id("colour")
    lamp = scene.is_ticketed(conversation, "Zażółć lamp (broken)")
    scene.is_ticketed(scene.writes("Bo"), "Chair")
    scene.command()
    scene.record(
        events.TicketDescribed, lamp, contact_id=contact, description="Order-4711 came in two pieces"
    )
    values = {"contact_id": contact, "property_id": key, "kind": "text", "cleared": False, "value": ""}
    scene.record(events.TicketPropertySet, lamp, **values, text="red")

    def found(**wanted: Any) -> list[UUID]:
        asked = Wanted(**wanted)
        return [row.ticket_id for row in queries.tickets(db, scene.account_id, scene.inboxes, wanted=asked)]

    with shown(db, "ticket_board", scene.recorded):
        for text in ("broken LAMP", "zażó", "4711 piec", "order-4711"):
            assert found(text=text) == [lamp], text
        assert found(text="lamp chair") == found(text="'!&") == found(text="amp") == []
        assert found(property_id=key) == found(property_id=key, property_value="red") == [lamp]
        assert found(property_id=key, property_value="blue") == found(property_id=scene.id("x")) == []


@pytest.mark.req("TKT-02")
def test_tickets_of_a_stage_that_is_no_more_are_known_until_they_are_moved(db: Db) -> None:
    scene = Scene()
    ticket = scene.is_ticketed(scene.writes("Jo"))
    scene.command()
    scene.record(PipelineRenamed, scene.pipeline_id, name="Help")
    scene.record(PipelineArchived, scene.pipeline_id)
    scene.record(StageRemoved, scene.pipeline_id, stage="new", into="waiting")
    account, pipeline = scene.account_id, scene.pipeline_id
    with shown(db, "ticket_board", scene.recorded):
        assert queries.in_removed_stages(db, account, pipeline, 10) == [ticket]
        row = queries.pipeline(db, account, pipeline)
    assert row is not None
    assert (row.name, row.archived, row.removed) == ("Help", True, {"new": "waiting"})
    assert [stage["key"] for stage in row.stages] == ["waiting", "closed"]
    scene.command()
    scene.record(events.TicketMoved, ticket, stage="waiting", previous="new", closed=False)
    with shown(db, "ticket_board", scene.recorded):
        assert queries.in_removed_stages(db, account, pipeline, 10) == []


@pytest.mark.req("PRV-08")
def test_texts_go_with_the_first_contact_and_are_masked_for_a_further_one(db: Db) -> None:
    scene = Scene()
    first, second = scene.writes("Jo"), scene.writes("Bo")
    jos, bos = scene.is_ticketed(first, "Jo and Bo"), scene.is_ticketed(second, "Bo and Jo")
    for ticket, own, other in ((jos, first, second), (bos, second, first)):
        linked(scene, ticket, other)
        values = {"contact_id": scene.contact_of(own), "property_id": scene.id("p"), "cleared": False}
        scene.record(events.TicketPropertySet, ticket, **values, kind="text", value="", text="for Jo")
        scene.record(events.TicketDescribed, ticket, contact_id=scene.contact_of(own), description="Jo too")
    scene.forgets(first, words=("Jo",))
    with shown(db, "ticket_board", scene.recorded):
        erased, masked = (
            queries.some(db, scene.account_id, scene.inboxes, (each,))[0] for each in (jos, bos)
        )
        past = db.execute(
            "SELECT DISTINCT name, description FROM ticket_board_history WHERE ticket_id = %s", [bos]
        ).fetchall()
    assert (erased.name, erased.description) == ("[erased]", "[erased]")
    assert (masked.name, masked.description) == ("Bo and [erased]", "[erased] too")
    assert [value["value"] for value in erased.properties.values()] == ["[erased]"]
    assert [value["value"] for value in masked.properties.values()] == ["for [erased]"]
    assert {row[0] for row in past} == {"Bo and [erased]"}
