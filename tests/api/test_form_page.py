"""Forms as anybody meets them: page, raw address, script, and everything that is refused (FRM-01, FRM-07, FRM-10)."""

import io
import json
import re

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from api import form_tokens
from api.form_limits import FormLimits
from api.form_reading import MEGABYTE
from api.form_words import RULES, WORDS
from application.channel_state import PauseChannel
from application.form import ArchiveForm, ChangeForm
from domain.form.aggregate import Form
from domain.form.definition import Definition
from domain.form.fields import Field
from tests.support.api import Served
from tests.support.forms import SAID, FormDesk
from tests.support.visitor import FIELDS, SCRIPT, Visitor

USUAL = FormLimits()


@pytest.fixture
def visitor(api: Served) -> Visitor:
    desk = FormDesk(api.world(), fields=FIELDS)
    api.caught_up()
    return Visitor(api, desk)


def rules(answer: TestResponse) -> list[tuple[str, str]]:
    return [(one["field"], one["rule"]) for one in json.loads(answer.data)["errors"]]


@pytest.mark.req("FRM-01", "FRM-03", "FRM-10", "SE-04")
def test_the_page_is_strict_and_shows_what_is_asked_and_nothing_else(visitor: Visitor) -> None:
    answer = visitor.get("?campaign=autumn&email=x")
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; form-action 'self';")
    assert "script-src" not in policy
    assert "Set-Cookie" not in answer.headers
    html = answer.text
    assert SCRIPT not in html
    assert not re.search(r"<style|style=|<script|\son\w+=", html)
    assert re.search(r'name="campaign" value="autumn"', html)
    assert "ticket_pipeline" not in html
    assert "ticket_status" not in html
    for field in visitor.desk.form.definition.visible:
        assert f'name="{field.name}"' in html
    for name in re.findall(r'href="(/assets/[^"]+)"', html):
        assert visitor.api.app.test_client().get(name).status_code == 200
    ids = (visitor.desk.form_id, visitor.desk.channel, visitor.desk.world.account)
    assert not any(str(one) in html or one.hex in html for one in ids)


@pytest.mark.req("UIX-04", "FRM-10")
def test_it_speaks_the_readers_language_and_every_word_is_there(visitor: Visitor) -> None:
    for words in (WORDS, RULES):
        assert words["en"].keys() == words["pl"].keys()
        assert not [code for code, text in words["pl"].items() if text == words["en"][code]]
    answer = visitor.get(headers={"Accept-Language": "pl"})
    assert 'lang="pl"' in answer.text
    assert WORDS["pl"]["send"] in answer.text


@pytest.mark.req("FRM-01", "RL-03")
def test_a_page_without_scripts_sends_and_thanks(visitor: Visitor) -> None:
    sent = visitor.post({**SAID, "postroom_version": "1", "campaign": "autumn", "utm": "x"})
    assert (sent.status_code, sent.headers["Location"]) == (303, f"/f/{visitor.key}?sent")
    assert WORDS["en"]["thanks"] in visitor.get("?sent").text
    original = visitor.original()
    assert original["sent"]["utm"] == ["x"]
    assert original["sent"]["campaign"] == ["autumn"]
    assert original["form_version"] == 1
    assert visitor.accepted()[-1].mail_from == "jo@customer.example"


@pytest.mark.req("FRM-01", "FRM-10")
def test_a_page_elsewhere_sends_json_or_forms_from_any_origin(visitor: Visitor) -> None:
    asked = visitor.open("OPTIONS", headers={"Origin": "https://www.example.org"})
    assert asked.status_code == 204
    assert asked.headers["Access-Control-Allow-Origin"] == "*"
    answer = visitor.json(
        {**SAID, "agree": True, "amount": 3, "days": ["Mon", "Tue"], "nothing": None, "deep": {"a": 1}}
    )
    assert answer.status_code == 202
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert json.loads(answer.data) == {"accepted": True, "thanks": WORDS["en"]["thanks"], "redirect_url": ""}
    sent = visitor.original()["sent"]
    assert (sent["agree"], sent["amount"], sent["days"], sent["nothing"]) == (
        ["true"],
        ["3"],
        ["Mon", "Tue"],
        [""],
    )
    assert sent["deep"] == ['{"a": 1}']
    parts = visitor.post(
        {**SAID, "picture": (io.BytesIO(b"\x89PNG\r\n\x1a\nx"), "../cat.png", "image/png")},
        headers={"Accept": "*/*", "Referer": "https://www.example.org/contact"},
    )
    assert parts.status_code == 202
    original = visitor.original()
    assert [(one["name"], one["filename"], one["content_type"]) for one in original["files"]] == [
        ("picture", "cat.png", "image/png")
    ]
    assert original["page"] == "https://www.example.org/contact"


@pytest.mark.req("FRM-01")
def test_it_may_lead_elsewhere_afterwards(api: Served, visitor: Visitor) -> None:
    definition = Definition("Contact", FIELDS, redirect_url="https://www.example.org/thanks", thanks="Ta!")
    visitor.desk.world.do(ChangeForm(visitor.desk.form_id, definition))
    sent = visitor.post(SAID)
    assert (sent.status_code, sent.headers["Location"]) == (303, "https://www.example.org/thanks")
    assert "form-action 'self' https://www.example.org;" in visitor.get().headers["Content-Security-Policy"]
    assert "Ta!" in visitor.get("?sent").text
    assert api.world is not None


@pytest.mark.req("FRM-02", "FRM-10")
def test_what_is_wrong_is_said_with_field_rule_and_way_out_in_the_page_too(visitor: Visitor) -> None:
    broken = {"email": f'"{SCRIPT}', "code": "x", "amount": "99", "size": "XL"}
    answer = visitor.json(broken)
    assert answer.status_code == 422
    assert rules(answer) == [
        ("email", "email"), ("ticket_name", "required"), ("ticket_description", "required"), ("size", "option"),
        ("amount", "maximum"), ("code", "shortest"),
    ]  # fmt: skip
    problem = json.loads(answer.data)
    assert problem["errors"][3]["message"] == "Size has no such choice. Choose one of: S, L."
    assert problem["errors"][-1]["message"].endswith("As PL12.")
    page = visitor.post({**broken, "name": "Jo Doe", "campaign": "autumn"})
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert 'href="#field-email"' in page.text
    assert 'value="Jo Doe"' in page.text, "what was written stays"
    assert 'value="autumn"' in page.text
    assert SCRIPT not in page.text
    assert page.text.count('aria-invalid="true"') == 6
    polish = visitor.open("POST", data=broken, headers={"Accept-Language": "pl"})
    assert "wymagane" in polish.text
    assert visitor.accepted() == []


@pytest.mark.req("FRM-10")
@pytest.mark.parametrize(
    ("body", "content_type", "status", "rule"),
    [
        (b"{", "application/json", 400, "unreadable"), (b"[1]", "application/json", 400, "unreadable"),
        (b"[" * 100_000, "application/json", 400, "unreadable"), (b"a=\xff", "application/x-www-form-urlencoded", 400, "unreadable"),
        (b"a", "text/plain", 400, "unreadable"), (b"--x", "multipart/form-data", 400, "unreadable"),
        (b"&".join(b"a=1" for _ in range(500)), "application/x-www-form-urlencoded", 400, "unreadable"),
        (b"a=" + b"x" * USUAL.text_bytes, "application/x-www-form-urlencoded", 413, "too_large"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(
    visitor: Visitor, body: bytes, content_type: str, status: int, rule: str
) -> None:
    answer = visitor.open(
        "POST", data=body, content_type=content_type, headers={"Accept": "application/json"}
    )
    assert (answer.status_code, rules(answer)[0][1]) == (status, rule)


@pytest.mark.req("FRM-10")
def test_files_are_bounded_and_scanned(visitor: Visitor) -> None:
    large = {
        **SAID,
        "picture": FileStorage(io.BytesIO(b"x" * (USUAL.files_megabytes * MEGABYTE + 1)), "a.bin"),
    }
    answer = visitor.post_parts(large, headers={"Accept": "application/json"})
    assert (answer.status_code, rules(answer)) == (413, [("picture", "file_too_large")])
    many = {**SAID, "picture": [FileStorage(io.BytesIO(b"x"), f"{n}.bin") for n in range(USUAL.files + 1)]}
    answer = visitor.post_parts(many, headers={"Accept": "application/json"})
    assert rules(answer) == [("picture", "too_many_files")]
    answer = visitor.post_parts(
        {"text": "x" * (USUAL.text_bytes + 1), "picture": FileStorage(io.BytesIO(b"x"), "a.bin")},
        headers={"Accept": "application/json"},
    )
    assert (answer.status_code, rules(answer)) == (413, [("", "too_large")])
    assert visitor.post_parts({**SAID, "picture": FileStorage(io.BytesIO(b""), "")}).status_code == 303, (
        "no file was chosen"
    )
    assert visitor.original()["files"] == []


@pytest.mark.req("FRM-10")
def test_machines_that_fill_in_everything_or_at_once_are_told_so(visitor: Visitor) -> None:
    trapped = visitor.json({**SAID, "postroom_homepage": "https://spam.example"})
    assert rules(trapped) == [("postroom_homepage", "honeypot")]
    token = re.search(r'name="postroom_token" value="([^"]+)"', visitor.get().text)
    assert token is not None
    fast = visitor.json({**SAID, "postroom_token": token[1]})
    assert rules(fast) == [("", "too_fast")]
    assert visitor.json({**SAID, "postroom_token": f"0{token[1]}"}).status_code == 202, (
        "a token that is none says nothing"
    )
    assert len(visitor.accepted()) == 1


@pytest.mark.req("FRM-10")
def test_a_network_sends_so_much_and_no_more_for_now(visitor: Visitor) -> None:
    for _ in range(USUAL.sent_at_once):
        assert visitor.json({}).status_code == 422
    answer = visitor.json(SAID)
    assert (answer.status_code, rules(answer)) == (429, [("", "too_often")])
    assert int(answer.headers["Retry-After"]) > 0
    page = visitor.post(SAID)
    assert page.status_code == 429
    assert RULES["en"]["too_often"] in page.text
    assert visitor.accepted() == []


@pytest.mark.req("FRM-10")
def test_work_is_asked_of_browsers_where_the_form_says_so(visitor: Visitor) -> None:
    desk = visitor.desk
    desk.world.do(ChangeForm(desk.form_id, Definition("Contact", FIELDS, proof_of_work=True)))
    page = visitor.get()
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "noscript" in page.text
    assert 'data-work="14"' in page.text
    token = json.loads(visitor.get("?token").data)["token"]
    assert rules(visitor.json(SAID)) == [("", "work")]
    secret = visitor.api.application.secrets.of_account(desk.world.account)
    services = visitor.api.services
    token = form_tokens.token(secret, desk.form_id, services.clock().timestamp() - 5, services.new_id())
    work = next(str(n) for n in range(10**7) if form_tokens.works(token, str(n), USUAL.work_bits))
    for _ in range(5):
        assert visitor.json({**SAID, "postroom_token": token, "postroom_work": work}).status_code == 202
    assert rules(visitor.json({**SAID, "postroom_token": token, "postroom_work": work})) == [("", "work")]
    assert not form_tokens.works(token, "", 1)
    assert form_tokens.age(secret, desk.form_id, "x", 0) is None


@pytest.mark.req("FRM-09")
def test_what_was_shown_is_what_is_judged(visitor: Visitor) -> None:
    desk = visitor.desk
    more = (*FIELDS, Field("new", "New", required=True))
    desk.world.do(ChangeForm(desk.form_id, Definition("Contact", more)))
    assert rules(visitor.json(SAID)) == [("new", "required")]
    assert visitor.json({**SAID, "postroom_version": "1"}).status_code == 202
    assert visitor.original()["form_version"] == 1
    assert visitor.json({**SAID, "new": "x", "postroom_version": "99"}).status_code == 202
    assert visitor.original()["form_version"] == 2


@pytest.mark.req("FRM-01", "RL-03")
def test_a_paused_form_keeps_and_an_archived_or_unknown_one_says_so(visitor: Visitor) -> None:
    desk = visitor.desk
    desk.world.do(PauseChannel(desk.channel))
    assert visitor.json(SAID).status_code == 202
    desk.world.do(ArchiveForm(desk.form_id))
    answer = visitor.json(SAID)
    assert (answer.status_code, rules(answer)) == (410, [("", "not_open")])
    page = visitor.get()
    assert (page.status_code, WORDS["en"]["closed"] in page.text) == (410, True)
    visitor.key = "x" * 60
    assert visitor.get().status_code == 410
    visitor.key = "abcdefghijklmnop"
    assert visitor.get(".js").status_code == 410


@pytest.mark.req("FRM-10")
def test_the_script_is_small_cached_and_carries_what_is_asked(visitor: Visitor) -> None:
    answer = visitor.get(".js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer.headers
    assert SCRIPT not in answer.text
    assert "/*FORM*/" not in answer.text
    assert "ticket_pipeline" not in answer.text
    assert len(answer.data) < 14_000
    again = visitor.get(".js", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert not re.search(r"innerHTML|document\.cookie|localStorage|eval\(", answer.text)


def test_the_key_is_the_forms(visitor: Visitor) -> None:
    assert visitor.desk.world.get(Form, visitor.desk.form_id).key == visitor.key
