"""Pipelines of tickets and their stages (TKT-02)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.change import Change, unchanged
from application.unit import Unit
from domain.pipeline.aggregate import DEFAULT, Pipeline, Stage


@dataclass(frozen=True, slots=True)
class CreatePipeline:
    """Make a pipeline, with the usual stages unless others are given."""

    PERMISSION: ClassVar[str] = "account_access"

    name: str
    stages: tuple[Stage, ...] = DEFAULT


@dataclass(frozen=True, slots=True)
class ChangeStages(Change):
    """Set a pipeline's stages; tickets keep the stage they are in until they are moved."""

    PERMISSION: ClassVar[str] = "account_access"

    pipeline_id: UUID
    stages: tuple[Stage, ...]


def create_pipeline(command: CreatePipeline, unit: Unit) -> None:
    """Make it; the first stream is the pipeline's."""
    unit.add(Pipeline.create(unit.new_id("pipeline"), unit.env, name=command.name, stages=command.stages))


def change_stages(command: ChangeStages, unit: Unit) -> None:
    """Set the stages."""
    unchanged(unit.get(Pipeline, command.pipeline_id), command).change_stages(unit.env, command.stages)
