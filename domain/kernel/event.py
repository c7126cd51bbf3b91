"""The base of every domain event: frozen, past tense, primitives only."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, dataclass_transform
from uuid import UUID

from eventsourcing.domain import CanMutateAggregate, MetaDomainEvent
from eventsourcing.utils import register_topic, resolve_topic

from domain.kernel.envelope import Envelope

if TYPE_CHECKING:
    from domain.kernel.aggregate import Aggregate


@dataclass_transform(frozen_default=True)
class EventType(MetaDomainEvent):
    """Makes every event class a frozen dataclass, visibly to type checkers."""


class Event(CanMutateAggregate[UUID], metaclass=EventType):
    """A fact recorded in an aggregate's stream.

    A class with personal fields names in `SUBJECT` the field that holds the data subject's id: its own stream's,
    unless it says otherwise. `erased` is true on an event read back after that subject's key was destroyed.
    """

    TOPIC: ClassVar[str]
    SUBJECT: ClassVar[str] = "originator_id"
    erased: ClassVar[bool] = False

    originator_id: UUID
    originator_version: int
    timestamp: datetime
    envelope: Envelope

    def __init_subclass__(cls) -> None:
        """Register the frozen topic under which the class is stored."""
        super().__init_subclass__()
        if "TOPIC" in cls.__dict__:
            register_topic(cls.TOPIC, cls)

    @property
    def account_id(self) -> UUID:
        """The account (tenant) the fact belongs to."""
        return self.envelope.account_id

    def apply(self, aggregate: Any) -> None:
        """Let the aggregate take the fact in."""
        aggregate.evolve(self)


class Opening(Event, metaclass=EventType):
    """The first event of a stream; `OF` is the topic of the aggregate it opens."""

    OF: ClassVar[str]

    def mutate(self, aggregate: Any) -> Any:
        """Make the aggregate out of nothing, then let it take the fact in."""
        if aggregate is not None:
            message = f"{type(self).__name__} opens a stream, yet the stream exists"
            raise ValueError(message)
        cls: type[Aggregate] = resolve_topic(self.OF)
        opened = cls.__new__(cls)
        opened.__base_init__(self.originator_id, self.originator_version, self.timestamp)
        opened.account_id = self.envelope.account_id
        opened.evolve(self)
        return opened


def payload(event: Event) -> dict[str, Any]:
    """Return the event's own fields, without its place in the stream, time and envelope."""
    beside = {"originator_id", "originator_version", "timestamp", "envelope", "erased"}
    return {name: value for name, value in vars(event).items() if name not in beside}
