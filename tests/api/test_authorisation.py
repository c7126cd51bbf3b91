"""Authorising a mailbox in the browser, and what comes to the hooks, over HTTP (EML-03, EML-06, SE-03)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import UUID

import pytest
import requests
from werkzeug.test import Client as Sender

from api.auth import COOKIE
from infrastructure.embedded import Postgres
from infrastructure.mailboxes.places import Places
from tests.support import servers
from tests.support.api import Client, Served, served
from tests.support.providers.gmail_desk import TOPIC
from tests.support.providers.gmail_http import Failure, Google, running_google
from tests.support.providers.gmail_login import CLIENT, PUSHER, SECRET, push_body
from tests.support.world import World

TERMS = {"text_version": "1", "text_hash": "0" * 64, "language": "en"}


@pytest.fixture(scope="module")
def google() -> Iterator[Google]:
    with running_google() as running:
        yield running


@pytest.fixture(scope="module")
def registered(google: Google, postgres_server: Postgres, migrated_template: str) -> Iterator[Served]:
    """The API of an installation that is registered at Google."""
    about: dict[str, Any] = {
        "gmail_client_id": CLIENT, "gmail_client_secret": SECRET, "gmail_url": google.url, "gmail_topic": TOPIC,
        "gmail_push_account": PUSHER,
    }  # fmt: skip
    with (
        servers.database_from(postgres_server, migrated_template) as dsn,
        servers.temporary_state() as state,
        served(dsn, state, **about) as running,
    ):
        yield running


@dataclass
class Scene:
    """An administrator in a browser, who connects a mailbox."""

    api: Served
    google: Google
    world: World = field(init=False)
    client: Client = field(init=False)
    browser: Sender = field(init=False)
    channel: UUID = field(init=False)

    def __post_init__(self) -> None:
        self.world = self.api.world()
        self.client = self.api.client(self.world)
        self.browser = self.browser_of(self.client)
        self.google.login.declines, self.google.login.leaves_out = False, ""
        self.google.mailbox(self.world.address("help"))
        begun = self.client.post("/channels", {"kind": "email", "inbox_id": str(self.world.inbox)})
        self.channel = UUID(begun.json["id"])
        at = f"/channels/{self.channel}"
        assert self.client.put(f"{at}/provider", {"provider": "gmail"}).status_code == 200
        assert self.client.put(f"{at}/terms", TERMS).status_code == 200

    def browser_of(self, client: Client) -> Sender:
        """Return a browser with the cookies of a signed-in client."""
        browser = Sender(self.api.app)
        name, _, value = client.headers["Cookie"].partition("=")
        assert name == COOKIE
        browser.set_cookie(name, value)
        return browser

    def begin(self, browser: Sender | None = None, client: Client | None = None) -> str:
        """Begin, go to Google, and return where it sends the browser back to."""
        self.api.caught_up()
        headers = {name: value for name, value in (client or self.client).headers.items() if name != "Cookie"}
        answer = (browser or self.browser).post(
            f"/api/v1/channels/{self.channel}/authorisation", headers=headers
        )
        assert answer.status_code == 200, answer.get_data(as_text=True)
        told = answer.get_json()
        return requests.get(told["url"], allow_redirects=False, timeout=20).headers["Location"]

    def back(self, url: str, browser: Sender | None = None) -> str:
        """Come back; returns where the browser is sent on."""
        parts = urlsplit(url)
        assert parts.path == "/oauth/mailbox"
        answer = (browser or self.browser).get(f"{parts.path}?{parts.query}")
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return str(answer.headers["Location"]).removeprefix(f"/settings/channels/{self.channel}")

    def row(self) -> dict[str, Any]:
        """Return the channel as it is read."""
        found: dict[str, Any] = self.client.read(f"/channels/{self.channel}")
        return found


@pytest.fixture
def scene(registered: Served, google: Google) -> Scene:
    google.failures.clear()
    return Scene(registered, google)


@pytest.mark.req("EML-03", "EML-06")
def test_a_mailbox_is_authorised_in_the_browser_and_the_next_step_is_due(scene: Scene) -> None:
    assert scene.row()["next_step"] == "authorisation"
    back = scene.begin()
    query = parse_qs(urlsplit(back).query)
    assert scene.back(back) == ""
    row = scene.row()
    assert (row["next_step"], row["address"]) == ("sender_details", scene.world.address("help"))
    place = scene.api.application.mailboxes.places.of(scene.channel)
    assert place is not None
    assert place.cursor == str(scene.google.mailboxes[scene.world.address("help")].history_id)
    assert scene.back(back) == "/settings/channels?authorisation=state", "a state is used up"
    assert query["code"][0] not in str(row)


@pytest.mark.req("SE-03")
def test_only_the_browser_and_the_user_that_began_it_come_back(scene: Scene) -> None:
    wrong = "/settings/channels?authorisation=state"
    back = scene.begin()
    assert scene.back(back, Sender(scene.api.app)) == wrong
    other = scene.api.client(scene.world, scene.world.user("Other", roles=("admin",)))
    there = scene.browser_of(other)
    assert scene.back(scene.begin(there, other), scene.browser) == wrong
    mixed = scene.begin(there, other)
    there.set_cookie(COOKIE, scene.client.headers["Cookie"].partition("=")[2])
    assert scene.back(mixed, there) == wrong, "another user is signed in by now"
    out = scene.begin()
    scene.browser.delete_cookie(COOKIE)
    assert scene.back(out) == wrong
    assert scene.row()["next_step"] == "authorisation"


@pytest.mark.req("EML-03")
def test_what_went_wrong_at_the_provider_is_said(scene: Scene, google: Google) -> None:
    google.login.declines = True
    assert scene.back(scene.begin()) == "?authorisation=declined"
    google.login.declines = False
    google.login.leaves_out = "https://www.googleapis.com/auth/gmail.send"
    assert scene.back(scene.begin()) == "?authorisation=scopes_missing"
    google.login.leaves_out = ""
    back = scene.begin()
    google.failures.append(Failure("/token", 503))
    assert scene.back(back) == "?authorisation=provider_away"
    back = scene.begin()
    google.login.codes.clear()
    assert scene.back(back) == "?authorisation=provider_refused"
    back = scene.begin()
    said = urlencode({"error": "server_error", "state": parse_qs(urlsplit(back).query)["state"][0]})
    assert scene.back(f"/oauth/mailbox?{said}") == "?authorisation=provider_refused"
    scene.world.channel()
    assert scene.back(scene.begin()) == "?authorisation=already_taken"


@pytest.mark.req("EML-03", "ACC-03")
def test_who_may_begin(scene: Scene, api: Served) -> None:
    at = f"/channels/{scene.channel}/authorisation"
    agent = scene.api.client(scene.world, scene.world.user("Agent"))
    assert agent.post(at).status_code == 403
    stranger = scene.api.client(scene.api.world())
    assert stranger.post(at).status_code == 404
    other = scene.client.post("/channels", {"kind": "email", "inbox_id": str(scene.world.inbox)}).json["id"]
    refused = scene.client.post(f"/channels/{other}/authorisation")
    assert (refused.status_code, refused.json["code"]) == (409, "step_refused")
    world = api.world()
    plain = api.client(world)
    half = plain.post("/channels", {"kind": "email", "inbox_id": str(world.inbox)}).json["id"]
    refused = plain.put(f"/channels/{half}/provider", {"provider": "gmail"})
    assert (refused.status_code, refused.json["code"]) == (422, "provider_not_offered")


@pytest.mark.req("EML-03", "SE-03")
def test_a_push_to_the_hook_is_believed_by_its_token_alone(scene: Scene, google: Google) -> None:
    assert scene.back(scene.begin()) == ""
    places: Places = scene.api.application.mailboxes.places
    before = places.of(scene.channel)
    assert before is not None
    places.later(scene.channel, before.next_at.replace(year=before.next_at.year + 1))
    body = push_body(scene.world.address("help"), 2000)
    audience = f"{scene.api.services.settings.base_url}/hooks/gmail"

    def push(token: str) -> int:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return Sender(scene.api.app).post("/hooks/gmail", data=body, headers=headers).status_code

    def year() -> int:
        place = places.of(scene.channel)
        assert place is not None
        return place.next_at.year

    assert push("") == push("x.y.z") == push(google.login.push_token(aud="https://other.example")) == 401
    assert year() == before.next_at.year + 1
    assert push(google.login.push_token(aud=audience)) == 204
    assert year() == before.next_at.year
    assert Sender(scene.api.app).post("/hooks/pigeon", data=b"").status_code == 404
    assert Sender(scene.api.app).get("/hooks/gmail").status_code == 405
    large = Sender(scene.api.app).post("/hooks/gmail", data=b"x" * 300_000)
    assert large.status_code == 413
