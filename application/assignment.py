"""Who has a conversation: by hand, and the slots and turns that go with it (RTG-06, RTG-08)."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from application.ticketing import tickets_follow
from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.channels.kinds import kind_of
from domain.conversation.aggregate import Conversation, Status
from domain.routing.months import month_at, month_before, rotation_id, slots_id
from domain.routing.policy import by_hand
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


def assign_by_hand(
    unit: Unit,
    conversation: Conversation,
    user_id: UUID | None,
    source: str,
    team_id: UUID | None = None,
    *,
    did: str = "",
) -> None:
    """Record a person's or replier's assignment; nothing if it is so already. Who replies first does it for the team.

    `did` is what made somebody the replier where it was no reply: answered_call, called or began.
    """
    team_id = conversation.team_id if source == "replier" else team_id
    if conversation.assignee_id != user_id or conversation.team_id != team_id:
        conversation.release_from_bot(unit.env, "taken_over")
        reason = did or {"person": "chosen_by_person", "replier": "replied_first"}.get(source, source)
        conversation.assign(unit.env, by_hand(user_id, reason), source, team_id=team_id)
        tickets_follow(unit, conversation)


def slots_now(unit: Unit, user_id: UUID) -> Slots | None:
    """Return the user's newest slots, to look at only; None where there never were any."""
    return _latest(unit, Slots, user_id, month_at(unit.env.at), unit.get(User, user_id).created_on)


def turns_now(unit: Unit, channel: Channel) -> dict[UUID, datetime]:
    """Return when each user's last turn was under the channel's rule."""
    found = _latest(unit, Rotation, channel.id, month_at(unit.env.at), channel.created_on)
    return {} if found is None else found.turns


def slots_of(unit: Unit, user_id: UUID) -> Slots:
    """Return the user's slots of this month, opened with the balance of the last one where that is due."""
    month = month_at(unit.env.at)
    found = slots_now(unit, user_id)
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
