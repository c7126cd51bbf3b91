"""Signing in at Facebook and choosing a page, over HTTP (MSG-02..05, SE-03)."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import requests
from werkzeug.test import Client as Sender

from api.auth import COOKIE
from infrastructure.messenger.graph import SUBSCRIBED
from tests.support.api import Client, Served
from tests.support.providers.messenger import PUBLISHING, TASKS, Facebook
from tests.support.world import World


@dataclass
class Scene:
    """An administrator in a browser, who connects a page."""

    api: Served
    facebook: Facebook
    world: World = field(init=False)
    client: Client = field(init=False)
    channel: UUID = field(init=False)
    browser: Sender = field(init=False)

    def __post_init__(self) -> None:
        """Begin a channel."""
        self.world = self.api.world()
        self.client = self.api.client(self.world)
        begun = self.client.post("/channels", {"kind": "messenger", "inbox_id": str(self.world.inbox)})
        self.channel = UUID(begun.json["id"])
        self.browser = self.browser_of(self.client)

    @property
    def at(self) -> str:
        """Where the channel is."""
        return f"/channels/{self.channel}"

    def browser_of(self, client: Client) -> Sender:
        """Return a browser with the cookies of a signed-in client."""
        browser = Sender(self.api.app)
        browser.set_cookie(COOKIE, client.headers["Cookie"].partition("=")[2])
        return browser

    def begin(self, *, popup: bool = False) -> str:
        """Go to Facebook, and return where it sends the browser back to."""
        self.api.caught_up()
        headers = {name: value for name, value in self.client.headers.items() if name != "Cookie"}
        answer = self.browser.post(
            f"/api/v1{self.at}/messenger/login", json={"popup": popup}, headers=headers
        )
        assert answer.status_code == 200, answer.get_data(as_text=True)
        url = (answer.get_json() or {})["url"]
        back = requests.get(url, allow_redirects=False, timeout=20).headers["Location"]
        return back.partition("#")[0]

    def back(self, url: str, browser: Sender | None = None) -> str:
        """Come back; returns where the browser is sent on to, the channel's page left out."""
        parts = urlsplit(url)
        assert parts.path == "/auth/messenger/callback"
        answer = (browser or self.browser).get(f"{parts.path}?{parts.query}")
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return str(answer.headers["Location"]).removeprefix(f"/settings{self.at}")

    def pages(self) -> list[dict[str, Any]]:
        """Return the pages on offer."""
        found: list[dict[str, Any]] = self.client.read(f"{self.at}/messenger/pages")["items"]
        return found

    def row(self) -> dict[str, Any]:
        """Return the channel as it is read."""
        found: dict[str, Any] = self.client.read(self.at)
        return found


@pytest.fixture
def scene(registered: Served, facebook: Facebook) -> Scene:
    return Scene(registered, facebook)


@pytest.mark.req("MSG-02", "MSG-03", "MSG-04", "MSG-05")
def test_a_page_is_connected_step_by_step(scene: Scene, facebook: Facebook) -> None:
    page, partly = facebook.page("Acme"), facebook.page("Beside", PUBLISHING)
    row = scene.row()
    assert (row["next_step"], row["messenger"]["page_id"], row["limits"]["recipients"]) == ("page", "", 0)
    assert scene.client.read(f"{scene.at}/messenger/pages") == {"logged_in": False, "items": []}
    needed = scene.client.put(f"{scene.at}/messenger/page", {"page_id": page.id})
    assert (needed.status_code, needed.json["code"]) == (409, "login_needed")
    assert scene.back(scene.begin(popup=True)) == "?login=ok&popup=1"
    shown = {one["page_id"]: one for one in scene.pages()}
    assert shown[page.id] == {
        "page_id": page.id, "name": "Acme", "picture_url": "", "tasks": list(TASKS), "may_connect": True, "reason": "",
    }  # fmt: skip
    assert (shown[partly.id]["may_connect"], shown[partly.id]["reason"]) == (False, "role_missing")
    refused = scene.client.put(f"{scene.at}/messenger/page", {"page_id": partly.id})
    assert (refused.status_code, refused.json["code"]) == (409, "role_missing")
    assert not partly.subscribed
    unknown = scene.client.put(f"{scene.at}/messenger/page", {"page_id": "1"})
    assert (unknown.status_code, unknown.json["code"]) == (422, "unknown_page")
    assert scene.client.put(f"{scene.at}/messenger/page", {"page_id": page.id}).status_code == 200
    assert facebook.pages[page.id].subscribed == SUBSCRIBED
    said = {"greeting": "Hello!"}
    assert scene.client.put(f"{scene.at}/messenger/greeting", said).status_code == 200
    assert scene.client.put(f"{scene.at}/rule", {"enabled": False}).status_code == 200
    assert scene.client.post(f"{scene.at}/connect").status_code == 200
    row = scene.row()
    assert (row["state"], row["next_step"], row["cause"]) == ("connected", "", "")
    assert row["messenger"] == {
        "page_id": page.id, "page_name": "Acme", "tasks": list(TASKS), "role_ok": True,
        "role_checked_at": row["messenger"]["role_checked_at"], **said,
    }  # fmt: skip
    flow = scene.client.read(f"{scene.at}/bot")
    assert (flow["on"], [one["do"] for one in flow["versions"][0]["flow"]["steps"]]) == (True, ["hand_over"])
    assert row["messenger"]["role_checked_at"] is not None


@pytest.mark.req("MSG-04")
def test_a_page_that_is_connected_elsewhere_cannot_be_chosen_and_it_is_not_said_where(
    scene: Scene, facebook: Facebook
) -> None:
    page, other = facebook.page("Acme"), Scene(scene.api, facebook)
    assert other.back(other.begin()) == "?login=ok"
    assert other.client.put(f"{other.at}/messenger/page", {"page_id": page.id}).status_code == 200
    assert scene.back(scene.begin()) == "?login=ok"
    (shown,) = scene.pages()
    assert (shown["may_connect"], shown["reason"]) == (False, "page_taken")
    refused = scene.client.put(f"{scene.at}/messenger/page", {"page_id": page.id})
    assert (refused.status_code, refused.json["code"]) == (409, "page_taken")
    assert str(other.channel) not in refused.get_data(as_text=True)
    assert scene.row()["next_step"] == "page"


@pytest.mark.req("MSG-03")
def test_what_went_wrong_at_facebook_is_said(scene: Scene, facebook: Facebook) -> None:
    facebook.page()
    facebook.declines = True
    assert scene.back(scene.begin()) == "?login=declined"
    facebook.declines, facebook.leaves_out = False, "pages_messaging"
    assert scene.back(scene.begin()) == "?login=scopes_missing"
    facebook.leaves_out = ""
    back = scene.begin(popup=True)
    facebook.fails("/oauth/access_token", 503)
    assert scene.back(back) == "?login=provider_away&popup=1"
    back = scene.begin()
    facebook.codes.clear()
    assert scene.back(back) == "?login=provider_refused"
    assert scene.client.read(f"{scene.at}/messenger/pages") == {"logged_in": False, "items": []}


@pytest.mark.req("MSG-03", "SE-03")
def test_only_the_browser_and_the_user_that_began_it_come_back(scene: Scene, facebook: Facebook) -> None:
    facebook.page()
    wrong = "/settings/channels?login=state"
    back = scene.begin()
    assert scene.back(back, Sender(scene.api.app)) == wrong
    assert scene.back(back, scene.browser_of(scene.client)) == wrong, (
        "the state's cookie is the other browser's"
    )
    assert scene.back(back.replace("state=", "state=x")) == wrong
    assert scene.back(scene.begin()) == "?login=ok"
    assert scene.back(back) == wrong, "a state that was given up"
    back = scene.begin()
    other = scene.api.client(scene.world, scene.world.user("Other", roles=("admin",)))
    scene.browser.set_cookie(COOKIE, other.headers["Cookie"].partition("=")[2])
    assert scene.back(back) == wrong, "another user is signed in by now"


@pytest.mark.req("MSG-03", "ACC-03")
def test_who_may_sign_in_and_see_pages(scene: Scene, facebook: Facebook, api: Served) -> None:
    facebook.page()
    assert scene.back(scene.begin()) == "?login=ok"
    agent, stranger = (
        scene.api.client(scene.world, scene.world.user("Agent")),
        scene.api.client(scene.api.world()),
    )
    for client, status in ((agent, 403), (stranger, 404)):
        assert client.post(f"{scene.at}/messenger/login").status_code == status
        assert client.get(f"{scene.at}/messenger/pages").status_code == status
    world = api.world()
    plain = api.client(world)
    begun = plain.post("/channels", {"kind": "messenger", "inbox_id": str(world.inbox)}).json["id"]
    refused = plain.post(f"/channels/{begun}/messenger/login")
    assert (refused.status_code, refused.json["code"]) == (409, "not_offered")
    assert "messenger" not in plain.read("/channel-offers")["providers"]
    assert "messenger" in scene.client.read("/channel-offers")["providers"]


@pytest.mark.req("MSG-03")
def test_a_connected_channel_is_let_in_anew_by_the_same_page(scene: Scene, facebook: Facebook) -> None:
    page = facebook.page()
    assert scene.back(scene.begin()) == "?login=ok"
    assert scene.client.put(f"{scene.at}/messenger/page", {"page_id": page.id}).status_code == 200
    said: dict[str, Any] = {"greeting": ""}
    assert scene.client.put(f"{scene.at}/messenger/greeting", said).status_code == 200
    assert scene.client.put(f"{scene.at}/rule", {"enabled": False}).status_code == 200
    assert scene.client.post(f"{scene.at}/connect").status_code == 200
    page.subscribed = ()
    before = scene.row()["version"]
    assert scene.back(scene.begin()) == "?login=ok"
    assert facebook.pages[page.id].subscribed == SUBSCRIBED
    assert scene.row()["version"] > before
    facebook.pages.clear()
    facebook.page("Another")
    assert scene.back(scene.begin()) == "?login=role_missing"
