"""Pipelines of tickets and their stages (TKT-02)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.change import Change, unchanged
from application.unit import Unit
from domain.account.aggregate import Account
from domain.kernel.refusal import Refusal
from domain.pipeline.aggregate import DEFAULT, Pipeline, Stage
from domain.ticket.aggregate import Ticket

EDIT = "account_access"


class DefaultPipeline(Refusal):
    """The account's default takes tickets."""

    code = "default_pipeline"


@dataclass(frozen=True, slots=True)
class CreatePipeline:
    """Make a pipeline, with the usual stages unless others are given."""

    PERMISSION: ClassVar[str] = EDIT

    name: str
    stages: tuple[Stage, ...] = DEFAULT


@dataclass(frozen=True, slots=True)
class OnPipeline(Change):
    """A change of a pipeline."""

    PERMISSION: ClassVar[str] = EDIT

    pipeline_id: UUID


@dataclass(frozen=True, slots=True)
class RenamePipeline(OnPipeline):
    """Give a pipeline another name."""

    name: str


@dataclass(frozen=True, slots=True)
class ChangeStages(OnPipeline):
    """Set a pipeline's stages: order, names, whether tickets are done there, new ones; none may be left out."""

    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class RemoveStage(OnPipeline):
    """Remove a stage; its tickets go to another, batch by batch after this (`MoveTicketsOfStage`)."""

    stage: str
    into: str


@dataclass(frozen=True, slots=True)
class ArchivePipeline(OnPipeline):
    """Let a pipeline take no new tickets."""


@dataclass(frozen=True, slots=True)
class RestorePipeline(OnPipeline):
    """Let a pipeline take tickets again."""


@dataclass(frozen=True, slots=True)
class SetDefaultPipeline:
    """Let tickets go into a pipeline where nobody says into which."""

    PERMISSION: ClassVar[str] = EDIT

    pipeline_id: UUID


@dataclass(frozen=True, slots=True)
class MoveTicketsOfStage:
    """Move tickets that are still in a removed stage to where its tickets go; a repeat moves nothing twice."""

    PERMISSION: ClassVar[str] = EDIT

    pipeline_id: UUID
    ticket_ids: tuple[UUID, ...]


def create_pipeline(command: CreatePipeline, unit: Unit) -> None:
    """Make it; the first stream is the pipeline's."""
    unit.add(Pipeline.create(unit.new_id("pipeline"), unit.env, name=command.name, stages=command.stages))


def rename_pipeline(command: RenamePipeline, unit: Unit) -> None:
    """Rename it."""
    _pipeline(command, unit).rename(unit.env, command.name)


def change_stages(command: ChangeStages, unit: Unit) -> None:
    """Set the stages."""
    _pipeline(command, unit).change_stages(unit.env, command.stages)


def remove_stage(command: RemoveStage, unit: Unit) -> None:
    """Remove it: from here on nothing new comes into it, and what is in it is moved."""
    _pipeline(command, unit).remove_stage(unit.env, command.stage, command.into)


def archive_pipeline(command: ArchivePipeline, unit: Unit) -> None:
    """Archive it, unless it is the account's default."""
    pipeline = _pipeline(command, unit)
    if unit.get(Account, unit.env.account_id).default_pipeline == pipeline.id:
        raise DefaultPipeline("This is the default pipeline. Make another one the default first.")
    pipeline.archive(unit.env)


def restore_pipeline(command: RestorePipeline, unit: Unit) -> None:
    """Take it back into use."""
    _pipeline(command, unit).restore(unit.env)


def set_default_pipeline(command: SetDefaultPipeline, unit: Unit) -> None:
    """Make it the default, if it takes tickets."""
    pipeline = unit.get(Pipeline, command.pipeline_id).must_take_tickets()
    unit.get(Account, unit.env.account_id).set_default_pipeline(unit.env, pipeline.id)


def move_tickets_of_stage(command: MoveTicketsOfStage, unit: Unit) -> None:
    """Move those that are in a stage which is no more; others stay where they are."""
    pipeline = unit.get(Pipeline, command.pipeline_id)
    for ticket_id in command.ticket_ids:
        ticket = unit.get(Ticket, ticket_id)
        stage = pipeline.now(ticket.stage)
        if ticket.pipeline_id == pipeline.id and stage != ticket.stage:
            ticket.move(unit.env, stage, closed=pipeline.closes(stage))


def _pipeline(command: OnPipeline, unit: Unit) -> Pipeline:
    return unchanged(unit.get(Pipeline, command.pipeline_id), command)
