"""The decisions of the log made again: the policy of the recorded version on the recorded facts (RTG-08)."""

from domain.conversation.events import AssignmentDecided
from domain.routing.policy import BY_HAND, POLICIES
from domain.routing.record import facts_of


def differing(event: AssignmentDecided) -> tuple[str, ...]:
    """Return what the policy decides otherwise than was recorded: names of the event's fields, none where all is the same.

    `policy` alone where the log names a version that there never was.
    """
    if event.policy == BY_HAND:
        told = (
            ("outcome", event.outcome == ("assigned" if event.assignee_id else "unassigned")),
            ("considered", not event.considered),
        )
        return tuple(name for name, same in told if not same)
    policy = POLICIES.get(event.policy)
    if policy is None:
        return ("policy",)
    again = policy(facts_of(event))
    compared = (
        ("outcome", again.outcome, event.outcome),
        ("assignee_id", again.user_id, event.assignee_id),
        ("reasons", again.reasons, event.reasons),
        ("considered", _verdicts(again.considered), _verdicts(event.considered)),
    )
    return tuple(name for name, now, then in compared if now != then)


def _verdicts(considered: tuple[dict[str, str | int | bool | None], ...]) -> list[tuple[object, object]]:
    return sorted((str(one["user"]), str(one["verdict"])) for one in considered)
