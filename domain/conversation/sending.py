"""The part of a conversation that sends its messages (EML-19, CNV-06)."""

from datetime import datetime
from uuid import UUID

from domain.conversation import messages
from domain.conversation.delivery import Delivery, State
from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.refusal import NotFound

TURNS = {
    messages.SendUnresolved: Delivery.unresolved,
    messages.SendRefused: Delivery.refused,
    messages.SendRetried: Delivery.retried,
}
"""Events that say all there is to say by their kind."""


class Sending(Aggregate):
    """Deliveries by message id; each step is refused where the message's state does not allow it.

    Only one worker may try a message at a time; that is the caller's lock. To start while an attempt is open says
    that the worker of that attempt is gone.
    """

    contact_id: UUID
    deliveries: dict[UUID, Delivery]
    last_posted = 0
    """The version at which we last wrote."""
    written: list[int]
    """The versions of all messages, in and out."""
    last_heard = 0
    """The version of the last message of a person outside, or of a machine's where no person wrote."""

    def begin_sending(self) -> None:
        """Begin with nothing written."""
        self.written, self.last_heard, self.deliveries = [], 0, {}

    def answered_since(self, version: int) -> bool:
        """Whether somebody of us wrote after the version an author saw (CNV-04)."""
        return self.last_posted > version

    def delivery(self, message_id: UUID) -> Delivery:
        """Return how far the sending of a message is. Raises `NotFound` for none of ours."""
        try:
            return self.deliveries[message_id]
        except KeyError:
            raise NotFound("message to be sent") from None

    def send_started(self, env: Envelope, message_id: UUID, *, tag: str = "") -> int:
        """Begin an attempt and return its number, from 1; `tag` is as in the event.

        Raises `SendingRefused` (ask `startable` first), and `TooEarly` before the message's time.
        """
        delivery = self.delivery(message_id)
        delivery.must_be_startable()
        delivery.must_be_due(env.at)
        attempt = delivery.attempt + 1
        self.record(
            messages.SendStarted, env,
            message_id=message_id, attempt=attempt, repeats=delivery.repeats, tag=tag,
        )  # fmt: skip
        return attempt

    def sent(
        self,
        env: Envelope,
        message_id: UUID,
        attempt: int,
        code: int,
        *,
        refused: tuple[int, ...] = (),
        temporary: tuple[int, ...] = (),
        recipients: int = 0,
        known_as: str = "",
    ) -> None:
        """The relay took it, but not for those `refused`; nothing if that attempt has said so.

        Raises `SendingRefused` for no such attempt.
        """
        if self._is_open(message_id, attempt):
            self.record(
                messages.MessageSent,
                env,
                message_id=message_id,
                attempt=attempt,
                code=code,
                refused=refused,
                temporary=temporary,
                recipients=recipients,
                known_as=known_as,
            )

    def failed(
        self, env: Envelope, message_id: UUID, attempt: int, *, permanent: bool, code: int, reason: str
    ) -> None:
        """The attempt failed, for good or for a while; `reason` holds nothing personal. As `sent` otherwise."""
        if self._is_open(message_id, attempt):
            self.record(
                messages.SendFailed,
                env,
                message_id=message_id,
                attempt=attempt,
                permanent=permanent,
                code=code,
                reason=reason,
            )

    def bounced(
        self,
        env: Envelope,
        message_id: UUID,
        bounce_id: UUID,
        *,
        recipients: tuple[int, ...],
        of: int,
        permanent: bool,
        delayed: bool,
        status: str,
        diagnostic: str,
    ) -> None:
        """It came back, or is late, as the message `bounce_id` says; the rest is as in `MessageBounced`. Raises `NotFound`."""
        self.delivery(message_id)
        self.record(
            messages.MessageBounced,
            env,
            contact_id=self.contact_id,
            message_id=message_id,
            bounce_id=bounce_id,
            recipients=recipients,
            of=of,
            permanent=permanent,
            delayed=delayed,
            status=status,
            diagnostic=diagnostic,
        )

    def unresolved(self, env: Envelope, message_id: UUID) -> None:
        """Leave it to a person after two open attempts; nothing if left. Raises `SendingRefused` before."""
        delivery = self.delivery(message_id)
        if delivery.state is not State.UNRESOLVED:
            delivery.must_be_unanswered()
            self.record(messages.SendUnresolved, env, message_id=message_id, attempt=delivery.attempt)

    def refuse_sending(self, env: Envelope, message_id: UUID, *, reason: str, policy: str) -> None:
        """Hold back a message that waits, by a rule; nothing if held back. Raises `SendingRefused` otherwise."""
        delivery = self.delivery(message_id)
        if delivery.state is not State.REFUSED:
            delivery.must_be_unsent()
            self.record(messages.SendRefused, env, message_id=message_id, reason=reason, policy=policy)

    def cancel_send(self, env: Envelope, message_id: UUID) -> None:
        """Take a message back that nobody began to send; nothing if it was. Raises `SendBegun` (CNV-09)."""
        delivery = self.delivery(message_id)
        if delivery.state is not State.CANCELLED:
            delivery.must_be_unbegun()
            self.record(messages.SendCancelled, env, message_id=message_id)

    def reschedule_send(self, env: Envelope, message_id: UUID, not_before: datetime | None) -> None:
        """Send a message that waits at another time, None: at once; nothing if it is that. Raises `SendBegun`."""
        delivery = self.delivery(message_id)
        delivery.must_be_unbegun()
        if not_before != delivery.not_before:
            self.record(messages.SendRescheduled, env, message_id=message_id, not_before=not_before)

    def retry(self, env: Envelope, message_id: UUID) -> None:
        """Send a failed or unresolved message again, as a person asks. Raises `SendingRefused` otherwise."""
        self.delivery(message_id).must_be_retriable()
        self.record(messages.SendRetried, env, message_id=message_id)

    def _is_open(self, message_id: UUID, attempt: int) -> bool:
        delivery = self.delivery(message_id)
        delivery.must_know(attempt)
        return attempt in delivery.open

    def evolve_sending(self, event: Event) -> None:
        """Apply one recorded event of a delivery; each message's is replaced as a whole."""
        match event:
            case messages.MessagePosted():
                waiting = Delivery(version=event.originator_version, told_of=event.told_of)
                self.deliveries[event.message_id] = waiting.due_at(event.not_before)
                self.last_posted = event.originator_version
                self.written.append(event.originator_version)
            case messages.SendRescheduled():
                self._put(event.message_id, self.deliveries[event.message_id].due_at(event.not_before))
            case messages.SendCancelled():
                self._forget(event.message_id)
            case messages.SendStarted():
                self._put(event.message_id, self.deliveries[event.message_id].started(event.attempt))
            case messages.MessageSent():
                self._put(event.message_id, self.deliveries[event.message_id].sent(event.attempt))
            case messages.SendFailed():
                failed = self.deliveries[event.message_id].failed(event.attempt, permanent=event.permanent)
                self._put(event.message_id, failed)
            case messages.MessageBounced() if not event.delayed:
                self._put(event.message_id, self.deliveries[event.message_id].bounced())
            case messages.SendUnresolved() | messages.SendRefused() | messages.SendRetried():
                self._put(event.message_id, TURNS[type(event)](self.deliveries[event.message_id]))

    def _forget(self, message_id: UUID) -> None:
        """Go on as if a message had not been written: nobody saw it, so nothing answers it or refers to it."""
        cancelled = self.deliveries[message_id].cancelled()
        self._put(message_id, cancelled)
        self.written.remove(cancelled.version)
        ours = (one.version for one in self.deliveries.values() if one.state is not State.CANCELLED)
        self.last_posted = max(ours, default=0)

    def _put(self, message_id: UUID, delivery: Delivery) -> None:
        self.deliveries[message_id] = delivery
