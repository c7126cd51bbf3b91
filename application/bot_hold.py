"""A bot whose visitor says nothing more holds a conversation for so long, and then the rule has it (CHT-01, CHT-08)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from application.assignment import holder, settle
from application.routing import assign_by_rule
from application.unit import Unit
from domain.bot.aggregate import BotRun, run_id
from domain.channel.aggregate import Channel
from domain.conversation.aggregate import Conversation
from domain.kernel.refusal import NotAllowed

UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class EndHold:
    """Let a rule have what a bot holds where its time, from the visitor's last message, is over; nothing where it is not."""

    PERMISSION: ClassVar[str] = ""

    conversation_id: UUID


def end_hold(command: EndHold, unit: Unit) -> None:
    """Release it, and let the rule decide: what a bot holds is open, and nobody took it or put it away."""
    if not unit.env.actor.startswith("system:"):
        raise NotAllowed("conversation_write")
    conversation = unit.get(Conversation, command.conversation_id)
    run = unit.find(BotRun, run_id(conversation.id))
    over = unit.env.at - timedelta(minutes=unit.ports.limits.bot_hold_minutes)
    if run is None or not conversation.with_bot or run.heard_at > over:
        return
    had = holder(conversation)
    conversation.release_from_bot(unit.env, UNANSWERED)
    assign_by_rule(unit, unit.get(Channel, conversation.channel_id), conversation, "handed_over")
    settle(unit, conversation, had)
