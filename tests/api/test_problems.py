"""Every error is a problem with a way out; nothing leaks; limits hold (API-01, SE-05)."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api import paging
from api.app import create_app
from api.buckets import Buckets
from api.problems import Problem
from api.services import ApiSettings
from application.ports import Unavailable
from application.token import RevokeToken
from tests.support.api import Client, Served


def changed(api: Served, **parts: Any) -> Served:
    services = replace(api.services, **parts)
    return Served(api.application, services, create_app(services))


class Failing:
    """A log that fails as it is told."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def dispatch(self, *_: object) -> None:
        raise self._error


@pytest.mark.req("API-01")
@pytest.mark.parametrize(
    ("ask", "status", "code"),
    [
        (lambda client: client.get("/nowhere"), 404, "not_found"),
        (lambda client: client.post("/account"), 405, "method_not_allowed"),
        (lambda client: client.get("/conversations/not-an-id"), 404, "not_found"),
        (lambda client: client.post("/teams", ["Support"]), 422, "invalid"),
        (lambda client: client.post("/teams", {"name": "x" * 2_000_000}), 413, "content_too_large"),
        (lambda client: client.post("/teams"), 415, "unsupported_media_type"),
        (lambda client: client.get("/teams", Postroom_Position="soon"), 400, "bad_position"),
        (
            lambda client: client.put("/account/limits", {"tickets_per_contact": 1}, If_Match="x"),
            400,
            "bad_etag",
        ),
        (lambda client: client.get("/stream", Last_Event_ID="x"), 400, "bad_position"),
        (
            lambda client: client.post("/teams", {"name": "x"}, Idempotency_Key="k" * 300),
            400,
            "bad_idempotency_key",
        ),
    ],
)
def test_errors_are_problems(api: Served, ask: Callable[[Client], Any], status: int, code: str) -> None:
    answer = ask(api.client(api.world()))
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert answer.json["status"] == status
    assert answer.json["code"].replace("request_entity_too_large", "content_too_large") == code
    assert answer.json["detail"].endswith((".", "..."))
    assert answer.headers["Request-Id"] == answer.json["request_id"]


@pytest.mark.req("API-01")
def test_validation_names_each_field_its_rule_and_the_way_out(api: Served) -> None:
    client = api.client(api.world())
    answer = client.post("/tickets", {"conversation_id": "x", "colour": "purple", "name": "a\nb"})
    errors = {one["field"]: one for one in answer.json["errors"]}
    assert answer.status_code == 422
    assert errors["colour"]["rule"] == "unknown"
    assert "one line" in errors["name"]["message"]
    assert "conversation_id" in errors
    assert "purple" not in answer.get_data(as_text=True)
    lacking = {one["field"]: one for one in client.post("/users", {"name": "Ann"}).json["errors"]}
    assert lacking["email"]["rule"] == "required"


@pytest.mark.req("API-01")
def test_a_refusal_keeps_its_code_field_and_advice(api: Served) -> None:
    client = api.client(api.world())
    refused = client.post("/users", {"email": "nonsense", "name": "Ann", "roles": ["agent"]})
    assert (refused.status_code, refused.json["field"]) == (422, "email")
    assert "ann@example.com" in refused.json["detail"]


@pytest.mark.req("API-01")
def test_what_goes_wrong_inside_is_told_to_nobody(api: Served, caplog: pytest.LogCaptureFixture) -> None:
    broken = changed(api, bus=Failing(RuntimeError("jo@customer.example wrote")))
    world = api.world()
    answer = broken.client(world).post("/teams", {"name": "x"})
    assert (answer.status_code, answer.json["code"]) == (500, "internal")
    assert "customer.example" not in answer.get_data(as_text=True)
    assert "RuntimeError" in caplog.text
    assert "customer.example" not in caplog.text


@pytest.mark.req("API-01")
def test_a_log_that_is_away_is_503(api: Served) -> None:
    answer = changed(api, bus=Failing(Unavailable())).client(api.world()).post("/teams", {"name": "x"})
    assert (answer.status_code, answer.json["code"]) == (503, "unavailable")
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.req("API-03")
def test_a_read_waits_for_a_position_and_then_gives_up(api: Served) -> None:
    world = api.world()
    impatient = changed(api, settings=replace(api.services.settings, wait_seconds=0.05))
    far = str(api.application.log.last_position() + 1_000_000)
    answer = impatient.client(world).get("/teams", Postroom_Position=far)
    assert (answer.status_code, answer.json["code"], answer.headers["Retry-After"]) == (503, "behind", "1")
    made = api.client(world).post("/teams", {"name": "Support"})
    shown = api.client(world).get("/teams", Postroom_Position=made.headers["Postroom-Position"])
    assert [team["name"] for team in shown.json["items"]] == ["Support"]


class Waited:
    """Positions that are never reached, and know whether anybody waited for one."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def wait_for(self, _position: int, timeout: float, _views: Collection[str] | None = None) -> bool:
        self.waits += [timeout] if timeout else []
        return False


@pytest.mark.req("API-03", "SE-05")
def test_nobody_waits_for_a_position_before_it_is_known_who_asks(api: Served) -> None:
    waited, world = Waited(), api.world()
    settings = replace(api.services.settings, requests_per_second=0.01, burst=3)
    far = changed(api, positions=waited, settings=settings)
    codes = {
        "nobody": Client(far).get("/teams", Postroom_Position="99999999"),
        "made up": far.machine(f"pr_{uuid4().hex}x").get("/teams", Postroom_Position="99999999"),
        "public": Client(far).get("/health", Postroom_Position="99999999"),
        "too many": far.machine("pr_x").get("/teams", Postroom_Position="99999999"),
    }
    assert {who: answer.status_code for who, answer in codes.items()} == {
        "nobody": 401,
        "made up": 503,
        "public": 200,
        "too many": 429,
    }
    assert waited.waits == []
    asked = [far.client(world).get("/teams", Postroom_Position="99999999").status_code for _ in range(4)]
    assert asked == [503, 503, 503, 429]
    assert waited.waits == [settings.wait_seconds] * 3


@pytest.mark.req("API-03", "ACC-10")
def test_a_token_is_looked_at_anew_after_the_wait(api: Served) -> None:
    world = api.world()
    made = api.client(world).post("/tokens", {"name": "t", "scopes": ["inbox_edit"]}).json
    api.caught_up()

    class Revoking(Waited):
        def wait_for(self, position: int, timeout: float, views: Collection[str] | None = None) -> bool:
            if timeout:
                world.do(RevokeToken(UUID(made["id"])))
                api.caught_up()
            return bool(timeout) and not super().wait_for(position, timeout, views)

    answer = changed(api, positions=Revoking()).machine(made["token"]).get("/teams", Postroom_Position="9")
    assert (answer.status_code, answer.json["code"]) == (401, "bad_token")


@pytest.mark.req("SE-05")
def test_security_headers_and_the_request_id_are_on_every_answer(api: Served) -> None:
    given_id = "7b0f0f5e-8a35-4d39-9a3e-0c1f6f0d2b11"
    for path in ("/health", "/teams", "/nowhere", "/docs"):
        headers = Client(api).get(path, Request_Id=given_id).headers
        assert headers["Request-Id"] == given_id
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["X-Frame-Options"] == "DENY"
    secure = changed(api, settings=ApiSettings(base_url="https://inbox.example.com"))
    assert "Strict-Transport-Security" in Client(secure).get("/health").headers


def test_health_asks_nothing_and_ready_asks_the_database(api: Served) -> None:
    down = changed(api, ready=lambda: False)
    assert Client(down).get("/health").json == {"status": "ok"}
    assert (Client(down).get("/ready").status_code, Client(api).get("/ready").status_code) == (503, 200)


@pytest.mark.req("API-01")
def test_too_many_requests_are_429_for_that_caller_only(api: Served) -> None:
    slow = changed(api, settings=replace(api.services.settings, requests_per_second=0.01, burst=2))
    world, other = api.world(), api.world()
    codes = [slow.client(world).get("/teams").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert int(slow.client(world).get("/teams").headers["Retry-After"]) > 1
    assert slow.client(other).get("/teams").status_code == 200


@given(st.lists(st.floats(0, 5), max_size=50))
def test_a_bucket_never_lets_more_through_than_its_burst_and_rate(pauses: list[float]) -> None:
    now = 0.0
    buckets = Buckets(2.0, 3, lambda: now)
    passed = 0
    for pause in pauses:
        now += pause
        passed += buckets.take("a") == 0
        assert passed <= 3 + 2.0 * now + 1e-6


@given(st.text(max_size=60).filter(lambda text: text != ""))
def test_a_cursor_of_nobodys_is_refused(text: str) -> None:
    with pytest.raises(Problem) as refused:
        paging.decode(text, int, int)
    assert (refused.value.status, refused.value.field) == (422, "cursor")


@given(st.integers(0, 2**53), st.uuids())
def test_a_cursor_of_ours_is_understood(number: int, row: UUID) -> None:
    assert paging.decode(paging.encode((number, row)), int, UUID) == (number, row)


@pytest.mark.req("API-03", "API-06")
def test_a_token_the_read_models_do_not_know_yet_may_wait(api: Served) -> None:
    waited, world = Waited(), api.world()
    issued = api.client(world).post("/tokens", {"name": "robot", "scopes": ["conversation_read"]})
    token = issued.json["token"]
    api.caught_up()
    with api.application.pool.connection() as db:
        db.execute("DELETE FROM people_tokens WHERE token_id = %s", (issued.json["id"],))
    far = changed(api, positions=waited)
    assert far.machine(token).get("/teams", Postroom_Position="99999999").status_code == 503
    assert len(waited.waits) == 1
    assert far.machine(token + "x").get("/teams", Postroom_Position="99999999").status_code == 503
    assert len(waited.waits) == 1
