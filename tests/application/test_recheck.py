"""Decisions made again by their own policy on their own facts (RTG-08)."""

from dataclasses import replace
from uuid import UUID

import pytest

from application.conversation import AssignConversation
from application.user_self import SetAvailability
from domain.conversation.events import AssignmentDecided
from domain.simulation.recheck import differing
from tests.support.mails import a_mail
from tests.support.world import World

pytestmark = pytest.mark.req("RTG-08", "AUD-03")


@pytest.fixture
def decided() -> list[AssignmentDecided]:
    """One by the rule for somebody, one by a person, one by the rule for nobody."""
    world = World()
    ann, bo = world.user("Ann"), world.user("Bo", available=False)
    channel = world.channel(users=(ann, bo))
    first = world.mailed(channel, a_mail(sender="mia@customer.example"))
    world.do(AssignConversation(first, bo), by=ann)
    world.do(SetAvailability(ann, available=False))
    second = world.mailed(channel, a_mail(sender="zoe@customer.example"))
    return [event for one in (first, second) for event in world.happened(one, AssignmentDecided)]


def test_what_was_recorded_is_decided_again(decided: list[AssignmentDecided]) -> None:
    assert [event.source for event in decided] == ["rule", "person", "rule"]
    assert [differing(event) for event in decided] == [(), (), ()]


def changed(event: AssignmentDecided, **fields: object) -> AssignmentDecided:
    return replace(event, **fields)  # type: ignore[arg-type]


def test_every_lie_about_a_decision_is_found(decided: list[AssignmentDecided]) -> None:
    chosen, by_hand, nobody = decided
    somebody = UUID(int=7)
    available = tuple(one | {"available": True} for one in nobody.considered)
    assert differing(changed(chosen, assignee_id=somebody)) == ("assignee_id",)
    assert differing(changed(chosen, reasons=("never",))) == ("reasons",)
    assert differing(changed(nobody, considered=available)) == (
        "outcome",
        "assignee_id",
        "reasons",
        "considered",
    )
    assert differing(changed(chosen, policy="nobody@0")) == ("policy",)
    assert differing(changed(by_hand, outcome="unassigned")) == ("outcome",)
    assert differing(changed(by_hand, considered=chosen.considered)) == ("considered",)
