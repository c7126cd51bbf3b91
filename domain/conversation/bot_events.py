"""That a bot answers a conversation, and that it does no more (CHT-01); what it says and hears is in its run's stream."""

from domain.kernel.event import Event


class BotHeld(Event):
    """A bot answers from here on; nobody is assigned by rule meanwhile."""

    TOPIC = "conversation.bot_held"

    bot_version: int


class BotReleased(Event):
    """It answers no more: `reason` is handed_over, ended, taken_over (by a person) or unanswered (for too long)."""

    TOPIC = "conversation.bot_released"

    reason: str
