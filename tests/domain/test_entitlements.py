"""Every gate over every combination of tiers, seats, dates and switches, against the requirements' own words."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import combinations, product

import pytest

from domain.account import entitlements as gates
from domain.account.entitlements import TIER_GATES, TIERS, Plan
from domain.account.policy import HUBS, SeatNeeded, must_have_seats
from domain.account.verdict import NotEntitled, Verdict
from tests.support.given import uid

PLANS = [dict(zip(HUBS, tiers, strict=True)) for tiers in product(TIERS, repeat=len(HUBS))]
SEATS = [frozenset(chosen) for n in range(len(HUBS) + 1) for chosen in combinations(HUBS, n)]
HIGH = {"professional", "enterprise"}
GATE = date(2024, 4, 1)

# the words of ACC-05, written once more and differently
INCLUDED: Mapping[str, Callable[[Mapping[str, str]], bool]] = {
    "whatsapp": lambda on: on["marketing"] in HIGH or on["service"] in HIGH,
    "calling": lambda on: on["sales"] in HIGH or on["service"] in HIGH,
    "capacity_behaviour": lambda on: on["service"] == "enterprise",
}


def plan(
    tiers: Mapping[str, str], seats: frozenset[str] = frozenset(), *, day: date = GATE, privacy: bool = False
) -> Plan:
    return Plan(tiers=tiers, created_on=day, data_privacy=privacy, seats=seats)


def assert_says_what_to_do(verdict: Verdict) -> None:
    assert bool(verdict.reason) is bool(verdict.advice) is bool(verdict.needed) is not verdict.allowed


@pytest.mark.req("ACC-04", "ACC-05", "ACC-06", "ACC-07", "ACC-08")
def test_each_gate_over_every_hub_tier_seat_date_and_switch() -> None:
    days, seen = {GATE: True, date(2024, 4, 2): False}, 0
    for tiers, seats, day, privacy in product(PLANS, SEATS, days, (True, False)):
        found = gates.verdicts(plan(tiers, seats, day=day, privacy=privacy))
        wanted = {gate: included(tiers) for gate, included in INCLUDED.items()}
        wanted["assignment_rules"] = "sales" in seats or "service" in seats
        wanted |= {"gdpr": privacy, "automatic_tickets": days[day]}
        assert {gate: verdict.allowed for gate, verdict in found.items()} == wanted
        seen += 1
    assert seen == 4**3 * 2**3 * 2 * 2


@pytest.mark.req("ACC-05", "ACC-06", "ACC-07", "ACC-08")
def test_each_refusal_says_why_and_every_way_out() -> None:
    for verdict in gates.verdicts(plan({}, day=date(2024, 4, 2))).values():
        assert not verdict.allowed
        assert_says_what_to_do(verdict)
    everything = plan(dict.fromkeys(HUBS, "enterprise"), frozenset(HUBS), privacy=True)
    for verdict in gates.verdicts(everything).values():
        assert verdict.allowed
        assert_says_what_to_do(verdict)


@pytest.mark.req("ACC-05")
@pytest.mark.parametrize("gate", TIER_GATES)
def test_whatever_is_needed_is_enough_and_nothing_less_is(gate: str) -> None:
    free: dict[str, str] = {}
    needed = gates.verdicts(plan(free))[gate].needed
    ways = {(need.hub, need.tier) for need in needed}
    for hub, tier in product(HUBS, TIERS):
        assert gates.verdicts(plan({hub: tier}))[gate].allowed is ((hub, tier) in ways)
    assert all(need.kind == "tier" and need.words == f"{need.hub.title()} Hub {need.tier}" for need in needed)


@pytest.mark.req("ACC-05")
@pytest.mark.parametrize(
    ("kind", "refusal"),
    [("whatsapp", gates.WhatsAppNotIncluded), ("calling", gates.CallingNotIncluded)],
)
def test_a_gated_kind_is_refused_by_a_type_of_its_own(kind: str, refusal: type[NotEntitled]) -> None:
    verdict = gates.may_connect(kind, {})
    with pytest.raises(refusal, match="Service Hub professional or enterprise") as refused:
        gates.must(verdict, field="kind")
    assert (refused.value.code, refused.value.field) == (f"{kind}_not_included", "kind")
    assert refused.value.needed == verdict.needed
    gates.must(gates.may_connect(kind, {"service": "professional"}))
    assert gates.may_connect("email", {}).allowed


@pytest.mark.req("ACC-05", "ACC-07")
def test_the_other_gates_have_types_too() -> None:
    with pytest.raises(gates.CapacityBehaviourNotIncluded, match="Service Hub enterprise"):
        gates.must(gates.may_use_capacity_behaviour({"service": "professional"}))
    with pytest.raises(gates.DataPrivacyOff, match="Switch them on first"):
        gates.must(gates.may_offer_gdpr(data_privacy=False))


@pytest.mark.req("ACC-06")
@pytest.mark.parametrize("seats", SEATS)
def test_the_seats_gate_is_the_rules_own(seats: frozenset[str]) -> None:
    if gates.may_set_assignment_rules(seats).allowed:
        must_have_seats(seats, {uid("ann"): seats})
        return
    with pytest.raises(SeatNeeded) as refused:
        must_have_seats(seats, {})
    assert {need.hub for need in refused.value.needed} == {"sales", "service"}
    with pytest.raises(SeatNeeded):
        must_have_seats({"service"}, {uid("ann"): seats})


@pytest.mark.req("ACC-05")
def test_a_downgrade_loses_what_was_open_and_is_no_longer() -> None:
    for before, after in product(PLANS, PLANS):
        wanted = [gate for gate, included in INCLUDED.items() if included(before) and not included(after)]
        assert list(gates.lost(before, after)) == wanted
