"""Properties that an account gives its conversations, and the values they take (CNV-02)."""

from collections.abc import Callable
from datetime import date

import pytest

from domain.account import events
from domain.account.aggregate import MAX_REOPEN_DAYS, Account
from domain.account.properties import LONGEST, MOST_CHOICES, MOST_PROPERTIES, Property, PropertyArchived
from domain.kernel.refusal import InvalidInput, NotFound
from tests.support.given import env, given, uid

SIZE = Property("Size", "choice", ("small", "large"))
pytestmark = pytest.mark.req("CNV-02")


def opened() -> Account:
    return Account.create(
        uid("account"), env(), name="Acme", created_on=date(2024, 4, 1), time_zone="UTC", language="en"
    )


def define(definition: Property, name: str | int = "size") -> Callable[[Account], None]:
    return lambda it: it.define_property(env(), uid(name), definition)


def test_a_property_is_defined_once_and_changed() -> None:
    given(opened()).when(define(SIZE)).then(
        (events.PropertyDefined, {"name": "Size", "kind": "choice", "choices": ("small", "large")})
    )
    defined = given(opened(), define(SIZE))
    defined.when(define(Property("Other", "text"))).then_nothing()
    same = {"name": "Size", "choices": ("small", "large"), "archived": False}
    defined.when(lambda it: it.change_property(env(), uid("size"), **same)).then_nothing()  # type: ignore[arg-type]
    defined.when(
        lambda it: it.change_property(env(), uid("size"), name="Box", choices=("S",), archived=True)
    ).then((events.PropertyChanged, {"name": "Box", "choices": ("S",), "archived": True}))
    defined.when(
        lambda it: it.change_property(env(), uid("size"), name="Box", choices=(), archived=False)
    ).then_refused(InvalidInput, "1 to")
    defined.when(
        lambda it: it.change_property(env(), uid("nothing"), name="Box", choices=(), archived=False)
    ).then_refused(NotFound)


def test_an_account_has_only_so_many() -> None:
    full = given(opened(), *(define(Property(f"P{each}", "text"), each) for each in range(MOST_PROPERTIES)))
    full.when(define(Property("More", "text"), "more")).then_refused(InvalidInput, "at most")


@pytest.mark.parametrize(
    "wrong",
    [
        Property(" ", "text"),
        Property("A", "colour"),
        Property("A", "choice"),
        Property("A", "choice", ("a", " ")),
        Property("A", "choice", ("a",) * (MOST_CHOICES + 1)),
        Property("A", "text", ("a",)),
    ],
)
def test_what_is_no_definition_is_refused(wrong: Property) -> None:
    given(opened()).when(define(wrong)).then_refused(InvalidInput)


@pytest.mark.parametrize(
    ("known", "written", "kept"),
    [
        (Property("A", "text"), " words ", "words"),
        (Property("A", "number"), "12.50", "12.50"),
        (Property("A", "date"), "20261122", "2026-11-22"),
        (SIZE, "large", "large"),
        (Property("A", "checkbox"), "true", "true"),
    ],
)
def test_a_value_of_its_kind_is_kept(known: Property, written: str, kept: str) -> None:
    assert known.value_of(written) == kept


@pytest.mark.parametrize(
    ("known", "written", "advice"),
    [
        (Property("A", "text"), " ", "characters"),
        (Property("A", "text"), "a" * (LONGEST + 1), "characters"),
        (Property("A", "number"), "many", "12.5"),
        (Property("A", "number"), "Infinity", "12.5"),
        (Property("A", "number"), "1" * (LONGEST + 1), "12.5"),
        (Property("A", "date"), "2026-02-30", "2026-11-22"),
        (SIZE, "huge", "small, large"),
        (Property("A", "checkbox"), "yes", "true or false"),
    ],
)
def test_a_value_of_another_kind_is_refused_with_what_to_write(
    known: Property, written: str, advice: str
) -> None:
    with pytest.raises(InvalidInput, match=advice):
        known.value_of(written)


def test_what_is_archived_takes_no_values() -> None:
    with pytest.raises(PropertyArchived):
        Property("A", "text", archived=True).value_of("words")


@pytest.mark.req("CNV-01")
def test_after_how_many_days_a_message_begins_anew() -> None:
    account = given(opened(), lambda it: it.set_reopening(env(), days=30))
    account.when(lambda it: it.set_reopening(env(), days=30)).then_nothing()
    account.when(lambda it: it.set_reopening(env(), days=None)).then(
        (events.ReopeningSet, {"reopen_days": None})
    )
    account.when(lambda it: it.set_reopening(env(), days=MAX_REOPEN_DAYS + 1)).then_refused(InvalidInput)
