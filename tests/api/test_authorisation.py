"""Authorising a mailbox in the browser, and what comes to the hooks, over HTTP (EML-03, EML-06, SE-03)."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

import pytest
from werkzeug.test import Client as Sender

from api import hooks
from api.app import create_app
from api.auth import COOKIE
from api.hook_gate import HookGate
from infrastructure.embedded import Postgres
from infrastructure.mailboxes.places import Places
from tests.api.mailbox_scene import AtGoogle, AtMicrosoft, Provider, Scene, registered_at
from tests.support import servers
from tests.support.api import Served
from tests.support.providers.gmail_http import Google, running_google
from tests.support.providers.gmail_login import push_body
from tests.support.providers.graph import Graph
from tests.support.providers.graph_http import running_graph


@pytest.fixture(scope="module")
def google() -> Iterator[Google]:
    with running_google() as running:
        yield running


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    with running_graph() as running:
        yield running


@pytest.fixture(scope="module")
def registered(
    google: Google, graph: Graph, postgres_server: Postgres, migrated_template: str
) -> Iterator[Served]:
    with (
        servers.database_from(postgres_server, migrated_template) as dsn,
        servers.temporary_state() as state,
        registered_at(google, graph, dsn, state) as running,
    ):
        yield running


@pytest.fixture(params=["gmail", "office365"])
def provider(request: pytest.FixtureRequest, google: Google, graph: Graph) -> Provider:
    return AtGoogle(google) if request.param == "gmail" else AtMicrosoft(graph)


@pytest.fixture
def scene(registered: Served, provider: Provider) -> Scene:
    return Scene(registered, provider)


@pytest.fixture
def at_google(registered: Served, google: Google) -> Scene:
    return Scene(registered, AtGoogle(google))


@pytest.fixture
def at_microsoft(registered: Served, graph: Graph) -> Scene:
    return Scene(registered, AtMicrosoft(graph))


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
    assert (place.provider, place.account_id) == (scene.provider.name, scene.world.account)
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


@pytest.mark.req("EML-03", "SE-03")
def test_a_state_that_nobody_began_or_that_is_another_browsers_leads_nowhere(scene: Scene) -> None:
    wrong = "/settings/channels?authorisation=state"
    mine, its = scene.begin(), scene.browser_of(scene.client)
    query = {name: values[0] for name, values in parse_qs(urlsplit(mine).query).items()}
    for state in ("", "made-up", query["state"] + "x"):
        assert scene.back(f"/oauth/mailbox?{urlencode({**query, 'state': state})}") == wrong
    assert scene.back("/oauth/mailbox?code=1") == wrong
    assert scene.back(mine, its) == wrong, "the cookie of the state is the other browser's"
    assert scene.row()["next_step"] == "authorisation"


@pytest.mark.req("EML-03")
def test_what_went_wrong_at_the_provider_is_said(scene: Scene) -> None:
    provider, address = scene.provider, scene.world.address("help")
    provider.declines()
    assert scene.back(scene.begin()) == "?authorisation=declined"
    provider.well(address)
    assert scene.back(provider.leaves_out(scene.begin())) == "?authorisation=scopes_missing"
    back = scene.begin()
    provider.away()
    assert scene.back(back) == "?authorisation=provider_away"
    back = scene.begin()
    provider.forget_codes()
    assert scene.back(back) == "?authorisation=provider_refused"
    back = scene.begin()
    said = urlencode({"error": "server_error", "state": parse_qs(urlsplit(back).query)["state"][0]})
    assert scene.back(f"/oauth/mailbox?{said}") == "?authorisation=provider_refused"
    scene.world.channel()
    assert scene.back(scene.begin()) == "?authorisation=already_taken"
    assert scene.row()["next_step"] == "authorisation"


@pytest.mark.req("EML-03", "EML-05")
def test_at_microsoft_it_is_said_who_must_consent_and_which_cloud_is_not_served(
    at_microsoft: Scene, graph: Graph
) -> None:
    graph.consent = "admin"
    assert at_microsoft.back(at_microsoft.begin()) == "?authorisation=admin_consent_required"
    graph.consent = "granted"
    domain = at_microsoft.world.address("help").rpartition("@")[2]
    graph.clouds[domain] = {"tenant_region_sub_scope": "DODCON"}
    try:
        assert at_microsoft.back(at_microsoft.begin()) == "?authorisation=government_cloud_not_supported"
    finally:
        del graph.clouds[domain]


@pytest.mark.req("EML-03", "ACC-03")
def test_who_may_begin(at_google: Scene, api: Served) -> None:
    scene = at_google
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
def test_a_push_to_the_hook_is_believed_by_its_token_alone(at_google: Scene, google: Google) -> None:
    scene = at_google
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


@pytest.mark.req("EML-03", "SE-03")
def test_microsofts_handshake_comes_back_as_plain_text_and_as_it_is(at_microsoft: Scene) -> None:
    hook = Sender(at_microsoft.api.app)
    token = "Validation: Testing <b>client</b> &+ %20 ąę"
    answer = hook.post("/hooks/office365", query_string={"validationToken": token}, data=b"")
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    assert answer.get_data(as_text=True) == token
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert hook.post("/hooks/office365", query_string={"validationToken": "x" * 5000}).status_code in (
        400,
        414,
    )
    for body in (b"", b"[]", b'{"value": [{}]}', b"\xff"):
        assert hook.post("/hooks/office365", data=body).status_code == 400
    assert hook.get("/hooks/office365", query_string={"validationToken": token}).status_code == 405
    assert hook.post("/hooks/office365", data=b"x" * 300_000).status_code == 413


@pytest.mark.req("EML-03", "SE-03")
def test_a_notice_of_microsofts_is_believed_by_its_client_state_alone(at_microsoft: Scene) -> None:
    scene = at_microsoft
    assert scene.back(scene.begin()) == ""
    parts, ref = scene.api.application.mailboxes, str(uuid4())
    began = parts.places.of(scene.channel)
    assert began is not None
    far = began.next_at.replace(year=began.next_at.year + 1)
    key = parts.keys.of_channel(scene.channel)

    def told(state: str | None, event: str = "", subscription: str = ref) -> tuple[bool, bool]:
        """Tell the hook; returns whether the mailbox is read soon, and whether it is watched as before."""
        parts.places.later(scene.channel, far)
        parts.places.watched(scene.channel, ref, far, began.next_at)
        one = {"subscriptionId": subscription, "tenantId": str(uuid4())}
        one |= {"lifecycleEvent": event} if event else {"changeType": "created", "resource": "me/messages/1"}
        one |= {} if state is None else {"clientState": state}
        answer = Sender(scene.api.app).post("/hooks/office365", json={"value": [one]})
        assert (answer.status_code, answer.data) == (202, b""), "it is not said what was wrong"
        place = parts.places.of(scene.channel)
        assert place is not None
        return place.next_at < far, place.watch_until is not None

    for state in (None, "", "guessed", key.upper(), key[:-1]):
        assert told(state) == (False, True)
        assert told(state, "subscriptionRemoved") == (False, True)
    assert told(key, subscription=str(uuid4())) == (False, True)
    assert told(key) == (True, True)
    assert told(key, "missed") == (True, True)
    assert told(key, "reauthorizationRequired") == (True, False)
    assert told(key, "subscriptionRemoved") == (True, False)


@pytest.mark.req("EML-03", "SE-03", "RL-03")
def test_what_a_provider_tells_is_never_refused_for_what_others_told_at_the_same_address(
    at_microsoft: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = at_microsoft
    assert scene.back(scene.begin()) == ""
    monkeypatch.setattr(hooks, "HookGate", lambda: HookGate(0.001, 3))
    hook, parts, ref = Sender(create_app(scene.api.services)), scene.api.application.mailboxes, str(uuid4())
    began = parts.places.of(scene.channel)
    assert began is not None
    far = began.next_at.replace(year=began.next_at.year + 1)
    parts.places.later(scene.channel, far)
    parts.places.watched(scene.channel, ref, far, began.next_at)

    def tell(*states: str) -> int:
        told = [{"subscriptionId": ref, "clientState": one, "changeType": "created"} for one in states]
        return hook.post("/hooks/office365", json={"value": told}).status_code

    assert {tell("guessed") for _ in range(40)} == {202}
    assert hook.post("/hooks/gmail", data=b"{}").status_code in {401, 404}
    before = parts.places.of(scene.channel)
    assert before is not None
    assert before.next_at == far
    assert tell(*["guessed"] * 999, parts.keys.of_channel(scene.channel)) == 202
    after = parts.places.of(scene.channel)
    assert after is not None
    assert after.next_at < far
