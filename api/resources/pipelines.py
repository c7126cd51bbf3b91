"""Pipelines, their stages, and their boards."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from api import paging
from api.changes import change, create, etag, if_match
from api.context import found, here
from api.moments import asked_for
from api.operations import Answer, Routes, Values
from api.resources.tickets import cards, wanted_of
from api.schemas import ticketing as bodies
from api.schemas import tickets as shapes
from api.schemas.common import Changed, list_of
from application.pipeline import (
    ArchivePipeline,
    ChangeStages,
    CreatePipeline,
    RemoveStage,
    RenamePipeline,
    RestorePipeline,
    SetDefaultPipeline,
)
from domain.pipeline.events import PipelineCreated, StageRemoved, StagesChanged
from projections.people import queries as people
from projections.ticket_board import queries as board
from projections.ticket_board.wanted import EVERYTHING, Wanted

READ, EDIT = "conversation_read", "account_access"
ONE = "/pipelines/<uuid:pipeline_id>"

routes = Routes("pipelines", "Pipelines hold the stages that tickets go through.")


@routes.get("/pipelines", answer=list_of(shapes.Pipeline))
def pipelines() -> Values:
    """List the account's pipelines by name, archived ones last."""
    context = here()
    chosen = _default()
    rows = board.pipelines(context.db, context.account_id)
    return {"items": [{**asdict(row), "default": row.pipeline_id == chosen} for row in rows]}


@routes.get(ONE, answer=shapes.Pipeline)
def pipeline(pipeline_id: UUID) -> Answer:
    """Read one pipeline."""
    context = here()
    row = found(board.pipeline(context.db, context.account_id, pipeline_id), "pipeline")
    return Answer({**asdict(row), "default": pipeline_id == _default()}, headers=etag(row.version))


def _default() -> UUID | None:
    context = here()
    account = people.account(context.db, context.account_id)
    return None if account is None else account.default_pipeline_id


@routes.get(f"{ONE}/board", query=shapes.BoardQuery, answer=shapes.Board, permission=READ)
def show_board(pipeline_id: UUID, query: Values) -> Values:
    """Read the board: each stage with its count and the first `limit` tickets; more of one stage with `stage`.

    `as_of` or `at` shows it as it was, with the stages it had.
    """
    return _board(pipeline_id, query, EVERYTHING, asked_for(query))


@routes.write(
    "POST", f"{ONE}/board", body=shapes.BoardSearch, answer=shapes.Board, permission=READ, keyed=False
)
def search_board(pipeline_id: UUID, body: Values) -> Values:
    """Read of the board what fits: by owner, priority, contact and how the name begins; changes nothing.

    What is looked for is in the body, since names belong in no address. Counts are those of all tickets.
    """
    paged = {name: body.pop(name) for name in ("limit", "cursor", "stage")}
    return _board(pipeline_id, paged, wanted_of(body), None)


@routes.get(f"{ONE}/counts", answer=list_of(shapes.StageCount), permission=READ)
def counts(pipeline_id: UUID) -> Values:
    """Count the tickets of each stage; kept, never counted on request. Stages without any are left out."""
    context = here()
    found(board.pipeline(context.db, context.account_id, pipeline_id), "pipeline")
    counted = board.counts(context.db, context.account_id, tuple(context.viewer.inboxes), pipeline_id)
    return {"items": [{"stage": stage, "count": n} for stage, n in sorted(counted.items())]}


def _board(pipeline_id: UUID, paged: Values, wanted: Wanted, as_of: int | None) -> Values:
    context, limit = here(), paged["limit"]
    row = found(board.pipeline(context.db, context.account_id, pipeline_id), "pipeline")
    inboxes = tuple(context.viewer.inboxes)
    counted = board.counts(context.db, context.account_id, inboxes, pipeline_id, as_of=as_of)
    after = paging.decode(paged["cursor"], datetime, UUID)
    columns = []
    for stage in row.stages if as_of is None else _stages(pipeline_id, as_of):
        if paged["stage"] not in (None, stage["key"]):
            continue
        tickets = board.stage(
            context.db, context.account_id, inboxes, pipeline_id, str(stage["key"]), wanted=wanted,
            as_of=as_of, after=None if after is None else (after[0], after[1]), limit=limit + 1,
        )  # fmt: skip
        page = paging.page(tickets, limit, lambda one: (one.moved_at, one.ticket_id))
        columns.append({"stage": stage, "count": counted.get(str(stage["key"]), 0), **cards(page)})
    return {"pipeline_id": pipeline_id, "columns": columns}


def _stages(pipeline_id: UUID, as_of: int) -> Sequence[Mapping[str, Any]]:
    """Return the stages a pipeline had."""
    had: Sequence[Mapping[str, Any]] | None = None
    for _, event in here().services.log.streams([pipeline_id], as_of):
        if isinstance(event, PipelineCreated | StagesChanged):
            had = event.stages
        elif isinstance(event, StageRemoved) and had is not None:
            had = [stage for stage in had if stage["key"] != event.stage]
    known: Sequence[Mapping[str, Any]] = found(had, "pipeline at that time")
    return known


@routes.write("POST", "/pipelines", body=shapes.NewPipeline, answer=Changed, status=201, permission=EDIT)
def create_pipeline(body: Values) -> Answer:
    """Make a pipeline."""
    stages = body["stages"]
    command = CreatePipeline(body["name"]) if stages is None else CreatePipeline(body["name"], tuple(stages))
    return create(command, "/pipelines")


@routes.write("PUT", f"{ONE}/stages", body=shapes.Stages, answer=Changed, permission=EDIT, versioned=True)
def change_stages(pipeline_id: UUID, body: Values) -> Answer:
    """Set a pipeline's stages: their order, names, whether tickets are done there, new ones. None may be left out."""
    return change(ChangeStages(pipeline_id, tuple(body["stages"]), expected_version=if_match()), pipeline_id)


@routes.write(
    "POST", f"{ONE}/stages/remove", body=bodies.RemovedStage, answer=Changed, permission=EDIT, versioned=True
)
def remove_stage(pipeline_id: UUID, body: Values) -> Answer:
    """Remove a stage. It is gone at once; its tickets are moved to another, each by an event, in the background."""
    command = RemoveStage(pipeline_id, body["stage"], body["into"], expected_version=if_match())
    return change(command, pipeline_id)


@routes.write("PUT", f"{ONE}/name", body=bodies.PipelineName, answer=Changed, permission=EDIT, versioned=True)
def rename_pipeline(pipeline_id: UUID, body: Values) -> Answer:
    """Give a pipeline another name."""
    return change(RenamePipeline(pipeline_id, body["name"], expected_version=if_match()), pipeline_id)


@routes.write("PUT", f"{ONE}/archive", answer=Changed, permission=EDIT, versioned=True)
def archive_pipeline(pipeline_id: UUID) -> Answer:
    """Let a pipeline take no new tickets; those in it stay. The account's default cannot be archived."""
    return change(ArchivePipeline(pipeline_id, expected_version=if_match()), pipeline_id)


@routes.write("DELETE", f"{ONE}/archive", answer=Changed, permission=EDIT, versioned=True)
def restore_pipeline(pipeline_id: UUID) -> Answer:
    """Let a pipeline take tickets again."""
    return change(RestorePipeline(pipeline_id, expected_version=if_match()), pipeline_id)


@routes.write("PUT", "/default-pipeline", body=bodies.DefaultPipelineChoice, answer=Changed, permission=EDIT)
def set_default(body: Values) -> Answer:
    """Let tickets go into this pipeline where nobody says into which."""
    return change(SetDefaultPipeline(body["pipeline_id"]), body["pipeline_id"])
