"""The lists agents work from."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings

from domain.contact.events import ContactRenamed
from domain.conversation.events import AssignmentDecided, ConversationClosed, ConversationReopened
from domain.conversation.handling_events import ConversationFiled, ConversationSnoozed
from domain.view.filter import BASES, Filter
from projections.common.db import Db
from projections.inbox_list import lists, queries
from tests.support import mail
from tests.support.any_history import AnyHistory
from tests.support.happenings import histories
from tests.support.scene import Scene
from tests.support.viewing import project, shown, tables_of, views


def page(
    db: Db, scene: Scene, base: str, inboxes: tuple[UUID, ...] | None = None, **how: Any
) -> list[lists.Listed]:
    """Return the first rows of a list."""
    seen = scene.inboxes if inboxes is None else inboxes
    return lists.page(db, scene.account_id, seen, Filter(base), **how).items


@pytest.mark.req("CNV-03", "ACC-01")
def test_each_view_shows_its_own(db: Db) -> None:
    scene = Scene()
    mine = scene.writes("Jo", assignee=scene.ann)
    nobodys = scene.writes("Bo")
    closed = scene.writes("Cy", assignee=scene.ann)
    scene.command()
    scene.record(ConversationClosed, closed, reason="done")
    later, spam = scene.writes("Di"), scene.writes("Ed", assignee=scene.ann)
    scene.record(ConversationSnoozed, later, until=scene.at)
    scene.record(ConversationFiled, spam, folder="spam", previous="", reason="person")
    with shown(db, "inbox_list", scene.recorded):
        found = {
            base: [row.conversation_id for row in page(db, scene, base, user_id=scene.ann)] for base in BASES
        }
        counts = queries.counts(db, scene.account_id, scene.inboxes, scene.ann)
    assert found == {"open": [nobodys, mine], "mine": [mine], "unassigned": [nobodys], "closed": [closed], "snoozed": [later], "spam": [spam], "trash": [], "archive": [], "mentions": []}  # fmt: skip
    assert counts == {
        scene.inbox_id: queries.Counts(
            open=2, mine=1, unassigned=1, snoozed=1, closed=1, spam=1, trash=0, archive=0
        )
    }


def test_a_row_tells_who_writes_about_what_and_since_when_they_wait(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo", text="Hello,\n\n  my   printer burns", subject="Fire")
    since = scene.at
    scene.writes_again(conversation_id, text="word " * 60)
    with shown(db, "inbox_list", scene.recorded):
        row = queries.conversation(db, scene.account_id, scene.inboxes, conversation_id)
    assert row is not None
    assert (row.contact_name, row.contact_address, row.subject) == ("Jo", "jo@example.org", "Fire")
    assert row.preview == ("word " * 28).strip() + " …"
    assert (row.waiting_since, row.active_at, row.message_count) == (since, scene.at, 2)
    assert row.last_direction == "in"


def test_an_answer_ends_the_waiting_and_automatic_mail_begins_none(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo")
    scene.is_answered(conversation_id)
    scene.writes_again(conversation_id, text="I am on holiday", automatic="auto_reply")
    with shown(db, "inbox_list", scene.recorded):
        row = queries.conversation(db, scene.account_id, scene.inboxes, conversation_id)
    assert row is not None
    assert row.waiting_since is None


@pytest.mark.req("CNV-02")
@pytest.mark.parametrize("undone", [True, False])
def test_who_waited_waits_again_where_closing_is_undone(db: Db, undone: bool) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo")
    since = scene.at
    scene.command()
    scene.record(ConversationClosed, conversation_id, reason="done")
    scene.command()
    scene.record(ConversationReopened, conversation_id, reason="undone" if undone else "person")
    with shown(db, "inbox_list", scene.recorded):
        row = queries.conversation(db, scene.account_id, scene.inboxes, conversation_id)
    assert row is not None
    assert (row.status, row.waiting_since) == ("open", since if undone else None)


@pytest.mark.req("MSG-05", "CNV-10")
@pytest.mark.parametrize("origin", ["automation", "bot", "keyword"])
def test_what_is_said_by_itself_answers_nobody(db: Db, origin: str) -> None:
    """Whoever got a greeting only still waits for a person, as promises have it."""
    scene = Scene()
    conversation_id = scene.writes("Jo")
    since = scene.at
    scene.is_answered(conversation_id, "We will be with you soon.", origin=origin)
    with shown(db, "inbox_list", scene.recorded):
        row = queries.conversation(db, scene.account_id, scene.inboxes, conversation_id)
    assert row is not None
    assert (row.waiting_since, row.last_direction, row.message_count) == (since, "out", 2)


@pytest.mark.parametrize("channel_only", [False, True])
def test_pages_follow_each_other_without_gap_or_repeat(db: Db, channel_only: bool) -> None:
    scene = Scene()
    written = [scene.writes(f"Jo{number}") for number in range(7)]
    chosen = (scene.channel_id,) if channel_only else ()
    seen: list[UUID] = []
    with shown(db, "inbox_list", scene.recorded):
        after = None
        while after is not None or not seen:
            found = lists.page(
                db, scene.account_id, scene.inboxes, Filter(channel_ids=chosen), after=after, limit=3
            )
            seen += [row.conversation_id for row in found.items]
            after = found.next
    assert seen == written[::-1]


@pytest.mark.req("ACC-10")
def test_inboxes_one_may_not_see_are_not_found(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo")
    other = (scene.id("another inbox"),)
    with shown(db, "inbox_list", scene.recorded):
        assert page(db, scene, "open", other) == []
        assert page(db, scene, "open", ()) == []
        assert page(db, scene, "mine", other, user_id=scene.ann) == []
        assert queries.conversation(db, scene.account_id, other, conversation_id) is None
        assert queries.of_contact(db, scene.account_id, other, [scene.contact_of(conversation_id)]) == []
        assert lists.page(db, scene.id("another account"), scene.inboxes, Filter()).items == []


def test_a_contacts_conversations_are_found_by_contact_and_renamed_with_them(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo")
    scene.command()
    scene.record(ContactRenamed, scene.contact_of(conversation_id), name="Joanna")
    with shown(db, "inbox_list", scene.recorded):
        rows = queries.of_contact(db, scene.account_id, scene.inboxes, [scene.contact_of(conversation_id)])
    assert [(row.conversation_id, row.contact_name) for row in rows] == [(conversation_id, "Joanna")]


@pytest.mark.req("AUD-02")
def test_the_list_as_it_was(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo")
    before = scene.position
    scene.command()
    scene.record(ConversationClosed, conversation_id, reason="done")
    between = scene.position
    scene.command()
    scene.record(ConversationReopened, conversation_id, reason="person")
    with shown(db, "inbox_list", scene.recorded):
        assert [
            len(page(db, scene, "open", as_of=position)) for position in (0, before, between, scene.position)
        ] == [0, 1, 0, 1]
        row = queries.conversation(db, scene.account_id, scene.inboxes, conversation_id, as_of=between)
    assert row is not None
    assert row.status == "closed"


def test_what_one_command_does_is_one_version(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo", assignee=scene.ann)
    scene.command()
    mail.assign(scene, conversation_id, scene.inbox_id, scene.channel_id, None, scene.ann)
    scene.record(ConversationClosed, conversation_id, reason="done")
    first = next(r.position for r in scene.recorded if r.event.originator_id == conversation_id)
    last = [r.position for r in scene.recorded if isinstance(r.event, AssignmentDecided)][-1]
    with shown(db, "inbox_list", scene.recorded):
        history = db.execute("SELECT valid_from, valid_to, status FROM inbox_list_history").fetchall()
        live = db.execute("SELECT valid_from, status FROM inbox_list").fetchall()
    assert history == [(first, last, "open")]
    assert live == [(last, "closed")]


@pytest.mark.req("AUD-02")
@given(history=histories(("mail_comes", "talk", "deliver", "change", "rename")))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_as_of_any_command_is_what_was_shown_then(db: Db, history: AnyHistory) -> None:
    projector = views()["inbox_list"]
    inboxes = tuple(history.inboxes)
    commands = [recorded.event.envelope.command_id for recorded in history.recorded]
    cut = next(
        index
        for index in range(len(commands) * 2 // 3, len(commands))
        if commands[index] != commands[index - 1]
    )
    with tables_of(db, "earlier", projector):
        project(db, projector, history.recorded[:cut])
        then = {
            view: lists.page(db, history.account_id, inboxes, Filter(view), limit=99).items
            for view in ("open", "closed")
        }
    with tables_of(db, "later", projector):
        project(db, projector, history.recorded)
        position = history.recorded[cut - 1].position
        for view in ("open", "closed"):
            past = lists.page(db, history.account_id, inboxes, Filter(view), as_of=position, limit=99).items
            assert [_shown(row) for row in past] == [_shown(row) for row in then[view]]


def _shown(row: queries.Conversation) -> tuple[object, ...]:
    kept_up = {"version", "position"}  # of the stream: what the list does not show makes no version of a row
    return tuple(getattr(row, name) for name in row.__dataclass_fields__ if name not in kept_up)


@pytest.mark.req("PRV-08")
def test_the_erased_are_forgotten_in_the_past_too(db: Db) -> None:
    scene = Scene()
    gone = scene.writes("Jo", text="I am Jo", subject="Jo asks")
    other = scene.writes("Bo", text="my colleague Jo said so", subject="Ask Jo")
    mention = scene.recorded[-2].event.message_id  # type: ignore[attr-defined]
    scene.is_answered(gone)
    scene.is_answered(other)
    scene.forgets(gone, mention, words=("Jo",))
    with shown(db, "inbox_list", scene.recorded):
        live = db.execute(
            "SELECT contact_name, contact_address, subject, preview FROM inbox_list ORDER BY active_at"
        ).fetchall()
        past = db.execute(
            "SELECT preview, subject FROM inbox_list_history WHERE contact_name = 'Bo'"
        ).fetchall()
        kept = db.execute(
            "SELECT count(*) FROM inbox_list_history h WHERE h::text LIKE '%Jo%' OR h::text LIKE '%jo@%'"
        ).fetchone()
    assert live == [("[erased]",) * 4, ("Bo", "bo@example.org", "Ask [erased]", "Dear Jo")]
    assert past == [("my colleague [erased] said so", "Ask [erased]")]
    assert kept == (0,)
