"""Who gets a conversation: total, independent of order, fair, never somebody excluded, and repeatable."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given as property_of
from hypothesis import strategies as st

from domain.routing.facts import Candidate, RoutingFacts
from domain.routing.policy import BY_HAND, STRATEGIES, by_hand, decide, exclusion
from domain.routing.record import facts_of
from domain.routing.rotation import Rotation
from tests.support.given import START, env, uid

USERS = sorted(uid(number) for number in range(6))
SEAT = frozenset({"sales"})
ADA, BOB, CAT = (Candidate(user, seats=SEAT) for user in USERS[:3])

times = st.none() | st.integers(0, 100).map(lambda hours: START + timedelta(hours=hours))
limits = st.none() | st.integers(0, 3)
people = st.builds(
    Candidate,
    user_id=st.sampled_from(USERS),
    active=st.booleans(),
    seats=st.frozensets(st.sampled_from(["marketing", "sales", "service"])),
    inbox_access=st.booleans(),
    available=st.booleans(),
    open_count=st.integers(0, 3),
    live_count=st.integers(0, 3),
    total_limit=limits,
    live_limit=limits,
    last_turn_at=times,
    last_assigned_at=times,
)
situations = st.builds(
    RoutingFacts,
    candidates=st.lists(people, unique_by=lambda one: one.user_id).map(tuple),
    enabled=st.booleans(),
    target=st.sampled_from(["specific", "contact_owner"]),
    strategy=st.sampled_from([*STRATEGIES, "unheard_of"]),
    available_only=st.booleans(),
    live=st.booleans(),
    availability_always=st.booleans(),
    owner=st.none() | people,
    tracked=st.booleans(),
    seed=st.integers(0, 2**63 - 1),
    rule_version=st.integers(1, 9),
    position=st.integers(0, 9),
)


def facts(*candidates: Candidate, strategy: str = "round_robin", available_only: bool = True) -> RoutingFacts:
    return RoutingFacts(candidates, strategy=strategy, available_only=available_only)


@pytest.mark.req("RTG-01")
def test_a_rule_that_is_off_assigns_nobody() -> None:
    decision = decide(replace(facts(ADA), enabled=False))
    assert (decision.outcome, decision.reasons) == ("unassigned", ("rule_off",))


@pytest.mark.req("RTG-02")
def test_a_rule_without_targets_assigns_nobody() -> None:
    assert decide(facts()).reasons == ("no_targets",)


@pytest.mark.req("RTG-06", "RTG-08", "ACC-06", "CHT-14")
@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({"active": False}, "deactivated"),
        ({"seats": frozenset({"marketing"})}, "no_seat"),
        ({"inbox_access": False}, "no_inbox_access"),
        ({"available": False}, "away"),
        ({"open_count": 2, "total_limit": 2}, "at_capacity"),
        ({"live_count": 1, "live_limit": 1}, "at_capacity"),
        ({"open_count": 2, "total_limit": 3, "live_limit": 1}, "eligible"),
    ],
)
def test_each_exclusion_is_named_and_counted(change: dict[str, object], verdict: str) -> None:
    decision = decide(replace(facts(replace(ADA, **change)), live=True))  # type: ignore[arg-type]
    assert [one["verdict"] for one in decision.considered] == [verdict]
    if verdict != "eligible":
        assert decision.reasons == ("nobody_eligible", f"{verdict}:1")


@pytest.mark.req("CHT-14")
def test_the_live_limit_does_not_bound_mail() -> None:
    assert decide(facts(replace(ADA, live_count=1, live_limit=1))).user_id == ADA.user_id


@pytest.mark.req("RTG-08")
def test_why_nobody_was_chosen_is_counted_by_reason() -> None:
    away, seatless = replace(ADA, available=False), replace(BOB, seats=frozenset())
    decision = decide(facts(away, seatless, replace(CAT, available=False)))
    assert decision.reasons == ("nobody_eligible", "away:2", "no_seat:1")


@pytest.mark.req("RTG-05", "EML-11")
def test_availability_counts_unless_opted_out_where_that_is_offered() -> None:
    away = replace(ADA, available=False)
    assert decide(facts(away)).user_id is None
    opted_out = facts(away, available_only=False)
    assert decide(opted_out).user_id == ADA.user_id
    assert decide(replace(opted_out, availability_always=True)).user_id is None


@pytest.mark.req("RTG-07")
def test_round_robin_serves_who_waited_longest_and_the_never_served_first() -> None:
    early, late = replace(ADA, last_turn_at=START), replace(BOB, last_turn_at=START + timedelta(hours=1))
    chosen = decide(facts(late, early))
    assert (chosen.user_id, chosen.reasons) == (ADA.user_id, ("longest_since_last_turn",))
    newcomer = decide(facts(late, early, CAT))
    assert (newcomer.user_id, newcomer.reasons) == (CAT.user_id, ("never_had_a_turn",))
    assert decide(facts(CAT, BOB)).user_id == BOB.user_id


@pytest.mark.req("RTG-07")
def test_least_loaded_breaks_ties_by_the_last_assignment() -> None:
    busy = replace(ADA, open_count=2)
    fewest = decide(facts(busy, BOB, strategy="least_loaded"))
    assert (fewest.user_id, fewest.reasons) == (BOB.user_id, ("fewest_open",))
    recent = replace(BOB, last_assigned_at=START)
    tied = decide(
        facts(busy, recent, replace(CAT, last_assigned_at=START - timedelta(1)), strategy="least_loaded")
    )
    assert (tied.user_id, tied.reasons) == (CAT.user_id, ("fewest_open", "longest_since_last_assignment"))


@pytest.mark.req("RTG-07")
def test_random_is_drawn_by_a_recorded_seed() -> None:
    drawn = {decide(replace(facts(ADA, BOB, CAT, strategy="random"), seed=seed)).user_id for seed in range(3)}
    assert drawn == {ADA.user_id, BOB.user_id, CAT.user_id}
    assert decide(replace(facts(ADA, strategy="random"), seed=7)).seed == 7
    assert decide(replace(facts(ADA), seed=7)).seed is None


@pytest.mark.req("RTG-02", "RTG-03", "RTG-04")
@pytest.mark.parametrize(
    ("owner", "tracked", "available_only", "fallback", "user", "reasons"),
    [
        (None, True, True, (), None, ("no_owner",)),
        (ADA, False, True, (), None, ("not_tracked",)),
        (None, True, True, (BOB,), BOB, ("no_owner", "fallback", "never_had_a_turn")),
        (ADA, False, True, (BOB,), BOB, ("not_tracked", "fallback", "never_had_a_turn")),
        (ADA, True, True, (BOB,), ADA, ("contact_owner",)),
        (replace(ADA, available=False), True, True, (BOB,), None,
         ("nobody_eligible", "away:1", "owner_offline", "notify_owner")),
        (replace(ADA, available=False), True, False, (), ADA, ("contact_owner", "owner_offline", "notify_owner")),
        (replace(ADA, active=False), True, True, (), None, ("nobody_eligible", "deactivated:1")),
    ],
)  # fmt: skip
def test_the_contacts_owner_gets_it_or_the_reason_says_why_not(
    owner: Candidate | None,
    tracked: bool,
    available_only: bool,
    fallback: tuple[Candidate, ...],
    user: Candidate | None,
    reasons: tuple[str, ...],
) -> None:
    situation = RoutingFacts(
        fallback, target="contact_owner", owner=owner, tracked=tracked, available_only=available_only
    )
    decision = decide(situation)
    assert decision.user_id == (user.user_id if user else None)
    assert decision.reasons == reasons


@pytest.mark.req("RTG-06", "RTG-08")
def test_a_person_may_exceed_capacity_and_the_decision_has_the_same_form() -> None:
    decision = by_hand(ADA.user_id, "by_person")
    assert (decision.outcome, decision.policy, decision.considered) == ("assigned", BY_HAND, ())
    assert by_hand(None, "by_person").outcome == "unassigned"


@pytest.mark.req("RTG-06", "RTG-08")
@property_of(situations)
def test_the_decision_is_total_and_never_picks_the_excluded(situation: RoutingFacts) -> None:
    decision = decide(situation)
    assert (decision.outcome == "assigned") == (decision.user_id is not None)
    assert decision.reasons
    if decision.user_id is None:
        return
    asked = (*situation.candidates, *([situation.owner] if situation.owner else []))
    assert any(one.user_id == decision.user_id and not exclusion(one, situation) for one in asked)
    assert {"user": str(decision.user_id), "verdict": "eligible"}.items() <= next(
        one
        for one in decision.considered
        if one["verdict"] == "eligible" and one["user"] == str(decision.user_id)
    ).items()


@pytest.mark.req("RTG-08")
@property_of(situations, st.randoms(use_true_random=False))
def test_the_order_of_candidates_changes_nothing(situation: RoutingFacts, chance: object) -> None:
    mixed = list(situation.candidates)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert decide(replace(situation, candidates=tuple(mixed))) == decide(situation)


@pytest.mark.req("RTG-08")
@property_of(situations)
def test_an_auditor_decides_the_same_from_what_was_recorded(situation: RoutingFacts) -> None:
    decision = decide(situation)
    assert decide(facts_of(decision)) == decision


@pytest.mark.req("RTG-07")
@property_of(st.integers(2, 6), st.integers(0, 60), st.lists(st.integers(-5, 5), min_size=60, max_size=60))
def test_round_robin_is_fair_within_one_however_the_clock_steps(
    users: int, turns: int, steps: list[int]
) -> None:
    rotation = Rotation.open_month(uid("rotation"), env(), rule_id=uid("rule"), month="2026-11")
    served: Counter[object] = Counter()
    for turn in range(turns):
        waiting = tuple(
            Candidate(user, seats=SEAT, last_turn_at=_turn(rotation, user)) for user in USERS[:users]
        )
        chosen = decide(facts(*waiting)).user_id
        assert chosen is not None
        rotation.advance(env(steps[turn]), chosen, uid(turn))
        served[chosen] += 1
        if turn % 7 == 6:
            rotation = rotation.roll(uid(f"rotation {turn}"), env(steps[turn]), f"month {turn}")
    counts = [served[user] for user in USERS[:users]]
    assert max(counts) - min(counts) <= 1


def _turn(rotation: Rotation, user: object) -> datetime | None:
    return {str(known): at for known, at in rotation.turns.items()}.get(str(user))
