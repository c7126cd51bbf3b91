"""The way into the log for an object's history."""

import pytest

from api.history_kinds import KINDS
from domain.catalogue import events
from domain.kernel.event import Opening
from infrastructure.cli import replay
from projections.common.db import Db
from projections.timeline import queries
from projections.timeline.objects import ELSEWHERE, extractors
from tests.support import mail
from tests.support.scene import Scene
from tests.support.viewing import shown


@pytest.mark.req("AUD-01")
def test_an_event_is_listed_under_each_object_it_concerns(db: Db) -> None:
    scene = Scene()
    conversation_id, contact_id = mail.first_mail(scene, scene.inbox_id, scene.channel_id, scene.ann, 1)
    ticket_id = next(r.event.originator_id for r in scene.recorded if r.event.TOPIC == "ticket.opened")
    with shown(db, "timeline", scene.recorded):
        topics = {
            kind: [entry.topic for entry in queries.page(db, scene.account_id, kind, object_id)]
            for kind, object_id in (
                ("conversation", conversation_id),
                ("contact", contact_id),
                ("ticket", ticket_id),
            )
        }
    assert topics["conversation"] == [
        "conversation.started", "conversation.threading_decided", "conversation.message_received",
        "conversation.assignment_decided", "slots.taken", "rotation.advanced", "ticket.opened", "claim.claimed",
        "intake.message_ingested",
    ]  # fmt: skip
    assert topics["contact"] == [
        "contact.created", "contact.identity_added", "conversation.started", "conversation.threading_decided",
        "conversation.message_received", "ticket.opened", "contact.ticket_associated", "claim.claimed",
    ]  # fmt: skip
    assert topics["ticket"] == ["ticket.opened", "contact.ticket_associated"]


@pytest.mark.req("AUD-01")
def test_an_entry_says_what_happened_and_where_it_is(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo")
    scene.is_answered(conversation_id)
    answered = scene.recorded[-1]
    with shown(db, "timeline", scene.recorded):
        by_ann = queries.page(db, scene.account_id, "user", scene.ann)[-1]
        entries = queries.page(db, scene.account_id, "conversation", conversation_id)
        assert queries.page(db, scene.account_id, "contact", conversation_id) == []
    assert entries[-1] == by_ann
    assert by_ann == queries.Entry(answered.position, "conversation.message_posted")


@pytest.mark.req("AUD-02")
def test_pages_follow_each_other_up_to_a_position(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo", assignee=scene.ann)
    with shown(db, "timeline", scene.recorded):
        whole = queries.page(db, scene.account_id, "conversation", conversation_id)
        first = queries.page(db, scene.account_id, "conversation", conversation_id, limit=2)
        rest = queries.page(
            db,
            scene.account_id,
            "conversation",
            conversation_id,
            after=first[-1].position,
            up_to=whole[3].position,
        )
    assert first + rest == whole[:4]
    assert len(whole) > 4


@pytest.mark.req("AUD-01")
def test_every_event_there_is_is_in_the_history_of_an_object_that_can_be_asked_for() -> None:
    openings = [fact for fact in events().values() if issubclass(fact, Opening)]
    kinds = {fact.OF for fact in openings} - ELSEWHERE
    assert kinds == KINDS.keys() == {*replay.KINDS}
    nowhere = {
        topic
        for topic, fact in events().items()
        if fact not in extractors() and topic.partition(".")[0] != "claim"
    }
    assert not nowhere
    for fact, concerned in extractors().items():
        assert {kind for kind, _ in concerned} <= kinds, fact
