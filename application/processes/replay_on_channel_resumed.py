"""What a channel held while it was switched off is taken in once it is switched on, if that was chosen (MSG-07)."""

from collections.abc import Sequence

from application.bus import Command
from application.channel_held import ReplayHeld
from application.reactor import Happened, Reactor, Work
from domain.channel.events import ChannelResumed, HeldReplayed


def react(happened: Happened) -> Sequence[Command | Work]:
    """Have it taken in, so many at a time."""
    event = happened.event
    wanted = (
        event.replay if isinstance(event, ChannelResumed) else isinstance(event, HeldReplayed) and event.more
    )
    return (ReplayHeld(event.originator_id),) if wanted else ()


reactor = Reactor("replay_on_channel_resumed", frozenset({ChannelResumed, HeldReplayed}), react)
