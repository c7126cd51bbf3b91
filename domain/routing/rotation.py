"""Whose turn it was under a rule, for one month (RTG-07)."""

from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.routing import events
from domain.routing.slots import MonthClosed

_TICK = timedelta(microseconds=1)


class Rotation(Aggregate):
    """`turns` is when each user's last turn was: later turns are always later times, however the clock steps."""

    TOPIC = "rotation"

    @classmethod
    def open_month(
        cls,
        rotation_id: UUID,
        env: Envelope,
        *,
        rule_id: UUID,
        month: str,
        turns: dict[UUID, datetime] | None = None,
    ) -> Self:
        """Begin a month with the turns so far; none for a rule's first."""
        balance = tuple({"user": str(user), "at": at.isoformat()} for user, at in (turns or {}).items())
        return cls.open(events.RotationOpened, rotation_id, env, rule_id=rule_id, month=month, turns=balance)

    def roll(self, next_id: UUID, env: Envelope, month: str) -> Self:
        """Close this month and return the next one, opened with the turns; both are one save."""
        self.close(env, month)
        return type(self).open_month(next_id, env, rule_id=self.rule_id, month=month, turns=self.turns)

    def advance(self, env: Envelope, user_id: UUID, conversation_id: UUID) -> None:
        """Record that it was this user's turn. Raises `MonthClosed`."""
        self._must_be_open()
        self.record(
            events.RotationAdvanced,
            env,
            rule_id=self.rule_id,
            user_id=user_id,
            conversation_id=conversation_id,
        )

    def close(self, env: Envelope, next_month: str) -> None:
        """End the month. Raises `MonthClosed` if it has."""
        self._must_be_open()
        self.record(events.RotationClosed, env, rule_id=self.rule_id, next_month=next_month)

    def _must_be_open(self) -> None:
        if self.next_month:
            raise MonthClosed

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.RotationOpened():
                self.rule_id = event.rule_id
                self.month = event.month
                self.turns = {UUID(one["user"]): datetime.fromisoformat(one["at"]) for one in event.turns}
                self.latest = max(self.turns.values(), default=event.timestamp - _TICK)
                self.next_month = ""
            case events.RotationAdvanced():
                self.latest = max(event.timestamp, self.latest + _TICK)
                self.turns[event.user_id] = self.latest
            case events.RotationClosed():
                self.next_month = event.next_month
