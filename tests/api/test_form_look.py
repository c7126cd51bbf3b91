"""Forms look like their account's: its logo and colours, on their page and in pages elsewhere (ACC-11, FRM-10)."""

import json
import re

import pytest
from werkzeug.test import TestResponse

from application.company import SetBranding, SetLogo
from application.form import ArchiveForm
from domain.account.events import LogoSet
from tests.support.api import Served
from tests.support.forms import FormDesk
from tests.support.pictures import png
from tests.support.visitor import Visitor

pytestmark = pytest.mark.req("ACC-11", "FRM-10")


@pytest.fixture
def visitor(api: Served) -> Visitor:
    return Visitor(api, FormDesk(api.world()))


def branded(visitor: Visitor) -> str:
    """Give the account a logo, a name and colours; returns the logo's id."""
    world = visitor.desk.world
    world.do(SetLogo(png()))
    world.do(SetBranding("Acme & Sons", "#7a1fa2", "#ffffff"))
    visitor.api.caught_up()
    return world.happened(world.account, LogoSet)[-1].logo_id.hex


def look_in(script: TestResponse) -> dict[str, str]:
    """Return what a form's script says of its look."""
    found = re.search(r"const form = (\{.*\});", script.text)
    assert found is not None
    return dict(json.loads(found[1])["look"])


def test_a_form_of_an_account_without_a_look_has_ours(visitor: Visitor) -> None:
    visitor.api.caught_up()
    page = visitor.get()
    assert "<img" not in page.text
    assert "look.css" not in page.text
    assert "img-src" not in page.headers["Content-Security-Policy"]
    assert visitor.get("/logo").status_code == 404
    assert visitor.get("/look.css").text == ""
    look = look_in(visitor.get(".js"))
    assert (look["logo"], look["accent"], look["text"]) == ("", "", "")


@pytest.mark.req("SE-04")
def test_the_page_shows_logo_and_colours_without_any_style_of_its_own(visitor: Visitor) -> None:
    logo = branded(visitor)
    page = visitor.get()
    assert f'<img src="/f/{visitor.key}/logo?{logo}" alt="Acme &amp; Sons">' in page.text
    assert page.headers["Content-Security-Policy"].endswith("; img-src 'self'")
    assert not re.search(r"<style|style=|<script|\son\w+=", page.text)
    (address,) = re.findall(r"/look\.css\?\w+", page.text)
    style = visitor.get(address)
    assert (style.status_code, style.content_type) == (200, "text/css; charset=utf-8")
    assert "background: #7a1fa2; color: #ffffff" in style.text
    shown = visitor.get(f"/logo?{logo}")
    assert (shown.status_code, shown.content_type) == (200, "image/png")
    assert shown.headers["Cache-Control"] == "public, max-age=3600"
    assert visitor.get("/logo").headers["Cache-Control"] == "public, max-age=60"
    wrong = visitor.post({"email": "no"})
    assert (wrong.status_code, "/logo?" in wrong.text) == (422, True)


def test_the_script_brings_them_to_pages_elsewhere(visitor: Visitor) -> None:
    logo = branded(visitor)
    before = visitor.get(".js")
    assert look_in(before) == {
        "company": "Acme & Sons", "logo": f"/f/{visitor.key}/logo?{logo}", "accent": "#7a1fa2", "text": "#ffffff",
    }  # fmt: skip
    assert visitor.get("/logo").headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    visitor.desk.world.do(SetBranding("Acme", "#7a1fa2", "#ffffff"))
    visitor.api.caught_up()
    assert visitor.get(".js").headers["ETag"] != before.headers["ETag"]


def test_a_form_that_takes_nothing_and_a_network_that_asks_too_often_see_none(visitor: Visitor) -> None:
    branded(visitor)
    bounds = visitor.api.services.settings.form_limits
    answers = [visitor.get("/look.css").status_code for _ in range(bounds.asked_at_once + 2)]
    assert set(answers) == {200, 429}
    refused = visitor.get("/logo")
    assert (refused.status_code, int(refused.headers["Retry-After"]) > 0) == (429, True)
    # pictures and colours leave what may be asked and sent as it is
    assert visitor.get().status_code == 200
    world = visitor.desk.world
    other = Visitor(visitor.api, FormDesk(world))
    assert other.get("/logo").status_code == 200
    world.do(ArchiveForm(other.desk.form_id))
    assert (other.get("/logo").status_code, other.get("/look.css").status_code) == (404, 404)
    other.key = "unknown"
    assert other.get("/logo").status_code == 404
