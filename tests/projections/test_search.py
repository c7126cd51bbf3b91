"""What is found, by whom, and what no more (CNV-03)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.call.events import CallTranscribed
from domain.contact.events import ContactRenamed
from domain.conversation.events import ConversationClosed
from domain.conversation.handling_events import (
    ConversationFiled,
    ConversationTagged,
    NoteWithdrawn,
    NoteWritten,
)
from domain.conversation.placing_events import (
    ConversationAbsorbed,
    ConversationMerged,
    MessagesMovedIn,
    MessagesMovedOut,
)
from domain.kernel.personal import ERASED
from projections.common.db import Db
from projections.search import queries, stretches
from projections.search.asking import parsed
from projections.search.filters import Filters
from tests.support import mail
from tests.support.scene import Scene
from tests.support.viewing import project, tables_of, views


@contextmanager
def searchable(db: Db, scene: Scene) -> Iterator[None]:
    """Show a history through search and the views it asks."""
    chosen = [views()[name] for name in ("inbox_list", "thread", "search")]
    with tables_of(db, "shown", *chosen):
        for projector in chosen:
            project(db, projector, scene.recorded)
        yield


def found(
    db: Db, scene: Scene, text: str, inboxes: tuple[UUID, ...] | None = None, **filters: Any
) -> list[UUID]:
    """Return the conversations of the first page, the best first."""
    seen = scene.inboxes if inboxes is None else inboxes
    page = queries.page(db, scene.account_id, seen, parsed(text), Filters(**filters))
    return [hit.conversation_id for hit in page.hits]


def every(db: Db, scene: Scene, text: str, limit: int) -> list[queries.Hit]:
    """Return all pages one after the other."""
    hits: list[queries.Hit] = []
    after = None
    while True:
        page = queries.page(
            db, scene.account_id, scene.inboxes, parsed(text), Filters(), after=after, limit=limit
        )
        hits += page.hits
        after = page.next
        if after is None:
            return hits


@pytest.mark.req("CNV-03")
def test_messages_subjects_people_files_and_notes_are_found(db: Db) -> None:
    scene = Scene()
    one = scene.writes("Żaneta", text="Die Straße ist gesperrt", subject="Zamówienie PO-2026/00017")
    two = scene.writes("Bo", text="Where is my parcel?")
    scene.command()
    where = scene.inbox_id, scene.channel_id, scene.contact_of(two)
    file = {"part": 0, "filename": "Faktura_łódź.pdf", "size": 3}
    mail.receive(scene, two, *where, sender="bo@sklep-x.example", sender_name="Bo Nowak", attachments=(file,))
    scene.record(
        NoteWritten, one, contact_id=scene.contact_of(one), inbox_id=scene.inbox_id, note_id=scene.new_id("note"),
        author_id=scene.ann, text="Kulanz gewähren", mentions=(),
    )  # fmt: skip
    with searchable(db, scene):
        for text in (
            "strasse",
            "GESPERRT straß",
            "po-2026/00017",
            "zamowienie",
            '"ist gesperrt"',
            "kulanz gew",
        ):
            assert found(db, scene, text) == [one], text
        for text in ("parcel", "nowak", "bo@sklep-x.example", "lodz", "faktura_łódź.pdf"):
            assert found(db, scene, text) == [two], text
        assert found(db, scene, "help@example.com") == []  # ourselves
        for text in ('"gesperrt ist"', "strasse parcel", "parcel -where", "tomorrow"):
            assert found(db, scene, text) == [], text


@pytest.mark.req("CNV-03", "ACC-10", "SE-01")
def test_nothing_is_found_in_inboxes_that_are_not_open_to_the_asker(db: Db) -> None:
    scene = Scene()
    conversation = scene.writes("Jo", text="secret plan")
    with searchable(db, scene):
        assert found(db, scene, "secret") == [conversation]
        assert found(db, scene, "secret", ()) == []
        assert found(db, scene, "secret", (scene.new_id("inbox"),)) == []
        other = queries.page(db, scene.new_id("account"), scene.inboxes, parsed("secret"), Filters())
        assert other == queries.Page((), None)


@pytest.mark.req("CNV-03")
def test_filters_narrow(db: Db) -> None:
    scene = Scene()
    mine = scene.writes("Jo", text="the parcel", assignee=scene.ann)
    began = scene.at
    closed, spam = scene.writes("Bo", text="the parcel"), scene.writes("Cy", text="the parcel")
    scene.command()
    scene.record(ConversationClosed, closed, reason="done")
    scene.record(ConversationFiled, spam, folder="spam", previous="", reason="person")
    scene.record(ConversationTagged, closed, tag="VIP")
    scene.is_answered(mine, text="your parcel is here")
    chosen: Sequence[tuple[dict[str, Any], set[UUID]]] = (
        ({}, {mine, closed}),
        ({"place": "open"}, {mine}), ({"place": "closed"}, {closed}), ({"place": "spam"}, {spam}),
        ({"place": "mine", "user_id": scene.ann}, {mine}), ({"place": "unassigned"}, set()),
        ({"channel_ids": (scene.channel_id,)}, {mine, closed}), ({"channel_ids": (scene.ann,)}, set()),
        ({"assignee_ids": (scene.ann,)}, {mine}), ({"tags": ("vip", "late")}, {closed}),
        ({"direction": "out"}, {mine}), ({"direction": "note"}, set()), ({"attached": True}, set()),
        ({"since": began + timedelta(seconds=1)}, {mine, closed}),
        ({"until": began + timedelta(seconds=1)}, {mine}), ({"until": began}, set()),
    )  # fmt: skip
    with searchable(db, scene):
        for filters, expected in chosen:
            assert set(found(db, scene, "parcel", **filters)) == expected, filters


@pytest.mark.req("CNV-03")
def test_a_subject_counts_more_than_a_text_and_the_new_more_than_the_old(db: Db) -> None:
    scene = Scene()
    text = scene.writes("Jo", text="a parcel", subject="Hello")
    scene.at += timedelta(days=10)
    subject = scene.writes("Bo", text="hello", subject="Parcel")
    scene.at += timedelta(days=10)
    newer = scene.writes("Cy", text="a parcel", subject="Hello")
    with searchable(db, scene):
        assert found(db, scene, "parcel ") == [subject, newer, text]


@pytest.mark.req("CNV-03")
@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_pages_follow_each_other_without_gap_or_repeat(
    db: Db, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stretches, "LENGTH", 4)
    monkeypatch.setattr(stretches, "MOST_LOOKED_AT", 6)
    scene = Scene()
    wanted = [
        scene.writes(f"Jo{number}", text="the parcel", subject="Parcel" * (number % 2)) for number in range(9)
    ]
    for number in range(30):
        if number % 3 == 0:
            scene.writes_again(wanted[number % 7], text="parcel, please")
        else:
            scene.command()
            scene.record(ConversationFiled, scene.writes(f"Bo{number}", text="parcel"), folder="spam", previous="", reason="person")  # fmt: skip
    with searchable(db, scene):
        hits = every(db, scene, "parcel ", limit)
    assert len({hit.conversation_id for hit in hits}) == len(hits)
    assert {hit.conversation_id for hit in hits} == set(wanted)


@pytest.mark.req("PRV-08")
def test_an_erased_person_is_found_no_more_and_masked_elsewhere(db: Db) -> None:
    scene = Scene()
    own = scene.writes("Jo", text="my secret")
    other = scene.writes("Bo", text="Jo said hello", subject="Jo")
    ((message_id,),) = [
        [recorded.event.message_id]  # type: ignore[attr-defined]
        for recorded in scene.recorded
        if recorded.event.TOPIC == "conversation.message_received" and recorded.event.originator_id == other
    ]
    scene.forgets(own, message_id, words=("Jo",))
    with searchable(db, scene):
        assert found(db, scene, "secret") == []
        assert found(db, scene, "hello") == [other]
        assert found(db, scene, "jo ", direction="in") == [other]  # sender_name of the test's mails is Jo Doe
        assert queries.contacts(db, scene.account_id, parsed("jo "), limit=5) == []
        rows = db.execute("SELECT subject, body FROM search_texts").fetchall()
    assert rows == [(ERASED, f"{ERASED} said hello")]


@pytest.mark.req("CNV-02")
def test_a_note_that_was_taken_back_is_found_no_more(db: Db) -> None:
    scene = Scene()
    one = scene.writes("Jo")
    note_id = scene.new_id("note")
    scene.record(
        NoteWritten, one, contact_id=scene.contact_of(one), inbox_id=scene.inbox_id, note_id=note_id,
        author_id=scene.ann, text="kulanz", mentions=(),
    )  # fmt: skip
    with searchable(db, scene):
        assert found(db, scene, "kulanz", direction="note") == [one]
    scene.record(NoteWithdrawn, one, note_id=note_id)
    with searchable(db, scene):
        assert found(db, scene, "kulanz") == []
        assert db.execute("SELECT FROM search_texts WHERE body = 'kulanz'").fetchall() == []


@pytest.mark.req("CNV-07")
def test_what_was_moved_or_merged_is_found_where_it_is_shown(db: Db) -> None:
    scene = Scene()
    one, other, third = scene.writes("Jo", text="first"), scene.writes("Bo"), scene.writes("Cy")
    moved = scene.writes_again(one, text="kulanz")
    scene.command()
    values = {"message_ids": (moved,), "split": False}
    scene.record(MessagesMovedOut, one, to_id=other, **values)
    scene.record(MessagesMovedIn, other, homes=(one,), from_id=one, **values)
    with searchable(db, scene):
        assert found(db, scene, "kulanz") == [other]
        assert found(db, scene, "first") == [one]
    scene.command()
    scene.record(ConversationMerged, other, into_id=third, confirmed=True)
    scene.record(ConversationAbsorbed, third, merged_id=other, reopened=False)
    with searchable(db, scene):
        assert found(db, scene, "kulanz") == [third]


@pytest.mark.req("AUD-03", "CAL-02")
@pytest.mark.parametrize("cut", [False, True])
def test_what_comes_after_a_move_stands_where_it_says_however_the_log_is_cut(db: Db, cut: bool) -> None:
    scene = Scene()
    one, other = scene.writes("Jo", text="first"), scene.writes("Jo", text="other")
    scene.command()
    call, contact = uuid4(), scene.contact_of(one)
    scene.record(
        MessagesMovedIn, other, message_ids=(call,), homes=(one,), from_id=one, split=False,
    )  # fmt: skip
    before = len(scene.recorded)
    scene.record(
        CallTranscribed, call, conversation_id=one, contact_id=contact, channel_id=scene.channel_id, placed_in=one,
        recording_id=uuid4(), text="kulanz", confidence=None,
    )  # fmt: skip
    search = views()["search"]
    with tables_of(db, "shown", search):
        project(db, search, scene.recorded, [before] if cut else [])
        (place,) = db.execute("SELECT conversation_id FROM search WHERE message_id = %s", (call,)).fetchall()
    assert place == (one,)


@pytest.mark.req("CON-04")
def test_contacts_are_found_by_any_word_of_name_and_address(db: Db) -> None:
    scene = Scene()
    contact_id = scene.contact_of(scene.writes("Jo"))
    scene.writes("Bo")
    scene.command()
    scene.record(ContactRenamed, contact_id, name="Joanna Maria Kądziołka")
    with searchable(db, scene):
        for text in ("kadz", "maria joanna", "jo@example.org", "kadziolka example"):
            (contact,) = queries.contacts(db, scene.account_id, parsed(text), limit=5)
            assert contact == queries.Contact(contact_id, "Joanna Maria Kądziołka", ["jo@example.org"])
        assert len(queries.contacts(db, scene.account_id, parsed("example.org"), limit=5)) == 2
        assert queries.contacts(db, scene.new_id("account"), parsed("maria"), limit=5) == []
