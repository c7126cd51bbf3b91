"""Any list by any filter in any order: whole, in order, and within what its asker may see (CNV-03, ACC-10)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.conversation.handling_events import (
    ConversationPrioritySet,
    ConversationTagged,
    NoteWithdrawn,
    NoteWritten,
)
from domain.view.filter import BASES, DUES, OPEN, PRIORITIES, Filter
from domain.view.wanted import by_property
from projections.common.db import Db
from projections.inbox_list import lists, queries
from projections.inbox_list.ordering import order_of
from tests.support.any_history import AnyHistory
from tests.support.happenings import histories
from tests.support.scene import Scene
from tests.support.viewing import project, tables_of, views

MARKS = """CREATE TABLE reading_marks (
    account_id uuid, user_id uuid, conversation_id uuid, position bigint, PRIMARY KEY (account_id, user_id, conversation_id))"""
LAW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
KINDS = (
    "mail_comes",
    "mail_comes",
    "talk",
    "change",
    "handle",
    "handle",
    "handle",
    "rename",
    "measure",
    "measure",
    "administer",
)


@contextmanager
def listed(db: Db, history: Any) -> Iterator[None]:
    """Show a history in the inbox list, beside the marks of who has read what."""
    projector = views()["inbox_list"]
    with tables_of(db, "listed", projector):
        db.execute(MARKS)
        project(db, projector, history.recorded)
        yield


def see(db: Db, account_id: UUID, user_id: UUID, conversation_id: UUID, position: int) -> None:
    db.execute(
        "INSERT INTO reading_marks VALUES (%s, %s, %s, %s)", (account_id, user_id, conversation_id, position)
    )


def whole(
    db: Db, history: Any, chosen: Filter, inboxes: tuple[UUID, ...], limit: int, **how: Any
) -> list[lists.Listed]:
    """Return a list page by page."""
    found: list[lists.Listed] = []
    after = None
    while True:
        page = lists.page(db, history.account_id, inboxes, chosen, after=after, limit=limit, **how)
        assert len(page.items) <= limit
        found += page.items
        if page.next is None:
            return found
        assert page.next != after
        after = page.next


def expected(rows: list[lists.Listed], chosen: Filter, inboxes: tuple[UUID, ...], user: UUID) -> set[UUID]:
    """Say in Python what a filter means."""

    def fits(row: lists.Listed) -> bool:
        own = {
            "mine": row.shelf == "open" and row.assignee_id == user,
            "unassigned": row.shelf == "open" and row.assignee_id is None,
            "mentions": row.mention is not None and row.shelf not in ("spam", "trash"),
        }.get(chosen.base, row.shelf == chosen.base)
        return (
            own
            and row.inbox_id in inboxes
            and (not chosen.inbox_ids or row.inbox_id in chosen.inbox_ids)
            and (not chosen.channel_ids or row.channel_id in chosen.channel_ids)
            and (not chosen.assignee_ids or row.assignee_id in chosen.assignee_ids)
            and (not chosen.priorities or row.priority in chosen.priorities)
            and (not chosen.kinds or row.kind in chosen.kinds)
            and (
                not chosen.tags
                or any(tag.lower() in [one.lower() for one in chosen.tags] for tag in row.tags)
            )
            and (not chosen.team_ids or row.team_id in chosen.team_ids)
            and (not chosen.dues or row.due in chosen.dues)
            and all(
                any(has(row, property_id, *one) for one in either)
                for property_id, either in by_property(chosen.properties).items()
            )
            and (not chosen.waiting or row.waiting_since is not None)
            and (not chosen.unread or (row.mention_unseen if chosen.base == "mentions" else row.unread))
        )

    return {row.conversation_id for row in rows if fits(row)}


def has(row: lists.Listed, property_id: str, how: str, value: str) -> bool:
    found = row.properties.get(property_id)
    return found == value if how == "is" else (found is not None) is (how == "set")


@st.composite
def filters(draw: st.DrawFn, history: AnyHistory) -> Filter:
    def some(values: Any) -> tuple[Any, ...]:
        return tuple(draw(st.lists(st.sampled_from(values), max_size=2, unique=True)))

    known = [str(one) for one in history.deeds.properties]
    wanted = [
        (one, how, value)
        for one in known
        for how, value in (("is", "12"), ("is", "7"), ("set", ""), ("unset", ""))
    ]
    return Filter(
        draw(st.sampled_from(BASES)), some(history.inboxes), some(history.channels), some(history.users),
        some(["vip", "VIP", "Hello Jo"]), some(PRIORITIES), some(["email", "sms"]), draw(st.booleans()), draw(st.booleans()),
        some([history.id("team")]), some(DUES), some(wanted) if wanted else (),
    )  # fmt: skip


@pytest.mark.req("CNV-03", "PF-05")
@given(history=histories(KINDS), data=st.data())
@LAW
def test_pages_of_any_list_are_the_list_without_gap_or_repeat(
    db: Db, monkeypatch: pytest.MonkeyPatch, history: AnyHistory, data: st.DataObject
) -> None:
    monkeypatch.setattr(lists, "LOOKED_AT", data.draw(st.sampled_from([2, 6, 2000])))
    user, seen = history.users[1], tuple(history.inboxes[: data.draw(st.integers(0, 2))])
    with listed(db, history):
        for number, (conversation_id, _, _) in enumerate(history.conversations):
            if number % 3:
                see(db, history.account_id, user, conversation_id, history.recorded[-number % 40].position)
        ids = [one for one, _, _ in history.conversations]
        rows = lists.some(db, history.account_id, tuple(history.inboxes), ids, user)
        for _ in range(12):
            chosen = data.draw(filters(history))
            sorts = ["newest", "oldest", *(["waiting", "priority", "due"] if chosen.base in OPEN else [])]
            sort = data.draw(st.sampled_from(sorts))
            asked = {"sort": sort, "user_id": user, "reader_id": user}
            paged = whole(db, history, chosen, seen, data.draw(st.integers(1, 4)), **asked)
            assert {row.conversation_id for row in paged} == expected(rows, chosen, seen, user)
            assert len({row.conversation_id for row in paged}) == len(paged)
            order = order_of(chosen.base, sort)
            keys = [order.cursor_of(row) for row in paged]
            assert keys == sorted(keys, reverse=order.down)
            count, more = lists.count(db, history.account_id, seen, chosen, user)
            assert count == len(paged) or more


@pytest.mark.req("CNV-03")
@given(history=histories(KINDS))
@LAW
def test_counters_are_what_a_recount_gives(db: Db, history: AnyHistory) -> None:
    recount = """SELECT inbox_id, scope, count(*) FROM inbox_list CROSS JOIN LATERAL unnest(CASE WHEN shelf = 'open'
        THEN ARRAY['open', coalesce('mine:' || assignee_id, 'unassigned'), 'channel:' || channel_id] ELSE ARRAY[shelf] END)
        AS scope GROUP BY 1, 2 ORDER BY 1, 2"""
    with listed(db, history):
        kept = db.execute("SELECT inbox_id, scope, n FROM inbox_list_counters ORDER BY 1, 2").fetchall()
        assert kept == db.execute(recount).fetchall()
        open_ones = db.execute("SELECT count(*) FROM inbox_list WHERE shelf = 'open'").fetchone()
        by_channel = queries.by_channel(db, history.account_id, tuple(history.inboxes))
        assert (sum(by_channel.values()),) == open_ones


@pytest.mark.req("CNV-03")
def test_what_changes_while_one_pages_moves_nothing_else(db: Db) -> None:
    scene = Scene()
    written = [scene.writes(f"Jo{number}") for number in range(9)]
    projector, projected = views()["inbox_list"], len(scene.recorded)
    with listed(db, scene):
        first = lists.page(db, scene.account_id, scene.inboxes, Filter(), limit=4)
        scene.writes_again(written[0])
        scene.writes_again(written[8])
        late = scene.writes("Late")
        project(db, projector, scene.recorded[projected:])
        rest = lists.page(db, scene.account_id, scene.inboxes, Filter(), after=first.next, limit=9)
    shown = [row.conversation_id for row in (*first.items, *rest.items)]
    assert shown == written[:0:-1]
    assert late not in shown


@pytest.mark.req("CNV-02", "CNV-03")
def test_a_call_is_listed_until_it_is_seen_or_taken_back(db: Db) -> None:
    scene = Scene()
    one, other = scene.writes("Jo"), scene.writes("Bo")
    notes = []
    for conversation_id in (one, other, one):
        scene.command()
        notes.append(scene.new_id("note"))
        scene.record(
            NoteWritten, conversation_id, contact_id=scene.contact_of(conversation_id), inbox_id=scene.inbox_id,
            note_id=notes[-1], author_id=None, text="Look", mentions=(scene.ann, scene.ann),
        )  # fmt: skip
    asked: dict[str, Any] = {"user_id": scene.ann, "reader_id": scene.ann}
    with listed(db, scene):
        called = lists.page(db, scene.account_id, scene.inboxes, Filter("mentions"), **asked).items
        assert [(row.conversation_id, row.mention_unseen) for row in called] == [(one, True), (other, True)]
        see(db, scene.account_id, scene.ann, one, called[0].mention or 0)
        unseen = Filter("mentions", unread=True)
        assert lists.count(db, scene.account_id, scene.inboxes, unseen, scene.ann) == (1, False)
        assert lists.count(db, scene.account_id, (), unseen, scene.ann) == (0, False)
        projected = len(scene.recorded)
        for conversation_id, note_id in ((other, notes[1]), (one, notes[2])):
            scene.command()
            scene.record(NoteWithdrawn, conversation_id, note_id=note_id)
        project(db, views()["inbox_list"], scene.recorded[projected:])
        called = lists.page(db, scene.account_id, scene.inboxes, Filter("mentions"), **asked).items
        assert [(row.conversation_id, row.mention_unseen) for row in called] == [(one, False)]


@pytest.mark.req("CNV-03")
def test_what_came_in_is_unread_until_seen_and_again_with_the_next(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo", assignee=scene.ann)
    mine = Filter("mine", unread=True)

    def unread() -> list[bool]:
        (row,) = lists.some(db, scene.account_id, scene.inboxes, [conversation_id], scene.ann)
        count, _ = lists.count(db, scene.account_id, scene.inboxes, mine, scene.ann)
        return [row.unread, bool(count)]

    with listed(db, scene):
        assert unread() == [True, True]
        see(db, scene.account_id, scene.ann, conversation_id, scene.recorded[-1].position)
        assert unread() == [False, False]
        projected = len(scene.recorded)
        scene.is_answered(conversation_id)
        project(db, views()["inbox_list"], scene.recorded[projected:])
        assert unread() == [False, False]
        projected = len(scene.recorded)
        scene.writes_again(conversation_id)
        project(db, views()["inbox_list"], scene.recorded[projected:])
        assert unread() == [True, True]


@pytest.mark.req("CNV-03")
def test_the_longest_waiting_and_the_most_urgent_come_first(db: Db) -> None:
    scene = Scene()
    first, second, answered = (scene.writes(name) for name in ("Jo", "Bo", "Cy"))
    scene.is_answered(answered)
    scene.writes_again(first)
    scene.command()
    scene.record(ConversationPrioritySet, answered, priority="urgent", previous="none")
    scene.record(ConversationPrioritySet, second, priority="low", previous="none")
    scene.record(ConversationTagged, second, tag="VIP")
    with listed(db, scene):

        def ids(sort: str, **how: Any) -> list[UUID]:
            page = lists.page(db, scene.account_id, scene.inboxes, Filter(**how), sort=sort)
            return [row.conversation_id for row in page.items]

        assert ids("waiting") == [first, second, answered]
        assert ids("priority") == [answered, second, first]
        assert ids("oldest") == [second, answered, first]
        assert ids("newest", tags=("vip",)) == [second]
        assert ids("waiting", waiting=True) == [first, second]
