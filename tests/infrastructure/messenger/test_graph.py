"""Our app at Facebook: login, pages, sending, names, and what its errors come to (MSG-01, MSG-03)."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from infrastructure.mailboxes.port import (
    AuthorizationLost,
    MailboxError,
    RateLimited,
    Refused,
    Temporary,
    Uncertain,
)
from infrastructure.messenger.graph import SCOPES, SUBSCRIBED, Graph, Piece, offered
from infrastructure.meta.errors import Denied
from infrastructure.settings import Settings
from tests.support.providers.messenger import PUBLISHING, TASKS, Facebook

BACK = "http://127.0.0.1:8000/auth/messenger/callback"


def signed_in(graph: Graph) -> str:
    """Go through the login as a browser does; returns the person's long-lived token."""
    url = graph.authorise_url(state="s", back=BACK)
    sent_back = requests.get(url, allow_redirects=False, timeout=10).headers["Location"]
    told = parse_qs(urlsplit(sent_back).query)
    assert told["state"] == ["s"]
    return graph.exchange(code=told["code"][0], back=BACK)


@pytest.mark.req("MSG-03")
def test_the_login_gives_a_lasting_token_and_the_pages_with_what_the_person_may_do(
    facebook: Facebook, graph: Graph
) -> None:
    full, partly = facebook.page("Full"), facebook.page("Partly", PUBLISHING)
    others = [facebook.page(f"Page {number}") for number in range(30)]
    token = signed_in(graph)
    lasting = facebook.tokens[token].expires
    assert lasting is not None
    assert lasting > facebook.now() + timedelta(days=50)
    pages = {one.page_id: one for one in graph.pages(token)}
    assert set(pages) == {full.id, partly.id, *(one.id for one in others)}, "all pages of the list are read"
    assert (pages[full.id].name, pages[full.id].tasks) == ("Full", TASKS)
    assert pages[partly.id].tasks == PUBLISHING
    assert pages[full.id].token not in repr(pages[full.id])


@pytest.mark.req("MSG-03", "SE-03")
def test_a_code_is_worth_nothing_twice_or_elsewhere_or_without_the_permissions(
    facebook: Facebook, graph: Graph
) -> None:
    facebook.leaves_out = "pages_messaging"
    with pytest.raises(Refused, match="scopes_missing"):
        signed_in(graph)
    facebook.leaves_out = ""
    url = graph.authorise_url(state="s", back=BACK)
    back = requests.get(url, allow_redirects=False, timeout=10).headers["Location"]
    code = parse_qs(urlsplit(back).query)["code"][0]
    for wrong in (code, code, "made up"):
        with pytest.raises(Refused):
            graph.exchange(code=wrong, back=f"{BACK}/elsewhere")
    assert parse_qs(urlsplit(url).query)["scope"] == [",".join(SCOPES)]


@pytest.mark.req("MSG-01", "MSG-03")
def test_a_page_is_subscribed_and_let_go(facebook: Facebook, graph: Graph) -> None:
    page = facebook.page()
    token = facebook.page_token(page)
    graph.subscribe(page.id, token)
    assert facebook.pages[page.id].subscribed == SUBSCRIBED
    graph.unsubscribe(page.id, token)
    assert not facebook.pages[page.id].subscribed
    limited = facebook.page("Limited", PUBLISHING)
    with pytest.raises(Denied):
        graph.subscribe(limited.id, facebook.page_token(limited))


@pytest.mark.req("MSG-03")
def test_a_token_that_was_revoked_or_lost_its_permissions_is_told_from_one_that_holds(
    facebook: Facebook, graph: Graph
) -> None:
    page = facebook.page()
    token = facebook.page_token(page)
    graph.check(token)
    facebook.tokens[token].scopes = ("public_profile",)
    with pytest.raises(AuthorizationLost, match="scopes_missing"):
        graph.check(token)
    facebook.end_sessions()
    with pytest.raises(AuthorizationLost, match="190"):
        graph.check(token)
    with pytest.raises(AuthorizationLost, match="190"):
        graph.check("made up")


@pytest.mark.req("MSG-01", "MSG-08")
def test_a_text_and_a_file_are_sent_as_answers_or_under_the_tag(facebook: Facebook, graph: Graph) -> None:
    page = facebook.page()
    ann, token = page.person(), facebook.page_token(page)
    mid = graph.send(page.id, token, ann.psid, Piece("Zażółć"), tag="", metadata="postroom:1")
    picture = Piece(filename="kot ą.png", content_type="image/png", data=b"\x89PNG\r\n\x00\xff")
    pressed = Piece("Agree?", quick_replies=[("I agree", "AGREE:1")])
    graph.send(page.id, token, ann.psid, picture, tag="HUMAN_AGENT", metadata="postroom:2")
    graph.send(page.id, token, ann.psid, pressed, tag="", metadata="postroom:3")
    text, file, buttons = page.sent
    assert (text.mid, text.messaging_type, text.tag) == (mid, "RESPONSE", "")
    assert text.message == {"text": "Zażółć", "metadata": "postroom:1"}
    assert (file.messaging_type, file.tag, file.message["attachment"]["type"]) == (
        "MESSAGE_TAG",
        "HUMAN_AGENT",
        "image",
    )
    assert file.file is not None
    assert file.file[1:] == ("image/png", picture.data)
    assert buttons.message["quick_replies"] == [
        {"content_type": "text", "title": "I agree", "payload": "AGREE:1"}
    ]
    assert graph.name_of(ann.psid, token) == "Ann Customer"
    with pytest.raises(Refused):
        graph.name_of("1", token)


@pytest.mark.req("MSG-01", "MSG-08", "CNV-06")
def test_what_facebook_refuses_for_good_says_why_in_a_word(facebook: Facebook, graph: Graph) -> None:
    page = facebook.page()
    ann, bob, token = page.person(), page.person("Bob"), facebook.page_token(page)
    bob.reachable = False

    def refused(psid: str, piece: Piece, tag: str = "") -> tuple[int, str]:
        with pytest.raises(Refused) as told:
            graph.send(page.id, token, psid, piece, tag=tag, metadata="")
        return told.value.code, str(told.value)

    assert refused("1", Piece("Hello")) == (100, "person_unknown")
    assert refused(bob.psid, Piece("Hello")) == (551, "person_unavailable")
    assert refused(ann.psid, Piece("x" * 2001)) == (100, "refused")
    facebook.ahead = timedelta(hours=25)
    assert refused(ann.psid, Piece("Hello")) == (10, "window_closed")
    graph.send(page.id, token, ann.psid, Piece("Hello"), tag="HUMAN_AGENT", metadata="")
    facebook.ahead = timedelta(days=8)
    assert refused(ann.psid, Piece("Hello"), "HUMAN_AGENT") == (10, "window_closed")
    facebook.ahead = timedelta()
    facebook.fails("/messages", 400, 10, subcode=1893063)
    assert refused(ann.psid, Piece("Hello")) == (10, "blocked")
    facebook.fails("/messages", 400, 368)
    assert refused(ann.psid, Piece("Hello")) == (368, "blocked")
    page.roles[facebook.person] = PUBLISHING
    assert refused(ann.psid, Piece("Hello")) == (200, "permission")
    assert [one.tag for one in page.sent] == ["HUMAN_AGENT"]


@pytest.mark.req("MSG-01", "MSG-03")
@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (400, 190, AuthorizationLost), (400, 102, AuthorizationLost), (400, 4, RateLimited), (400, 32, RateLimited),
        (400, 613, RateLimited), (400, 80006, RateLimited), (500, 2, Temporary), (400, 1200, Temporary),
        (500, 1, Uncertain), (502, 0, Uncertain), (503, 0, Temporary), (0, 0, Uncertain), (400, 10, Denied),
        (403, 230, Denied), (400, 0, Refused), (400, 99999, Refused),
    ],
)  # fmt: skip
def test_each_failure_of_a_send_is_one_that_can_be_acted_on(
    facebook: Facebook, graph: Graph, status: int, code: int, expected: type[MailboxError]
) -> None:
    page = facebook.page()
    ann, token = page.person(), facebook.page_token(page)
    facebook.fails("/messages", status, code)
    with pytest.raises(MailboxError) as told:
        graph.send(page.id, token, ann.psid, Piece("Hello"), tag="", metadata="")
    assert type(told.value) is expected
    assert "test wanted" not in str(told.value), "Facebook's sentences are not repeated"


@pytest.mark.req("MSG-01")
def test_how_long_to_wait_is_read_where_facebook_says_it(facebook: Facebook, graph: Graph) -> None:
    page = facebook.page()
    ann, token = page.person(), facebook.page_token(page)

    def pause(**headers: str) -> float | None:
        facebook.fails(
            "/messages", 400, 613, headers={name.replace("_", "-"): one for name, one in headers.items()}
        )
        with pytest.raises(RateLimited) as limited:
            graph.send(page.id, token, ann.psid, Piece("Hello"), tag="", metadata="")
        return limited.value.retry_after

    usage = '{"1": [{"type": "messenger", "call_count": 100, "estimated_time_to_regain_access": 3}]}'
    assert pause(X_Business_Use_Case_Usage=usage) == 180
    assert pause(Retry_After="7") == 7
    assert pause() is None
    assert pause(X_Business_Use_Case_Usage="no JSON") is None
    assert pause(X_Business_Use_Case_Usage='{"1": [{"estimated_time_to_regain_access": 0}]}') is None
    facebook.fails("/messages", 200, done=True)
    with pytest.raises(Uncertain):
        graph.send(page.id, token, ann.psid, Piece("Hello"), tag="", metadata="")


@pytest.mark.req("MSG-03")
def test_without_its_three_settings_there_is_no_app() -> None:
    assert offered(Settings()) is None
    assert offered(Settings(messenger_app_id="1", messenger_app_secret="2")) is None
