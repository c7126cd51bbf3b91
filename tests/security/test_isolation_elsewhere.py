"""What another account's cursors, versions, keys and positions are worth here: nothing (SE-01)."""

import json
from collections.abc import Iterator
from contextlib import closing

import pytest
from werkzeug.test import Client as Sender

from tests.security.accounts import OF_ONE_PERSON, Account, Caller
from tests.security.asking import Answer, ask, told
from tests.security.described import Asked, Described, operations
from tests.support.api import Served

ALL = [one for one in operations() if not one.public]
READS = [one for one in ALL if one.method == "GET"]
STREAMS = [one for one in READS if "text/event-stream" in one.responses["200"].get("content", {})]
PAGED = [one for one in READS if any(parameter["name"] == "cursor" for parameter in one.parameters)]
OFFERED = ("/messenger/pages", "/whatsapp/numbers", "/calling/numbers")
"""What a provider offers is told for half an hour after somebody signed in there, and of nobody else."""

pytestmark = pytest.mark.req("SE-01")


def asked(one: Described, account: Account) -> Asked:
    account.keep_drafts()
    # only a chat stands in some way
    ids = account.ids | {"channel": account.chat} if one.rule.endswith("/chat/state") else account.ids
    return one.asked(ids.__getitem__)


def refused(answer: Answer) -> bool:
    return answer.status == 422 and answer.json["field"] == "cursor"


@pytest.mark.parametrize("one", PAGED, ids=str)
def test_a_cursor_of_another_account_begins_nothing_of_it(
    api: Served, own: Account, foreign: Account, one: Described
) -> None:
    """A cursor says where to go on; whose rows they are the caller says."""
    there, here = asked(one, foreign), asked(one, own)
    page = ask(api, foreign.admin(), Asked("GET", there.path, (("limit", "1"),), None))
    assert page.status == 200, page
    cursors = [page.json["next"]] if page.json.get("next") else []
    for cursor in cursors:
        stolen = Asked("GET", here.path, (("cursor", cursor),), None)
        answer = ask(api, own.admin(), stolen)
        assert answer.status == 200 or refused(answer), answer
        assert not answer.leaks(foreign, here), answer


def test_most_lists_have_a_next_page_to_steal(api: Served, foreign: Account) -> None:
    """Without cursors the test above would say nothing."""
    pages = [
        ask(api, foreign.admin(), Asked("GET", asked(one, foreign).path, (("limit", "1"),), None))
        for one in PAGED
    ]
    assert sum(page.json["next"] is not None for page in pages if "next" in page.json) >= len(PAGED) / 2


def test_the_marks_are_in_what_the_other_account_reads_itself(api: Served, foreign: Account) -> None:
    """Without marks in them, answers could leak unnoticed."""
    quiet = [
        str(one)
        for one in READS
        if one not in STREAMS
        and not one.rule.endswith(OFFERED)
        and not ask(api, foreign.admin(), asked(one, foreign)).leaks(foreign, Asked("", "", (), None))
    ]
    assert len(quiet) <= len(READS) / 4, f"no answer of {quiet} has a text or an id of the account that asks"


@pytest.mark.parametrize("one", READS, ids=str)
def test_an_etag_of_another_account_opens_nothing(
    api: Served, own: Account, foreign: Account, one: Described
) -> None:
    there = asked(one, foreign)
    tag = dict(ask(api, foreign.admin(), there).headers).get("ETag", '"1"')
    answer = ask(api, own.admin(), there, If_None_Match=tag, If_Match=tag)
    theirs = any(place.where == "path" for place in one.places)
    assert answer.status in ((404,) if theirs else (200, 304)), answer
    assert not answer.leaks(foreign, there)


def creations() -> Iterator[Described]:
    """Changes of which a repeat under the same key gives the same thing."""
    for one in ALL:
        keyed = any(parameter["name"] == "Idempotency-Key" for parameter in one.parameters)
        if one.method == "POST" and keyed and "201" in one.responses:
            yield one


@pytest.mark.parametrize("one", list(creations()), ids=str)
def test_a_key_of_another_account_repeats_nothing_of_it(
    api: Served, own: Account, foreign: Account, one: Described
) -> None:
    here, there = asked(one, own), asked(one, foreign)
    first = ask(api, foreign.admin(), there, Idempotency_Key="the-same-key")
    again = ask(api, foreign.admin(), there, Idempotency_Key="the-same-key")
    mine = ask(api, own.admin(), here, Idempotency_Key="the-same-key")
    api.caught_up()
    if first.status == 201:
        made = first.json["id"]
        assert again.json["id"] == made
        assert made not in mine.text
    assert mine.status not in (401, 403, 404), mine
    assert not mine.leaks(foreign, here)


@pytest.mark.parametrize("one", STREAMS, ids=str)
def test_a_stream_resumed_at_a_position_of_another_account_tells_only_ones_own(
    api: Served, own: Account, foreign: Account, one: Described
) -> None:
    headers = own.admin().headers() | {"Last-Event-ID": "1"}
    api.caught_up()
    answer = Sender(api.app, use_cookies=False).get(asked(one, own).address, headers=headers, buffered=False)
    seen, wanted = "", own.ids["conversation"]
    with closing(answer):
        for piece in answer.iter_encoded():
            seen += piece.decode()
            if wanted in seen:
                break
    assert wanted in seen
    assert not [stream for stream in foreign.streams if stream in seen]


@pytest.mark.parametrize("one", [one for one in READS if one not in STREAMS], ids=str)
def test_a_position_of_another_account_is_waited_for_and_tells_nothing(
    api: Served, own: Account, foreign: Account, one: Described
) -> None:
    here = asked(one, own)
    answer = ask(api, own.admin(), here, Postroom_Position=str(foreign.last_position()))
    assert answer.status == 200, answer
    assert not answer.leaks(foreign, here)


def test_everything_the_document_describes_can_be_done(api: Served) -> None:
    """The requests made of the document are real ones: an administrator gets through with most of them at once."""
    account = Account(api, "doing")
    admin, failures = account.admin(), []
    order = sorted(
        (one for one in ALL if one not in STREAMS),
        # removals come last, and after them what cannot be repeated either: an erasure, an end
        key=lambda one: (
            one.method != "GET",
            one.rule.endswith("/archive"),
            not (one.keyed or one.body or one.raw),
            one.method == "DELETE",
        ),
    )
    answers = {}
    for one in order:
        answers[str(one)] = answer = ask(api, admin, asked(one, account))
        api.caught_up()
        if any(
            said in answer.text
            for said in ("cannot be reached", '"current_password"', '"wrong_code"', '"not_a_picture"')
        ):
            continue  # what it names is elsewhere, or only the person knows
        if answer.status == 404 and any(place.kind in OF_ONE_PERSON for place in one.places):
            continue  # it is somebody else's
        if (
            answer.status == 404
            and "no such message here" in answer.text
            and one.rule.endswith("/attribution")
        ):
            continue  # splitting took it elsewhere before
        if answer.status >= 500 or answer.status in (400, 401, 403, 404, 415, 422):
            failures.append(f"{one}: {answer}: sent {json.dumps(asked(one, account).body)}")
    assert not failures, told(failures)
    done = [name for name, answer in answers.items() if answer.status < 300]
    assert len(done) >= len(answers) * 0.8, sorted(set(answers) - set(done))


@pytest.mark.parametrize("one", [one for one in ALL if one not in STREAMS], ids=str)
def test_two_sessions_at_once_are_not_mistaken_for_each_other(
    api: Served, own: Account, foreign: Account, one: Described, callers: list[Caller]
) -> None:
    """A token beside a cookie: the token counts, whatever the cookie would open."""
    token = next(caller for caller in callers if caller.name.startswith("a token for conversation_read"))
    both = Caller("both", token.permissions, lambda: foreign.admin().headers() | token.headers())
    here = asked(one, own)
    answer = ask(api, both, here, **({"If_Match": '"999999999"'} if one.versioned else {}))
    assert not answer.leaks(foreign, here), answer
