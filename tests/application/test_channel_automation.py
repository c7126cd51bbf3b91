"""What a channel does by itself: who may set it, and for whom."""

from uuid import uuid4

import pytest

from application.channel_automation import SetRoutingRule, SetTicketAutomation
from application.ticket import TicketsNeedHelpDesk
from application.token import IssueToken
from application.user import RemoveSeat
from domain.account.policy import SeatNeeded
from domain.channel.aggregate import Channel
from domain.channel.events import RoutingRuleSet
from domain.kernel.refusal import InvalidInput, NotFound
from tests.support.world import AFTER_THE_GATE, BEFORE_THE_GATE, World


@pytest.mark.req("EML-11", "RTG-05")
def test_a_rule_leaves_those_away_out_unless_somebody_opts_out() -> None:
    world = World()
    ann, channel = world.user("Ann"), world.channel()
    world.do(SetRoutingRule(channel, enabled=True, user_ids=(ann,)), by=world.admin)
    world.do(SetRoutingRule(channel, enabled=True, user_ids=(ann,), available_only=False), by=world.admin)
    rules = world.happened(channel, RoutingRuleSet)[-2:]
    assert [(rule.available_only, rule.rule_version) for rule in rules] == [(True, 2), (False, 3)]


@pytest.mark.req("ACC-06")
def test_a_rule_names_only_users_with_a_seat_and_the_refusal_says_who() -> None:
    world = World()
    ann, ben = world.user("Ann"), world.user("Ben", seats=("marketing",))
    channel = world.channel(users=(ann,))
    with pytest.raises(SeatNeeded, match=str(ben)) as refused:
        world.do(SetRoutingRule(channel, enabled=True, user_ids=(ann, ben)), by=world.admin)
    assert refused.value.field == "user_ids"
    with pytest.raises(SeatNeeded, match=str(ben)):
        world.do(
            SetRoutingRule(channel, enabled=True, team_ids=(world.team("Night", ann, ben),)), by=world.admin
        )
    with pytest.raises(NotFound):
        world.do(SetRoutingRule(channel, enabled=True, user_ids=(uuid4(),)), by=world.admin)


@pytest.mark.req("ACC-06")
def test_who_sets_a_rule_needs_a_seat() -> None:
    world = World()
    ann, channel = world.user("Ann"), world.channel()
    for hub in ("sales", "service"):
        world.do(RemoveSeat(world.admin, hub))
    rule = SetRoutingRule(channel, enabled=True, user_ids=(ann,))
    with pytest.raises(SeatNeeded, match="You need"):
        world.do(rule, by=world.admin)
    token = world.make(IssueToken("CI", ("account_access", "inbox_edit"), None, b"digest"), by=world.admin)
    with pytest.raises(SeatNeeded, match="You need"):
        world.do(rule, by=f"token:{token}")
    world.do(SetRoutingRule(channel, enabled=False), by=world.admin)


def test_a_rule_for_nobody_is_refused_unless_the_contacts_owner_gets_it() -> None:
    world = World()
    channel = world.channel()
    with pytest.raises(InvalidInput) as refused:
        world.do(SetRoutingRule(channel, enabled=True), by=world.admin)
    assert refused.value.field == "user_ids"
    world.do(SetRoutingRule(channel, enabled=True, target="contact_owner"), by=world.admin)
    assert world.get(Channel, channel).rule.target == "contact_owner"


@pytest.mark.req("EML-12", "TKT-02")
def test_ticket_automation_keeps_the_properties_of_new_tickets() -> None:
    world = World(BEFORE_THE_GATE)
    ann, channel = world.user("Ann"), world.channel()
    command = SetTicketAutomation(channel, True, world.pipeline, "waiting_on_us", "high", "returns", str(ann))  # noqa: FBT003
    world.do(command, by=world.admin)
    wanted = world.get(Channel, channel).tickets
    assert (wanted.stage, wanted.priority, wanted.category, wanted.owner) == (
        "waiting_on_us",
        "high",
        "returns",
        str(ann),
    )


@pytest.mark.req("EML-12", "TKT-02")
def test_ticket_automation_needs_a_pipeline_a_stage_and_an_owner_there_are() -> None:
    world, other = World(), World()
    channel = world.channel()
    with pytest.raises(InvalidInput, match="pipeline"):
        world.do(SetTicketAutomation(channel, enabled=True))
    with pytest.raises(NotFound):
        world.do(SetTicketAutomation(channel, enabled=True, pipeline_id=other.pipeline))
    with pytest.raises(InvalidInput, match="stage"):
        world.do(SetTicketAutomation(channel, enabled=True, pipeline_id=world.pipeline, stage="nowhere"))
    with pytest.raises(NotFound):
        world.do(
            SetTicketAutomation(channel, enabled=True, pipeline_id=world.pipeline, owner=str(other.admin))
        )


@pytest.mark.req("ACC-08")
def test_an_account_after_the_gate_is_told_of_the_help_desk() -> None:
    world = World(AFTER_THE_GATE)
    channel = world.channel()
    with pytest.raises(TicketsNeedHelpDesk, match="help desk"):
        world.do(SetTicketAutomation(channel, enabled=True, pipeline_id=world.pipeline), by=world.admin)
    world.do(SetTicketAutomation(channel, enabled=False), by=world.admin)
