"""A pipeline: the stages of tickets, in order (TKT-02)."""

from typing import Self
from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import not_blank
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.refusal import InvalidInput, Refusal
from domain.pipeline import events

Stage = dict[str, str | bool]

DEFAULT: tuple[Stage, ...] = (
    {"key": "new", "name": "New", "closed": False},
    {"key": "waiting_on_us", "name": "Waiting on us", "closed": False},
    {"key": "waiting_on_contact", "name": "Waiting on contact", "closed": False},
    {"key": "closed", "name": "Closed", "closed": True},
)
MOST_STAGES = 50


class PipelineIsArchived(Refusal):
    """What is archived takes no new tickets."""

    code = "pipeline_archived"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "This pipeline is archived. Restore it first, or choose another.", field="pipeline_id"
        )


class StageHasToBeRemoved(Refusal):
    """A stage does not go by being left out, since its tickets would be nowhere."""

    code = "stage_left_out"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "A stage is missing. Remove it and say where its tickets go, then set the others.", field="stages"
        )


class Pipeline(Aggregate):
    """Stages by key, in order; the first is where a ticket begins unless somebody says otherwise.

    A key is never used again after its stage was removed: what still names it follows to where the tickets went.
    """

    TOPIC = "pipeline"

    @classmethod
    def create(
        cls, pipeline_id: UUID, env: Envelope, *, name: str, stages: tuple[Stage, ...] = DEFAULT
    ) -> Self:
        """Make a pipeline. Raises `InvalidInput` as `change_stages` does."""
        _check(stages)
        return cls.open(events.PipelineCreated, pipeline_id, env, name=not_blank(name, "name"), stages=stages)

    def rename(self, env: Envelope, name: str) -> None:
        """Give it another name; nothing if it is so. Raises `InvalidInput` for none."""
        if not_blank(name, "name") != self.name:
            self.record(events.PipelineRenamed, env, name=name.strip())

    def change_stages(self, env: Envelope, stages: tuple[Stage, ...]) -> None:
        """Set the stages: their order, names, whether tickets in them are done, and new ones; nothing if so.

        Raises `InvalidInput` unless every key is there once, none was removed before, and some stage is open;
        `StageHasToBeRemoved` where one is left out.
        """
        _check(stages)
        keys = {str(stage["key"]) for stage in stages}
        if keys & set(self.removed):
            raise InvalidInput(
                "A stage of this key was removed before. Give the new one another key.", field="stages"
            )
        if not keys.issuperset(self._keys()):
            raise StageHasToBeRemoved
        if stages != self.stages:
            self.record(events.StagesChanged, env, stages=stages)

    def remove_stage(self, env: Envelope, key: str, into: str) -> None:
        """Remove a stage whose tickets go to another; nothing if they go there already.

        Raises `InvalidInput` where there is no such stage, both are one, or no open stage would be left.
        """
        if key in self.removed and self.now(key) == self.now(into):
            return
        self.stage(key)
        if self.stage(into) == self.stage(key):
            raise InvalidInput("Choose another stage for the tickets of this one.", field="into")
        _check(tuple(stage for stage in self.stages if stage["key"] != key))
        self.record(events.StageRemoved, env, stage=key, into=into)

    def archive(self, env: Envelope) -> None:
        """Take no new tickets; nothing if it does not."""
        if not self.archived:
            self.record(events.PipelineArchived, env)

    def restore(self, env: Envelope) -> None:
        """Take tickets again; nothing if it does."""
        if self.archived:
            self.record(events.PipelineRestored, env)

    def must_take_tickets(self) -> Self:
        """Return it. Raises `PipelineIsArchived`."""
        if self.archived:
            raise PipelineIsArchived
        return self

    def now(self, key: str) -> str:
        """Return the key of the stage that is in the place of this one: itself, unless it was removed."""
        while key in self.removed:
            key = self.removed[key]
        return key

    def stage(self, key: str) -> Stage:
        """Return a stage. Raises `InvalidInput` where there is none of that key."""
        found = next((stage for stage in self.stages if stage["key"] == key), None)
        if found is None:
            raise InvalidInput("This pipeline has no such stage. Choose one of its stages.", field="stage")
        return found

    def closes(self, key: str) -> bool:
        """Return whether tickets of a stage are done. Raises `InvalidInput` where there is none of that key."""
        return bool(self.stage(key)["closed"])

    def _keys(self) -> set[str]:
        return {str(stage["key"]) for stage in self.stages}

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.PipelineCreated():
                self.name, self.stages = event.name, event.stages
                self.archived = False
                self.removed: dict[str, str] = {}
            case events.PipelineRenamed():
                self.name = event.name
            case events.StagesChanged():
                self.stages = event.stages
            case events.StageRemoved():
                self.stages = tuple(stage for stage in self.stages if stage["key"] != event.stage)
                self.removed = self.removed | {event.stage: event.into}
            case events.PipelineArchived() | events.PipelineRestored():
                self.archived = isinstance(event, events.PipelineArchived)


def _check(stages: tuple[Stage, ...]) -> None:
    keys = [stage["key"] for stage in stages]
    if "" in keys or len(set(keys)) != len(keys):
        raise InvalidInput("Every stage needs a key of its own.", field="stages")
    if len(keys) > MOST_STAGES:
        raise InvalidInput(f"A pipeline has at most {MOST_STAGES} stages.", field="stages")
    if all(stage["closed"] for stage in stages):
        raise InvalidInput("A pipeline needs a stage for open tickets.", field="stages")
