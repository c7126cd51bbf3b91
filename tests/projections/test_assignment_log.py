"""Why each conversation was assigned as it was."""

import pytest

from domain.conversation.events import TicketSkipped
from projections.assignment_log import queries
from projections.common.db import Db
from tests.support.scene import Scene
from tests.support.viewing import shown


@pytest.mark.req("RTG-08")
def test_a_decision_is_kept_with_its_inputs(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo", assignee=scene.ann)
    scene.writes("Bo")
    with shown(db, "assignment_log", scene.recorded):
        (found,) = queries.of_conversation(db, scene.account_id, scene.inboxes, conversation_id)
        whole = queries.of_account(db, scene.account_id, scene.inboxes)
        older = queries.of_account(db, scene.account_id, scene.inboxes, before=whole[0].position)
        assert queries.of_account(db, scene.account_id, ()) == []
    assert (found.outcome, found.assignee_id, found.policy) == ("assigned", scene.ann, "routing.1")
    assert found.reasons == ["longest_since"]
    assert found.considered == [{"user": str(scene.ann), "verdict": "eligible", "open": 3, "live": 0}]
    assert found.facts_position is not None
    assert [each.outcome for each in whole] == ["unassigned", "assigned"]
    assert older == [found]


@pytest.mark.req("ACC-08", "TKT-03")
def test_a_ticket_not_made_says_why_to_those_who_see_the_inbox(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo")
    scene.record(
        TicketSkipped, conversation_id, channel_id=scene.channel_id, reason="account_date_gate", policy="tickets.1",
        advice="Use the help desk.",
    )  # fmt: skip
    with shown(db, "assignment_log", scene.recorded):
        (found,) = queries.of_account(db, scene.account_id, scene.inboxes, kind="ticket_skipped")
        assert queries.of_account(db, scene.account_id, (), kind="ticket_skipped") == []
    assert (found.reasons, found.advice, found.inbox_id) == (
        ["account_date_gate"], "Use the help desk.", scene.inbox_id,
    )  # fmt: skip
