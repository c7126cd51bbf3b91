"""Who gets a conversation: the facts are gathered here, the policy decides, and slots and turns go with it.

The decision, the agent's slot and the rule's turn are one save; the loser of a race decides again (RTG-08, RTG-09).
"""

from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.channels.kinds import kind_of
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation, Status
from domain.routing.facts import Candidate, RoutingDecision, RoutingFacts
from domain.routing.months import month_at, month_before, rotation_id, slots_id
from domain.routing.policy import by_hand, decide
from domain.routing.rotation import Rotation
from domain.routing.slots import Slots
from domain.user.aggregate import User

M = TypeVar("M", Slots, Rotation)
STREAM_IDS = {Slots.TOPIC: slots_id, Rotation.TOPIC: rotation_id}


def holder(conversation: Conversation) -> UUID | None:
    """Return whose slot it takes: its assignee's, while it is open, by itself, and neither put off nor put away."""
    busy = conversation.status is Status.OPEN and conversation.at_hand and conversation.merged_into is None
    return conversation.assignee_id if busy else None


def settle(unit: Unit, conversation: Conversation, had: UUID | None) -> None:
    """Move the conversation's slot from whoever had it to whoever has it now."""
    has = holder(conversation)
    if has == had:
        return
    if had is not None:
        slots_of(unit, had).release(unit.env, conversation.id)
    if has is not None:
        slots_of(unit, has).take(unit.env, conversation.id, live=kind_of(conversation.channel_kind).live)


def assign_by_hand(unit: Unit, conversation: Conversation, user_id: UUID | None, source: str) -> None:
    """Record a person's or replier's assignment; nothing if it is so already."""
    if conversation.assignee_id != user_id:
        reason = {"person": "chosen_by_person", "replier": "replied_first"}.get(source, source)
        conversation.assign(unit.env, by_hand(user_id, reason), source)


def assign_by_rule(unit: Unit, channel: Channel, conversation: Conversation, contact: Contact) -> None:
    """Let the channel's rule decide, and record the decision whatever it is (RTG-01..08)."""
    rotation = rotation_of(unit, channel) if channel.rule.enabled else None
    decision = _decided(unit, _facts(unit, channel, contact, rotation))
    conversation.assign(unit.env, decision, "rule")
    if rotation is not None and decision.user_id is not None:
        rotation.advance(unit.env, decision.user_id, conversation.id)


def _facts(unit: Unit, channel: Channel, contact: Contact, rotation: Rotation | None) -> RoutingFacts:
    rule, kind, account = channel.rule, kind_of(channel.kind), unit.env.account_id
    if rotation is None:
        return RoutingFacts(enabled=False, rule_version=rule.rule_version, strategy=rule.strategy)
    found = unit.ports.facts.candidates(account, channel.inbox_id, rule.user_ids, rule.team_ids)
    owners: tuple[Candidate, ...] = ()
    if rule.target == "contact_owner" and contact.owner_id is not None:
        owners = unit.ports.facts.candidates(account, channel.inbox_id, (contact.owner_id,), ()).candidates
    return RoutingFacts(
        candidates=tuple(
            replace(one, last_turn_at=rotation.turns.get(one.user_id)) for one in found.candidates
        ),
        rule_version=rule.rule_version,
        target=rule.target,
        strategy=rule.strategy,
        available_only=rule.available_only,
        live=kind.live,
        availability_always=kind.availability_always,
        owner=next(iter(owners), None),
        seed=unit.new_id("routing").int % 2**31,
        position=found.position,
    )


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
        slots = slots_of(unit, chosen)
        was = next(
            one for one in (*facts.candidates, facts.owner) if one is not None and one.user_id == chosen
        )
        checked[chosen] = replace(
            was,
            open_count=slots.open_count,
            live_count=slots.live_count,
            last_assigned_at=slots.last_taken_at,
        )


def slots_of(unit: Unit, user_id: UUID) -> Slots:
    """Return the user's slots of this month, opened with the balance of the last one where that is due."""
    month = month_at(unit.env.at)
    found = _latest(unit, Slots, user_id, month, unit.get(User, user_id).created_on)
    if found is None:
        return unit.add(Slots.open_month(slots_id(user_id, month), unit.env, user_id=user_id, month=month))
    if found.month < month:
        return unit.add(found.roll(slots_id(user_id, month), unit.env, month))
    return found


def rotation_of(unit: Unit, channel: Channel) -> Rotation:
    """Return the rule's turns of this month, opened with those of the last one where that is due."""
    month = month_at(unit.env.at)
    found = _latest(unit, Rotation, channel.id, month, channel.created_on)
    if found is None:
        return unit.add(
            Rotation.open_month(rotation_id(channel.id, month), unit.env, rule_id=channel.id, month=month)
        )
    if found.month < month:
        return unit.add(found.roll(rotation_id(channel.id, month), unit.env, month))
    return found


def _latest(unit: Unit, cls: type[M], owner_id: UUID, month: str, since: datetime) -> M | None:
    """Return the newest stream of the owner: this month's, an earlier one's, or a later one's if the clock stepped."""
    stream_id = STREAM_IDS[cls.TOPIC]
    first, found = month_at(since), unit.find(cls, stream_id(owner_id, month))
    while found is None and month > first:
        month = month_before(month)
        found = unit.find(cls, stream_id(owner_id, month))
    while found is not None and found.next_month:
        found = unit.get(cls, stream_id(owner_id, found.next_month))
    return found
