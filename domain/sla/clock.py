"""When promises are due, as pure functions of facts, a policy and its hours (CNV-10).

The promise of a reply is never paused: the customer waits, whatever we do with the conversation. That of a resolution
counts only while something is owed: not while we wait for the customer, and not while it is snoozed or put away.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.schedule.hours import Hours
from domain.schedule.weekly import ALWAYS
from domain.sla.aggregate import Promised
from domain.sla.facts import Facts

AROUND_THE_CLOCK = Hours("Etc/UTC", ALWAYS)
NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class Dues:
    """What is promised now: goal and due time of the reply, and that of the resolution; None where there is none."""

    reply_goal: str = ""
    reply_since: datetime | None = None
    reply_due: datetime | None = None
    resolution_since: datetime | None = None
    resolution_due: datetime | None = None


def reckoned(facts: Facts, promised: Promised, priority: str, hours: Hours) -> Dues:
    """Return what is promised a customer now."""
    first, following, resolution = promised.of(priority)
    goal, target = ("next_reply", following) if facts.replied_at else ("first_reply", first)
    waits = facts.waiting_since if facts.open and not facts.folder else None
    reply = None if waits is None or target is None else hours.add(waits, target)
    done = None
    if resolution is not None and facts.owed_since is not None:
        used = sum((hours.between(start, end) for start, end in facts.owed), NOTHING)
        # what was used up before its time came is due from the moment on at which something is owed again
        done = hours.add(facts.owed_since, max(resolution - used, NOTHING))
    return Dues(
        goal if reply else "", waits if reply else None, reply, facts.owed_since if done else None, done
    )
