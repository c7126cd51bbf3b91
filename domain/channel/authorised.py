"""A channel whose mailbox its provider lets us into: authorised, lost, authorised again (EML-03)."""

from uuid import UUID

from domain.channel import events
from domain.channel.chatting import Chatting
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.refusal import Refusal

AUTHORISATION_LOST = "authorisation_lost"
"""Why a channel is degraded whose provider does not let us in any more."""


class OtherMailbox(Refusal):
    """Somebody authorised another mailbox, or at another provider, than the channel is connected to."""

    code = "other_mailbox"


class Authorised(Chatting):
    """Adds the provider's authorisation to what is set step by step."""

    authorised_at = lost_at = 0
    """The versions at which its provider last let us in, and since when it does not; 0: never, or it does."""
    told: frozenset[tuple[UUID, int]] = frozenset()
    """Who was told of which loss."""

    def authorise(
        self, env: Envelope, *, provider: str, address: str, claim_id: UUID, aliases: tuple[str, ...]
    ) -> None:
        """Be let into the mailbox by its provider; the caller took the claim of its address and keeps the grant.

        Raises `OtherMailbox` where a connected channel was authorised for another address, and where the channel's
        provider is another by now than the one that was asked.
        """
        self._must_be_due("authorisation")
        if provider != self.provider:
            raise OtherMailbox("Another provider was chosen meanwhile. Authorise us there.", field="provider")
        if "connect" in self.done and claim_id != self.claim_id:
            raise OtherMailbox(
                "That is another mailbox. Authorise us as the mailbox this channel is connected to.",
                field="address",
            )
        self._take_address(env, address, claim_id)
        self.record(events.ChannelAuthorised, env, address=address, aliases=aliases)

    def tell_loss(self, env: Envelope, *, user_id: UUID, loss: int, result: str, code: int) -> None:
        """Record that an administrator was told of the loss at that version; nothing if that is known."""
        if (user_id, loss) not in self.told:
            self.record(events.LossTold, env, user_id=user_id, loss=loss, result=result, code=code)

    def evolve_authorised(self, event: Event) -> None:
        """Apply one recorded event of an authorisation, or a step."""
        match event:
            case events.ChannelAuthorised():
                self.aliases, self.authorised_at = event.aliases, event.originator_version
                self.lost_at = 0
                self.done |= {"authorisation"}
            case events.AuthorisationLost():
                self.lost_at = event.originator_version
            case events.LossTold():
                self.told |= {(event.user_id, event.loss)}
            case _:
                self.evolve_connecting(event)
