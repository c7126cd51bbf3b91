"""Texts among a conversation's properties are forgotten with the contact, live and rebuilt (CNV-02, PRV-08)."""

import pytest

from domain.conversation.handling_events import ConversationPropertySet
from projections.common.db import Db
from projections.thread import queries
from tests.support.histories import as_read_after_erasure
from tests.support.scene import Scene
from tests.support.viewing import contents, project, tables_of, views


@pytest.mark.req("CNV-02", "PRV-08")
def test_texts_are_erased_and_other_kinds_stay(db: Db) -> None:
    scene, thread = Scene(), views()["thread"]
    it = scene.writes("Jo")
    text, size, gone = (scene.id("property", name) for name in ("text", "size", "gone"))
    for key, kind, cleared in (
        (text, "text", False),
        (size, "choice", False),
        (gone, "text", False),
        (gone, "text", True),
    ):
        scene.command()
        scene.record(
            ConversationPropertySet, it, contact_id=scene.contact_of(it), property_id=key, kind=kind, cleared=cleared,
            value="" if kind == "text" else "large", text="Jo's own" if kind == "text" and not cleared else "",
        )  # fmt: skip
    scene.forgets(it)
    with tables_of(db, "live", thread):
        project(db, thread, scene.recorded, [len(scene.recorded) - 1])
        live = contents(db, thread)
        header = queries.header(db, scene.account_id, scene.inboxes, it)
    assert header is not None
    assert header.properties == {
        str(text): {"kind": "text", "value": "[erased]"}, str(size): {"kind": "choice", "value": "large"},
    }  # fmt: skip
    with tables_of(db, "rebuilt", thread):
        project(db, thread, as_read_after_erasure(scene.recorded))
        assert contents(db, thread) == live
