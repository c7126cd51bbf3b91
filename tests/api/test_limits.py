"""Every answer carries the headers of a safe page; limits hold and say what is left; tokens end and are noticed (SE-05)."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from api.app import create_app
from api.buckets import Buckets
from api.visibility import parse_token
from tests.support.api import Client, Served
from tests.support.door import at_a_moment

VALUES = {"uuid": "5a4a6f5e-8a35-5d39-9a3e-0c1f6f0d2b11", "path": "x/y", "int": "0", "default": "x"}
WANTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}


def address_of(rule: Rule) -> str:
    """Return an address that a route takes."""
    parts = [VALUES.get(kind or "default", "x") for kind in re.findall(r"<(?:(\w+):)?\w+>", rule.rule)]
    return re.sub(r"<[^>]+>", "{}", rule.rule).format(*parts)


def secure(api: Served) -> Flask:
    settings = replace(api.services.settings, base_url="https://inbox.example.com", secure_cookies=True)
    return create_app(replace(api.services, settings=settings))


@pytest.mark.req("SE-05")
def test_every_route_answers_with_every_security_header(api: Served) -> None:
    app = secure(api)
    rules = [rule for rule in app.url_map.iter_rules() if not rule.rule.endswith("/stream")]
    assert len(rules) > 80
    for rule in rules:
        for method in [*sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}), "OPTIONS", "TRACE"]:
            answer = app.test_client().open(
                address_of(rule), method=method, base_url="https://inbox.example.com"
            )
            where = f"{method} {rule.rule}: {answer.status_code}"
            headers = answer.headers
            # forms and chats are for pages of anybody (FRM-10, CHT-10)
            is_ours = answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
            # of the look of a form the logo alone, where there is one (tests/api/test_form_look.py)
            of_look = rule.rule in {"/f/<key>/logo", "/f/<key>/look.css"}
            anybodys = rule.rule.startswith(("/f/", "/w/")) and not is_ours and not of_look
            foreign = {"Cross-Origin-Resource-Policy": "cross-origin"} if anybodys else {}
            if rule.rule == "/frame" and method == "GET":
                # a page without an origin, that only our own pages show and whose policy seals it (EML-10)
                assert "sandbox allow-scripts allow-popups" in headers["Content-Security-Policy"]
                assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
                continue
            assert {name: headers.get(name) for name in WANTED} == WANTED | foreign, where
            policy = headers["Content-Security-Policy"]
            for part in ("default-src 'none'", "frame-ancestors 'none'"):
                assert part in policy, where
            assert "unsafe" not in policy, where
            assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}, where
            assert "geolocation=()" in headers["Permissions-Policy"], where
            assert "Server" not in headers or "python" not in headers["Server"].lower(), where
            if rule.rule.startswith("/api") and not rule.rule.endswith(("docs", "docs.css", "openapi.json")):
                assert headers["Cache-Control"] == "no-store", where
            answer.close()


@pytest.mark.req("SE-05")
def test_what_people_write_is_kept_by_no_cache(api: Served) -> None:
    client = api.client(api.world())
    for path in (
        "/session",
        "/users",
        "/conversations",
        "/account",
        "/sessions",
        "/second-factor",
        "/nowhere",
    ):
        assert client.get(path).headers["Cache-Control"] == "no-store", path


def limited(api: Served, **settings: Any) -> Served:
    services = replace(api.services, settings=replace(api.services.settings, **settings))
    return Served(api.application, services, create_app(services))


@pytest.mark.req("API-01", "SE-05")
def test_answers_say_what_is_left_for_the_caller(api: Served) -> None:
    slow, world = limited(api, requests_per_second=0.01, burst=3), api.world()
    client = slow.client(world)
    first = client.get("/teams").headers
    assert first["RateLimit-Policy"] == '"caller";q=3;w=300'
    assert first["RateLimit"] == '"caller";r=2;t=1'
    assert client.get("/teams").headers["RateLimit"].startswith('"caller";r=1')
    assert client.get("/nothing-here").status_code == 404
    client.get("/teams")
    over = client.get("/teams")
    assert (over.status_code, over.json["code"]) == (429, "too_many_requests")
    wait = int(over.headers["Retry-After"])
    assert wait > 90
    assert over.headers["RateLimit"] == f'"caller";r=0;t={wait}'
    assert slow.client(world, world.user("Ann")).get("/teams").status_code == 200


@pytest.mark.req("API-01", "SE-05")
def test_an_account_has_a_limit_of_its_own_and_a_token_too(api: Served) -> None:
    world, other = api.world(), api.world()
    token = api.client(world).post("/tokens", {"name": "t", "scopes": ["audit_read"]}).json["token"]
    slow = limited(api, account_requests_per_second=0.01, account_burst=3)
    people = [slow.client(world), slow.client(world, world.user("Ann")), slow.machine(token)]
    assert [one.get("/session").status_code for one in people] == [200, 200, 200]
    over = slow.client(world, world.user("Ben")).get("/session")
    assert (over.status_code, over.headers["RateLimit-Policy"]) == (429, '"account";q=3;w=300')
    assert slow.client(other).get("/session").status_code == 200
    narrow = limited(api, requests_per_second=0.01, burst=1)
    assert [narrow.machine(token).get("/session").status_code for _ in range(2)] == [200, 429]
    assert [Client(narrow).get("/session").status_code for _ in range(2)] == [401, 429]


def test_a_bucket_knows_what_is_left() -> None:
    now = 0.0
    buckets = Buckets(2.0, 4, lambda: now)
    assert buckets.left("a") == 4
    buckets.take("a")
    assert buckets.left("a") == 3
    while not buckets.wait("a"):
        buckets.take("a")
    assert (buckets.left("a"), buckets.wait("a"), buckets.wait("b")) == (0, 1, 0), "looking takes none"
    now = 0.5
    assert buckets.wait("a") == 0
    assert buckets.policy == "q=4;w=2"


@pytest.mark.req("API-06", "SE-05")
def test_a_token_always_ends_and_says_when_soon(api: Served) -> None:
    world = api.world()
    still, moment = at_a_moment(api)
    admin = still.client(world)
    moment.now = datetime.now(UTC)

    def issue(days: float | None) -> Any:
        ends = None if days is None else (moment.now + timedelta(days=days)).isoformat()
        return admin.post("/tokens", {"name": "t", "scopes": ["audit_read"], "expires_at": ends})

    for days in (-1.0, 400.0):
        refused = issue(days)
        assert (refused.status_code, refused.json["field"]) == (422, "expires_at")
    usual, short = issue(None), issue(5)
    assert re.fullmatch(r"postroom_[0-9a-f]{32}[A-Za-z0-9_-]{43}[0-9a-f]{8}", usual.json["token"])
    assert parse_token(usual.json["token"][:-1] + "z") is None
    warned = still.machine(short.json["token"]).get("/session")
    assert warned.headers["Postroom-Token-Ends"] == (moment.now + timedelta(days=5)).isoformat()
    assert "Postroom-Token-Ends" not in still.machine(usual.json["token"]).get("/session").headers
    listed = {one["token_id"]: one for one in admin.read("/tokens")["items"]}
    assert listed[short.json["id"]]["expires_soon"] is True
    assert listed[usual.json["id"]]["expires_soon"] is False
    ends = datetime.fromisoformat(listed[usual.json["id"]]["expires_at"])
    assert timedelta(days=89) < ends - moment.now <= timedelta(days=91)


@pytest.mark.req("API-06")
def test_when_a_token_was_used_is_known_to_some_minutes(api: Served) -> None:
    world = api.world()
    still, moment = at_a_moment(api)
    made = still.client(world).post("/tokens", {"name": "t", "scopes": ["audit_read"]}).json

    def used() -> str | None:
        (listed,) = still.client(world).read("/tokens")["items"]
        found: str | None = listed["last_used_at"]
        return found

    assert used() is None
    still.machine(made["token"]).get("/session")
    first = used()
    assert first is not None
    moment.on(minutes=5)
    still.machine(made["token"]).get("/session")
    assert used() == first
    moment.on(minutes=6)
    still.machine(made["token"]).get("/session")
    assert datetime.fromisoformat(used() or "") == moment.now
    assert api.client(api.world()).read("/tokens")["items"] == []
