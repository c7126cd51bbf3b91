"""Macros: kept, shown as what they would do, and applied (CNV-02)."""

from collections.abc import Mapping
from uuid import UUID

from api.changes import change, create, etag, if_match
from api.context import found, here
from api.operations import Answer, Routes, Values
from api.prepared import scope_of, seer, values_in
from api.schemas import canned as shapes
from api.schemas.common import Changed, list_of
from application.macro import ApplyMacro, ChangeMacro, CreateMacro, DeleteMacro, RestoreMacro
from domain.canned.tokens import filled
from domain.kernel.refusal import VersionMismatch
from domain.macro.actions import WITH_TOKENS, Action
from domain.macro.aggregate import Combined
from projections.canned import queries

WRITE = "conversation_write"
ONE = "/macros/<uuid:macro_id>"
ON = "/conversations/<uuid:conversation_id>/macros/<uuid:macro_id>"

routes = Routes("canned", "Canned replies: prepared texts with tokens. Macros: several deeds as one.")


@routes.get("/macros", answer=list_of(shapes.Macro), permission=WRITE)
def macros() -> Values:
    """List those offered to you by name: everybody's, those of your inboxes and teams, and your own."""
    return {"items": queries.macros(here().db, seer())}


@routes.get(ONE, answer=shapes.Macro, permission=WRITE)
def macro(macro_id: UUID) -> Answer:
    """Read one, deleted or not."""
    row = found(queries.macro(here().db, seer(), macro_id), "macro")
    return Answer(row, headers=etag(row.version))


@routes.write("POST", "/macros", body=shapes.CombineMacro, answer=Changed, status=201, permission=WRITE)
def create_macro(body: Values) -> Answer:
    """Put deeds together. One that opens tickets is refused in accounts that open none automatically (ACC-08)."""
    return create(CreateMacro(_combined(body)), "/macros")


@routes.write("PUT", ONE, body=shapes.CombineMacro, answer=Changed, permission=WRITE, versioned=True)
def change_macro(macro_id: UUID, body: Values) -> Answer:
    """Make it another one."""
    return change(ChangeMacro(macro_id, _combined(body), expected_version=if_match()), macro_id)


@routes.write("DELETE", ONE, answer=Changed, permission=WRITE, versioned=True)
def delete_macro(macro_id: UUID) -> Answer:
    """Offer it no longer; it can be restored."""
    return change(DeleteMacro(macro_id, expected_version=if_match()), macro_id)


@routes.write("POST", f"{ONE}/restore", answer=Changed, permission=WRITE, versioned=True)
def restore_macro(macro_id: UUID) -> Answer:
    """Offer a deleted one again."""
    return change(RestoreMacro(macro_id, expected_version=if_match()), macro_id)


@routes.get(ON, answer=shapes.MacroPreview, permission=WRITE)
def preview_macro(conversation_id: UUID, macro_id: UUID) -> Values:
    """Show what a macro would do with a conversation: its actions with the tokens filled in."""
    row = found(queries.macro(here().db, seer(), macro_id), "macro")
    texts, missing = _texts(row.actions, values_in(conversation_id))
    actions = [
        action | ({WITH_TOKENS[action["do"]]: texts[place]} if place in texts else {})
        for place, action in enumerate(row.actions)
    ]
    return {"macro_version": row.version, "actions": actions, "missing": missing}


@routes.write("POST", ON, body=shapes.ApplyMacro, answer=Changed, permission=WRITE)
def apply_macro(conversation_id: UUID, macro_id: UUID, body: Values) -> Answer:
    """Do all that a macro says with a conversation, or nothing: the first refusal is the answer.

    An answer in it can be taken back for `undo_seconds`.
    """
    row = found(queries.macro(here().db, seer(), macro_id), "macro")
    if row.version != body["macro_version"]:
        raise VersionMismatch
    texts, _ = _texts(row.actions, values_in(conversation_id))
    command = ApplyMacro(
        conversation_id, macro_id, row.version, texts, body["seen_version"], body["undo_seconds"]
    )
    return change(command, conversation_id)


def _texts(actions: list[Action], values: Mapping[str, str]) -> tuple[dict[int, str], list[str]]:
    """Return the texts of actions by their places, filled in, and the tokens that have no value."""
    texts: dict[int, str] = {}
    missing: dict[str, None] = {}
    for place, action in enumerate(actions):
        if action["do"] in WITH_TOKENS:
            texts[place], wanting = filled(action[WITH_TOKENS[action["do"]]], values)
            missing.update(dict.fromkeys(wanting))
    return texts, list(missing)


def _combined(body: Values) -> Combined:
    return Combined(body["name"], tuple(body["actions"]), scope_of(body))
