"""Promises to customers: policies, and what is due (CNV-10)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from api import paging
from api.changes import change, create, etag, if_match
from api.context import found, here
from api.operations import Answer, Routes, Values
from api.problems import not_found
from api.schemas import promises as shapes
from api.schemas.common import Changed, list_of, page_of
from application.sla import ArchiveSlaPolicy, ChangeSlaPolicy, CreateSlaPolicy
from domain.sla.aggregate import Promised
from projections.promise import queries
from projections.thread import queries as threads

EDIT, READ = "account_access", "conversation_read"
ONE = "/sla-policies/<uuid:policy_id>"
GOALS = ("first_reply", "next_reply", "resolution")
NOTHING = {
    "policy_id": None, "reply_goal": "", "reply_due": None, "reply_state": "", "resolution_due": None,
    "resolution_state": "", "due_at": None, "met": 0, "breached": 0,
}  # fmt: skip

routes = Routes(
    "promises", "What customers are promised: first reply, next replies, resolution, in business hours."
)


@routes.get("/sla-policies", answer=list_of(shapes.SlaPolicy))
def sla_policies() -> Values:
    """List the account's policies by name, archived ones too."""
    context = here()
    return {"items": [_shown(row) for row in queries.policies(context.db, context.account_id)]}


@routes.get(ONE, answer=shapes.SlaPolicy)
def sla_policy(policy_id: UUID) -> Answer:
    """Read one policy."""
    context = here()
    row = found(queries.policy(context.db, context.account_id, policy_id), "policy")
    return Answer(_shown(row), headers=etag(row.version))


@routes.write("POST", "/sla-policies", body=shapes.SlaPromise, answer=Changed, status=201, permission=EDIT)
def create_sla_policy(body: Values) -> Answer:
    """Promise something: what is open in its inboxes is reckoned within seconds."""
    return create(CreateSlaPolicy(_promised(body)), "/sla-policies")


@routes.write("PUT", ONE, body=shapes.SlaPromise, answer=Changed, permission=EDIT, versioned=True)
def change_sla_policy(policy_id: UUID, body: Values) -> Answer:
    """Promise something else: what is open is reckoned anew."""
    return change(ChangeSlaPolicy(policy_id, _promised(body), expected_version=if_match()), policy_id)


@routes.write("POST", f"{ONE}/archive", answer=Changed, permission=EDIT, versioned=True)
def archive_sla_policy(policy_id: UUID) -> Answer:
    """Promise nothing by it any more."""
    return change(ArchiveSlaPolicy(policy_id, expected_version=if_match()), policy_id)


@routes.write("POST", f"{ONE}/restore", answer=Changed, permission=EDIT, versioned=True)
def restore_sla_policy(policy_id: UUID) -> Answer:
    """Promise by it again."""
    return change(ArchiveSlaPolicy(policy_id, archived=False, expected_version=if_match()), policy_id)


@routes.get("/promises", query=paging.PageQuery, answer=page_of(shapes.Promise), permission=READ)
def promises(query: Values) -> Values:
    """List what is promised and not done in your inboxes, what is due first first: what is overdue stands on top."""
    context = here()
    after = paging.decode(query["cursor"], datetime, UUID)
    rows = queries.due(
        context.db, context.account_id, tuple(context.viewer.inboxes),
        after=None if after is None else (after[0], after[1]), limit=query["limit"] + 1,
    )  # fmt: skip
    return paging.page(rows, query["limit"], lambda row: (row.due_at, row.conversation_id))


@routes.write(
    "POST",
    "/promises/query",
    body=shapes.PromisesWanted,
    answer=list_of(shapes.Promise),
    permission=READ,
    keyed=False,
)
def query_promises(body: Values) -> Values:
    """Say what these conversations are promised; those that are promised nothing are left out. 404 for one you do not see."""
    context = here()
    wanted, inboxes = body["conversation_ids"], tuple(context.viewer.inboxes)
    if set(wanted) - threads.visible(context.db, context.account_id, inboxes, wanted):
        raise not_found("conversation")
    return {"items": queries.promises(context.db, context.account_id, wanted)}


@routes.get("/conversations/<uuid:conversation_id>/promise", answer=shapes.Promise, permission=READ)
def promise(conversation_id: UUID) -> Any:
    """Say what one conversation is promised."""
    context = here()
    inboxes = tuple(context.viewer.inboxes)
    found(threads.header(context.db, context.account_id, inboxes, conversation_id), "conversation")
    rows = queries.promises(context.db, context.account_id, [conversation_id])
    return rows[0] if rows else {**NOTHING, "conversation_id": conversation_id}


def _promised(body: Mapping[str, Any]) -> Promised:
    targets = tuple((one["priority"], *(one[goal] for goal in GOALS)) for one in body["targets"])
    return Promised(
        body["name"], targets, body["schedule_id"], tuple(body["inbox_ids"]), body["warn_minutes"],
        tuple(body["channel_ids"]),
    )  # fmt: skip


def _shown(row: queries.Policy) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in queries.Policy.__dataclass_fields__}
    targets = [
        {"priority": priority, **dict(zip(GOALS, rest, strict=True))} for priority, *rest in row.targets
    ]
    return told | {"targets": targets}
