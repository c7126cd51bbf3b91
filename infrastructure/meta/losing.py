"""Recording that a platform of Meta's does not let us in any more, whoever found out (MSG-03, WAB-01)."""

from dataclasses import dataclass
from uuid import uuid4

from application.bus import Bus, Command
from application.channel_authorisation import LoseAuthorisation
from application.ports import Clock
from domain.channel.aggregate import Channel
from domain.kernel.envelope import Envelope


@dataclass(frozen=True)
class Losing:
    """Gives commands about a channel in the name of the platform it is of."""

    bus: Bus
    clock: Clock

    def __call__(self, channel: Channel, reason: str) -> None:
        """Record it, unless the channel was let in anew since."""
        self.do(channel, LoseAuthorisation(channel.id, reason, channel.authorised_at))

    def do(self, channel: Channel, command: Command) -> None:
        """Carry out a command."""
        env = Envelope(channel.account_id, f"system:{channel.kind}", self.clock(), uuid4(), None, uuid4())
        self.bus.dispatch(command, env)
