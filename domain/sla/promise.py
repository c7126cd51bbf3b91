"""The promises of one conversation: reckoned, warned of, kept and broken, each once.

They have a stream of their own, named after the conversation: what a clock writes must not stand in the way of what
people do with it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.ids import derived
from domain.sla import events
from domain.sla.clock import Dues
from domain.sla.facts import Facts

RESOLUTION = "resolution"


@dataclass(frozen=True, slots=True)
class Running:
    """One promise under way."""

    goal: str
    since: datetime
    due: datetime
    warned: bool = False
    breached: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """By what something is reckoned."""

    inbox_id: UUID
    policy_id: UUID | None
    policy_version: int
    basis: str
    warn_minutes: int
    running: bool


def promise_id(conversation_id: UUID) -> UUID:
    """Return the id of a conversation's promises."""
    return derived(conversation_id, "promise")


class Promise(Aggregate):
    """What is promised, by goal: a reply, and the resolution."""

    TOPIC = "promise"

    known: Known | None
    reply: Running | None
    resolution: Running | None
    standing: Running | None
    """The promise of a resolution whose clock stands: we wait for the customer."""

    @classmethod
    def make(cls, conversation_id: UUID, env: Envelope, *, inbox_id: UUID) -> Self:
        """Begin."""
        return cls.open(
            events.SlaPromised, promise_id(conversation_id), env, conversation_id=conversation_id, inbox_id=inbox_id
        )  # fmt: skip

    def reckon(self, env: Envelope, facts: Facts, dues: Dues, known: Known) -> None:
        """Settle what is over by these facts, and promise what is due by them; nothing if it is so."""
        self._settle(env, self.reply, dues.reply_since, facts.replied_at, facts)
        self._settle(env, self.resolution, facts.owed_since, None, facts)
        if self.standing is not None and facts.closed_at is not None:
            due = max(self.standing.due, facts.closed_at)
            self.record(events.SlaMet, env, goal=RESOLUTION, due=due, kept=facts.closed_at)
        if (known, dues) != (self.known, self._dues()):
            self.record(
                events.SlaReckoned,
                env,
                inbox_id=known.inbox_id,
                policy_id=known.policy_id,
                policy_version=known.policy_version,
                basis=known.basis,
                reply_goal=dues.reply_goal,
                reply_since=dues.reply_since,
                reply_due=dues.reply_due,
                resolution_since=dues.resolution_since,
                resolution_due=dues.resolution_due,
                warn_minutes=known.warn_minutes,
                running=known.running,
            )

    def look(self, env: Envelope) -> None:
        """Warn of what is due soon, and record what is broken: each once for a due time."""
        before = timedelta(minutes=0 if self.known is None else self.known.warn_minutes)
        for one in (self.reply, self.resolution):
            if one is None or one.breached:
                continue
            if env.at >= one.due:
                self.record(events.SlaBreached, env, goal=one.goal, due=one.due)
            elif not one.warned and env.at >= one.due - before:
                self.record(events.SlaWarned, env, goal=one.goal, due=one.due)

    def _settle(
        self, env: Envelope, one: Running | None, still: datetime | None, kept: datetime | None, facts: Facts
    ) -> None:
        """Record whether a promise that is over was kept; one that only stands still, or was given up, was neither."""
        if one is None or one.breached or one.since == still:
            return
        ends = [at for at in (kept, facts.closed_at) if at is not None and at >= one.since]
        if not ends:
            return
        if min(ends) <= one.due:
            self.record(events.SlaMet, env, goal=one.goal, due=one.due, kept=min(ends))
        else:
            self.record(events.SlaBreached, env, goal=one.goal, due=one.due)

    def _dues(self) -> Dues:
        reply, done = self.reply, self.resolution
        return Dues(
            reply.goal if reply else "", reply.since if reply else None, reply.due if reply else None,
            done.since if done else None, done.due if done else None,
        )  # fmt: skip

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.SlaPromised():
                self.conversation_id = event.conversation_id
                self.known = self.reply = self.resolution = self.standing = None
            case events.SlaReckoned():
                self.known = Known(
                    event.inbox_id, event.policy_id, event.policy_version, event.basis, event.warn_minutes,
                    event.running,
                )  # fmt: skip
                self.reply = _gone_on(self.reply, event.reply_goal, event.reply_since, event.reply_due)
                before = self.resolution
                self.resolution = _gone_on(before, RESOLUTION, event.resolution_since, event.resolution_due)
                if self.resolution is not None:
                    self.standing = None
                elif before is not None and not before.breached:
                    self.standing = before
            case events.SlaWarned():
                self._mark(event.goal, lambda one: replace(one, warned=True))
            case events.SlaBreached():
                self._mark(event.goal, lambda one: replace(one, breached=True))
            case events.SlaMet() if event.goal == RESOLUTION:
                self.standing = None

    def _mark(self, goal: str, mark: Callable[[Running], Running]) -> None:
        if goal == RESOLUTION:
            self.resolution, self.standing = self.resolution and mark(self.resolution), None
        else:
            self.reply = self.reply and mark(self.reply)


def _gone_on(
    before: Running | None, goal: str, since: datetime | None, due: datetime | None
) -> Running | None:
    """Return a promise as it is reckoned; of the same due time it keeps what was said of it."""
    if since is None or due is None:
        return None
    if before is not None and (before.goal, before.since, before.due) == (goal, since, due):
        return before
    return Running(goal, since, due)
