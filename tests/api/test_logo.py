"""The logo of an account over HTTP: who sets it, who sees it, and what is kept of it (ACC-11)."""

from uuid import uuid4

import pytest
from werkzeug.test import Client as Sender

from api.brand_page import BURST
from domain.account.events import LogoSet
from tests.api.test_ratings import Asked
from tests.support.api import Client, Reply, Served
from tests.support.pictures import SCRIPT, jpeg, png

pytestmark = pytest.mark.req("ACC-11")


def show(client: Client, data: bytes, **more: str) -> Reply:
    client.served.caught_up()
    sender = Sender(client.served.app, Reply, use_cookies=False)
    headers = client.headers | {"Content-Type": "image/png"} | more
    return sender.post("/api/v1/account/logo", data=data, headers=headers)  # type: ignore[return-value]


def test_an_administrator_sets_the_logo_and_colleagues_see_it(api: Served) -> None:
    world = api.world()
    admin, ann = api.client(world), api.client(world, world.user("Ann"))
    assert admin.read("/account")["logo_id"] is None
    assert ann.get("/account/logo").status_code == 404
    assert show(ann, png()).status_code == 403
    assert show(admin, png() + SCRIPT).status_code == 200
    logo = ann.read("/account")["logo_id"]
    got = ann.get("/account/logo")
    assert (got.status_code, got.content_type, b"script" in got.get_data()) == (200, "image/png", False)
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert ann.get("/account/logo", If_None_Match=got.headers["ETag"]).status_code == 304
    named = ann.get(f"/account/logo?logo={logo}")
    assert (named.get_data(), named.headers["Cache-Control"]) == (got.get_data(), "private, max-age=3600")
    assert ann.get(f"/account/logo?logo={world.account}").status_code == 404
    assert ann.delete("/account/logo").status_code == 403
    assert admin.delete("/account/logo").status_code == 200
    assert admin.delete("/account/logo").json["position"] == 0
    assert (admin.read("/account")["logo_id"], ann.get("/account/logo").status_code) == (None, 404)


@pytest.mark.req("CNV-08")
def test_only_the_logo_that_is_shown_is_kept_and_sealed(api: Served) -> None:
    world = api.world()
    admin, store = api.client(world), api.application.blobs.store
    before = set(store.ids())
    for data in (png(), jpeg(), png(red=9)):
        assert show(admin, data).status_code == 200
    (kept,) = {*store.ids()} - before
    assert kept == world.happened(world.account, LogoSet)[-1].logo_id
    assert b"PNG" not in (store.get(kept) or b"PNG")
    for data, code in ((b"<svg/>", "not_a_picture"), (png(5000, 5000, lines=b""), "picture_too_wide")):
        assert show(admin, data).json["code"] == code
    assert show(admin, png(), **{"If-Match": '"1"'}).status_code == 412
    assert admin.delete("/account/logo").status_code == 200
    assert {*store.ids()} == before


@pytest.mark.req("CNV-10")
def test_customers_see_it_where_they_rate_and_strangers_do_not(api: Served) -> None:
    asked = Asked(api)
    assert "<img" not in asked.get().text
    assert asked.browser().get(f"/rate/{asked.token}/logo").status_code == 404
    assert show(asked.client, png()).status_code == 200
    asked.api.caught_up()
    assert f'src="/rate/{asked.token}/logo?' in asked.get().text
    shown = asked.browser().get(f"/rate/{asked.token}/logo")
    assert (shown.status_code, shown.content_type) == (200, "image/png")
    assert asked.browser().get("/rate/nobody/logo").status_code == 404


@pytest.mark.req("EML-10")
def test_anybody_reads_the_present_logo_at_an_address_that_signatures_name(api: Served) -> None:
    world = api.world()
    admin = api.client(world)
    browser, address = api.app.test_client(use_cookies=False), f"/brand/{world.account}/logo"
    assert browser.get(address).status_code == 404
    assert show(admin, png()).status_code == 200
    api.caught_up()
    first = browser.get(address)
    assert (first.status_code, first.content_type) == (200, "image/png")
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    assert first.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in first.headers
    assert show(admin, jpeg()).status_code == 200
    api.caught_up()
    assert browser.get(address).content_type == "image/jpeg"
    assert browser.get(f"/brand/{uuid4()}/logo").status_code == 404
    asked = (browser.get(address, environ_base={"REMOTE_ADDR": "203.0.113.9"}) for _ in range(4 * BURST))
    refused = next(answer for answer in asked if answer.status_code != 200)
    assert (refused.status_code, int(refused.headers["Retry-After"]) > 0) == (429, True)
