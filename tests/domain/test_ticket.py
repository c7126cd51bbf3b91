"""Tickets, and whether a conversation becomes one by itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given as property_of
from hypothesis import strategies as st

from domain.kernel.event import Event
from domain.kernel.refusal import InvalidInput
from domain.ticket import events
from domain.ticket.aggregate import Ticket
from domain.ticket.policy import TicketFacts, decide_ticket
from tests.support.given import env, given, uid

FACTS = TicketFacts(
    enabled=True,
    created_on=date(2024, 4, 1),
    associated=0,
    limit=2,
    pipeline_id=uid("pipeline"),
    rule_enabled=True,
    assignee_id=uid("ada"),
)


def opened() -> Ticket:
    return Ticket.create(
        uid("ticket"),
        env(),
        contact_id=uid("contact"),
        conversation_id=uid("conversation"),
        channel_id=uid("channel"),
        inbox_id=uid("inbox"),
        name="Broken",
        pipeline_id=uid("pipeline"),
        stage="new",
    )


CHANGES: list[tuple[Callable[[Ticket], None], type[Event], dict[str, object]]] = [
    (lambda it: it.move(env(), "closed"), events.TicketMoved, {"stage": "closed", "previous": "new"}),
    (lambda it: it.set_owner(env(), uid("ada")), events.TicketOwnerSet, {"owner_id": uid("ada")}),
    (lambda it: it.set_priority(env(), "high"), events.TicketPrioritySet, {"priority": "high"}),
    (lambda it: it.set_category(env(), "parcel"), events.TicketCategorySet, {"category": "parcel"}),
]


@pytest.mark.req("TKT-04", "TKT-02")
@pytest.mark.parametrize(("change", "fact", "fields"), CHANGES)
def test_a_change_is_recorded_once(
    change: Callable[[Ticket], None], fact: type[Event], fields: dict[str, object]
) -> None:
    given(opened()).when(change).then((fact, fields))
    given(opened(), change).when(change).then_nothing()


@pytest.mark.req("TKT-01")
def test_a_ticket_opened_by_hand_says_so() -> None:
    event = given(opened()).history[0]
    assert isinstance(event, events.TicketOpened)
    assert event.source == "manual"


def test_a_ticket_is_renamed_but_not_to_nothing() -> None:
    named = given(opened()).when(lambda it: it.rename(env(), "Still broken"))
    named.then((events.TicketRenamed, {"name": "Still broken", "contact_id": uid("contact")}))
    given(opened()).when(lambda it: it.rename(env(), " ")).then_refused(InvalidInput)
    given(opened()).when(lambda it: it.set_priority(env(), "now")).then_refused(InvalidInput)


@pytest.mark.req("TKT-01", "EML-12")
def test_a_conversation_becomes_a_ticket_with_the_channels_properties() -> None:
    decision = decide_ticket(replace(FACTS, stage="waiting_on_us", priority="high", category="bug"))
    assert decision.outcome == "open"
    assert decision.pipeline_id == uid("pipeline")
    assert (decision.stage, decision.priority, decision.category) == ("waiting_on_us", "high", "bug")


@pytest.mark.req("ACC-08", "TKT-03", "EML-12", "EML-18")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"created_on": date(2024, 4, 2)}, "account_date_gate"),
        ({"created_on": date(2024, 4, 2), "enabled": False}, "account_date_gate"),
        ({"enabled": False}, "switched_off"),
        ({"pipeline_id": None}, "switched_off"),
        ({"automatic": "bounce"}, "automatic_mail"),
        ({"associated": 2}, "association_limit"),
    ],
)
def test_no_ticket_has_a_reason_and_advice(change: dict[str, object], reason: str) -> None:
    decision = decide_ticket(replace(FACTS, **change))  # type: ignore[arg-type]
    assert (decision.outcome, decision.reason, decision.pipeline_id) == ("skip", reason, None)
    assert decision.advice


@pytest.mark.req("TKT-03")
def test_just_below_the_limit_there_is_a_ticket() -> None:
    assert decide_ticket(replace(FACTS, associated=1)).outcome == "open"


@pytest.mark.req("TKT-05")
@pytest.mark.parametrize(
    ("owner", "rule_enabled", "owner_id"),
    [
        ("conversation", True, uid("ada")),
        ("conversation", False, None),
        ("none", True, None),
        (str(uid("bob")), False, uid("bob")),
        ("nobody we know", True, None),
    ],
)
def test_the_owner_is_the_conversations_where_assignment_is_automatic(
    owner: str, rule_enabled: bool, owner_id: object
) -> None:
    assert decide_ticket(replace(FACTS, owner=owner, rule_enabled=rule_enabled)).owner_id == owner_id


@pytest.mark.req("TKT-03")
@property_of(facts=st.builds(TicketFacts, automatic=st.sampled_from(["", "bounce"])))
def test_the_decision_is_total(facts: TicketFacts) -> None:
    decision = decide_ticket(facts)
    assert (decision.outcome == "open") == (decision.pipeline_id is not None)
    assert decision == decide_ticket(facts)
    assert decision.reason
