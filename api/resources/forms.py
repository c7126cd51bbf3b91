"""Forms: made, changed version by version, connected, archived (FRM-02, FRM-06, FRM-09)."""

from typing import Any
from uuid import UUID

from api import paging
from api.changes import change, create, etag, if_match
from api.context import found, here
from api.operations import Answer, Routes, Values
from api.schemas import forms as shapes
from api.schemas.common import Changed, page_of
from application.form import (
    ArchiveForm,
    ChangeForm,
    ChooseForm,
    CreateForm,
    RestoreForm,
    SwitchFormTickets,
)
from domain.form.definition import Definition
from domain.form.fields import Field
from projections.form import queries
from projections.ticket_board import queries as board

READ, EDIT, CONNECT = "conversation_read", "inbox_edit", "account_access"
ONE = "/forms/<uuid:form_id>"

routes = Routes("forms", "Forms of ours or of pages elsewhere, and what is sent by them.")


def seer() -> queries.Seer:
    """Return who asks."""
    viewer = here().viewer
    return queries.Seer(viewer.account_id, tuple(viewer.inboxes), viewer.may(EDIT))


@routes.get("/forms", query=shapes.FormQuery, answer=page_of(shapes.Form), permission=READ)
def forms(query: Values) -> Values:
    """List forms by name: those of the inboxes you see, and to who edits inboxes those that lead to none yet."""
    limit = query["limit"]
    rows = queries.forms(
        here().db, seer(), archived=query["archived"], inbox_id=query["inbox_id"],
        after=_after(query["cursor"]), limit=limit + 1,
    )  # fmt: skip
    page = paging.page(rows, limit, lambda row: (row.name, row.form_id))
    return {**page, "items": [_shown(row) for row in page["items"]]}


def _after(cursor: str | None) -> tuple[str, UUID] | None:
    after = paging.decode(cursor, str, UUID)
    return None if after is None else (after[0], after[1])


@routes.get(ONE, answer=shapes.FormInFull, permission=READ)
def form(form_id: UUID) -> Answer:
    """Read one form with what it asks now."""
    row = seen(form_id)
    asked = found(queries.version(here().db, here().account_id, form_id, row.form_version), "form")
    return Answer({**_shown(row), "definition": asked.definition}, headers=etag(row.version))


@routes.write("POST", "/forms", body=shapes.NewForm, answer=Changed, status=201, permission=EDIT)
def create_form(body: Values) -> Answer:
    """Make a form; it takes something once it is connected to an inbox, by a channel or by PUT .../tickets."""
    return create(CreateForm(body["name"], body["language"], _fields(body["fields"] or ())), "/forms")


@routes.write("PUT", ONE, body=shapes.FormDefinition, answer=Changed, permission=EDIT, versioned=True)
def change_form(form_id: UUID, body: Values) -> Answer:
    """Ask this from here on: a new version; those before stay, and each submission names its own (FRM-09)."""
    definition = Definition(**{**body, "fields": _fields(body["fields"])})
    return change(ChangeForm(form_id, definition, expected_version=if_match()), form_id)


@routes.get(f"{ONE}/versions", query=paging.PageQuery, answer=page_of(shapes.FormVersion), permission=READ)
def form_versions(form_id: UUID, query: Values) -> Values:
    """List the versions of a form, the newest first."""
    seen(form_id)
    before, limit = paging.decode(query["cursor"], int), query["limit"]
    rows = queries.versions(
        here().db, here().account_id, form_id, before=before[0] if before else None, limit=limit + 1
    )
    return paging.page(rows, limit, lambda row: (row.form_version,))


@routes.get(f"{ONE}/versions/<int:form_version>", answer=shapes.FormVersionInFull, permission=READ)
def version_of_form(form_id: UUID, form_version: int) -> Any:
    """Read what a version of a form asked."""
    seen(form_id)
    number = min(form_version, 2**31)
    return found(queries.version(here().db, here().account_id, form_id, number), "version")


@routes.write(
    "PUT", f"{ONE}/tickets", body=shapes.FormTickets, answer=Changed, permission=CONNECT, versioned=True
)
def form_tickets(form_id: UUID, body: Values) -> Answer:
    """Let each submission become a ticket, or none (FRM-06).

    A form that is not connected is connected to the inbox named; the ticket fields it lacks are added. Who gets
    conversations stays the channel's matter. Accounts past the date gate cannot; the help desk can (ACC-08).
    """
    # an account that never chose a default has had one pipeline from the beginning
    pipelines = (one.pipeline_id for one in board.pipelines(here().db, here().account_id) if not one.archived)
    command = SwitchFormTickets(
        form_id, body["create_tickets"], body["inbox_id"], next(pipelines, None), expected_version=if_match()
    )
    return change(command, form_id)


@routes.write("POST", f"{ONE}/archive", answer=Changed, permission=EDIT, versioned=True)
def archive_form(form_id: UUID) -> Answer:
    """Let a form take nothing any more; what was sent stays."""
    return change(ArchiveForm(form_id, expected_version=if_match()), form_id)


@routes.write("POST", f"{ONE}/restore", answer=Changed, permission=EDIT, versioned=True)
def restore_form(form_id: UUID) -> Answer:
    """Take an archived form into use again."""
    return change(RestoreForm(form_id, expected_version=if_match()), form_id)


@routes.write(
    "PUT", "/channels/<uuid:channel_id>/form", body=shapes.ChosenForm, answer=Changed, permission=CONNECT,
    versioned=True,
)  # fmt: skip
def choose_form(channel_id: UUID, body: Values) -> Answer:
    """Choose a channel's form: the first step of connecting one of kind form."""
    return change(ChooseForm(channel_id, body["form_id"], expected_version=if_match()), channel_id)


def seen(form_id: UUID) -> queries.Form:
    """Return a form the caller may see, or answer 404."""
    row: queries.Form = found(queries.form(here().db, seer(), form_id), "form")
    return row


def _shown(row: queries.Form) -> Values:
    page = f"{here().services.settings.base_url}/f/{row.key}"
    fields = {name: getattr(row, name) for name in queries.Form.__dataclass_fields__}
    return {**fields, "page_url": page, "script_url": f"{page}.js"}


def _fields(given: Any) -> tuple[Field, ...]:
    return tuple(Field(**{**one, "options": tuple(one["options"])}) for one in given)
