"""Surveys and ratings over HTTP, and the page on which customers rate (CNV-10)."""

import re
from datetime import timedelta
from urllib.parse import quote, urlencode
from uuid import UUID

import pytest
from werkzeug.test import Client as Browser
from werkzeug.test import TestResponse

from api.rating_page import FORM, LONGEST_BODY
from api.rating_words import LANGUAGES, WORDS
from application.company import SetLocale
from application.conversation import CloseConversation, PostReply
from application.csat import AskForRating, SetSurvey
from application.inbox import CreateInbox, SetInboxAccess
from domain.conversation.aggregate import Conversation
from domain.conversation.events import ConversationClosed
from domain.csat.events import CsatRated
from domain.csat.rating import LONGEST_COMMENT, csat_id
from domain.csat.survey import Asking
from infrastructure.bootstrap import clock
from tests.api.test_conversations import mail
from tests.support.api import Client, Served
from tests.support.mails import a_mail

pytestmark = pytest.mark.req("CNV-10")
SCRIPT = "<script>alert(1)</script>"


class Asked:
    """A customer who was asked, and their browser; it keeps no cookies and sends no headers but those of forms."""

    def __init__(self, api: Served) -> None:
        self.api = api
        self.world = world = api.world()
        world.now = clock() - timedelta(hours=3)
        self.conversation = world.mailed(world.channel(), mail())
        world.do(SetSurvey(world.inbox, Asking(on=True, delay_minutes=0, question=f"Good? {SCRIPT}")))
        world.do(PostReply(self.conversation, "Here you are."), by=world.admin)
        world.do(CloseConversation(self.conversation), by=world.admin)
        (closed,) = world.happened(self.conversation, ConversationClosed)
        world.do(AskForRating(self.conversation, closed.originator_version))
        self.token = self.link()
        self.client: Client = api.client(world)

    def link(self, **ends: float) -> str:
        contact = self.world.get(Conversation, self.conversation).contact_id
        links, now = self.api.application.rating_links, clock()
        until = now + timedelta(**ends or {"days": 30})
        return links.issue(self.world.account, self.conversation, contact, now, until)

    def get(self, query: str = "", token: str | None = None) -> TestResponse:
        return self.browser().get(f"/rate/{self.token if token is None else token}{query}")

    def post(self, body: str | bytes | dict[str, str], content_type: str = FORM) -> TestResponse:
        data = urlencode(body) if isinstance(body, dict) else body
        return self.browser().post(f"/rate/{self.token}", data=data, content_type=content_type)

    def browser(self) -> Browser:
        # each test is a customer of another network
        address = f"10.{self.world.account.int % 250}.{self.world.account.int // 250 % 250}.1"
        browser = self.api.app.test_client()
        browser.environ_base["REMOTE_ADDR"] = address
        return browser

    def rated(self) -> list[tuple[int, str]]:
        events = self.world.happened(csat_id(self.conversation), CsatRated)
        return [(one.score, one.comment) for one in events]

    def shown(self) -> dict[str, object]:
        return dict(self.client.read(f"/conversations/{self.conversation}/rating")["rating"])


@pytest.fixture
def asked(api: Served) -> Asked:
    return Asked(api)


def checked(html: str) -> list[str]:
    return re.findall(r'value="(\d)"[^>]* checked', html)


def test_looking_changes_nothing_and_the_link_only_preselects(asked: Asked) -> None:
    for query, chosen in (("", []), ("?score=4", ["4"]), ("?score=9", []), ("?score=4&kept", ["4"])):
        answer = asked.get(query)
        assert answer.status_code == 200
        assert checked(answer.text) == chosen
        assert 'role="status"' not in answer.text
    assert asked.browser().head(f"/rate/{asked.token}?score=4").status_code == 200
    assert asked.rated() == []
    assert asked.shown()["score"] is None


def test_the_form_records_the_answer_thanks_and_lets_it_be_changed(asked: Asked) -> None:
    sent = asked.post({"score": "2", "comment": " Slow.\r\nVery. "})
    assert (sent.status_code, sent.headers["Location"]) == (303, f"/rate/{asked.token}?kept")
    page = asked.get("?kept")
    assert checked(page.text) == ["2"]
    assert 'role="status"' in page.text
    # a comment is read by those who work here, and never shown again to whoever has the link
    assert "Slow" not in page.text
    asked.post({"score": "5", "comment": ""})
    assert asked.rated() == [(2, "Slow.\nVery."), (5, "")]
    shown = asked.shown()
    assert (shown["score"], shown["comment"]) == (5, "")
    assert [one["conversation_id"] for one in asked.client.read("/ratings")["items"]] == [
        str(asked.conversation)
    ]


@pytest.mark.req("SE-04")
def test_the_page_is_strict_names_nobody_and_leads_nowhere(asked: Asked) -> None:
    answer = asked.get()
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "form-action 'self'" in policy
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert SCRIPT not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert not re.search(r"https?://|<style|style=|<script|\son\w+=", answer.text)
    for name in re.findall(r'href="(/assets/[^"]+)"', answer.text):
        assert asked.browser().get(name).status_code == 200
    ids = (asked.conversation, asked.world.account, asked.world.inbox)
    assert not any(str(one) in answer.text or one.hex in answer.text for one in ids)
    assert "customer.example" not in answer.text


@pytest.mark.req("UIX-04")
def test_the_page_speaks_the_accounts_language_and_all_words_are_there(asked: Asked) -> None:
    assert WORDS["en"].keys() == WORDS["pl"].keys()
    assert set(WORDS) == set(LANGUAGES)
    assert not [code for code, text in WORDS["pl"].items() if text == WORDS["en"][code]]
    assert 'lang="en"' in asked.get().text
    asked.world.do(SetLocale("Europe/Warsaw", "pl"))
    answer = asked.get()
    assert 'lang="pl"' in answer.text
    assert "Jak nam poszło?" in answer.text
    assert answer.headers["Content-Language"] == "pl"


@pytest.mark.req("SE-01")
def test_a_link_that_is_over_unknown_or_malformed_is_answered_alike(asked: Asked) -> None:
    late = asked.link(seconds=-1)
    texts = set()
    for token in (late, "A" * 43, "x", quote("ä" * 43), "A" * 5000, "%00", str(asked.conversation)):
        answer = asked.get(token=token)
        assert answer.status_code == 410
        texts.add(answer.text)
        assert asked.browser().post(f"/rate/{token}", data={"score": "5"}).status_code == 410
    assert len(texts) == 1
    assert asked.rated() == []


@pytest.mark.req("SE-04")
@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("", FORM, 422),
        ("score=", FORM, 422),
        ("score=0", FORM, 422),
        ("score=6", FORM, 422),
        ("score=5.0", FORM, 422),
        ("score=%D9%A5", FORM, 422),
        ("score=5&comment=%FF%FE", FORM, 422),
        (b"score=5&comment=\xff", FORM, 422),
        ("&".join(f"x{number}=1" for number in range(9)) + "&score=5", FORM, 422),
        ("score=5&comment=" + "x" * (LONGEST_COMMENT + 1), FORM, 422),
        ("score=5&comment=" + "x" * LONGEST_BODY, FORM, 413),
        ('{"score": 5}', "application/json", 422),
        ("score=5", "", 422),
        ("score=5", "multipart/form-data; boundary=b", 422),
    ],
)
def test_what_no_form_of_ours_sends_records_nothing(
    asked: Asked, body: str | bytes, content_type: str, status: int
) -> None:
    answer = asked.post(body, content_type)
    assert answer.status_code == status
    assert asked.rated() == []
    if status == 422:
        assert 'role="alert"' in answer.text


def test_any_other_text_is_kept_as_it_was_written_and_shown_again_where_the_score_lacks(
    asked: Asked,
) -> None:
    odd = f"{SCRIPT} ☃ 'quoted' \"twice\" %s {{{{ 7*7 }}}}"
    again = asked.post({"comment": odd + " </textarea>"})
    assert again.status_code == 422
    assert "☃" in again.text
    assert SCRIPT not in again.text
    assert again.text.count("</textarea>") == 1
    asked.post({"score": "3", "comment": f"{odd}\0"})
    assert asked.rated() == [(3, odd)]
    assert asked.shown()["comment"] == odd


@pytest.mark.req("SE-05")
def test_a_link_takes_some_answers_then_pauses_and_an_address_asks_only_so_often(asked: Asked) -> None:
    answers = [asked.post({"score": "1"}) for _ in range(22)]
    assert answers[0].status_code == 303
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert len(asked.rated()) < 22
    seen = [asked.get(token="x").status_code for _ in range(60)]
    assert seen[0] == 410
    assert seen[-1] == 429


def test_a_survey_is_set_and_read_with_its_version_and_previewed(asked: Asked) -> None:
    path = f"/inboxes/{asked.world.inbox}/survey"
    read = asked.client.get(path)
    body = {"on": True, "delay_minutes": 5, "pause_days": 7, "question": "Was it good?", "thanks": "Thanks!"}
    assert asked.client.put(path, body, If_Match=read.headers["ETag"]).status_code == 200
    assert asked.client.put(path, body | {"on": False}, If_Match=read.headers["ETag"]).status_code == 412
    shown = asked.client.read(path)
    assert body.items() <= shown.items()
    refused = asked.client.put(path, body | {"delay_minutes": 20_161})
    assert (refused.status_code, refused.json["field"]) == (422, "delay_minutes")
    mailed = asked.client.post(f"{path}/preview", body).json
    assert "Was it good?" in mailed["text"]
    assert mailed["subject"] == "How did we do?"
    other = asked.world.make(CreateInbox("Other"))
    fresh = asked.client.get(f"/inboxes/{other}/survey")
    assert (fresh.json["on"], fresh.json["version"], fresh.headers["ETag"]) == (False, 0, '"0"')


@pytest.mark.req("ACC-10", "SE-01")
def test_ratings_are_told_to_those_who_see_the_inbox_and_nobody_else(asked: Asked) -> None:
    asked.post({"score": "4"})
    ann = asked.world.user("Ann", roles=("admin",))
    asked.world.do(SetInboxAccess(asked.world.inbox, everyone=False, user_ids=(asked.world.admin,)))
    client = asked.api.client(asked.world, ann)
    assert client.read("/ratings")["items"] == []
    assert client.get(f"/conversations/{asked.conversation}/rating").status_code == 404
    path = f"/inboxes/{asked.world.inbox}/survey"
    assert client.get(path).status_code == 404
    assert client.put(path, {"on": False}).status_code == 404
    assert client.post(f"{path}/preview", {"on": False}).status_code == 404
    # an answer of where nobody was asked
    quiet: UUID = asked.world.mailed(asked.world.channel(address="quiet"), mail())
    assert asked.client.read(f"/conversations/{quiet}/rating") == {"rating": None}


def test_ratings_come_in_pages_newest_first(asked: Asked) -> None:
    asked.post({"score": "4"})
    page = asked.client.read("/ratings?limit=1")
    assert [one["score"] for one in page["items"]] == [4]
    assert page["next"] is None
    later = asked.client.get("/ratings?cursor=nonsense")
    assert later.status_code == 422


@pytest.mark.req("PRV-08")
def test_a_comment_that_names_somebody_erased_is_masked(asked: Asked) -> None:
    world = asked.world
    other = world.mailed(world.channel(address="other"), a_mail(sender="Olga Third <olga@third.example>"))
    said = "Good, but Olga Third (olga@third.example) had answered sooner."
    assert asked.post({"score": "4", "comment": said}).status_code == 303
    asked.api.caught_up()
    third = world.get(Conversation, other).contact_id
    answer = asked.client.post(f"/contacts/{third}/erase")
    assert (answer.status_code, answer.json["mentions"]) == (200, 1)
    masked = "Good, but [erased] ([erased]) had answered sooner."
    assert asked.shown()["comment"] == masked
    assert [one["comment"] for one in asked.client.read("/ratings")["items"]] == [masked]
    (kept,) = asked.rated()
    assert kept == (4, said)
