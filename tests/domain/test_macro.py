"""What a macro is made of (CNV-02)."""

import pytest

from domain.canned.scope import Scope
from domain.kernel.refusal import InvalidInput
from domain.macro import events
from domain.macro.actions import CHECKS, MOST, Action
from domain.macro.aggregate import Combined, Macro
from tests.support.given import env, given, uid

EVERYONE = Scope("everyone")
VALID: tuple[Action, ...] = (
    {"do": "reply", "text": "Hello {{contact.name}}"}, {"do": "note", "text": "Done"}, {"do": "tag", "tag": " V  IP "},
    {"do": "untag", "tag": "new"}, {"do": "assign", "user_id": "me"}, {"do": "priority", "priority": "high"},
    {"do": "snooze", "minutes": "060"}, {"do": "file", "folder": ""}, {"do": "close"},
    {"do": "ticket", "pipeline_id": str(uid("pipeline")), "stage": "new", "name": "{{conversation.subject|A}}"},
)  # fmt: skip
pytestmark = pytest.mark.req("CNV-02")


def combined(*actions: Action) -> Combined:
    return Combined("Late", actions, EVERYONE)


def test_every_deed_can_be_kept_in_its_one_form() -> None:
    assert {action["do"] for action in VALID} == set(CHECKS)
    macro = given(Macro.create(uid("macro"), env(), combined(*VALID)))
    kept = {action["do"]: action for action in macro.aggregate.combined.actions}
    assert (kept["tag"]["tag"], kept["snooze"]["minutes"]) == ("V IP", "60")
    macro.when(lambda it: it.change(env(), combined(*VALID))).then_nothing()
    macro.when(lambda it: it.change(env(), combined({"do": "close"}))).then(
        (events.MacroChanged, {"actions": ({"do": "close"},)})
    )
    macro.when(lambda it: it.delete(env())).then((events.MacroDeleted, {}))
    deleted = given(Macro.create(uid("macro"), env(), combined(*VALID)), lambda it: it.delete(env()))
    deleted.when(lambda it: it.restore(env())).then((events.MacroRestored, {}))


@pytest.mark.parametrize(
    "actions",
    [
        (),
        ({"do": "tag", "tag": "a"},) * (MOST + 1),
        ({"do": "close"}, {"do": "close"}),
        ({"do": "explode"},),
        ({"tag": "a"},),
        ({"do": "reply", "text": " "},),
        ({"do": "reply", "text": "{{contact.shoe}}"},),
        ({"do": "reply", "text": "Hello", "tag": "a"},),
        ({"do": "tag", "tag": ""},),
        ({"do": "assign", "user_id": "somebody"},),
        ({"do": "priority", "priority": "whatever"},),
        ({"do": "snooze", "minutes": "0"},),
        ({"do": "snooze", "minutes": "-5"},),
        ({"do": "snooze", "minutes": "\u0665"},),
        ({"do": "file", "folder": "cellar"},),
        ({"do": "ticket", "pipeline_id": "x", "stage": "new", "name": "A"},),
        ({"do": "ticket", "pipeline_id": str(uid("p")), "stage": "", "name": "A"},),
    ],
)
def test_what_cannot_be_done_is_refused(actions: tuple[Action, ...]) -> None:
    with pytest.raises(InvalidInput):
        Macro.create(uid("macro"), env(), combined(*actions))


def test_deleting_and_restoring_twice_is_once() -> None:
    macro = given(Macro.create(uid("macro"), env(), combined(*VALID)))
    macro.when(lambda it: it.restore(env())).then_nothing()
    deleted = given(Macro.create(uid("macro"), env(), combined(*VALID)), lambda it: it.delete(env()))
    deleted.when(lambda it: it.delete(env())).then_nothing()
