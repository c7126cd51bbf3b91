"""One conversation to read."""

import pytest

from domain.conversation.events import ConversationClosed
from domain.conversation.messages import (
    MessageBounced,
    MessageSent,
    SendFailed,
    SendRefused,
    SendStarted,
    SendUnresolved,
)
from projections.common.db import Db
from projections.thread import queries
from tests.support import mail
from tests.support.given import uid
from tests.support.scene import Scene
from tests.support.viewing import shown


@pytest.mark.req("EML-16")
def test_messages_and_decisions_are_read_in_order_newest_first(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo", assignee=scene.ann)
    scene.is_answered(conversation_id)
    scene.is_ticketed(conversation_id)
    scene.command()
    scene.record(ConversationClosed, conversation_id, reason="done")
    with shown(db, "thread", scene.recorded):
        header = queries.header(db, scene.account_id, scene.inboxes, conversation_id)
        items = queries.items(db, scene.account_id, conversation_id)
    assert [item.direction if isinstance(item, queries.Message) else item.topic for item in items] == [
        "conversation.closed", "ticket.opened", "out", "conversation.assignment_decided", "in",
    ]  # fmt: skip
    assert header is not None
    assert (header.status, header.assignee_id, header.message_count) == ("closed", scene.ann, 2)
    assert header.version == 6
    received = items[-1]
    assert isinstance(received, queries.Message)
    assert received.threading is not None
    assert received.threading["outcome"] == "started"


def test_pages_of_items_follow_each_other(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo")
    for _ in range(4):
        scene.is_answered(conversation_id)
    with shown(db, "thread", scene.recorded):
        whole = queries.items(db, scene.account_id, conversation_id)
        newest = queries.items(db, scene.account_id, conversation_id, limit=4)
        older = queries.items(db, scene.account_id, conversation_id, before=newest[-1].position, limit=4)
    assert newest + older == whole
    assert len(whole) == 6


@pytest.mark.req("ACC-10")
def test_a_thread_of_an_inbox_one_may_not_see_is_not_found(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo")
    message_id = scene.is_answered(conversation_id)
    with shown(db, "thread", scene.recorded):
        assert queries.header(db, scene.account_id, (), conversation_id) is None
        assert queries.message(db, scene.account_id, (), message_id) is None
        found = queries.message(db, scene.account_id, scene.inboxes, message_id)
    assert found is not None
    assert found.body == "Dear Jo"


FAILED = {"permanent": False, "code": 451, "reason": "busy"}


@pytest.mark.req("CNV-06", "EML-19")
@pytest.mark.parametrize(
    ("steps", "state", "attempts"),
    [
        ([], "queued", 0),
        ([(SendStarted, 1, {"repeats": False})], "sending", 1),
        ([(SendStarted, 1, {"repeats": False}), (MessageSent, 1, {"code": 250})], "sent", 1),
        ([(SendStarted, 1, {"repeats": False}), (SendFailed, 1, FAILED)], "deferred", 1),
        ([(SendStarted, 1, {"repeats": False}), (SendFailed, 1, FAILED | {"permanent": True})], "failed", 1),
        (
            [
                (SendStarted, 1, {"repeats": False}),
                (SendStarted, 2, {"repeats": True}),
                (SendFailed, 1, FAILED),
            ],
            "sending",
            2,
        ),
        ([(SendStarted, 2, {"repeats": True}), (SendUnresolved, 2, {})], "unresolved", 2),
    ],
)
def test_how_far_a_message_of_ours_got(
    db: Db, steps: list[tuple[type, int, dict[str, object]]], state: str, attempts: int
) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo")
    message_id = scene.is_answered(conversation_id)
    for fact, attempt, values in steps:
        scene.command()
        scene.record(fact, conversation_id, message_id=message_id, attempt=attempt, **values)
    with shown(db, "thread", scene.recorded):
        found = queries.message(db, scene.account_id, scene.inboxes, message_id)
    assert found is not None
    assert (found.delivery_state, found.delivery_attempts) == (state, attempts)


@pytest.mark.req("CNV-06", "EML-19")
@pytest.mark.parametrize(
    ("refused", "temporary", "reason"),
    [
        ((), (), ""),
        ((1,), (), "refused for recipient 2 of 4"),
        ((0, 1, 3), (), "refused for recipients 1, 2 and 4 of 4"),
        ((0, 2, 3), (2,), "refused for recipients 1 and 4 of 4; refused for now for recipient 3 of 4"),
    ],
)
def test_a_message_taken_for_some_says_for_whom_not(
    db: Db, refused: tuple[int, ...], temporary: tuple[int, ...], reason: str
) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo")
    message_id = scene.is_answered(conversation_id)
    scene.command()
    values = {"message_id": message_id, "attempt": 1, "code": 250, "recipients": 4}
    scene.record(MessageSent, conversation_id, **values, refused=refused, temporary=temporary)
    with shown(db, "thread", scene.recorded):
        found = queries.message(db, scene.account_id, scene.inboxes, message_id)
    assert found is not None
    assert (found.delivery_state, found.delivery_reason) == ("sent", reason)


def test_a_refused_message_says_why(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo")
    message_id = scene.is_answered(conversation_id)
    scene.record(SendRefused, conversation_id, message_id=message_id, reason="loop_guard", policy="loop.1")
    with shown(db, "thread", scene.recorded):
        found = queries.message(db, scene.account_id, scene.inboxes, message_id)
    assert found is not None
    assert (found.delivery_state, found.delivery_reason) == ("refused", "loop_guard")


@pytest.mark.req("PRV-08")
def test_nothing_of_the_erased_is_left(db: Db) -> None:
    scene = Scene()
    gone = scene.writes("Jo", text="I am Jo", subject="Jo asks")
    scene.is_answered(gone)
    other = scene.writes("Bo", text="my colleague Jo said so", subject="Ask Jo")
    scene.command()
    mention = mail.receive(
        scene, other, scene.inbox_id, scene.channel_id, scene.contact_of(other), text="from Jo", cc=("Jo", "Cy"),
        sender="bo@example.org", sender_name="Bo", attachments=({"part": 0, "filename": "photo of Jo"},),
    )  # fmt: skip
    first = next(
        r.event.message_id
        for r in scene.recorded
        if getattr(r.event, "subject", "") == "Ask Jo" and hasattr(r.event, "message_id")
    )
    scene.forgets(gone, mention, first, words=("Jo",))
    with shown(db, "thread", scene.recorded):
        message = queries.message(db, scene.account_id, scene.inboxes, mention)
        header = queries.header(db, scene.account_id, scene.inboxes, other)
        erased = db.execute(
            "SELECT body, subject, sender_name, recipients FROM thread_messages WHERE conversation_id = %s",
            [gone],
        ).fetchall()
    assert message is not None
    assert header is not None
    assert (message.body, message.cc) == ("from [erased]", ["[erased]", "Cy"])
    assert message.attachments[0]["filename"] == "photo of [erased]"
    assert header.subject == "Ask [erased]"
    assert erased == [("[erased]", "[erased]", "[erased]", [])] * 2


BOUNCED = {
    "bounce_id": uid("bounce"),
    "of": 2,
    "permanent": True,
    "status": "5.1.1",
    "diagnostic": "550 unknown",
}


@pytest.mark.req("EML-18")
@pytest.mark.parametrize(
    ("before", "told", "state", "reason"),
    [
        ("sent", {"recipients": (1,), "delayed": False}, "failed", "came back for recipient 2 of 2 (5.1.1)"),
        ("sent", {"recipients": (), "delayed": False}, "failed", "came back for somebody (5.1.1)"),
        (
            "sent",
            {"recipients": (0, 1), "delayed": True},
            "sent",
            "delayed for recipients 1 and 2 of 2 (5.1.1)",
        ),
        ("sending", {"recipients": (0,), "delayed": False}, "sending", ""),
    ],
)
def test_a_message_of_ours_that_came_back(
    db: Db, before: str, told: dict[str, object], state: str, reason: str
) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo")
    message_id = scene.is_answered(conversation_id)
    scene.command()
    scene.record(SendStarted, conversation_id, message_id=message_id, attempt=1, repeats=False)
    if before == "sent":
        scene.record(MessageSent, conversation_id, message_id=message_id, attempt=1, code=250)
    scene.record(
        MessageBounced,
        conversation_id,
        contact_id=scene.contact_of(conversation_id),
        message_id=message_id,
        **BOUNCED,
        **told,
    )
    with shown(db, "thread", scene.recorded):
        found = queries.message(db, scene.account_id, scene.inboxes, message_id)
    assert found is not None
    assert (found.delivery_state, found.delivery_reason) == (state, reason)
