"""The pages people open: they work under a strict policy and ask nobody else for anything."""

import re

import pytest

from tests.support.api import Served


@pytest.mark.parametrize("path", ["/", "/set-password"])
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
