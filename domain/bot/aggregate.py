"""A channel's bot with all its versions, and a run of it in one conversation."""

from typing import Self
from uuid import UUID

from domain.bot import events
from domain.bot.flow import Flow
from domain.bot.walking import POLICY, Heard, Turn
from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.ids import derived


def bot_id(channel_id: UUID) -> UUID:
    """Return the stream of a channel's bot: a channel has one at most."""
    return derived(channel_id, "bot")


def run_id(conversation_id: UUID) -> UUID:
    """Return the stream of the run in a conversation: there is one at most."""
    return derived(conversation_id, "bot_run")


class Bot(Aggregate):
    """State holds every version: runs under way keep theirs."""

    TOPIC = "bot"

    @classmethod
    def make(cls, env: Envelope, channel_id: UUID, inbox_id: UUID, flow: Flow) -> Self:
        """Give a channel a bot, which is silent until it is switched on. Raises `InvalidInput`."""
        told = flow.checked().recorded()
        return cls.open(
            events.BotMade, bot_id(channel_id), env, channel_id=channel_id, inbox_id=inbox_id, **told
        )

    def change(self, env: Envelope, flow: Flow) -> None:
        """Say this from here on, as a version of its own; nothing if it is said. Raises `InvalidInput`."""
        wanted = flow.checked()
        if wanted != self.flow:
            self.record(events.BotChanged, env, bot_version=self.newest + 1, **wanted.recorded())

    def switch(self, env: Envelope, *, on: bool) -> None:
        """Let it speak, or not; nothing if so."""
        if on != self.on:
            self.record(events.BotSwitched, env, on=on)

    @property
    def newest(self) -> int:
        """The number of the version for new conversations."""
        return len(self.versions)

    @property
    def flow(self) -> Flow:
        """What it says in new conversations."""
        return self.versions[-1]

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.BotMade():
                self.channel_id, self.inbox_id = event.channel_id, event.inbox_id
                self.versions: tuple[Flow, ...] = (_flow(event),)
                self.on = False
            case events.BotChanged():
                self.versions = (*self.versions, _flow(event))
            case events.BotSwitched():
                self.on = event.on


class BotRun(Aggregate):
    """State holds where it waits, how many messages it answered, when the last came and it last spoke, and whether it is over.

    What was answered is in sealed fields of the events.
    """

    TOPIC = "bot_run"

    @classmethod
    def start(
        cls, env: Envelope, bot: Bot, *, conversation_id: UUID, contact_id: UUID, available: bool
    ) -> Self:
        """Let a bot answer a conversation by its newest version."""
        return cls.open(
            events.BotRunStarted,
            run_id(conversation_id),
            env,
            conversation_id=conversation_id,
            contact_id=contact_id,
            channel_id=bot.channel_id,
            inbox_id=bot.inbox_id,
            bot_id=bot.id,
            bot_version=bot.newest,
            available=available,
        )

    def take(self, env: Envelope, message_id: UUID, turn: Turn, message_ids: tuple[UUID, ...]) -> None:
        """Record a turn: what was heard in a message, what was said in these, and how it goes on."""
        self._hear(env, message_id, turn.heard)
        steps = tuple(one.step for one in turn.said)
        self.record(
            events.BotSpoke, env, steps=steps, message_ids=message_ids, waits=turn.waits, tries=turn.tries, policy=POLICY
        )  # fmt: skip
        if turn.outcome:
            self.record(events.BotRunEnded, env, outcome=turn.outcome)

    def _hear(self, env: Envelope, message_id: UUID, heard: Heard | None) -> None:
        told = heard or Heard("", "", understood=False)
        self.record(
            events.BotHeard, env, contact_id=self.contact_id, message_id=message_id, step=told.step, field=told.field,
            understood=told.understood, value=told.value,
        )  # fmt: skip

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.BotRunStarted():
                self.conversation_id, self.contact_id = event.conversation_id, event.contact_id
                self.bot_id, self.bot_version, self.available = (
                    event.bot_id,
                    event.bot_version,
                    event.available,
                )
                self.answered, self.heard_at, self.spoke_at = 0, event.timestamp, event.timestamp
                self.waits, self.tries, self.outcome = "", 0, ""
            case events.BotHeard():
                self.answered, self.heard_at = self.answered + 1, event.timestamp
            case events.BotSpoke():
                self.waits, self.tries, self.spoke_at = event.waits, event.tries, event.timestamp
            case events.BotRunEnded():
                self.outcome = event.outcome


def _flow(event: events.BotMade | events.BotChanged) -> Flow:
    return Flow.of({"name": event.name, "steps": event.steps, "when": event.when})
