"""The conversations that take a slot of a user, for one month (CHT-14, RTG-06)."""

from datetime import datetime
from typing import Self
from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.refusal import Refusal
from domain.routing import events


class MonthClosed(Refusal):
    """The next month's stream took over; what lost that race decides again on the new one."""

    code = "month_closed"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__("This month is closed. Repeat it on the stream of the month that followed.")


class Slots(Aggregate):
    """`held` says of each conversation whether it is live. Capacity is the policy's to judge, by these counts."""

    TOPIC = "slots"

    @classmethod
    def open_month(
        cls,
        slots_id: UUID,
        env: Envelope,
        *,
        user_id: UUID,
        month: str,
        held: dict[UUID, bool] | None = None,
        last_taken_at: datetime | None = None,
    ) -> Self:
        """Begin a month with what is still held; nothing for a user's first."""
        balance: tuple[dict[str, str | bool], ...] = tuple(
            {"conversation": str(one), "live": live} for one, live in (held or {}).items()
        )
        return cls.open(
            events.SlotsOpened,
            slots_id,
            env,
            user_id=user_id,
            month=month,
            held=balance,
            last_taken_at=last_taken_at,
        )

    def roll(self, next_id: UUID, env: Envelope, month: str) -> Self:
        """Close this month and return the next one, opened with the balance; both are one save."""
        self.close(env, month)
        return type(self).open_month(
            next_id, env, user_id=self.user_id, month=month, held=self.held, last_taken_at=self.last_taken_at
        )

    @property
    def open_count(self) -> int:
        """How many conversations the user has."""
        return len(self.held)

    @property
    def live_count(self) -> int:
        """How many of them are live."""
        return sum(self.held.values())

    def take(self, env: Envelope, conversation_id: UUID, *, live: bool) -> None:
        """Let a conversation take a slot; nothing if it has one. Raises `MonthClosed`."""
        self._must_be_open()
        if conversation_id not in self.held:
            self.record(
                events.SlotTaken, env, user_id=self.user_id, conversation_id=conversation_id, live=live
            )

    def release(self, env: Envelope, conversation_id: UUID) -> None:
        """Give a conversation's slot back; nothing if it has none. Raises `MonthClosed`."""
        self._must_be_open()
        if conversation_id in self.held:
            self.record(events.SlotReleased, env, user_id=self.user_id, conversation_id=conversation_id)

    def close(self, env: Envelope, next_month: str) -> None:
        """End the month. Raises `MonthClosed` if it has."""
        self._must_be_open()
        self.record(events.SlotsClosed, env, user_id=self.user_id, next_month=next_month)

    def _must_be_open(self) -> None:
        if self.next_month:
            raise MonthClosed

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.SlotsOpened():
                self.user_id = event.user_id
                self.month = event.month
                self.held = {UUID(str(one["conversation"])): bool(one["live"]) for one in event.held}
                self.last_taken_at = event.last_taken_at
                self.next_month = ""
            case events.SlotTaken():
                self.held[event.conversation_id] = event.live
                self.last_taken_at = event.timestamp
            case events.SlotReleased():
                del self.held[event.conversation_id]
            case events.SlotsClosed():
                self.next_month = event.next_month
