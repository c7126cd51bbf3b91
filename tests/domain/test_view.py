"""Saved views: what one is made of, and what none can be."""

from dataclasses import replace
from typing import Any

import pytest

from domain.kernel.refusal import InvalidInput
from domain.view.aggregate import Look, View
from domain.view.events import ViewChanged, ViewRemoved, ViewRestored
from domain.view.filter import BASES, OPEN, SORTS, Filter, checked_sort
from tests.support.given import env, given, uid

LOOK = Look("Late", Filter("mine", (uid("inbox"),), tags=("VIP",), waiting=True), "waiting", "everyone")


def view(look: Look = LOOK) -> View:
    return View.create(uid("view"), env(), look, owner_id=uid("ann"))


def removed() -> View:
    found = view()
    found.remove(env())
    return found


@pytest.mark.req("CNV-03")
def test_a_view_is_changed_removed_and_restored() -> None:
    changed = replace(LOOK, name="  Later ", place=3)
    given(view()).when(lambda one: one.change(env(), changed)).then(
        (ViewChanged, {"name": "Later", "place": 3})
    )
    given(view()).when(lambda one: one.change(env(), LOOK)).then_nothing()
    given(view()).when(lambda one: one.restore(env())).then_nothing()
    given(view()).when(lambda one: one.remove(env())).then((ViewRemoved, {}))
    given(removed()).when(lambda one: one.remove(env())).then_nothing()
    given(removed()).when(lambda one: one.restore(env())).then((ViewRestored, {}))


@pytest.mark.req("CNV-03")
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"), ({"name": "x" * 81}, "name"), ({"shared": "friends"}, "shared"),
        ({"shared": "team"}, "team_id"), ({"team_id": uid("team")}, "team_id"), ({"place": -1}, "place"),
        ({"sort": "loudest"}, "sort"), ({"filter": Filter("closed")}, "sort"), ({"filter": Filter("all")}, "base"),
        ({"filter": Filter(tags=("",))}, "tags"), ({"filter": Filter(tags=("x" * 51,))}, "tags"),
        ({"filter": Filter(priorities=("soon",))}, "priorities"),
        ({"filter": Filter(kinds=tuple(map(str, range(21))))}, "kinds"), ({"filter": Filter(dues=("late",))}, "dues"),
        ({"filter": Filter(properties=(("p", "was", "x"),))}, "properties"),
        ({"filter": Filter(properties=(("p", "is", " "),))}, "properties"),
        ({"filter": Filter(properties=(("p", "is", "x" * 1001),))}, "properties"),
    ],
)  # fmt: skip
def test_what_no_view_can_be_is_refused_by_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        view(replace(LOOK, **change))
    assert refused.value.field == field


def test_a_machine_has_no_view_of_its_own() -> None:
    with pytest.raises(InvalidInput) as refused:
        View.create(uid("view"), env(), Look("Late"), owner_id=None)
    assert refused.value.field == "shared"
    assert View.create(uid("view"), env(), LOOK, owner_id=None).owner_id is None


def test_a_filter_has_each_value_once_and_tags_as_they_are_kept() -> None:
    chosen = Filter(inbox_ids=(uid(1), uid(1)), tags=(" a  b ", "a b", "c")).checked()
    assert (chosen.inbox_ids, chosen.tags) == ((uid(1),), ("a b", "c"))


def test_only_open_lists_are_sorted_by_waiting_and_priority() -> None:
    for base in BASES:
        for sort in SORTS:
            if base in OPEN or sort in ("newest", "oldest"):
                assert checked_sort(base, sort) == sort
            else:
                with pytest.raises(InvalidInput):
                    checked_sort(base, sort)
