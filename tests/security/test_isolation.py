"""Every operation of the document, asked by everybody, about what is theirs and what is not (SE-01).

Who may do what comes from the document; a new operation, role or permission is in these tests as soon as it is
declared.
"""

import re
from uuid import uuid4

import pytest

from domain.user.policy import PERMISSIONS
from tests.security.accounts import IN_AN_INBOX, OF_ONE_PERSON, Account, Caller
from tests.security.asking import NEVER, Answer, ask, statements, told
from tests.security.described import Described, Place, operations
from tests.support.api import Served

ALL = operations()
CLOSED = [one for one in ALL if not one.public]
SINGLE = [one for one in CLOSED if any(place.where == "path" for place in one.places)]
A_FEW = 4
"""Look-ups; each takes a fraction of what requests differ by anyway."""
NOT_FOUND = '"code":"not_found"'
"""What a change of many says of one of them."""
NAMED = re.compile(r"permission (\w+)")

pytestmark = pytest.mark.req("SE-01", "ACC-10", "API-06", "EML-17")


def paths(one: Described) -> list[Place]:
    return [place for place in one.places if place.where == "path"]


def wrongly_refused(caller: Caller, answer: Answer) -> str:
    """Say why a refusal cannot be: a permission named in it is always one that the caller lacks."""
    if answer.status == 401 and answer.json["code"] in ("signed_out", "bad_token"):
        return "signed in, but 401"
    if answer.status == 403 and not (caller.machine and answer.json["code"] == "people_only"):
        named = NAMED.findall(answer.json["detail"])
        if not named or not set(named) <= PERMISSIONS - caller.permissions:
            return f"403 names {named}"
    return ""


@pytest.mark.parametrize("one", ALL, ids=str)
def test_whoever_may_is_let_in_and_nobody_else(
    api: Served, own: Account, foreign: Account, callers: list[Caller], one: Described
) -> None:
    asked, failures = one.asked(own.ids.__getitem__), []
    ones = any(place.kind in OF_ONE_PERSON for place in paths(one))
    gone = one.method == "DELETE"  # by whoever asked before
    hides = any(
        place.kind in IN_AN_INBOX
        for place in one.places
        if place.where == "path" or (place.where == "body" and not one.keeps)
    )
    for caller in callers:
        # a change is let in and then refused for its version, so that the next caller finds the same
        answer = ask(api, caller, asked, **({"If_Match": NEVER} if one.versioned else {}))
        wrong = answer.leaks(foreign, asked)
        if one.public:
            wrong = wrong or ("an error of ours" if answer.status >= 500 and one.rule != "/ready" else "")
        elif not caller.known:
            refused = answer.status == 401 and answer.json["code"] in ("signed_out", "bad_token")
            wrong = wrong or ("" if refused else "let in")
        elif one.permission and one.permission not in caller.permissions:
            refused = answer.status == 403 and one.permission in answer.json["detail"]
            wrong = wrong or ("" if refused else f"not told that it lacks {one.permission}")
        elif hides and not caller.sees:
            wrong = wrong or (
                ""
                if answer.status in (403, 404) or NOT_FOUND in answer.text
                else "told of an inbox it does not see"
            )
        else:
            wrong = (
                wrong
                or wrongly_refused(caller, answer)
                or ("lost" if answer.status == 404 and not ones and not gone else "")
            )
            wrong = wrong or ("an error of ours" if answer.status >= 500 else "")
        if wrong:
            failures.append(f"{caller}: {wrong}: {answer}")
    assert not failures, told(failures)


@pytest.mark.parametrize("one", SINGLE, ids=str)
def test_what_is_of_another_account_is_answered_like_what_never_was(
    api: Served, own: Account, foreign: Account, callers: list[Caller], one: Described
) -> None:
    before, failures = foreign.last_position(), []
    made_up = {place: str(uuid4()) for place in paths(one)}
    never = one.asked(own.ids.__getitem__, but=made_up)
    there = one.asked(own.ids.__getitem__, but={place: foreign.ids[place.kind] for place in paths(one)})
    for caller in callers:
        first, second = ask(api, caller, never), ask(api, caller, there)
        wrong = second.leaks(foreign, there)
        ids = (*made_up.values(), *(foreign.ids[place.kind] for place in paths(one)))
        if first.bare(*ids) != second.bare(*ids):
            wrong = wrong or f"a made-up id is answered {first}"
        allowed = caller.known and (not one.permission or one.permission in caller.permissions)
        if allowed and second.status not in (403, 404):
            wrong = wrong or "not 404"
        if second.status == 403 and allowed:
            wrong = wrong or wrongly_refused(caller, second)
        if wrong:
            failures.append(f"{caller}: {wrong}: {second}")
    assert not failures, told(failures)
    assert foreign.last_position() == before


@pytest.mark.parametrize("one", SINGLE, ids=str)
def test_what_is_anothers_is_looked_up_as_quickly_as_what_never_was(
    api: Served, own: Account, foreign: Account, one: Described
) -> None:
    asked = []
    for find in (lambda _: str(uuid4()), foreign.ids.__getitem__):
        with statements() as seen:
            answer = ask(
                api, own.admin(), one.asked(own.ids.__getitem__, but={p: find(p.kind) for p in paths(one)})
            )
        assert answer.status == 404, answer
        asked.append(len(seen))
    # not a whole page of look-ups: one more for where a thing is, one less where this process had it in memory
    assert abs(asked[0] - asked[1]) <= A_FEW, asked


@pytest.mark.parametrize(
    "one", [one for one in SINGLE if any(p.kind in IN_AN_INBOX for p in paths(one))], ids=str
)
def test_what_is_in_an_inbox_one_does_not_see_is_answered_like_what_never_was(
    api: Served, own: Account, one: Described
) -> None:
    blind = own.person("an administrator who does not see the inbox", own.unseeing, "admin")
    made_up = {place: str(uuid4()) for place in paths(one) if place.kind in IN_AN_INBOX}
    ids = (*made_up.values(), *(own.ids[place.kind] for place in made_up))
    never = ask(api, blind, one.asked(own.ids.__getitem__, but=made_up))
    there = ask(api, blind, one.asked(own.ids.__getitem__))
    assert there.status == 404, there
    assert never.bare(*ids) == there.bare(*ids)


@pytest.mark.parametrize(
    "one", [one for one in SINGLE if any(p.kind in OF_ONE_PERSON for p in paths(one))], ids=str
)
def test_what_is_one_persons_is_answered_to_another_like_what_never_was(
    api: Served, own: Account, one: Described
) -> None:
    made_up = {place: str(uuid4()) for place in paths(one) if place.kind in OF_ONE_PERSON}
    ids = (*made_up.values(), *(own.ids[place.kind] for place in made_up))
    another = own.person("another administrator", own.users["admin"], "admin")
    never = ask(api, another, one.asked(own.ids.__getitem__, but=made_up))
    there = ask(api, another, one.asked(own.ids.__getitem__))
    assert there.status == 404, there
    assert never.bare(*ids) == there.bare(*ids)


INSIDE = [(one, place) for one in CLOSED for place in one.places if place.where != "path"]


@pytest.mark.parametrize(("one", "place"), INSIDE, ids=str)
def test_an_id_of_another_account_within_a_request_is_worth_what_a_made_up_one_is(
    api: Served, own: Account, foreign: Account, one: Described, place: Place
) -> None:
    made_up, before, log = str(uuid4()), foreign.last_position(), api.application.log.last_position()
    never = one.asked(own.ids.__getitem__, but={place: made_up})
    there = one.asked(own.ids.__getitem__, but={place: foreign.ids[place.kind]})
    first, second = ask(api, own.admin(), never), ask(api, own.admin(), there)
    ids = (made_up, foreign.ids[place.kind])
    assert second.bare(*ids) == first.bare(*ids)
    assert not second.leaks(foreign, there)
    if place.where == "body" and (one.keyed or api.application.log.last_position() != log):
        # a command is refused; a question may be answered with nothing, and a draft be kept by whoever wrote it
        assert 400 <= second.status < 500 or NOT_FOUND in second.text, second
    assert foreign.last_position() == before
