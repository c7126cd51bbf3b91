"""Each guard taken out in its one place, and the check that must notice: a test that cannot fail guards nothing."""

import sys
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from api.context import Context
from application import visibility
from projections.ticket_board import queries as board
from tests.security import test_isolation as isolation
from tests.security.accounts import Account, Caller
from tests.security.described import Described, operations
from tests.support.api import Served

Check = Callable[[Served, Account, Account, list[Caller]], None]
pytestmark = pytest.mark.req("SE-01", "SE-02")


def named(name: str) -> Described:
    return next(one for one in operations() if one.name == name)


def let_in(name: str) -> Check:
    return lambda api, own, foreign, callers: isolation.test_whoever_may_is_let_in_and_nobody_else(
        api, own, foreign, callers, named(name)
    )


def unseen(name: str) -> Check:
    return lambda api, own, _foreign, _callers: (
        isolation.test_what_is_in_an_inbox_one_does_not_see_is_answered_like_what_never_was(
            api, own, named(name)
        )
    )


def foreign_ids(name: str) -> Check:
    return lambda api, own, foreign, callers: (
        isolation.test_what_is_of_another_account_is_answered_like_what_never_was(
            api, own, foreign, callers, named(name)
        )
    )


def anyone(context: Context, _permission: str) -> object:
    """Let in whoever is known."""
    return context.viewer


def everything(_unit: Any, _what: str, thing: Any) -> Any:
    """Show it, whatever its inbox."""
    return thing


def anybodys(_db: Any, _account: UUID, _inboxes: Any, ticket_id: UUID) -> Any:
    """Read a ticket whosever it is."""
    return {"ticket_id": ticket_id, "version": 1}


GUARDS: dict[str, tuple[object, str, object, Check]] = {
    "permission": (Context, "require", anyone, let_in("tokens.tokens")),
    "inbox of a command": (visibility, "visible", everything, unseen("conversations.close")),
    "inbox of a read": (Context, "see", lambda *_: None, unseen("inboxes.inbox")),
    "account of a read": (board, "ticket", anybodys, foreign_ids("tickets.ticket")),
}


@pytest.mark.parametrize("guard", GUARDS)
def test_without_its_guard_the_check_fails(
    api: Served,
    own: Account,
    foreign: Account,
    callers: list[Caller],
    guard: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place, name, instead, check = GUARDS[guard]
    check(api, own, foreign, callers)
    for module in using(place, name):
        monkeypatch.setattr(module, name, instead)
    with pytest.raises(AssertionError):
        check(api, own, foreign, callers)


def using(place: object, name: str) -> list[object]:
    """Return where a function is known by its name: its own place, and each module that imported it from there."""
    guard = getattr(place, name)
    imported = [module for module in list(sys.modules.values()) if getattr(module, name, None) is guard]
    return [place, *(module for module in imported if module is not place)]
