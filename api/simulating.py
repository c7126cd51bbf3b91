"""A routing rule tried on the past of a channel, read from the log alone; nothing is recorded (RTG-12).

The state before the period comes from the streams it is kept in, the period from the log page by page, so memory holds
what the rule needs and no more.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from api.moments import position_at
from api.services import ReadLog
from domain.account import events as account
from domain.channel.settings import Rule
from domain.contact import events as contact
from domain.conversation import events as conversation
from domain.conversation import handling_events, placing_events
from domain.inbox import events as inbox
from domain.kernel.event import Event
from domain.routing import events as routing
from domain.routing.months import month_at, month_before, rotation_id, slots_id
from domain.simulation.result import Result
from domain.simulation.simulation import Simulation
from domain.team import events as team
from domain.user import events as user
from projections.common.db import Db
from projections.people.streams import streams

PAGE = 5000
MONTHS = 120
"""How far back a user's slots or a rule's turns are looked for."""
TOPICS = tuple(
    sorted(
        kind.TOPIC
        for module in (user, team, inbox, routing)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Event) and "TOPIC" in vars(kind)
    )
) + tuple(
    kind.TOPIC
    for kind in (
        account.OwnerRulesSet, conversation.ConversationStarted, conversation.AssignmentDecided,
        conversation.ConversationClosed, conversation.ConversationReopened, handling_events.ConversationSnoozed,
        handling_events.ConversationWoken, handling_events.ConversationFiled, placing_events.ConversationMerged,
        placing_events.ConversationUnmerged,
    )
)  # fmt: skip
OF_CONTACTS = tuple(
    kind.TOPIC
    for kind in (
        contact.ContactCreated, contact.IdentityAdded, contact.IdentityRemoved, contact.ContactOwnerSet,
        contact.ContactMerged, contact.ContactUnmerged, contact.ContactAbsorbed, contact.ContactReleased,
    )
)  # fmt: skip
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule on a channel of a kind in an inbox, and the period it is tried on."""

    account_id: UUID
    channel_id: UUID
    kind: str
    inbox_id: UUID
    rule: Rule
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it, from which positions of the log, and how many events were read."""

    result: Result
    after: int
    up_to: int
    events: int


class TooMuch(Exception):
    """The period holds more of the log than may be read at once."""

    def __init__(self, events: int) -> None:
        """`events` is how many positions it holds."""
        super().__init__(events)
        self.events = events


def tried(
    db: Db,
    log: ReadLog,
    trial: Trial,
    *,
    shown: int = 50,
    most: int | None = None,
    progress: Progress | None = None,
) -> Tried:
    """Try the rule and list `shown` conversations that differ.

    Raises `InvalidInput` for no such rule, `TooMuch` where the period holds over `most` positions.
    """
    simulation = Simulation(trial.channel_id, trial.kind, trial.inbox_id, trial.rule)
    after, stop = (position_at(db, log, trial.account_id, at) for at in (trial.begins, trial.ends))
    if most is not None and stop - after > most:
        raise TooMuch(stop - after)
    reading = _Reading(log, trial, simulation)
    reading.before(db, after)
    simulation.begin()
    reading.period(after, stop, progress or (lambda _reached, _goal: None))
    return Tried(simulation.result(trial.ends, shown=shown), after, stop, reading.events)


class _Reading:
    """Feeds a simulation from the log, and counts."""

    def __init__(self, log: ReadLog, trial: Trial, simulation: Simulation) -> None:
        self.events = 0
        self._log, self._trial, self._simulation = log, trial, simulation
        self._by_owner = trial.rule.target == "contact_owner"
        self._contacts: set[UUID] = set()

    def before(self, db: Db, stop: int) -> None:
        """Feed what makes the state before the period."""
        known = streams(db, self._trial.account_id)
        self._feed(self._streams([self._trial.account_id, *known.others, *known.users], stop))
        self._feed(self._streams(self._latest(known.users, stop), stop))

    def _latest(self, users: Iterable[UUID], stop: int) -> list[UUID]:
        """Return the newest streams of slots and turns that had begun: one of each owner."""
        months = [month_at(self._trial.begins)]
        while len(months) < MONTHS:
            months.append(month_before(months[-1]))
        channel = self._trial.channel_id
        lines = [[slots_id(one, month) for month in months] for one in users]
        lines.append([rotation_id(channel, month) for month in months])
        begun = self._log.heads([one for line in lines for one in line], stop)
        newest = (next((one for one in line if one in begun), None) for line in lines)
        return [one for one in newest if one is not None]

    def period(self, after: int, stop: int, progress: Progress) -> None:
        """Feed the period, page by page."""
        topics = (*TOPICS, *OF_CONTACTS) if self._by_owner else TOPICS
        begun = after
        while page := self._log.read(after, PAGE, topics, stop, personal=()):
            events = [one.event for one in page if one.event.account_id == self._trial.account_id]
            if self._by_owner:
                self._learn(events, after)
            self._feed(events)
            after = page[-1].position
            progress(after - begun, stop - begun)

    def _learn(self, events: Sequence[Event], stop: int) -> None:
        """Feed what was known before of the contacts that write on this page, and of those linked with them."""
        wanted = {one.contact_id for one in events if isinstance(one, conversation.ConversationStarted)}
        while wanted := wanted - self._contacts:
            self._contacts |= wanted
            known = self._streams(sorted(wanted), stop)
            self._feed(known)
            wanted = {one.merged_into for one in known if isinstance(one, contact.ContactMerged)}
            wanted |= {one.absorbed_id for one in known if isinstance(one, contact.ContactAbsorbed)}

    def _streams(self, ids: Sequence[UUID], stop: int) -> list[Event]:
        return [one.event for one in self._log.streams(ids, stop, personal=())] if ids else []

    def _feed(self, events: Iterable[Event]) -> None:
        for event in events:
            self.events += 1
            self._simulation.take(event)
