"""Who holds which conversations while a rule is tried: what was recorded, but for the conversations that are tried anew."""

from datetime import datetime, timedelta
from uuid import UUID

from domain.kernel.event import Event
from domain.routing import events

_TICK = timedelta(microseconds=1)


class Loads:
    """The slots of users, `turns` of the rule and when each user took something last (`taken_at`)."""

    def __init__(self, rule_id: UUID) -> None:
        """Nobody holds anything."""
        self.turns: dict[UUID, datetime] = {}
        self.taken_at: dict[UUID, datetime] = {}
        self.peaks: dict[UUID, int] = {}
        self._rule_id = rule_id
        self._held: dict[UUID, dict[UUID, bool]] = {}
        self._tried: dict[UUID, UUID | None] = {}

    def of(self, user_id: UUID) -> dict[UUID, bool]:
        """Return the conversations that take a slot of the user, and whether each is live."""
        return self._held.get(user_id, {})

    def take_in(self, event: Event) -> bool:
        """Take in a recorded slot or turn; say whether somebody may be free who was not."""
        match event:
            case events.SlotsOpened():
                self._balance(event)
            case events.SlotTaken():
                if event.conversation_id not in self._tried:
                    self._held.setdefault(event.user_id, {})[event.conversation_id] = event.live
                    self.taken_at[event.user_id] = event.timestamp
            case events.SlotReleased():
                if event.conversation_id not in self._tried:
                    return self._held.get(event.user_id, {}).pop(event.conversation_id, None) is not None
            case events.RotationOpened() if event.rule_id == self._rule_id and not self._tried:
                self.turns = {UUID(one["user"]): datetime.fromisoformat(one["at"]) for one in event.turns}
            case events.RotationAdvanced() if event.rule_id == self._rule_id and not self._tried:
                self.advance(event.user_id, event.timestamp)
        return False

    def _balance(self, event: events.SlotsOpened) -> None:
        mine = {one: live for one, live in self.of(event.user_id).items() if one in self._tried}
        kept = {UUID(str(one["conversation"])): bool(one["live"]) for one in event.held}
        self._held[event.user_id] = mine | {one: live for one, live in kept.items() if one not in self._tried}
        if event.last_taken_at is not None:
            self.taken_at.setdefault(event.user_id, event.last_taken_at)

    def advance(self, user_id: UUID, at: datetime) -> None:
        """It was this user's turn: always later than any before, however clocks step."""
        latest = max(self.turns.values(), default=at - _TICK)
        self.turns[user_id] = max(at, latest + _TICK)

    def give(self, conversation_id: UUID, user_id: UUID | None, at: datetime, *, live: bool) -> bool:
        """Let a conversation that is tried take a slot of the user, None for nobody's; say whether one got free by it."""
        freed = self._tried.get(conversation_id)
        self._tried[conversation_id] = user_id
        for held in self._held.values() if freed is None else [self._held[freed]]:
            held.pop(conversation_id, None)
        if user_id is not None:
            held = self._held.setdefault(user_id, {})
            held[conversation_id] = live
            self.taken_at[user_id] = at
            self.peaks[user_id] = max(self.peaks.get(user_id, 0), len(held))
        return freed is not None and freed != user_id
