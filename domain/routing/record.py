"""How a candidate's facts are written into the decision, and read back from it (RTG-08)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from domain.conversation.events import AssignmentDecided
from domain.routing.facts import Candidate, RoutingDecision, RoutingFacts


def entry(candidate: Candidate, verdict: str, *, owner: bool = False) -> dict[str, str | int | bool | None]:
    """Return the candidate as an entry of `considered`; times as ISO 8601 text, seats joined by a comma."""
    return {
        "user": str(candidate.user_id),
        "verdict": verdict,
        "owner": owner,
        "active": candidate.active,
        "seats": ",".join(sorted(candidate.seats)),
        "inbox_access": candidate.inbox_access,
        "available": candidate.available,
        "open": candidate.open_count,
        "live": candidate.live_count,
        "total_limit": candidate.total_limit,
        "live_limit": candidate.live_limit,
        "last_turn_at": _text(candidate.last_turn_at),
        "last_assigned_at": _text(candidate.last_assigned_at),
        "extra": candidate.extra,
    }


def facts_of(recorded: AssignmentDecided | RoutingDecision) -> RoutingFacts:
    """Return facts from which the policy that a rule's decision names must decide the same again."""
    owners = [one for one in recorded.considered if one["owner"]]
    return RoutingFacts(
        candidates=tuple(_candidate(one) for one in recorded.considered if not one["owner"]),
        rule_version=recorded.rule_version,
        enabled="rule_off" not in recorded.reasons,
        target=recorded.target,
        strategy=recorded.strategy,
        available_only=recorded.available_only,
        live=recorded.live,
        availability_always=recorded.availability_always,
        owner=_candidate(owners[0]) if owners else None,
        tracked="not_tracked" not in recorded.reasons,
        seed=recorded.seed or 0,
        position=recorded.facts_position,
    )


def _candidate(one: dict[str, Any]) -> Candidate:
    return Candidate(
        user_id=UUID(one["user"]),
        active=one["active"],
        seats=frozenset(one["seats"].split(",")) - {""},
        inbox_access=one["inbox_access"],
        available=one["available"],
        open_count=one["open"],
        live_count=one["live"],
        total_limit=one["total_limit"],
        live_limit=one["live_limit"],
        last_turn_at=_time(one["last_turn_at"]),
        last_assigned_at=_time(one["last_assigned_at"]),
        extra=one.get("extra", False),
    )


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
