"""Rules at work: the facts are gathered here, the policy decides, and slots and turns go with what it decided.

The decision, the agent's slot and the rule's turn are one save; the loser of a race decides again (RTG-08, RTG-09).
"""

from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from application.assignment import rotation_of, settle, slots_now, turns_now
from application.linked import group, survivor
from application.ticketing import tickets_follow
from application.unit import Unit
from domain.account.aggregate import Account
from domain.channel.aggregate import Channel
from domain.channel.settings import Rule
from domain.channels.kinds import Kind, kind_of
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from domain.kernel.refusal import InvalidInput, Refusal
from domain.routing.facts import Candidate, RoutingDecision, RoutingFacts
from domain.routing.policy import LEFT, absence, decide
from domain.team.aggregate import Team

TEAM = "team"


class NobodyFree(Refusal):
    """Nobody who is asked can take it now."""

    code = "nobody_free"

    def __init__(self) -> None:
        """Say so."""
        super().__init__("Nobody can take it now. It is offered again when somebody can.")


@dataclass(frozen=True, slots=True)
class OfferConversation:
    """Offer a waiting conversation to whoever can take it now; `trigger` says what let somebody (RTG-10)."""

    PERMISSION: ClassVar[str] = ""

    conversation_id: UUID
    trigger: str


def assign_by_rule(unit: Unit, channel: Channel, conversation: Conversation, trigger: str) -> None:
    """Let the rule decide, and record the decision whatever it is (RTG-01..08)."""
    record(unit, channel, conversation, decision_on(unit, channel, conversation), trigger)


def record(
    unit: Unit, channel: Channel, conversation: Conversation, decision: RoutingDecision, trigger: str
) -> None:
    """Record a rule's decision, and the turn it was."""
    conversation.assign(unit.env, decision, "rule", trigger=trigger, team_id=conversation.team_id)
    tickets_follow(unit, conversation)
    if decision.user_id is not None:
        rotation_of(unit, channel).advance(unit.env, decision.user_id, conversation.id)


def hand_to_team(unit: Unit, conversation: Conversation, team: Team) -> None:
    """Let a team have it: one of its members by the channel's strategy, or, until one can take it, all of them (RTG-02).

    Raises `InvalidInput` for a team none of whose members sees the inbox.
    """
    channel = unit.get(Channel, conversation.channel_id)
    rule = _team_rule(channel, team.id)
    decision = decision_by(unit, channel, rule, conversation.inbox_id, None)
    if all(one["verdict"] in LEFT for one in decision.considered):
        raise InvalidInput(
            "Nobody in this team sees the inbox. Open it to the team first, or choose another one.",
            field="team_id",
        )
    conversation.release_from_bot(unit.env, "taken_over")
    conversation.assign(unit.env, decision, TEAM, trigger="handed", team_id=team.id)
    tickets_follow(unit, conversation)
    if decision.user_id is not None:
        rotation_of(unit, channel).advance(unit.env, decision.user_id, conversation.id)


def offer_conversation(command: OfferConversation, unit: Unit) -> None:
    """Let the rule decide again; that still nobody can take it is no news: nothing is recorded, `NobodyFree` raised (RTG-10).

    Nothing where it waits no longer.
    """
    conversation = unit.get(Conversation, command.conversation_id)
    if not conversation.waits:
        return
    channel = unit.get(Channel, conversation.channel_id)
    decision = decision_on(unit, channel, conversation)
    if decision.user_id is None:
        raise NobodyFree
    record(unit, channel, conversation, decision, command.trigger)
    settle(unit, conversation, None)


def route_again(unit: Unit, conversation: Conversation, *, undone: bool = False) -> None:
    """See to it that an opened conversation is somebody's who can see to it, after it was closed (RTG-10).

    Whoever had it keeps it unless they are away or can have it no longer; then, and where nobody had it, the rule
    decides. Where the rule is off only who is gone for good loses it, for the team to triage; and so where closing is
    `undone`, since nothing is to be otherwise than before.
    """
    channel = unit.get(Channel, conversation.channel_id)
    reason = "nobody" if conversation.assignee_id is None else _absence(unit, conversation)
    enabled = rule_for(channel, conversation).enabled and not undone
    if (enabled and reason) or reason in LEFT:
        assign_by_rule(unit, channel, conversation, "reopened")


def rule_for(channel: Channel, conversation: Conversation) -> Rule:
    """Return the rule a conversation is assigned by: its channel's, or that of the team it was handed to."""
    return channel.rule if conversation.team_id is None else _team_rule(channel, conversation.team_id)


def _team_rule(channel: Channel, team_id: UUID) -> Rule:
    return replace(channel.rule, enabled=True, target=TEAM, user_ids=(), team_ids=(team_id,))


def decision_on(unit: Unit, channel: Channel, conversation: Conversation) -> RoutingDecision:
    """Return who would get the conversation now, and why; nothing is recorded."""
    contact = survivor(unit, unit.get(Contact, conversation.contact_id))
    rule = rule_for(channel, conversation)
    return decision_by(unit, channel, rule, conversation.inbox_id, contact)


def decision_by(
    unit: Unit, channel: Channel, rule: Rule, inbox_id: UUID, contact: Contact | None
) -> RoutingDecision:
    """Return who would get a conversation of a contact in an inbox by a rule, and why; nothing is recorded."""
    return _decided(unit, _facts(unit, channel, rule, inbox_id, contact))


def _absence(unit: Unit, conversation: Conversation) -> str:
    """Why whoever has the conversation cannot see to it; empty where they can."""
    named = () if conversation.assignee_id is None else (conversation.assignee_id,)
    found = unit.ports.facts.candidates(unit.env.account_id, conversation.inbox_id, named, ()).candidates
    return absence(found[0]) if found else "deactivated"


def _facts(unit: Unit, channel: Channel, rule: Rule, inbox_id: UUID, contact: Contact | None) -> RoutingFacts:
    kind, account = kind_of(channel.kind), unit.env.account_id
    if not rule.enabled:
        return RoutingFacts(enabled=False, rule_version=rule.rule_version, strategy=rule.strategy)
    found = unit.ports.facts.candidates(account, inbox_id, rule.user_ids, rule.team_ids)
    owners: tuple[Candidate, ...] = ()
    if rule.target == "contact_owner" and contact is not None and contact.owner_id is not None:
        owners = unit.ports.facts.candidates(account, inbox_id, (contact.owner_id,), ()).candidates
    turns = turns_now(unit, channel)
    return RoutingFacts(
        candidates=tuple(replace(one, last_turn_at=turns.get(one.user_id)) for one in found.candidates),
        rule_version=rule.rule_version,
        target=rule.target,
        strategy=rule.strategy,
        available_only=rule.available_only,
        live=kind.live,
        availability_always=kind.availability_always,
        owner=next(iter(owners), None),
        tracked=bool(owners) and contact is not None and _tracked(unit, contact, kind),
        seed=unit.new_id("routing").int % 2**31,
        position=found.position,
    )


def _tracked(unit: Unit, contact: Contact, kind: Kind) -> bool:
    """Whether the contact is known by a cookie, or by anything on a channel and in an account where that is enough."""
    if any(one.cookies for one in group(unit, contact)):
        return True
    return kind.identity != "cookie" and unit.get(Account, unit.env.account_id).owner_rules.identified


def _decided(unit: Unit, facts: RoutingFacts) -> RoutingDecision:
    """Decide on the read model's counts, and again on the log's own where the chosen one's differ."""
    checked: dict[UUID, Candidate] = {}
    while True:
        known = tuple(checked.get(one.user_id, one) for one in facts.candidates)
        owner = None if facts.owner is None else checked.get(facts.owner.user_id, facts.owner)
        decision = decide(replace(facts, candidates=known, owner=owner))
        chosen = decision.user_id
        if chosen is None or chosen in checked:
            return decision
        asked = (*facts.candidates, facts.owner)
        was = next(one for one in asked if one is not None and one.user_id == chosen)
        slots = slots_now(unit, chosen)
        checked[chosen] = replace(
            was,
            open_count=0 if slots is None else slots.open_count,
            live_count=0 if slots is None else slots.live_count,
            last_assigned_at=None if slots is None else slots.last_taken_at,
        )
