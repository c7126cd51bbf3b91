"""The pages people open: they work under a strict policy and ask nobody else for anything."""

import re

import pytest

from api.pages import HERE
from api.words import WORDS
from tests.support.api import Served


@pytest.mark.parametrize("path", ["/", "/set-password", "/sign-in", "/sign-in?account=x&error=state"])
@pytest.mark.req("SE-05", "API-06")
def test_pages_bring_everything_themselves(api: Served, path: str) -> None:
    answer = api.app.test_client().get(path)
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    html = answer.get_data(as_text=True)
    assert not re.search(r"https?://|<style|style=|<script>|\son\w+=", html)
    for asset in re.findall(r'(?:href|src)="(/assets/[^"]+)"', html):
        served = api.app.test_client().get(asset)
        assert served.status_code == 200
        assert not re.search(r"https?://", served.get_data(as_text=True))


def test_there_are_no_other_assets(api: Served) -> None:
    assert api.app.test_client().get("/assets/front.html").status_code == 404


@pytest.mark.req("API-06")
def test_pages_speak_polish_to_who_reads_it_and_all_words_are_there(api: Served) -> None:
    assert WORDS["en"].keys() == WORDS["pl"].keys()
    assert not [code for code, text in WORDS["pl"].items() if not text.strip() or text == WORDS["en"][code]]
    client = api.app.test_client()
    polish = client.get("/sign-in", headers={"Accept-Language": "pl-PL,pl;q=0.9,en;q=0.5"}).get_data(
        as_text=True
    )
    assert 'lang="pl"' in polish
    assert "Logowanie" in polish
    assert "Sign in" in client.get("/sign-in", headers={"Accept-Language": "de"}).get_data(as_text=True)
    assert "Logowanie" in client.get("/sign-in?lang=pl").get_data(as_text=True)
    script = (
        (HERE / "sign_in.js").read_text()
        + (HERE / "set_password.js").read_text()
        + (HERE / "door.js").read_text()
    )
    assert set(re.findall(r'door\.word\("(\w+)"\)', script)) <= WORDS["en"].keys()
