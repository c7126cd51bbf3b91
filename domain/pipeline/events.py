"""What happens to a pipeline."""

from domain.kernel.event import Event, Opening


class PipelineCreated(Opening):
    """A pipeline with its stages in order; a stage is {"key", "name", "closed"}."""

    TOPIC = "pipeline.created"
    OF = "pipeline"

    name: str
    stages: tuple[dict[str, str | bool], ...]


class StagesChanged(Event):
    """The pipeline's stages are now these, in this order."""

    TOPIC = "pipeline.stages_changed"

    stages: tuple[dict[str, str | bool], ...]
