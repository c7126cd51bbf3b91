"""Versions of the policy, extra members, and fairness by load: what holds of every one of them, for ever."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given as property_of
from hypothesis import strategies as st

from domain.routing.facts import Candidate, RoutingFacts
from domain.routing.policy import ELIGIBLE, FIRST, IN_RESERVE, POLICIES, POLICY, decide, exclusion
from domain.routing.record import facts_of
from tests.domain.test_routing import ADA, BOB, CAT, SEAT, USERS, facts, situations
from tests.support.given import START

EXTRA = replace(CAT, extra=True)
mixed = st.builds(
    lambda situation, extras: replace(
        situation,
        candidates=tuple(replace(one, extra=one.user_id in extras) for one in situation.candidates),
    ),
    situations,
    st.frozensets(st.sampled_from(USERS)),
)


@pytest.mark.req("RTG-02", "ACC-10")
def test_extra_members_are_asked_where_no_main_one_can_take_it() -> None:
    chosen = decide(facts(EXTRA, replace(BOB, available=False)))
    assert (chosen.user_id, chosen.reasons) == (CAT.user_id, ("extra_members", "never_had_a_turn"))
    spared = decide(facts(EXTRA, replace(BOB, last_turn_at=START)))
    assert spared.user_id == BOB.user_id
    assert {one["user"]: one["verdict"] for one in spared.considered} == {
        str(BOB.user_id): ELIGIBLE,
        str(CAT.user_id): IN_RESERVE,
    }
    assert decide(facts(EXTRA)).reasons == ("never_had_a_turn",)


@pytest.mark.req("RTG-04")
@pytest.mark.parametrize("barred", [{"active": False}, {"seats": frozenset()}, {"inbox_access": False}])
def test_only_an_owner_who_could_read_the_message_is_told_of_it(barred: dict[str, object]) -> None:
    owner = replace(ADA, available=False, **barred)  # type: ignore[arg-type]
    situation = RoutingFacts(target="contact_owner", owner=owner, tracked=True)
    assert "notify_owner" not in decide(situation).reasons
    first = POLICIES[FIRST](situation)
    assert ("notify_owner" in first.reasons, first.policy) == (True, FIRST)
    assert "notify_owner" in decide(replace(situation, owner=replace(ADA, available=False))).reasons


@pytest.mark.req("RTG-08")
@pytest.mark.parametrize("version", sorted(POLICIES))
@property_of(situation=mixed)
def test_every_version_decides_its_records_again_as_it_did(version: str, situation: RoutingFacts) -> None:
    decision = POLICIES[version](situation)
    assert decision.policy == version
    assert POLICIES[version](facts_of(decision)) == decision


@pytest.mark.req("RTG-08")
@property_of(situation=mixed)
def test_a_record_of_before_extra_members_says_the_same(situation: RoutingFacts) -> None:
    plain = replace(situation, candidates=tuple(replace(one, extra=False) for one in situation.candidates))
    decision = POLICIES[FIRST](plain)
    old = replace(
        decision,
        considered=tuple(
            {key: value for key, value in one.items() if key != "extra"} for one in decision.considered
        ),
    )
    assert facts_of(old) == facts_of(decision)


@pytest.mark.req("RTG-06", "ACC-10")
@property_of(situation=mixed)
def test_no_extra_member_is_chosen_over_a_main_one_and_nobody_excluded_ever(situation: RoutingFacts) -> None:
    decision = decide(situation)
    able = [one for one in situation.candidates if not exclusion(one, situation)]
    chosen = next((one for one in able if one.user_id == decision.user_id), None)
    by_owner = decision.considered and decision.considered[0]["owner"] and len(decision.considered) == 1
    if decision.user_id is not None and not by_owner:
        assert chosen is not None
        assert not chosen.extra or all(one.extra for one in able)
    assert decision.policy == POLICY


@pytest.mark.req("RTG-07")
@property_of(st.integers(1, 6), st.lists(st.none() | st.integers(0, 5), max_size=80))
def test_least_loaded_keeps_loads_within_one_and_turns_go_round_among_equals(
    users: int, done: list[int | None]
) -> None:
    loads: Counter[object] = Counter()
    last: dict[object, int] = {}
    for turn, finished in enumerate(done):
        if (
            finished is not None
            and finished < users
            and loads[USERS[finished]] == max(loads.values(), default=0) > 0
        ):
            loads[USERS[finished]] -= 1
        waiting = tuple(
            Candidate(
                user,
                seats=SEAT,
                open_count=loads[user],
                last_assigned_at=START + timedelta(minutes=last[user]) if user in last else None,
            )
            for user in USERS[:users]
        )
        chosen = decide(facts(*waiting, strategy="least_loaded")).user_id
        assert loads[chosen] == min(loads[user] for user in USERS[:users])
        loads[chosen] += 1
        last[chosen] = turn
        held = [loads[user] for user in USERS[:users]]
        assert max(held) - min(held) <= 1
