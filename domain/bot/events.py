"""What happens to a bot, and in a run of it within one conversation. The data subject of answers is the contact."""

from typing import Any
from uuid import UUID

from domain.kernel.event import Event, Opening
from domain.kernel.personal import Personal


class BotMade(Opening):
    """A channel has a bot; this is its version 1. `steps` are those of `domain.bot.steps.Step` each."""

    TOPIC = "bot.made"
    OF = "bot"

    channel_id: UUID
    inbox_id: UUID
    name: str
    when: str
    steps: tuple[dict[str, Any], ...]


class BotChanged(Event):
    """Another version of the bot, for conversations that begin from here on; runs under way keep theirs."""

    TOPIC = "bot.changed"

    bot_version: int
    name: str
    when: str
    steps: tuple[dict[str, Any], ...]


class BotSwitched(Event):
    """The bot speaks from here on, or is silent."""

    TOPIC = "bot.switched"

    on: bool


class BotRunStarted(Opening):
    """A bot answers a conversation by this version; nobody is assigned by rule until it hands over."""

    TOPIC = "bot_run.started"
    OF = "bot_run"

    conversation_id: UUID
    contact_id: UUID
    channel_id: UUID
    inbox_id: UUID
    bot_id: UUID
    bot_version: int
    available: bool
    """Whether somebody was there to take over."""


class BotHeard(Event):
    """A message was taken as the answer to a step; `value` as it is kept, `field` what was asked for, if anything."""

    TOPIC = "bot_run.heard"
    SUBJECT = "contact_id"

    contact_id: UUID
    message_id: UUID
    step: str
    field: str
    understood: bool
    value: Personal[str]


class BotSpoke(Event):
    """It said this, in these messages, and waits at a step for the next answer; empty where it does not."""

    TOPIC = "bot_run.spoke"

    steps: tuple[str, ...]
    message_ids: tuple[UUID, ...]
    waits: str
    tries: int
    policy: str


class BotRunEnded(Event):
    """It says nothing more here: `outcome` is handed_over or ended. That a person took over says the conversation."""

    TOPIC = "bot_run.ended"

    outcome: str
