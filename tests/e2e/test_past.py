"""What was shown then can be shown again, and every step to it is told (AUD-01, AUD-02)."""

from typing import Any

import pytest

from tests.e2e.conftest import Open
from tests.support.company import Company
from tests.support.mails import a_mail

VIEWS = ("open", "unassigned", "closed", "mine")


def shown(company: Company, conversation: str, as_of: int | None = None) -> dict[str, Any]:
    """Return a conversation, its decisions, every list and the board as they are, or were."""
    past = "" if as_of is None else f"as_of={as_of}"
    read = company.admin.read
    lists = {view: _rows(read(f"/conversations?view={view}&{past}")["items"]) for view in VIEWS}
    (pipeline,) = read("/pipelines")["items"]
    board = read(f"/pipelines/{pipeline['pipeline_id']}/board?{past}")
    tickets = read(f"/tickets?{past}")["items"]
    return {
        **lists,
        "board": board,
        "tickets": tickets,
        "thread": {**read(f"/conversations/{conversation}?{past}"), "as_of": None},
    }


def _rows(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows without what somebody had read, which is kept in no history."""
    return [{name: value for name, value in row.items() if name != "unread"} for row in items]


@pytest.mark.req("AUD-01", "AUD-02", "TKT-04")
def test_the_past_is_shown_as_it_was_shown_then(open_account: Open) -> None:
    company = open_account()
    admin, agent = company.admin, company.agent("Bo")
    mailbox = company.channel(users=(agent.user_id,), tickets=True)
    (row,) = mailbox.taken(a_mail(message_id=f"first@{company.domain}"))
    conversation = row["conversation_id"]
    at = f"/conversations/{conversation}"
    then = [(admin.position, shown(company, conversation))]

    def after(_what_was_done: object) -> None:
        admin.position = max(admin.position, agent.position)
        then.append((admin.position, shown(company, conversation)))

    after(mailbox.taken(a_mail("Another matter", sender="Otto <otto@other.example>")))
    after(admin.put(f"{at}/assignee", {"user_id": admin.user_id}))
    after(admin.put(f"/tickets/{row['ticket_id']}/stage", {"stage": "waiting_on_us"}))
    after(admin.post(f"{at}/close"))
    after(mailbox.taken(a_mail("And now?", answers=f"first@{company.domain}")))
    after(admin.put(f"{at}/assignee", {"user_id": None}))

    statuses = [seen["thread"]["status"] for _, seen in then]
    assert statuses == ["open", "open", "open", "open", "closed", "open", "open"]
    assert [len(seen["open"]) for _, seen in then] == [1, 2, 2, 2, 1, 2, 2]
    for position, seen in then:
        past = shown(company, conversation, position)
        for part, was in seen.items():
            assert past[part] == was, f"{part} at {position}"

    told = admin.read(f"/history/conversation/{conversation}?limit=100")["items"]
    assert [event["position"] for event in told] == sorted({event["position"] for event in told})
    by_hand = [event for event in told if event["event"] == "conversation.assignment_decided"][1]
    assert by_hand["actor"] == f"user:{admin.user_id}"
    assert by_hand["at"]
    assert by_hand["correlation_id"]
    assert {"field": "assignee_id", "before": agent.user_id, "after": admin.user_id} in by_hand["changes"]
    received = next(event for event in told if event["event"] == "conversation.message_received")
    cause = admin.read(f"/history/intake/{received['facts']['intake_id']}")["items"]
    accepted = next(event for event in cause if event["event"] == "intake.message_accepted")
    assert received["correlation_id"] == accepted["correlation_id"]
