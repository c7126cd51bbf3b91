"""What of a message was newly written, as the views show it (EML-17)."""

import pytest

from projections.common.db import Db
from projections.search import queries as search
from projections.search.asking import parsed
from projections.search.filters import Filters
from projections.thread import queries as thread
from tests.projections.test_search import searchable
from tests.support.scene import Scene
from tests.support.viewing import shown

TEXT = "Yes, please.\n\n-- \nBo Bee 555\n\nOn Monday Jo Doe wrote:\n> Shall we send the giraffe?"
SIGNATURE, QUOTE = TEXT.index("--"), TEXT.index("On Monday")
PARTS: tuple[dict[str, str | int], ...] = (
    {"kind": "reply", "start": 0, "end": SIGNATURE},
    {"kind": "signature", "start": SIGNATURE, "end": QUOTE},
    {"kind": "quote", "start": QUOTE, "end": len(TEXT)},
)


@pytest.mark.req("EML-17")
def test_a_thread_has_the_whole_text_and_its_parts(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Bo")
    message_id = scene.writes_again(conversation_id, TEXT, parts=PARTS)
    with shown(db, "thread", scene.recorded):
        message = thread.message(db, scene.account_id, scene.inboxes, message_id)
        items = thread.items(db, scene.account_id, conversation_id)
    assert message is not None
    assert (message.body, message.parts) == (TEXT, list(PARTS))
    assert [item.parts for item in items if isinstance(item, thread.Message)] == [list(PARTS), None]


@pytest.mark.req("EML-17")
@pytest.mark.parametrize(
    ("text", "parts", "preview"),
    [
        (TEXT, PARTS, "Yes, please."),
        (TEXT, (), " ".join(TEXT.split())),
        ("> Hello", ({"kind": "quote", "start": 0, "end": 7},), "> Hello"),
    ],
)
def test_a_list_shows_what_was_newly_written(
    db: Db, text: str, parts: tuple[dict[str, str | int], ...], preview: str
) -> None:
    scene = Scene()
    scene.writes_again(scene.writes("Bo"), text, parts=parts)
    with shown(db, "inbox_list", scene.recorded):
        assert db.execute("SELECT preview FROM inbox_list").fetchall() == [(preview,)]


@pytest.mark.req("EML-17", "CNV-03")
def test_what_is_only_quoted_is_not_found_but_a_signature_is(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Bo")
    scene.writes_again(conversation_id, TEXT, parts=PARTS)

    def found(words: str) -> list[object]:
        page = search.page(db, scene.account_id, scene.inboxes, parsed(words), Filters())
        return [hit.conversation_id for hit in page.hits]

    with searchable(db, scene):
        assert found("giraffe") == []
        assert found("please") == found("555") == [conversation_id]


@pytest.mark.req("EML-17", "PRV-08")
def test_parts_lie_where_they_were_after_a_mask_and_are_gone_with_who_wrote(db: Db) -> None:
    scene = Scene()
    gone, other = scene.writes("Jo"), scene.writes("Bo")
    message_id = scene.writes_again(other, TEXT, parts=PARTS)
    own = scene.writes_again(gone, TEXT, parts=PARTS)
    scene.forgets(gone, message_id, words=("Jo",))
    with shown(db, "thread", scene.recorded):
        message = thread.message(db, scene.account_id, scene.inboxes, message_id)
        erased = thread.message(db, scene.account_id, scene.inboxes, own)
    assert message is not None
    assert erased is not None
    assert message.parts is not None
    pieces = {part["kind"]: message.body[part["start"] : part["end"]] for part in message.parts}
    assert pieces["quote"] == "On Monday [erased] Doe wrote:\n> Shall we send the giraffe?"
    assert pieces["signature"] == TEXT[SIGNATURE:QUOTE]
    assert "".join(pieces.values()) == message.body
    assert (erased.body, erased.parts) == ("[erased]", [])
