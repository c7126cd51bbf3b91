"""Canned replies and their tokens (CNV-02)."""

from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from domain.canned import events, tokens
from domain.canned.aggregate import CannedReply, Prepared
from domain.canned.scope import Scope
from domain.kernel.refusal import InvalidInput
from tests.support.given import Given, env, given, uid

EVERYONE = Scope("everyone")
THANKS = Prepared("Thanks", "Thank you, {{contact.first_name|friend}}.", EVERYONE, "thanks")
VALUES = {"contact.first_name": "Jo", "contact.name": "", "company.name": "Acme"}
pytestmark = pytest.mark.req("CNV-02")


def prepared(*commands: Callable[[CannedReply], object]) -> Given[CannedReply]:
    return given(CannedReply.create(uid("reply"), env(), THANKS), *commands)


def test_tokens_are_filled_in_or_fall_back_or_are_named() -> None:
    assert tokens.filled("{{contact.first_name}} of {{ company.name }}", VALUES) == ("Jo of Acme", ())
    assert tokens.filled("Hi {{contact.name|there}}", VALUES) == ("Hi there", ())
    assert tokens.filled("Hi{{contact.name|}}!", VALUES) == ("Hi!", ())
    text, missing = tokens.filled("{{ticket.name}} {{ticket.name}} {{contact.name}}", VALUES)
    assert missing == ("ticket.name", "contact.name")
    with pytest.raises(tokens.UnfilledTokens, match=r"{{ticket.name}}, {{contact.name}}"):
        tokens.must_be_filled(text)
    tokens.must_be_filled("{{ our template language }} has braces, too")


@pytest.mark.parametrize("text", ["{{contact.age}}", "{{contact.name", "{{}}", "{{contact.name|{{x}}}}"])
def test_a_token_nobody_knows_is_refused_with_those_that_are(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"contact\.first_name"):
        tokens.check(text, "text")


@drawn(
    st.lists(st.sampled_from([*(f"{{{{{name}}}}}" for name in tokens.TOKENS), "{{agent.name|x}}", "a", " "])),
    st.dictionaries(st.sampled_from(tokens.TOKENS), st.sampled_from(["", "Jo", "A b"])),
)
def test_what_is_filled_has_a_token_left_exactly_where_one_is_missing(
    parts: list[str], values: dict[str, str]
) -> None:
    text, missing = tokens.filled(tokens.check("".join(parts), "text"), values)
    assert set(missing) == {name for name, _ in tokens.TOKEN.findall(text)}
    assert all(not values.get(name) for name in missing)


def test_it_is_changed_deleted_and_restored() -> None:
    prepared().when(lambda it: it.change(env(), THANKS)).then_nothing()
    bye = Prepared(" Bye ", "Bye", Scope("team", uid("team")))
    changed = {"name": "Bye", "shortcut": "", "scope": "team", "scope_id": uid("team")}
    prepared().when(lambda it: it.change(env(), bye)).then((events.CannedReplyChanged, changed))
    prepared().when(lambda it: it.restore(env())).then_nothing()
    prepared().when(lambda it: it.delete(env())).then((events.CannedReplyDeleted, {}))
    deleted = prepared(lambda it: it.delete(env()), lambda it: it.change(env(), bye))
    assert deleted.aggregate.deleted
    deleted.when(lambda it: it.delete(env())).then_nothing()
    deleted.when(lambda it: it.restore(env())).then((events.CannedReplyRestored, {}))


@pytest.mark.parametrize(
    "wrong",
    [
        Prepared(" ", "Text", EVERYONE),
        Prepared("x" * 101, "Text", EVERYONE),
        Prepared("Name", "  ", EVERYONE),
        Prepared("Name", "x" * 20_001, EVERYONE),
        Prepared("Name", "{{nobody}}", EVERYONE),
        Prepared("Name", "Text", EVERYONE, "Not a shortcut"),
        Prepared("Name", "Text", Scope("everyone", UUID(int=1))),
        Prepared("Name", "Text", Scope("team")),
        Prepared("Name", "Text", Scope("planet", UUID(int=1))),
    ],
)
def test_what_cannot_be_kept_is_refused(wrong: Prepared) -> None:
    with pytest.raises(InvalidInput):
        CannedReply.create(uid("reply"), env(), wrong)
    prepared().when(lambda it: it.change(env(), wrong)).then_refused(InvalidInput)
