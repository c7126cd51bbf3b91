"""Conversations together and apart, as the read models show them: as the log says, whatever the batches (CNV-07, AUD-03)."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from application.conversation import AssignConversation, PostReply
from application.handling import FileConversation, WriteNote
from application.placing import MergeConversation, MoveConversation, UnmergeConversation
from application.splitting import MoveMessages
from domain.conversation.messages import MessageReceived
from domain.kernel.refusal import Refusal
from projections.assignment_log import queries as assignments
from projections.common.db import Db
from projections.inbox_list import queries as inbox_list
from projections.thread import queries as threads
from tests.support.histories import as_read_after_erasure
from tests.support.mails import a_mail
from tests.support.placing import Desk, Step, forget, steps
from tests.support.viewing import contents, project, shown, tables_of, views

LAW = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
VIEWS = views()


def recorded(desk: Desk) -> list[Any]:
    return desk.world.ports.log.read(0, 10**6)  # type: ignore[attr-defined, no-any-return]


@pytest.mark.req("CNV-07", "AUD-03")
@pytest.mark.parametrize("view", ["thread", "inbox_list", "assignment_log"])
@given(steps=steps, cuts=st.lists(st.integers(0, 400), max_size=12))
@LAW
def test_any_batches_show_the_same(db: Db, view: str, steps: list[Step], cuts: list[int]) -> None:
    desk, projector = Desk(), VIEWS[view]
    desk.run(steps)
    with tables_of(db, "whole", projector):
        project(db, projector, recorded(desk))
        whole = contents(db, projector)
    with tables_of(db, "cut", projector):
        project(db, projector, recorded(desk), cuts)
        assert contents(db, projector) == whole


@pytest.mark.req("CNV-07")
@given(steps=steps)
@LAW
def test_each_message_is_shown_where_the_log_says(db: Db, steps: list[Step]) -> None:
    desk = Desk()
    desk.run(steps)
    for view in ("thread", "inbox_list"):
        with shown(db, view, recorded(desk)):
            rows = db.execute(f"SELECT message_id, shown_in FROM {view}_messages".encode()).fetchall()
            assert dict(rows) == desk.followed()
            counts: dict[UUID, int] = dict(
                db.execute(f"SELECT conversation_id, message_count FROM {view}".encode()).fetchall()
            )
            written = written_in(desk)
            assert {one: counts[one] for one in written} == {one: len(each) for one, each in written.items()}


def written_in(desk: Desk) -> dict[UUID, list[UUID]]:
    """Return the messages, without notes, that each conversation shows."""
    notes = {note for each in desk.conversations() for note in desk.conversation(each).notes}
    return {one: [message for message in each if message not in notes] for one, each in desk.shown().items()}


@pytest.mark.req("CNV-07")
@given(steps=steps, one=st.integers(0, 50), other=st.integers(0, 50))
@LAW
def test_a_row_is_after_a_merge_and_its_end_what_it_was(
    db: Db, steps: list[Step], one: int, other: int
) -> None:
    desk = Desk()
    desk.run(steps)
    merged = desk.pick(one)
    before = faces(db, desk)
    try:
        desk.world.do(MergeConversation(merged, desk.pick(other), confirmed=True), by=desk.agent)
    except Refusal:
        return
    desk.world.do(UnmergeConversation(merged), by=desk.agent)
    assert faces(db, desk) == before


def faces(db: Db, desk: Desk) -> dict[UUID, tuple[Any, ...]]:
    """Return what the list shows of each conversation that has messages, without the versions of its row."""
    with shown(db, "inbox_list", recorded(desk)):
        rows = db.execute(
            "SELECT conversation_id, inbox_id, subject, preview, status, shelf, assignee_id, message_count, last_message_id,"
            " last_direction, active_at, waiting_since, news_position, folder, merged_into FROM inbox_list"
        ).fetchall()
    return {row[0]: row[1:] for row in rows if row[6]}


@pytest.mark.req("CNV-07", "CNV-03")
def test_what_is_merged_leaves_the_lists_and_the_other_row_shows_both(db: Db) -> None:
    desk = Desk()
    world, agent = desk.world, desk.agent
    one, two = desk.room.mail("First"), desk.room.mail("Second")
    world.do(FileConversation(two, "archive"), by=agent)
    world.do(MergeConversation(two, one), by=agent)
    with shown(db, "inbox_list", recorded(desk)):
        rows = [inbox_list.conversation(db, world.account, desk.inboxes, each) for each in (one, two)]
        open_, *_ = inbox_list.counts(db, world.account, desk.inboxes, agent).values()
    by_id = {row.conversation_id: row for row in rows if row}
    assert (by_id[two].shelf, by_id[one].shelf) == ("merged", "open")
    assert (by_id[one].message_count, by_id[one].preview) == (2, "Second")
    assert (open_.archive, open_.open) == (0, len(desk.conversations()) - 1)
    world.do(UnmergeConversation(two), by=agent)
    with shown(db, "inbox_list", recorded(desk)):
        rows = [inbox_list.conversation(db, world.account, desk.inboxes, each) for each in (one, two)]
    by_id = {row.conversation_id: row for row in rows if row}
    assert (by_id[two].shelf, by_id[one].preview, by_id[one].message_count) == ("archive", "First", 1)


@pytest.mark.req("CNV-07", "ACC-10")
def test_a_moved_conversation_is_counted_and_explained_in_its_new_inbox(db: Db) -> None:
    desk = Desk()
    world, agent = desk.world, desk.agent
    old, new = desk.inboxes
    it = desk.conversations()[0]
    world.do(AssignConversation(it, None), by=agent)
    before = recorded(desk)[-1].position
    world.do(MoveConversation(it, new), by=agent)
    with shown(db, "inbox_list", recorded(desk)):
        counts = inbox_list.counts(db, world.account, desk.inboxes, agent)
        past = inbox_list.conversation(db, world.account, (old,), it, as_of=before)
        gone = inbox_list.conversation(db, world.account, (old,), it)
    assert (counts[old].open, counts[new].open, counts[new].unassigned) == (
        len(desk.conversations()) - 1, 1, 1,
    )  # fmt: skip
    assert (past is not None, gone) == (True, None)
    with shown(db, "assignment_log", recorded(desk)):
        assert len(assignments.of_conversation(db, world.account, (new,), it)) == 3
        assert assignments.of_conversation(db, world.account, (old,), it) == []


@pytest.mark.req("CNV-07", "PRV-08")
def test_an_erasure_forgets_only_its_own_of_what_stands_together(db: Db) -> None:
    desk = Desk()
    world, agent = desk.world, desk.agent
    one, two = desk.room.mail("Mine"), desk.room.mail("Yours", sender="bob@customer.example")
    world.do(PostReply(one, "Dear both"), by=agent)
    world.do(WriteNote(two, "Bob again"), by=agent)
    world.do(MergeConversation(two, one, confirmed=True), by=agent)
    (last,) = world.happened(two, MessageReceived)
    world.do(MoveMessages(one, (last.message_id,), None, confirmed=True), by=agent)
    history = forget(recorded(desk), desk.conversation(two).contact_id)
    for view in ("thread", "inbox_list"):
        with tables_of(db, "live", VIEWS[view]):
            project(db, VIEWS[view], history, [len(history) - 1])
            live = contents(db, VIEWS[view])
            if view == "thread":
                found = threads.items(db, world.account, one)
                bodies = [item.body for item in found if isinstance(item, threads.Message)]
                assert bodies == ["[erased]", "Dear both", "Mine"]
        with tables_of(db, "rebuilt", VIEWS[view]):
            project(db, VIEWS[view], as_read_after_erasure(history))
            assert contents(db, VIEWS[view]) == live


def test_mails_are_what_the_desk_says() -> None:
    desk = Desk()
    assert len(desk.homes()) == 4
    desk.room.receive(a_mail())
    assert len(desk.homes()) == 5
