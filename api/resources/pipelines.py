"""Pipelines, their stages, and their boards."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from api import paging
from api.changes import change, create, etag, if_match
from api.context import found, here
from api.moments import asked_for
from api.operations import Answer, Routes, Values
from api.resources.tickets import cards, wanted_of
from api.schemas import tickets as shapes
from api.schemas.common import Changed, list_of
from application.pipeline import ChangeStages, CreatePipeline
from domain.pipeline.events import PipelineCreated, StagesChanged
from projections.ticket_board import queries as board

READ, EDIT = "conversation_read", "account_access"
ONE = "/pipelines/<uuid:pipeline_id>"

routes = Routes("pipelines", "Pipelines hold the stages that tickets go through.")


@routes.get("/pipelines", answer=list_of(shapes.Pipeline))
def pipelines() -> Values:
    """List the account's pipelines by name."""
    context = here()
    return {"items": board.pipelines(context.db, context.account_id)}


@routes.get(ONE, answer=shapes.Pipeline)
def pipeline(pipeline_id: UUID) -> Answer:
    """Read one pipeline."""
    context = here()
    row = found(board.pipeline(context.db, context.account_id, pipeline_id), "pipeline")
    return Answer(row, headers=etag(row.version))


@routes.get(f"{ONE}/board", query=shapes.BoardQuery, answer=shapes.Board, permission=READ)
def show_board(pipeline_id: UUID, query: Values) -> Values:
    """Read the board: each stage with its count and the first `limit` tickets; more of one stage with `stage`.

    `as_of` or `at` shows it as it was, with the stages it had.
    """
    return _board(pipeline_id, query, board.EVERYTHING, asked_for(query))


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


def _board(pipeline_id: UUID, paged: Values, wanted: board.Wanted, as_of: int | None) -> Values:
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
    events = here().services.log.streams([pipeline_id], as_of)
    changes = [event for _, event in events if isinstance(event, PipelineCreated | StagesChanged)]
    had: Sequence[Mapping[str, Any]] = found(changes[-1] if changes else None, "pipeline at that time").stages
    return had


@routes.write("POST", "/pipelines", body=shapes.NewPipeline, answer=Changed, status=201, permission=EDIT)
def create_pipeline(body: Values) -> Answer:
    """Make a pipeline."""
    stages = body["stages"]
    command = CreatePipeline(body["name"]) if stages is None else CreatePipeline(body["name"], tuple(stages))
    return create(command, "/pipelines")


@routes.write("PUT", f"{ONE}/stages", body=shapes.Stages, answer=Changed, permission=EDIT, versioned=True)
def change_stages(pipeline_id: UUID, body: Values) -> Answer:
    """Set a pipeline's stages; tickets keep the stage they are in until they are moved."""
    return change(ChangeStages(pipeline_id, tuple(body["stages"]), expected_version=if_match()), pipeline_id)
