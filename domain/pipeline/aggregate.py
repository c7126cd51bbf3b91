"""A pipeline: the stages of tickets, in order (TKT-02)."""

from typing import Self
from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import not_blank
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.refusal import InvalidInput
from domain.pipeline import events

Stage = dict[str, str | bool]

DEFAULT: tuple[Stage, ...] = (
    {"key": "new", "name": "New", "closed": False},
    {"key": "waiting_on_us", "name": "Waiting on us", "closed": False},
    {"key": "waiting_on_contact", "name": "Waiting on contact", "closed": False},
    {"key": "closed", "name": "Closed", "closed": True},
)


class Pipeline(Aggregate):
    """Stages by key, in order; the first is where a ticket begins unless somebody says otherwise."""

    TOPIC = "pipeline"

    @classmethod
    def create(
        cls, pipeline_id: UUID, env: Envelope, *, name: str, stages: tuple[Stage, ...] = DEFAULT
    ) -> Self:
        """Make a pipeline. Raises `InvalidInput` as `change_stages` does."""
        _check(stages)
        return cls.open(events.PipelineCreated, pipeline_id, env, name=not_blank(name, "name"), stages=stages)

    def change_stages(self, env: Envelope, stages: tuple[Stage, ...]) -> None:
        """Set the stages; nothing if they are these.

        Raises `InvalidInput` unless every key is there once and some stage is not closed.
        """
        _check(stages)
        if stages != self.stages:
            self.record(events.StagesChanged, env, stages=stages)

    def stage(self, key: str) -> Stage:
        """Return a stage. Raises `InvalidInput` where there is none of that key."""
        found = next((stage for stage in self.stages if stage["key"] == key), None)
        if found is None:
            raise InvalidInput("This pipeline has no such stage. Choose one of its stages.", field="stage")
        return found

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.PipelineCreated() | events.StagesChanged():
                self.stages = event.stages


def _check(stages: tuple[Stage, ...]) -> None:
    keys = [stage["key"] for stage in stages]
    if "" in keys or len(set(keys)) != len(keys):
        raise InvalidInput("Every stage needs a key of its own.", field="stages")
    if all(stage["closed"] for stage in stages):
        raise InvalidInput("A pipeline needs a stage for open tickets.", field="stages")
