"""The part of a conversation that a bot may hold for a while (CHT-01)."""

from domain.conversation import bot_events as events
from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event


class Held(Aggregate):
    """`with_bot` says that a bot answers: no rule gives the conversation to anybody meanwhile."""

    with_bot = False

    def hold_for_bot(self, env: Envelope, bot_version: int) -> None:
        """Let a bot answer."""
        self.record(events.BotHeld, env, bot_version=bot_version)

    def release_from_bot(self, env: Envelope, reason: str) -> None:
        """Let it answer no more; nothing if it does not."""
        if self.with_bot:
            self.record(events.BotReleased, env, reason=reason)

    def evolve_held(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.BotHeld():
                self.with_bot = True
            case events.BotReleased():
                self.with_bot = False
