"""The door to a user: what is a fact there, and what is said once only (SE-05)."""

from collections.abc import Callable

import pytest

from domain.access import events
from domain.access.aggregate import Access, access_id
from domain.kernel.refusal import InvalidInput
from tests.support.given import env, given, uid

DAY = 24 * 3600


def begun() -> Access:
    return Access.begin(uid("ada"), env())


@pytest.mark.req("SE-05", "AUD-01")
def test_coming_and_going_are_facts_about_the_user() -> None:
    assert begun().id == access_id(uid("ada")) != uid("ada")
    session = uid("session")
    given(begun()).when(
        lambda it: it.signed_in(
            env(), session_id=session, method="code", known_browser=True, client="192.0.2.1"
        )
    ).then((events.SignedIn, {"user_id": uid("ada"), "method": "code", "client": "192.0.2.1"}))
    given(begun()).when(lambda it: it.signed_out(env(), session)).then(
        (events.SignedOut, {"session_id": session})
    )
    given(begun()).when(lambda it: it.ended_all(env(), "password")).then(
        (events.SessionsEnded, {"reason": "password"})
    )


@pytest.mark.req("SE-05")
def test_guessing_is_said_once_a_day() -> None:
    noticed = given(begun(), lambda it: it.guessed(env(), "password"))
    noticed.when(lambda it: it.guessed(env(60), "code")).then_nothing()
    noticed.when(lambda it: it.guessed(env(DAY), "code")).then((events.GuessingNoticed, {"step": "code"}))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda it: it.signed_in(env(), session_id=uid("s"), method="magic", known_browser=True, client=""),
        lambda it: it.ended_all(env(), "mood"),
        lambda it: it.guessed(env(), "colour"),
    ],
)
def test_words_there_are_not_are_refused(wrong: Callable[[Access], None]) -> None:
    given(begun()).when(wrong).then_refused(InvalidInput)
