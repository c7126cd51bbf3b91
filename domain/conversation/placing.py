"""The part of a conversation that says where it and its messages are shown (CNV-07, EML-16)."""

from collections.abc import Iterable
from uuid import UUID

from domain.conversation import messages
from domain.conversation import placing_events as events
from domain.conversation.calling_events import ContactCalled
from domain.conversation.delivery import Delivery, State
from domain.conversation.refusals import MergedAway
from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event


class Placing(Aggregate):
    """Its inbox, what it is a part of, what is a part of it, and which messages left it or came to it.

    Merges form a forest: each conversation is a part of at most one other. Following `away` from the conversation a
    message was recorded in leads to the one that shows it, since a message that comes back is away no longer.
    """

    inbox_id: UUID
    received: frozenset[UUID]
    deliveries: dict[UUID, Delivery]
    notes: dict[UUID, UUID | None]
    calls: frozenset[UUID]
    """Those that we made; one that came in is among what was received."""
    merged_into: UUID | None
    absorbed: frozenset[UUID]
    away: dict[UUID, UUID]
    """Message -> the conversation it was moved to from here."""
    guests: dict[UUID, UUID]
    """Message that was moved here -> the conversation it was recorded in."""
    opened_by: UUID | None
    """The conversation whose merge opened this one again, while nothing else happened to it since."""

    @property
    def placed(self) -> frozenset[UUID]:
        """The messages and notes that stand here, without those of its parts."""
        sent = {one for one, way in self.deliveries.items() if way.state is not State.CANCELLED}
        return frozenset(
            {*self.received, *sent, *self.notes, *self.calls, *self.guests}.difference(self.away)
        )

    def must_stand_alone(self) -> None:
        """Raise `MergedAway` where it is a part of another one."""
        if self.merged_into is not None:
            raise MergedAway

    def move(self, env: Envelope, inbox_id: UUID) -> None:
        """Let it belong to another inbox; nothing if it does."""
        if inbox_id != self.inbox_id:
            self.record(events.ConversationMoved, env, inbox_id=inbox_id, from_inbox_id=self.inbox_id)

    def merge_into(self, env: Envelope, into_id: UUID, *, confirmed: bool) -> None:
        """Become a part of another one, which records `absorb` in the same save. Raises `MergedAway`."""
        self.must_stand_alone()
        self.record(events.ConversationMerged, env, into_id=into_id, confirmed=confirmed)

    def absorb(self, env: Envelope, merged_id: UUID, *, reopened: bool) -> None:
        """Take another one in. Raises `MergedAway`."""
        self.must_stand_alone()
        self.record(events.ConversationAbsorbed, env, merged_id=merged_id, reopened=reopened)

    def unmerge(self, env: Envelope) -> None:
        """Stand alone again, which the other one records by `release`; nothing if it does."""
        if self.merged_into is not None:
            self.record(events.ConversationUnmerged, env, from_id=self.merged_into)

    def release(self, env: Envelope, merged_id: UUID) -> bool:
        """Let another one go; returns whether this is to be closed again, as its merge found it."""
        closed = self.opened_by == merged_id
        self.record(events.ConversationReleased, env, merged_id=merged_id, closed=closed)
        return closed

    def move_out(self, env: Envelope, message_ids: Iterable[UUID], to_id: UUID, *, split: bool) -> None:
        """Show messages in another conversation, which records `move_in` in the same save."""
        self.record(events.MessagesMovedOut, env, message_ids=tuple(message_ids), to_id=to_id, split=split)

    def move_in(self, env: Envelope, homes: dict[UUID, UUID], from_id: UUID, *, split: bool) -> None:
        """Show messages of another conversation; `homes` is message -> where it was recorded. Raises `MergedAway`."""
        self.must_stand_alone()
        self.record(
            events.MessagesMovedIn,
            env,
            message_ids=tuple(homes),
            homes=tuple(homes.values()),
            from_id=from_id,
            split=split,
        )

    def begin_placing(self) -> None:
        """Stand alone, with what is its own."""
        self.merged_into, self.absorbed, self.opened_by = None, frozenset(), None
        self.away, self.guests, self.calls = {}, {}, frozenset()

    def evolve_placing(self, event: Event) -> None:
        """Apply one recorded event; an answer keeps open what a merge opened."""
        match event:
            case messages.MessagePosted():
                self.opened_by = None
            case ContactCalled():
                self.opened_by = None
                self.calls |= {event.call_id}
            case events.ConversationMoved():
                self.inbox_id = event.inbox_id
            case events.ConversationMerged():
                self.merged_into = event.into_id
            case events.ConversationUnmerged():
                self.merged_into = None
            case events.ConversationAbsorbed():
                self.absorbed |= {event.merged_id}
                self.opened_by = event.merged_id if event.reopened else self.opened_by
            case events.ConversationReleased():
                self.absorbed -= {event.merged_id}
            case events.MessagesMovedOut() | events.MessagesMovedIn():
                self._place(event)

    def _place(self, event: events.MessagesMovedOut | events.MessagesMovedIn) -> None:
        if isinstance(event, events.MessagesMovedOut):
            self.away.update(dict.fromkeys(event.message_ids, event.to_id))
            for message_id in event.message_ids:
                self.guests.pop(message_id, None)
            return
        for message_id, home in zip(event.message_ids, event.homes, strict=True):
            self.away.pop(message_id, None)
            if home != self.id:
                self.guests[message_id] = home
