"""A rule tried on the past: conversations arrive, people come and go and close as recorded; who gets what the rule decides.

What is tried is when somebody gets a conversation, not how long they need: it is closed, put off and opened when it was.
Whom a person chose keeps it, as does who replied first. The seed of a random choice follows from the conversation's id.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast
from uuid import UUID

from domain.channel.settings import Rule
from domain.channels.kinds import kind_of
from domain.conversation.aggregate import Conversation, Status
from domain.conversation.events import UNDONE, AssignmentDecided, ConversationReopened
from domain.inbox.events import InboxAccessSet
from domain.kernel.event import Event
from domain.routing.facts import Candidate, RoutingDecision, RoutingFacts
from domain.routing.policy import absence, decide
from domain.simulation.loads import Loads
from domain.simulation.population import Population
from domain.simulation.result import Case, Result, Share, fairness, waits
from domain.team.events import TeamMemberAdded
from domain.user import events as user_events

ROOM = (
    user_events.AvailabilityChanged, user_events.SeatAssigned, user_events.UserReactivated, user_events.CapacitySet,
    TeamMemberAdded, InboxAccessSet,
)  # fmt: skip
"""After these somebody may be able to take what waits (RTG-10)."""


class Simulation:
    """Feed it the account's events by position: first those before the period, then `begin`, then those of the period."""

    def __init__(self, channel_id: UUID, kind: str, inbox_id: UUID, rule: Rule) -> None:
        """Try `rule` on a channel. Raises `InvalidInput` for a rule there cannot be."""
        rule.check()
        self._channel_id, self._inbox_id = channel_id, inbox_id
        self._kind, self._rule = kind_of(kind), replace(rule, enabled=True)
        self._population, self._loads = Population(), Loads(channel_id)
        self._cases: dict[UUID, Case] = {}
        self._waiting: dict[UUID, Case] = {}
        self._begun = False

    def begin(self) -> None:
        """Let the period begin: what arrives from now on is tried."""
        self._begun = True

    def take(self, event: Event) -> None:
        """Take in the next event."""
        self._population.take(event)
        room = self._loads.take_in(event) or isinstance(event, ROOM)
        case = self._cases.get(event.originator_id)
        if isinstance(event, AssignmentDecided):
            room |= self._decided(event, case)
        elif case is not None:
            room |= self._handled(event, case)
        if room and self._waiting:
            self._offer(event.timestamp)

    def _decided(self, event: AssignmentDecided, case: Case | None) -> bool:
        if case is None:
            conversation = self._population.find(Conversation, event.originator_id)
            tried = self._begun and event.source == "rule" and event.channel_id == self._channel_id
            if not tried or conversation is None:
                return False
            case = Case(conversation.id, conversation.contact_id, event.timestamp)
            self._cases[case.conversation_id] = case
            self._loads.give(case.conversation_id, None, event.timestamp, live=self._kind.live)
            case.reasons = self._route(case, event.timestamp).reasons
        if case.recorded is None and event.assignee_id is not None:
            case.recorded = event.assignee_id
            case.recorded_wait = (event.timestamp - case.arrived_at).total_seconds()
        if event.source == "rule":
            return False
        return self._hand(case, event.assignee_id, event.timestamp)

    def _handled(self, event: Event, case: Case) -> bool:
        """Follow what became of a conversation that is tried: it takes a slot only while it is open and at hand."""
        if isinstance(event, ConversationReopened) and event.reason != UNDONE and case.now is not None:
            who = self._candidates((case.now,), (), event.timestamp)
            if not who or absence(who[0]):
                case.now = None
        return self._hand(case, case.now, event.timestamp) or case.conversation_id in self._waiting

    def _conversation(self, case: Case) -> Conversation:
        return cast("Conversation", self._population.find(Conversation, case.conversation_id))

    def _hand(self, case: Case, user_id: UUID | None, at: datetime) -> bool:
        """Let somebody have it, or nobody; say whether a slot got free by it."""
        if user_id is not None and case.simulated is None:
            case.simulated, case.simulated_wait = user_id, (at - case.arrived_at).total_seconds()
        found = self._conversation(case)
        busy = found.status is Status.OPEN and found.at_hand and found.merged_into is None
        case.now = user_id
        if busy and user_id is None and found.routable:
            self._waiting[case.conversation_id] = case
        else:
            self._waiting.pop(case.conversation_id, None)
        return self._loads.give(case.conversation_id, user_id if busy else None, at, live=self._kind.live)

    def _offer(self, at: datetime) -> None:
        """Offer what waits, oldest first; where one rule asks the same people, the first nobody can take ends it."""
        for case in list(self._waiting.values()):
            decision = self._route(case, at)
            if decision.user_id is None and self._rule.target != "contact_owner":
                return

    def _route(self, case: Case, at: datetime) -> RoutingDecision:
        decision = decide(self._facts(case, at))
        if decision.user_id is not None:
            self._loads.advance(decision.user_id, at)
        self._hand(case, decision.user_id, at)
        return decision

    def _candidates(
        self, user_ids: Sequence[UUID], team_ids: Sequence[UUID], at: datetime
    ) -> tuple[Candidate, ...]:
        return self._population.candidates(self._inbox_id, user_ids, team_ids, self._loads, at)

    def _facts(self, case: Case, at: datetime) -> RoutingFacts:
        rule, kind = self._rule, self._kind
        owner, tracked = None, False
        if rule.target == "contact_owner":
            owner_id, tracked = self._population.owner_of(
                case.contact_id, needs_cookie=kind.identity == "cookie"
            )
            owner = next(iter(self._candidates((owner_id,), (), at)), None) if owner_id else None
        return RoutingFacts(
            candidates=self._candidates(rule.user_ids, rule.team_ids, at),
            rule_version=rule.rule_version,
            target=rule.target,
            strategy=rule.strategy,
            available_only=rule.available_only,
            live=kind.live,
            availability_always=kind.availability_always,
            owner=owner,
            tracked=tracked,
            seed=case.conversation_id.int % 2**31,
        )

    def result(self, at: datetime, *, shown: int = 200) -> Result:
        """Return what came of it by the end, with that many of the conversations that differ, oldest first."""
        cases = list(self._cases.values())
        simulated = Counter(case.simulated for case in cases if case.simulated)
        recorded = Counter(case.recorded for case in cases if case.recorded)
        named = {one.user_id for one in self._candidates(self._rule.user_ids, self._rule.team_ids, at)}
        people = sorted(named.union(simulated, recorded))
        compared = sorted(named.union(simulated))
        differing = [case for case in cases if case.simulated != case.recorded]
        reasons = Counter(reason for case in cases if case.simulated_wait != 0 for reason in case.reasons)
        return Result(
            conversations=len(cases),
            different=len(differing),
            shares=tuple(
                Share(one, simulated[one], recorded[one], self._loads.peaks.get(one, 0)) for one in people
            ),
            simulated_waits=waits(case.simulated_wait for case in cases),
            recorded_waits=waits(case.recorded_wait for case in cases),
            simulated_fairness=fairness([simulated[one] for one in compared]),
            recorded_fairness=fairness([recorded[one] for one in people]),
            unassigned=tuple(sorted(reasons.items())),
            differences=tuple(differing[:shown]),
        )
