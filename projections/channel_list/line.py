"""Which number a telephone line is, and what callers hear (CAL-01, CAL-02)."""

from domain.channel.calling_events import CallingNumberChosen, CallingVoiceSet
from domain.kernel.event import payload
from projections.channel_list.fold import Fold
from projections.channel_list.rows import done
from projections.common.handlers import Handlers

SHOWN = ("account_sid", "number_sid", "number", "name")


def register(on: Handlers[Fold]) -> None:
    """Add these events to what the channel list wants to see."""
    on(chosen)
    on(voiced)


def chosen(fold: Fold, position: int, event: CallingNumberChosen) -> None:
    """A number was chosen."""
    row = done(fold.channel(position, event), event)
    row.calling = {**(row.calling or {}), **{name: getattr(event, name) for name in SHOWN}}


def voiced(fold: Fold, position: int, event: CallingVoiceSet) -> None:
    """What callers hear, and what is kept."""
    row = done(fold.channel(position, event), event)
    row.calling = {**(row.calling or {}), "voice": payload(event)}
