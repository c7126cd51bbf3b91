"""The base of every aggregate: commands guard and record, `evolve` applies."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, Concatenate, ParamSpec, Self, cast
from uuid import UUID

from eventsourcing.domain import BaseAggregate
from eventsourcing.utils import register_topic

from domain.kernel.envelope import Envelope
from domain.kernel.event import Event, Opening

Fields = ParamSpec("Fields")
Fact = Callable[Concatenate[UUID, int, datetime, Envelope, Fields], Event]


class Aggregate(BaseAggregate[UUID]):
    """State rebuilt from events; a command method guards, then records.

    A guard never runs on replay, so a rule can be tightened without breaking old streams.
    """

    TOPIC: ClassVar[str]

    account_id: UUID
    """The account the stream was opened for; nobody else may load it (SE-01)."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Register the aggregate's topic, which its opening event names."""
        super().__init_subclass__(**kwargs)
        if "TOPIC" in cls.__dict__:
            register_topic(cls.TOPIC, cls)

    @abstractmethod
    def evolve(self, event: Event) -> None:
        """Apply one recorded event. No rules and no I/O here."""

    @classmethod
    def open(
        cls, fact: Fact[Fields], stream_id: UUID, env: Envelope, *args: Fields.args, **fields: Fields.kwargs
    ) -> Self:
        """Begin a stream with its opening event."""
        event = cast("Opening", fact(stream_id, 1, env.at, env, *args, **fields))
        opened = cast("Self", event.mutate(None))
        opened.pending_events.append(event)
        return opened

    def record(self, fact: Fact[Fields], env: Envelope, *args: Fields.args, **fields: Fields.kwargs) -> None:
        """Make the fact, apply it and keep it for the save."""
        event = fact(self.id, self.version + 1, env.at, env, *args, **fields)
        event.mutate(self)
        self.pending_events.append(event)
