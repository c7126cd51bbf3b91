"""A policy: what is promised in which inboxes and by which channels, by priority (CNV-10)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Self
from uuid import UUID

from domain.conversation.handling import PRIORITIES
from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import not_blank, one_of, within
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event, payload
from domain.kernel.refusal import InvalidInput
from domain.sla import events

LONGEST_NAME, MOST_MINUTES, MOST_PLACES = 80, 60 * 24 * 366, 200
Target = tuple[str, int | None, int | None, int | None]
"""A priority, and minutes to the first reply, to each next one and to the resolution; None is no promise."""


@dataclass(frozen=True, slots=True)
class Promised:
    """All that makes a policy what it is; a priority without a target of its own has that of `none`."""

    name: str
    targets: tuple[Target, ...]
    schedule_id: UUID | None = None
    inbox_ids: tuple[UUID, ...] = ()
    warn_minutes: int = 15
    channel_ids: tuple[UUID, ...] = ()

    def checked(self) -> "Promised":
        """Return it as it is kept. Raises `InvalidInput` naming the field."""
        name = not_blank(self.name, "name")
        if len(name) > LONGEST_NAME:
            raise InvalidInput(f"A name has at most {LONGEST_NAME} characters.", field="name")
        for places, field in ((self.inbox_ids, "inbox_ids"), (self.channel_ids, "channel_ids")):
            if len(places) > MOST_PLACES:
                raise InvalidInput(f"Name at most {MOST_PLACES}, or none for all.", field=field)
        within(self.warn_minutes, 0, MOST_MINUTES, "warn_minutes")
        return replace(
            self, name=name, targets=_checked(self.targets), inbox_ids=tuple(sorted(set(self.inbox_ids))),
            channel_ids=tuple(sorted(set(self.channel_ids))),
        )  # fmt: skip

    def of(self, priority: str) -> tuple[timedelta | None, timedelta | None, timedelta | None]:
        """Return what is promised at a priority: first reply, next reply, resolution."""
        told = {target[0]: target[1:] for target in self.targets}
        first, following, resolution = told.get(priority) or told.get("none") or (None, None, None)
        return _span(first), _span(following), _span(resolution)


def _checked(targets: Iterable[Target]) -> tuple[Target, ...]:
    found: dict[str, Target] = {}
    for priority, first, following, resolution in targets:
        one_of(priority, PRIORITIES, "targets")
        for minutes in (first, following, resolution):
            within(1 if minutes is None else minutes, 1, MOST_MINUTES, "targets")
        found[priority] = (priority, first, following, resolution)
    if all(one[1:] == (None, None, None) for one in found.values()):
        raise InvalidInput(
            "Promise something: a first reply, the next ones or the resolution.", field="targets"
        )
    return tuple(found[priority] for priority in PRIORITIES if priority in found)


def _span(minutes: int | None) -> timedelta | None:
    return None if minutes is None else timedelta(minutes=minutes)


class SlaPolicy(Aggregate):
    """`promised` is what it was last told to promise."""

    TOPIC = "sla_policy"

    promised: Promised
    archived: bool

    @classmethod
    def create(cls, policy_id: UUID, env: Envelope, promised: Promised) -> Self:
        """Promise something. Raises `InvalidInput`."""
        return cls.open(events.SlaPolicyCreated, policy_id, env, **asdict(promised.checked()))

    def change(self, env: Envelope, promised: Promised) -> None:
        """Promise this; nothing if it does. Raises `InvalidInput`."""
        wanted = promised.checked()
        if wanted != self.promised:
            self.record(events.SlaPolicyChanged, env, **asdict(wanted))

    def archive(self, env: Envelope) -> None:
        """Promise nothing any more; nothing if so."""
        if not self.archived:
            self.record(events.SlaPolicyArchived, env)

    def restore(self, env: Envelope) -> None:
        """Promise again; nothing if so."""
        if self.archived:
            self.record(events.SlaPolicyRestored, env)

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.SlaPolicyCreated() | events.SlaPolicyChanged():
                self.promised = Promised(**payload(event))
                if isinstance(event, events.SlaPolicyCreated):
                    self.archived = False
            case events.SlaPolicyArchived() | events.SlaPolicyRestored():
                self.archived = isinstance(event, events.SlaPolicyArchived)
