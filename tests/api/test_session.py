"""Signing in and out, CSRF, one-time links, throttling, tokens (SE-05, API-06)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from api.app import create_app
from api.auth import COOKIE, CSRF
from api.visibility import hash_of, parse_token, token_text
from application.inbox import CreateInbox, SetInboxAccess
from application.token import IssueToken, RevokeToken
from application.user import ChangeRoles, DeactivateUser
from infrastructure.sessions import IDLE, LONGEST
from tests.support.api import Client, Reply, Served
from tests.support.world import World

PASSWORD = "correct horse battery"


@pytest.fixture
def world(api: Served) -> World:
    return api.world()


def with_password(api: Served, world: World, user: UUID) -> str:
    """Let a user choose a password by a link, and return the address they sign in with."""
    made = api.client(world).post(f"/users/{user}/link")
    assert made.status_code == 201
    token = made.json["url"].partition("#")[2]
    anybody = Client(api)
    assert anybody.post("/password/link", {"token": token}).json == {"opens": True}
    chosen = anybody.post("/password", {"token": token, "password": PASSWORD})
    assert chosen.status_code == 200, chosen.json
    assert anybody.post("/password", {"token": token, "password": PASSWORD}).json["code"] == "link_used_up"
    email: str = api.client(world).read(f"/users/{user}")["email"]
    return email


def sign_in(api: Served, email: str, password: str = PASSWORD, **headers: str) -> Reply:
    return Client(api).post("/session", {"email": email, "password": password}, **headers)


def later(api: Served, **by: Any) -> Served:
    """Return the same API at a later time."""
    moved = replace(api.services, clock=lambda: datetime.now(UTC) + timedelta(**by))
    return Served(api.application, moved, create_app(moved))


@pytest.mark.req("SE-05", "API-06")
def test_a_user_chooses_a_password_and_signs_in(api: Served, world: World) -> None:
    user = world.user("Ann")
    signed = sign_in(api, with_password(api, world, user).upper())
    assert signed.status_code == 201, signed.json
    assert (signed.json["user_id"], signed.json["account_id"]) == (str(user), str(world.account))
    assert "conversation_write" in signed.json["permissions"]
    cookie = signed.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    kept = cookie.partition(";")[0]
    browser = Client(api, {"Cookie": kept})
    assert browser.read("/session")["csrf"] == signed.json["csrf"]

    refused = browser.put(f"/users/{user}/availability", {"available": True})
    assert (refused.status_code, refused.json["code"]) == (403, "csrf")
    allowed = browser.put(
        f"/users/{user}/availability", {"available": True}, X_CSRF_Token=signed.json["csrf"]
    )
    assert allowed.status_code == 200

    again = sign_in(api, api.client(world).read(f"/users/{user}")["email"], Cookie=kept)
    assert again.status_code == 201
    assert browser.get("/session").status_code == 401
    newer = Client(api, {"Cookie": again.headers["Set-Cookie"].partition(";")[0], CSRF: again.json["csrf"]})
    assert newer.send("DELETE", "/session").status_code == 204
    assert newer.get("/session").status_code == 401


@pytest.mark.req("SE-05")
def test_a_session_ends_when_idle_and_when_old(api: Served, world: World) -> None:
    client = api.client(world)
    hours = IDLE.total_seconds() / 3600
    nearly = replace(client, served=later(api, hours=hours - 0.1))
    assert nearly.get("/session").status_code == 200
    assert replace(client, served=later(api, hours=hours + 0.2)).get("/session").status_code == 200
    assert replace(client, served=later(api, days=LONGEST.days, hours=1)).get("/session").status_code == 401
    idle = api.client(world)
    assert replace(idle, served=later(api, hours=hours + 0.1)).get("/session").status_code == 401


@pytest.mark.req("SE-05", "ACC-10")
def test_deactivating_a_user_ends_their_sessions(api: Served, world: World) -> None:
    user = world.user("Ann")
    client = api.client(world, user)
    assert client.get("/session").status_code == 200
    assert api.client(world).post(f"/users/{user}/deactivate").status_code == 200
    assert client.get("/session").status_code == 401
    assert Client(api, {"Cookie": f"{COOKIE}=made-up"}).get("/session").status_code == 401


@pytest.mark.req("SE-05")
def test_a_sign_in_from_another_sites_page_is_refused(api: Served, world: World) -> None:
    assert sign_in(api, world.address("admin"), Sec_Fetch_Site="cross-site").status_code == 403


@pytest.mark.req("API-06", "SE-05")
def test_a_token_has_its_scopes_until_it_ends(api: Served, world: World) -> None:
    admin = api.client(world)
    made = admin.post("/tokens", {"name": "sync", "scopes": ["conversation_read"]})
    assert made.status_code == 201
    machine = api.machine(made.json["token"])
    who = machine.read("/session")
    assert (who["actor"], who["permissions"]) == (f"token:{made.json['id']}", ["conversation_read"])
    assert machine.get("/conversations").status_code == 200
    assert machine.get("/conversations?view=mine").status_code == 422
    assert machine.post("/teams", {"name": "x"}).json["code"] == "not_allowed"
    (listed,) = admin.read("/tokens")["items"]
    assert made.json["token"] not in str(listed)

    assert admin.send("DELETE", f"/tokens/{made.json['id']}").status_code == 200
    refused = machine.get("/conversations")
    assert (refused.status_code, refused.json["code"]) == (401, "bad_token")
    assert "Bearer" in refused.headers["WWW-Authenticate"]


@pytest.mark.req("API-06")
def test_a_token_expires_and_a_guess_opens_nothing(api: Served, world: World) -> None:
    ends = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    made = api.client(world).post("/tokens", {"name": "sync", "scopes": ["audit_read"], "expires_at": ends})
    token = made.json["token"]
    assert api.machine(token).get("/session").status_code == 200
    assert later(api, hours=2).machine(token).get("/session").status_code == 401
    for guess in (
        token[:-1],
        token[:-1] + ("B" if token.endswith("A") else "A"),
        "pr_",
        "pr_nonsense",
        "other",
        f"pr_{'0' * 32}{token[35:]}",
    ):
        assert api.machine(guess).get("/session").status_code == 401, guess


@pytest.mark.req("API-06")
def test_a_token_gets_no_scope_its_maker_lacks(api: Served, world: World) -> None:
    made = api.client(world).post("/tokens", {"name": "t", "scopes": ["token_manage"]})
    greedy = api.machine(made.json["token"]).post("/tokens", {"name": "more", "scopes": ["audit_read"]})
    assert (greedy.status_code, greedy.json["code"]) == (403, "not_allowed")


@pytest.mark.req("ACC-10", "API-06", "SE-01")
def test_a_token_sees_what_its_issuer_sees_now_however_it_was_issued(api: Served, world: World) -> None:
    hidden, keeper = world.make(CreateInbox("Board")), world.user("Kim")
    world.do(SetInboxAccess(hidden, everyone=False))
    world.do(ChangeRoles(keeper, ("agent",), ("token_manage", "account_access")))
    scopes = {"name": "t", "scopes": ["token_manage", "conversation_read", "account_access"]}
    first = api.client(world, keeper).post("/tokens", scopes).json
    by_token = api.machine(first["token"]).post("/tokens", scopes).json
    trusted = world.make(IssueToken("Ops", ("conversation_read",), None, hash_of("x")), by="operator:root")

    def standing(token: str) -> tuple[list[str], set[str]]:
        actor = f"token:{parse_token(token)[0]}"  # type: ignore[index]
        who = api.machine(token).read("/session")
        for inbox in (world.inbox, hidden):
            may_see = str(inbox) in who["inboxes"]
            assert world.ports.access.standing(world.account, actor).sees(inbox) == may_see
        return who["permissions"], set(who["inboxes"])

    everything = {str(world.inbox), str(hidden)}
    assert standing(token_text(trusted, "x")) == (["conversation_read"], everything)
    for token in (first["token"], by_token["token"]):
        assert standing(token) == (sorted(scopes["scopes"]), {str(world.inbox)})
    world.do(SetInboxAccess(hidden, everyone=False, user_ids=(keeper,)))
    world.do(ChangeRoles(keeper, ("agent",)))
    assert standing(by_token["token"]) == (["conversation_read"], everything)
    world.do(DeactivateUser(keeper))
    assert standing(first["token"]) == standing(by_token["token"]) == ([], set())


@pytest.mark.req("API-06")
def test_with_a_revoked_token_go_those_it_issued(api: Served, world: World) -> None:
    scopes = {"name": "t", "scopes": ["token_manage"]}
    first = api.client(world).post("/tokens", scopes).json
    second = api.machine(first["token"]).post("/tokens", scopes).json
    third = api.machine(second["token"]).post("/tokens", scopes).json
    assert api.machine(third["token"]).get("/tokens").status_code == 200
    world.do(RevokeToken(UUID(first["id"])))
    assert api.machine(third["token"]).get("/tokens").status_code == 403
