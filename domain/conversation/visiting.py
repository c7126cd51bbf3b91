"""The part of a conversation that knows how far the other side has got with what we wrote (CHT-11)."""

from datetime import datetime
from uuid import UUID

from domain.conversation import visiting_events as events
from domain.conversation.delivery import RECEIPTS, State
from domain.conversation.sending import Sending
from domain.kernel.checks import one_of
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event


class Visiting(Sending):
    """Each delivery says how far it is known to have got: nothing, delivered or seen."""

    def give_address(self, env: Envelope, *, email: str, name: str) -> None:
        """Keep what a visitor says of themselves; the caller normalised it."""
        self.record(events.AddressGiven, env, contact_id=self.contact_id, email=email, name=name)

    def receive_receipt(
        self,
        env: Envelope,
        message_id: UUID,
        kind: str,
        *,
        alone: bool = False,
        until: datetime | None = None,
    ) -> None:
        """Note that what we wrote up to a message, as far as it has left, was delivered or seen; nothing if known.

        `alone`: it says so of that message only; `until` is the provider's time of what was delivered by then. Raises
        `InvalidInput`, `NotFound`.
        """
        one_of(kind, RECEIPTS[1:], "kind")
        upto = self.delivery(message_id)
        reached = [
            each
            for each, one in self.deliveries.items()
            if one.told_of
            and one.state is State.SENT
            and one.is_before(kind)
            and (each == message_id if alone else one.version <= upto.version)
        ]
        if not reached:
            return
        last, others = reached[-1], tuple(reached[:-1])
        if kind == "seen":
            self.record(events.MessageSeen, env, message_id=last, others=others)
        else:
            self.record(events.MessageDelivered, env, message_id=last, others=others, until=until)

    def undelivered(
        self, env: Envelope, message_id: UUID, *, at: datetime, code: int, reason: str, permanent: bool
    ) -> None:
        """Note that a message which had left did not arrive; nothing where that is known, or it did. Raises `NotFound`."""
        delivery = self.delivery(message_id)
        if delivery.state is State.SENT and not delivery.receipt:
            self.record(
                events.MessageUndelivered, env,
                message_id=message_id, at=at, code=code, reason=reason, permanent=permanent,
            )  # fmt: skip

    def evolve_visiting(self, event: Event) -> None:
        """Apply one recorded event."""
        if isinstance(event, events.MessageDelivered | events.MessageSeen):
            receipt = "seen" if isinstance(event, events.MessageSeen) else "delivered"
            for each in (*event.others, event.message_id):
                self._put(each, self.deliveries[each].reached(receipt))
        elif isinstance(event, events.MessageUndelivered):
            lost = self.deliveries[event.message_id].undelivered(permanent=event.permanent)
            self._put(event.message_id, lost)
