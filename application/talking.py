"""A bot at work in a conversation: it begins with the first message, answers what is written, and hands over (CHT-01).

While it holds a conversation no rule gives it to anybody; a person who takes it, or closes it, ends the bot's part.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from application.chat_state import LookAtChat, is_somebody_there, look_at_chat
from application.identities import number_in
from application.messenger_consent import say
from application.outlet import arrive
from application.routing import assign_by_rule
from application.submission import keep_number
from application.ticket import OpenTicket, must_have_room, open_ticket
from application.unit import Unit
from application.visitors import keep_details
from domain.account.aggregate import Account
from domain.bot.aggregate import Bot, BotRun, bot_id, run_id
from domain.bot.events import BotHeard
from domain.bot.flow import Flow
from domain.bot.walking import POLICY, Facts, Said, Turn, answer, begin
from domain.bot.walking import Heard as Answered
from domain.channel.aggregate import Channel
from domain.channels.kinds import kind_of
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from domain.conversation.content import Outgoing
from domain.kernel.ids import derived
from domain.kernel.refusal import Refusal


class Heard(NamedTuple):
    """A visitor's message that a bot may answer; `shown` says that its page showed what the bot says first."""

    message_id: UUID
    visitor: str
    """What they are known by on the channel."""
    text: str
    shown: bool = False


def talk(unit: Unit, channel: Channel, conversation: Conversation, heard: Heard, *, begins: bool) -> bool:
    """Let the bot answer a message, in the save that takes it in; false where none holds the conversation."""
    if begins:
        run = begin_run(unit, channel, conversation, heard.visitor)
    else:
        run = unit.find(BotRun, run_id(conversation.id)) if conversation.with_bot else None
    if run is None:
        return False
    take_turn(unit, channel, conversation, run, heard)
    return True


def take_turn(unit: Unit, channel: Channel, conversation: Conversation, run: BotRun, heard: Heard) -> None:
    """Let the bot that holds a conversation answer what was written there."""
    flow = unit.get(Bot, run.bot_id).versions[run.bot_version - 1]
    facts = replace(facts_now(unit, channel, heard.visitor), available=run.available)
    turn = _turn(unit, run, flow, heard, facts)
    ids = tuple(derived(heard.message_id, "bot", str(number)) for number in range(len(turn.said)))
    run.take(unit.env, heard.message_id, turn, ids)
    for said, message_id in zip(turn.said, ids, strict=True):
        _say(unit, channel, conversation, flow, said, heard.visitor, message_id)
    if turn.heard is not None and turn.heard.understood:
        _keep(unit, conversation, turn.heard)
    _open(unit, conversation, turn.tickets)
    _go_on(unit, channel, conversation, turn)


def give_way(unit: Unit, conversation: Conversation) -> None:
    """Let the rule have what a bot held: it went on where no bot answers, as by mail, or may say nothing any more."""
    if conversation.with_bot:
        conversation.release_from_bot(unit.env, "handed_over")
        channel = unit.get(Channel, conversation.channel_id)
        assign_by_rule(unit, channel, conversation, "handed_over")


def begin_run(unit: Unit, channel: Channel, conversation: Conversation, visitor: str) -> BotRun | None:
    """Let the channel's bot hold a conversation that begins; None where it has none that speaks now (CHT-08)."""
    bot = unit.find(Bot, bot_id(channel.id))
    if bot is None or not bot.on:
        return None
    facts = facts_now(unit, channel, visitor)
    if not bot.flow.speaks(available=facts.available):
        return None
    conversation.hold_for_bot(unit.env, bot.newest)
    ids = {"conversation_id": conversation.id, "contact_id": conversation.contact_id}
    return unit.add(BotRun.start(unit.env, bot, **ids, available=facts.available))


def facts_now(unit: Unit, channel: Channel, visitor: str) -> Facts:
    """Return what a flow can look at; only a chat has hours, elsewhere it is always open."""
    if not kind_of(channel.kind).outlet:
        return Facts(available=is_somebody_there(unit, channel, visitor))
    now = look_at_chat(LookAtChat(channel.id, visitor), unit).state.state
    return Facts(available=now == "available", in_hours=now != "offline")


def opening(unit: Unit, channel: Channel) -> tuple[Said, ...]:
    """Return what the channel's bot says before a visitor writes; nothing where none speaks now."""
    bot = unit.find(Bot, bot_id(channel.id))
    if bot is None or not bot.on:
        return ()
    facts = facts_now(unit, channel, "")
    return begin(bot.flow, facts).said if bot.flow.speaks(available=facts.available) else ()


def _turn(unit: Unit, run: BotRun, flow: Flow, heard: Heard, facts: Facts) -> Turn:
    """Return the turn; the first message answers what the visitor was shown before they wrote, if they were."""
    if run.answered:
        known = {
            one.step: one.value
            for one in unit.ports.log.stream(run.id)
            if isinstance(one, BotHeard) and one.understood
        }
        return answer(flow, run.waits, heard.text, facts, known, run.tries)
    first = begin(flow, facts)
    if not heard.shown:
        return first
    if not first.waits:
        return replace(first, said=())
    turn = answer(flow, first.waits, heard.text, facts, {})
    return replace(turn, tickets=(*first.tickets, *turn.tickets))


def _say(
    unit: Unit,
    channel: Channel,
    conversation: Conversation,
    flow: Flow,
    said: Said,
    visitor: str,
    message_id: UUID,
) -> None:
    if not kind_of(channel.kind).outlet:
        say(unit, channel, conversation, visitor, message_id, said.text, said.choices, bot=flow.name)
        return
    words = Outgoing(
        message_id, f"{conversation.channel_kind}:{message_id.hex}", "", (), "", said.text,
        origin="bot", sender_name=flow.name, choices=said.choices,
    )  # fmt: skip
    conversation.post(unit.env, words)
    arrive(unit, conversation, message_id)


def _keep(unit: Unit, conversation: Conversation, heard: Answered) -> None:
    """Keep what was collected with the contact, as far as it can be theirs."""
    if heard.field in ("email", "name"):
        keep_details(unit, conversation, **{heard.field: heard.value})
    elif heard.field == "phone" and (number := number_in(heard.value)):
        keep_number(unit, unit.get(Contact, conversation.contact_id), number)


def _open(unit: Unit, conversation: Conversation, names: Iterable[str]) -> None:
    """Open one ticket, as what the bot does of itself; why there is none is recorded (ACC-08, TKT-03)."""
    name = next(iter(names), "")
    if not name:
        return
    contact, account = unit.get(Contact, conversation.contact_id), unit.get(Account, unit.env.account_id)
    try:
        must_have_room(unit, account, contact)
        open_ticket(OpenTicket(conversation.id, name), unit, source="bot")
    except Refusal as refusal:
        conversation.skip_ticket(unit.env, reason=refusal.code, policy=POLICY, advice=str(refusal))


def _go_on(unit: Unit, channel: Channel, conversation: Conversation, turn: Turn) -> None:
    if not turn.outcome:
        return
    conversation.release_from_bot(unit.env, turn.outcome)
    if turn.outcome == "ended":
        conversation.close(unit.env)
    else:
        assign_by_rule(unit, channel, conversation, "handed_over")
