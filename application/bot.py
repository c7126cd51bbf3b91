"""Bots: drawn up, switched on and off, looked at, and tried out without anybody hearing it (CHT-01, CHT-08)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.change import unchanged
from application.channel import OnChannel, editable
from application.ticket import must_allow_automatic_tickets
from application.unit import Unit
from application.visibility import visible
from domain.account.aggregate import Account
from domain.bot.aggregate import Bot, bot_id
from domain.bot.flow import Flow
from domain.bot.walking import Facts, Turn, answer, begin
from domain.channel.aggregate import Channel
from domain.channels.kinds import Kind, kind_of
from domain.kernel.refusal import InvalidInput, Refusal

LONGEST_TRIAL = 30
"""Answers of a trial, at most."""


class NoBotHere(Refusal):
    """Channels of this kind have no bot."""

    code = "no_bot_here"

    def __init__(self) -> None:
        """Say where there is one."""
        super().__init__(
            "Only channels that people talk on live have a bot, such as a chat or a page in Messenger. Choose one."
        )


class NoBotYet(Refusal):
    """There is no bot to switch on."""

    code = "no_bot_yet"

    def __init__(self) -> None:
        """Say what comes first."""
        super().__init__("This channel has no bot yet. Say first what it says.")


@dataclass(frozen=True, slots=True)
class OnBot(OnChannel):
    """A change of a channel's bot; `expected_version` is that of the bot, 0 where there is none."""


@dataclass(frozen=True, slots=True)
class SetBot(OnBot):
    """Let a channel's bot say this from here on; it is silent until it is switched on."""

    flow: Flow


@dataclass(frozen=True, slots=True)
class SwitchBot(OnBot):
    """Let it speak in conversations that begin from here on, or not."""

    on: bool


@dataclass(frozen=True, slots=True)
class ReadBot:
    """Ask for a channel's bot."""

    PERMISSION: ClassVar[str] = "conversation_read"

    channel_id: UUID


@dataclass(frozen=True, slots=True)
class TryBot:
    """Ask what a flow would say to these answers; nothing is recorded."""

    PERMISSION: ClassVar[str] = "account_access"

    channel_id: UUID
    flow: Flow
    answers: tuple[str, ...] = ()
    available: bool = True
    in_hours: bool = True


def set_bot(command: SetBot, unit: Unit) -> None:
    """Keep it. Tickets by a bot are automatic: refused in accounts past the date gate (ACC-08).

    Raises `NoBotHere`, and `InvalidInput` for what cannot be said on such a channel.
    """
    channel = editable(OnChannel(command.channel_id), unit)
    kind = kind_of(channel.kind)
    if not kind.live:
        raise NoBotHere
    _must_fit(kind, command.flow)
    if command.flow.makes_tickets:
        must_allow_automatic_tickets(unit, unit.get(Account, unit.env.account_id))
    bot = unit.find(Bot, bot_id(channel.id))
    if bot is None:
        unit.add(Bot.make(unit.env, channel.id, channel.inbox_id, command.flow))
    else:
        unchanged(bot, command).change(unit.env, command.flow)


def switch_bot(command: SwitchBot, unit: Unit) -> None:
    """Switch it. Raises `NoBotYet`."""
    editable(OnChannel(command.channel_id), unit)
    bot = unit.find(Bot, bot_id(command.channel_id))
    if bot is None:
        raise NoBotYet
    unchanged(bot, command).switch(unit.env, on=command.on)


def read_bot(question: ReadBot, unit: Unit) -> Bot | None:
    """Return it; None where there is none. Raises `NotFound` for a channel one does not see."""
    visible(unit, "channel", unit.get(Channel, question.channel_id))
    return unit.find(Bot, bot_id(question.channel_id))


def try_bot(question: TryBot, unit: Unit) -> tuple[Turn, ...]:
    """Return its turns, the first before anybody wrote; answers after its end say nothing. Raises `InvalidInput`."""
    channel = visible(unit, "channel", unit.get(Channel, question.channel_id))
    _must_fit(kind_of(channel.kind), question.flow)
    flow, facts = question.flow.checked(), Facts(question.available, question.in_hours)
    turns, known = [begin(flow, facts)], dict[str, str]()
    for text in question.answers[:LONGEST_TRIAL]:
        last = turns[-1]
        if not last.waits:
            break
        turn = answer(flow, last.waits, text, facts, known, last.tries)
        if turn.heard is not None and turn.heard.understood:
            known[turn.heard.step] = turn.heard.value
        turns.append(turn)
    return tuple(turns)


def _must_fit(kind: Kind, flow: Flow) -> None:
    """Raise `InvalidInput` for answers longer than what can be pressed on such a channel (CNV-06)."""
    _, longest = kind.choices
    for step in flow.steps:
        if any(len(label.strip()) > longest for label in step.labels):
            raise InvalidInput(
                f"An answer to be pressed here has at most {longest} characters. Shorten it.",
                field=f"steps.{step.key}.options",
            )
