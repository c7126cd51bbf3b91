"""What happens to a pipeline."""

from domain.kernel.event import Event, Opening


class PipelineCreated(Opening):
    """A pipeline with its stages in order; a stage is {"key", "name", "closed"}."""

    TOPIC = "pipeline.created"
    OF = "pipeline"

    name: str
    stages: tuple[dict[str, str | bool], ...]


class PipelineRenamed(Event):
    """The pipeline has another name."""

    TOPIC = "pipeline.renamed"

    name: str


class StagesChanged(Event):
    """The pipeline's stages are now these, in this order."""

    TOPIC = "pipeline.stages_changed"

    stages: tuple[dict[str, str | bool], ...]


class StageRemoved(Event):
    """A stage is gone; its tickets go to the stage `into`, each by an event of its own that follows."""

    TOPIC = "pipeline.stage_removed"

    stage: str
    into: str


class PipelineArchived(Event):
    """The pipeline takes no new tickets; those in it stay and can be worked on."""

    TOPIC = "pipeline.archived"


class PipelineRestored(Event):
    """The pipeline takes tickets again."""

    TOPIC = "pipeline.restored"
