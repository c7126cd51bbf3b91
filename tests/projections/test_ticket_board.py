"""Tickets on their board."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings

from domain.pipeline.events import StagesChanged
from domain.ticket.events import (
    TicketCategorySet,
    TicketMoved,
    TicketOwnerSet,
    TicketPrioritySet,
    TicketRenamed,
)
from projections.common.db import Db
from projections.ticket_board import queries
from projections.ticket_board.wanted import Wanted
from tests.support.any_history import AnyHistory
from tests.support.happenings import histories
from tests.support.scene import Scene
from tests.support.viewing import shown


@pytest.mark.req("TKT-02", "TKT-04")
def test_a_ticket_moves_over_the_board_and_the_counters_follow(db: Db) -> None:
    scene = Scene()
    moved = scene.is_ticketed(scene.writes("Jo"))
    stays = scene.is_ticketed(scene.writes("Bo"))
    scene.command()
    scene.record(TicketMoved, moved, stage="waiting", previous="new")
    with shown(db, "ticket_board", scene.recorded):
        board = {
            stage: [
                each.ticket_id
                for each in queries.stage(db, scene.account_id, scene.inboxes, scene.pipeline_id, stage)
            ]
            for stage in ("new", "waiting", "closed")
        }
        counts = queries.counts(db, scene.account_id, scene.inboxes, scene.pipeline_id)
        hidden = queries.counts(db, scene.account_id, (), scene.pipeline_id)
    assert board == {"new": [stays], "waiting": [moved], "closed": []}
    assert counts == {"new": 1, "waiting": 1}
    assert hidden == {}


@pytest.mark.req("TKT-04")
def test_a_ticket_is_found_by_itself_its_contact_and_its_conversation(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo")
    contact_id = scene.contact_of(conversation_id)
    ticket_id = scene.is_ticketed(conversation_id)
    scene.record(TicketOwnerSet, ticket_id, owner_id=scene.ann)
    scene.record(TicketPrioritySet, ticket_id, priority="high")
    scene.record(TicketRenamed, ticket_id, contact_id=contact_id, name="Fire")
    scene.is_ticketed(scene.writes("Bo"))
    account, inboxes = scene.account_id, scene.inboxes
    with shown(db, "ticket_board", scene.recorded):
        found = queries.ticket(db, account, inboxes, ticket_id)
        assert found is not None
        assert (found.owner_id, found.priority, found.name, found.version) == (scene.ann, "high", "Fire", 4)
        assert queries.tickets(db, account, inboxes, wanted=Wanted(contact_ids=[contact_id])) == [found]
        wanted = Wanted(conversation_id=conversation_id)
        assert queries.tickets(db, account, inboxes, wanted=wanted) == [found]
        assert queries.ticket(db, account, (), ticket_id) is None
        (newest,) = queries.tickets(db, account, inboxes, limit=1)
        older = queries.tickets(db, account, inboxes, after=(newest.opened_at, newest.ticket_id))
    assert older == [found]


@pytest.mark.req("TKT-04")
def test_tickets_are_found_by_owner_priority_contact_and_how_their_name_begins(db: Db) -> None:
    scene = Scene()
    mine, hers, nobodys = (
        scene.is_ticketed(scene.writes(who), name)
        for who, name in (("Jo", "100% broken_leg"), ("Bo", "100 eggs"), ("Cy", "Łódź " + "x" * 5000))
    )
    scene.command()
    scene.record(TicketOwnerSet, mine, owner_id=scene.ann)
    scene.record(TicketPrioritySet, hers, priority="urgent")
    account, inboxes, pipeline = scene.account_id, scene.inboxes, scene.pipeline_id

    def found(**wanted: Any) -> set[UUID]:
        only = Wanted(**wanted)
        listed = queries.tickets(db, account, inboxes, wanted=only)
        columns = queries.stage(db, account, inboxes, pipeline, "new", wanted=only)
        assert {each.ticket_id for each in columns} == {each.ticket_id for each in listed}
        return {each.ticket_id for each in listed}

    with shown(db, "ticket_board", scene.recorded):
        assert found(owner_id=scene.ann) == {mine}
        assert found(unowned=True) == {hers, nobodys}
        assert found(priority="urgent") == {hers}
        assert found(priority="urgent", owner_id=scene.ann) == set()
        assert found(name="100") == {mine, hers}
        assert found(name="100% BROKEN_") == {mine}
        assert found(name="%") == found(name="_") == set()
        assert found(name="łÓDŹ " + "x" * 100) == {nobodys}
        some = queries.some(db, account, inboxes, (mine, hers, scene.ann))
        assert {each.ticket_id for each in some} == {mine, hers}
        assert queries.some(db, account, (), (mine,)) == []


@pytest.mark.req("TKT-04", "AUD-03")
@given(history=histories())
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_counters_of_the_board_equal_a_recount(db: Db, history: AnyHistory) -> None:
    recount = """
        SELECT account_id, pipeline_id, inbox_id, stage, count(*) FROM ticket_board GROUP BY 1, 2, 3, 4"""
    kept = "SELECT account_id, pipeline_id, inbox_id, stage, n FROM ticket_board_counters WHERE n <> 0"
    with shown(db, "ticket_board", history.recorded):
        assert set(db.execute(kept)) == set(db.execute(recount.encode()))


@pytest.mark.req("TKT-04", "AUD-02")
def test_the_category_is_changed_and_what_it_was_is_kept(db: Db) -> None:
    scene = Scene()
    ticket = scene.is_ticketed(scene.writes("Jo"))
    scene.command()
    scene.record(TicketCategorySet, ticket, category="Delivery")
    before = scene.recorded[-1].position - 1
    with shown(db, "ticket_board", scene.recorded):
        (now,) = queries.some(db, scene.account_id, scene.inboxes, (ticket,))
        (then,) = queries.some(db, scene.account_id, scene.inboxes, (ticket,), before)
    assert (then.category, now.category) == ("", "Delivery")


@pytest.mark.req("TKT-02")
def test_pipelines_have_their_stages_in_order(db: Db) -> None:
    scene = Scene()
    stages = ({"key": "a", "name": "A", "closed": False}, {"key": "b", "name": "B", "closed": True})
    scene.record(StagesChanged, scene.pipeline_id, stages=stages)
    with shown(db, "ticket_board", scene.recorded):
        found = queries.pipeline(db, scene.account_id, scene.pipeline_id)
        assert queries.pipelines(db, scene.account_id) == [found]
    assert found is not None
    assert found.stages == list(stages)


@pytest.mark.req("PRV-08")
def test_names_of_tickets_forget_their_contact_and_mask_mentions(db: Db) -> None:
    scene = Scene()
    gone, other = scene.writes("Jo"), scene.writes("Bo")
    mention = scene.writes_again(other, text="Jo said so")
    own, others = scene.is_ticketed(gone, "Jo asks"), scene.is_ticketed(other, "About Jo")
    scene.forgets(gone, mention, words=("Jo",))
    with shown(db, "ticket_board", scene.recorded):
        names = [queries.ticket(db, scene.account_id, scene.inboxes, each) for each in (own, others)]
    assert [each.name for each in names if each] == ["[erased]", "About [erased]"]
