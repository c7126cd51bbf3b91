"""Who gets a conversation: a pure, total function of recorded facts (RTG-01..09).

`POLICY` names this version. The decision repeats every fact it was made from, so an auditor can run the policy of that
version on the recorded event and compare: `POLICIES[event.policy](facts_of(event))`. A version decides for ever as it
did, so what changes behaviour is a new one beside it:

- `specific@1`: the first. An owner who is away is told whatever else keeps them from it. It knew no extra members.
- `specific@2`: extra members of teams come after main ones; only an owner who could read the message is told of it.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from domain.account.policy import has_paid_seat
from domain.routing.facts import Candidate, Considered, RoutingDecision, RoutingFacts
from domain.routing.record import entry

POLICY = "specific@2"
FIRST = "specific@1"
BY_HAND = "by_hand@1"
ELIGIBLE = "eligible"
IN_RESERVE = "in_reserve"
BARRED = frozenset({"deactivated", "no_seat", "no_inbox_access"})
"""What keeps somebody from a conversation whatever they do."""
LEFT = frozenset({"deactivated", "no_inbox_access"})
"""What takes a conversation out of their sight for good."""

Choice = tuple[Candidate, tuple[str, ...]]
Tells = Callable[[Candidate, str], bool]
_NEVER = datetime.min.replace(tzinfo=UTC)


def decide(facts: RoutingFacts) -> RoutingDecision:
    """Decide who gets the conversation, or that nobody does, and why; the order of the candidates changes nothing."""
    return _decide(facts, lambda owner, verdict: not owner.available and verdict not in BARRED)


def decide_first(facts: RoutingFacts) -> RoutingDecision:
    """Decide as `specific@1` did."""
    return replace(_decide(facts, lambda owner, _: not owner.available), policy=FIRST)


POLICIES: Mapping[str, Callable[[RoutingFacts], RoutingDecision]] = {FIRST: decide_first, POLICY: decide}
"""Every version there was, by the name a decision carries."""


def _decide(facts: RoutingFacts, tells: Tells) -> RoutingDecision:
    if not facts.enabled:
        return _decision(facts, None, ("rule_off",))
    if facts.target == "contact_owner":
        return _by_owner(facts, facts.owner, tells)
    return _by_targets(facts)


def by_hand(user_id: UUID | None, reason: str) -> RoutingDecision:
    """Return the decision of a person, replier or erasure, in the form of a rule's: capacity is no bound (RTG-06)."""
    return RoutingDecision("assigned" if user_id else "unassigned", user_id, BY_HAND, (reason,))


def exclusion(candidate: Candidate, facts: RoutingFacts) -> str:
    """Return why the candidate cannot be chosen, the first reason that holds, or an empty text (RTG-05, RTG-06)."""
    live_full = facts.live and _full(candidate.live_count, candidate.live_limit)
    rules = (
        ("deactivated", not candidate.active),
        ("no_seat", not has_paid_seat(candidate.seats)),
        ("no_inbox_access", not candidate.inbox_access),
        ("away", facts.availability_counts and not candidate.available),
        ("at_capacity", live_full or _full(candidate.open_count, candidate.total_limit)),
    )
    return next((reason for reason, holds in rules if holds), "")


def absence(candidate: Candidate) -> str:
    """Return why somebody who has a conversation cannot see to it when it is opened again; empty where they can (RTG-10)."""
    return exclusion(replace(candidate, total_limit=None, live_limit=None), RoutingFacts())


def _full(count: int, limit: int | None) -> bool:
    return limit is not None and count >= limit


def _by_targets(
    facts: RoutingFacts,
    before: tuple[str, ...] = (),
    considered: Considered = (),
) -> RoutingDecision:
    candidates = sorted({one.user_id: one for one in facts.candidates}.values(), key=lambda one: one.user_id)
    if not candidates:
        return _decision(facts, None, (*before, "no_targets"), considered)
    verdicts = [exclusion(one, facts) or ELIGIBLE for one in candidates]
    able = [one for one, verdict in zip(candidates, verdicts, strict=True) if verdict == ELIGIBLE]
    eligible = [one for one in able if not one.extra] or able
    considered += tuple(
        entry(one, IN_RESERVE if one in able and one not in eligible else verdict)
        for one, verdict in zip(candidates, verdicts, strict=True)
    )
    if not eligible:
        counts = (f"{reason}:{count}" for reason, count in sorted(Counter(verdicts).items()))
        return _decision(facts, None, (*before, "nobody_eligible", *counts), considered)
    if eligible[0].extra and any(not one.extra for one in candidates):
        before += ("extra_members",)
    chosen, why = STRATEGIES.get(facts.strategy, _round_robin)(eligible, facts)
    return _decision(facts, chosen.user_id, (*before, *why), considered)


def _by_owner(facts: RoutingFacts, owner: Candidate | None, tells: Tells) -> RoutingDecision:
    """The owner or nobody; where there is no owner to ask, the fallback if there is one (RTG-03, RTG-04)."""
    if owner is None:
        return _fall_back(facts, "no_owner", ())
    if not facts.tracked:
        return _fall_back(facts, "not_tracked", (entry(owner, "not_tracked", owner=True),))
    verdict = exclusion(owner, facts)
    told = ("owner_offline", "notify_owner") if tells(owner, verdict) else ()
    considered = (entry(owner, verdict or ELIGIBLE, owner=True),)
    if verdict:
        return _decision(facts, None, ("nobody_eligible", f"{verdict}:1", *told), considered)
    return _decision(facts, owner.user_id, ("contact_owner", *told), considered)


def _fall_back(facts: RoutingFacts, reason: str, considered: Considered) -> RoutingDecision:
    if not facts.candidates:
        return _decision(facts, None, (reason,), considered)
    return _by_targets(facts, (reason, "fallback"), considered)


def _longest_since(at: datetime | None) -> datetime:
    return _NEVER if at is None else at


def _round_robin(eligible: list[Candidate], _: RoutingFacts) -> Choice:
    chosen = min(eligible, key=lambda one: (_longest_since(one.last_turn_at), one.user_id))
    why = "never_had_a_turn" if chosen.last_turn_at is None else "longest_since_last_turn"
    return chosen, (why,)


def _least_loaded(eligible: list[Candidate], _: RoutingFacts) -> Choice:
    fewest = min(one.open_count for one in eligible)
    tied = [one for one in eligible if one.open_count == fewest]
    chosen = min(tied, key=lambda one: (_longest_since(one.last_assigned_at), one.user_id))
    return chosen, ("fewest_open", "longest_since_last_assignment") if len(tied) > 1 else ("fewest_open",)


def _random(eligible: list[Candidate], facts: RoutingFacts) -> Choice:
    return eligible[facts.seed % len(eligible)], ("drawn_by_seed",)


STRATEGIES: dict[str, Callable[[list[Candidate], RoutingFacts], Choice]] = {
    "round_robin": _round_robin,
    "least_loaded": _least_loaded,
    "random": _random,
}


def _decision(
    facts: RoutingFacts,
    user_id: UUID | None,
    reasons: tuple[str, ...],
    considered: Considered = (),
) -> RoutingDecision:
    return RoutingDecision(
        outcome="assigned" if user_id else "unassigned",
        user_id=user_id,
        policy=POLICY,
        reasons=reasons,
        considered=considered,
        rule_version=facts.rule_version,
        target=facts.target,
        strategy=facts.strategy,
        available_only=facts.available_only,
        live=facts.live,
        availability_always=facts.availability_always,
        seed=facts.seed if facts.strategy == "random" else None,
        facts_position=facts.position,
    )
