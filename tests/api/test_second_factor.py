"""A code beside the password: enrolled, asked for, used once, recovered, reset (API-06, SE-05; RFC 6238)."""

import base64
from datetime import datetime
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from application.sign_in import SetSignInRules
from application.user import ChangeRoles
from domain.access.aggregate import access_id
from domain.access.events import SignedIn
from tests.support.api import Served
from tests.support.door import PASSWORD, Browser, Moment, at_a_moment, with_password
from tests.support.world import World


@pytest.fixture
def world(api: Served) -> World:
    return api.world()


def code(secret: str, at: datetime, steps: int = 0) -> str:
    return TOTP(base64.b32decode(secret), 6, SHA1(), 30).generate(int(at.timestamp()) + 30 * steps).decode()  # noqa: S303 - the standard's


def enrolled(api: Served, world: World, moment: Moment) -> tuple[UUID, str, str, list[str], Browser]:
    """Return a user with a second factor: id, address, secret, recovery codes, the browser they did it in."""
    ann = world.user("Ann")
    email = with_password(api, world, ann)
    browser = Browser(api)
    browser.sign_in(email)
    begun = browser.send("POST", "/second-factor", {"current_password": PASSWORD})
    assert begun.status_code == 201, begun.json
    secret: str = begun.json["secret"]
    assert f"secret={secret}" in begun.json["uri"]
    assert begun.json["uri"].startswith("otpauth://totp/Postroom:")
    assert begun.json["qr"].startswith("<svg")
    confirmed = browser.send("POST", "/second-factor/confirm", {"code": code(secret, moment.now)})
    assert confirmed.status_code == 200, confirmed.json
    moment.on(seconds=30)
    return ann, email, secret, confirmed.json["recovery_codes"], browser


@pytest.mark.req("API-06", "SE-05")
def test_a_password_alone_does_not_let_in_who_has_a_second_factor(api: Served, world: World) -> None:
    still, moment = at_a_moment(api)
    ann, email, secret, _, first = enrolled(still, world, moment)
    assert first.send("GET", "/second-factor").json == {
        "enabled": True,
        "required": False,
        "recovery_codes_left": 10,
    }
    browser = Browser(still)
    half = browser.sign_in(email)
    assert (half.status_code, half.json["next"]) == (201, "code")
    assert (half.json["permissions"], half.json["inboxes"]) == ([], [])
    before = browser.cookie("postroom_session")
    for path in ("/teams", "/conversations", "/sessions", "/account"):
        refused = browser.send("GET", path)
        assert (refused.status_code, refused.json["code"]) == (401, "second_step"), path
    assert browser.send("POST", "/teams", {"name": "x"}).json["code"] == "second_step"
    assert browser.send("POST", "/second-factor", {}).status_code == 409
    assert browser.send("POST", "/second-factor/confirm", {"code": "123456"}).status_code == 409
    given = browser.send("POST", "/session/code", {"code": code(secret, moment.now)})
    assert (given.status_code, given.json["next"]) == (200, None)
    assert "conversation_write" in given.json["permissions"]
    after = browser.cookie("postroom_session")
    assert before != after != ""
    assert browser.send("GET", "/teams").status_code == 200
    methods = [e.method for e in still.application.log.stream(access_id(ann)) if isinstance(e, SignedIn)]
    assert methods == ["password", "code"]


@pytest.mark.req("API-06", "SE-05")
def test_a_code_opens_once_and_only_around_its_time(api: Served, world: World) -> None:
    still, moment = at_a_moment(api)
    _, email, secret, _, _ = enrolled(still, world, moment)

    def attempt(steps: int) -> int:
        browser = Browser(still)
        browser.sign_in(email)
        return browser.send("POST", "/session/code", {"code": code(secret, moment.now, steps)}).status_code

    moment.on(minutes=10)
    assert [attempt(-2), attempt(2)] == [401, 401]
    assert [attempt(-1), attempt(0), attempt(1)] == [200, 200, 200]
    assert [attempt(-1), attempt(0), attempt(1)] == [401, 401, 401]
    moment.on(minutes=10)
    assert attempt(0) == 200


@pytest.mark.req("SE-05")
def test_codes_cannot_be_guessed(api: Served, world: World) -> None:
    still, moment = at_a_moment(api)
    _, email, secret, _, _ = enrolled(still, world, moment)
    codes = []
    for _ in range(6):
        browser = Browser(still)
        browser.sign_in(email)
        codes.append(browser.send("POST", "/session/code", {"code": "000000"}).status_code)
    assert codes == [401] * 5 + [429]
    moment.on(minutes=16)
    browser = Browser(still)
    browser.sign_in(email)
    assert browser.send("POST", "/session/code", {"code": code(secret, moment.now)}).status_code == 200


@pytest.mark.req("API-06")
def test_a_half_session_lasts_minutes(api: Served, world: World) -> None:
    still, moment = at_a_moment(api)
    _, email, secret, _, _ = enrolled(still, world, moment)
    browser = Browser(still)
    browser.sign_in(email)
    moment.on(minutes=11)
    assert browser.send("POST", "/session/code", {"code": code(secret, moment.now)}).status_code == 401
    assert browser.who() == 401


@pytest.mark.req("API-06", "SE-05")
def test_a_recovery_code_opens_once_and_is_kept_as_a_hash(api: Served, world: World) -> None:
    still, moment = at_a_moment(api)
    ann, email, secret, codes, first = enrolled(still, world, moment)
    assert len(set(codes)) == 10
    with still.application.pool.connection() as db:
        kept = str(
            db.execute("SELECT digest FROM public.recovery_codes WHERE user_id = %s", (ann,)).fetchall()
        )
    assert "b'" in kept
    assert not any(part in kept for one in codes for part in (one, one.replace("-", "")))

    def attempt(text: str) -> int:
        browser = Browser(still)
        browser.sign_in(email)
        return browser.send("POST", "/session/code", {"code": text}).status_code

    assert [attempt(codes[0].lower()), attempt(codes[0]), attempt(codes[1].replace("-", " "))] == [
        200,
        401,
        200,
    ]
    assert first.send("GET", "/second-factor").json["recovery_codes_left"] == 8
    proof = {"current_password": PASSWORD, "code": code(secret, moment.now)}
    renewed = first.send("POST", "/second-factor/recovery-codes", proof)
    assert renewed.status_code == 200, renewed.json
    assert [attempt(codes[2]), attempt(renewed.json["recovery_codes"][0])] == [401, 200]


@pytest.mark.req("API-06", "SE-05")
def test_setting_up_and_taking_away_need_the_password(api: Served, world: World) -> None:
    still, moment = at_a_moment(api)
    _, email, secret, _, browser = enrolled(still, world, moment)
    other = world.user("Ben")
    plain = Browser(still)
    plain.sign_in(with_password(still, world, other))
    refused = plain.send("POST", "/second-factor", {"current_password": "not mine at all"})
    assert (refused.status_code, refused.json["field"]) == (422, "current_password")
    assert plain.send("POST", "/second-factor", {}).status_code == 422
    assert plain.send("POST", "/second-factor/confirm", {"code": "123456"}).status_code == 401

    def disable(password: str, text: str) -> int:
        body = {"current_password": password, "code": text}
        return browser.send("POST", "/second-factor/disable", body).status_code

    assert disable(PASSWORD, "000000") == 401
    assert disable("not mine at all", code(secret, moment.now)) == 422
    assert disable(PASSWORD, code(secret, moment.now)) == 200
    fresh = Browser(still)
    assert fresh.sign_in(email).json["next"] is None


@pytest.mark.req("API-06", "SE-05")
def test_setting_one_up_ends_the_other_sessions_and_renews_this_one(api: Served, world: World) -> None:
    still, moment = at_a_moment(api)
    email = with_password(still, world, world.user("Ann"))
    here, there = Browser(still), Browser(still)
    here.sign_in(email)
    there.sign_in(email)
    secret = here.send("POST", "/second-factor", {"current_password": PASSWORD}).json["secret"]
    before = here.cookie("postroom_session")
    here.send("POST", "/second-factor/confirm", {"code": code(secret, moment.now)})
    after = here.cookie("postroom_session")
    assert before != after != ""
    assert (here.who(), there.who()) == (200, 401)
    assert here.send("POST", "/sessions/end-others").status_code == 200


@pytest.mark.req("API-06", "ACC-10")
def test_an_administrator_takes_a_lost_one_away(api: Served, world: World) -> None:
    still, moment = at_a_moment(api)
    ann, email, _, codes, browser = enrolled(still, world, moment)
    keeper = world.user("Kim")
    world.do(ChangeRoles(keeper, ("agent",), ("user_manage",)))
    assert (
        api.client(world, world.user("Ben")).send("DELETE", f"/users/{ann}/second-factor").status_code == 403
    )
    assert api.client(world, ann).send("DELETE", f"/users/{ann}/second-factor").status_code in {403, 409}
    assert api.client(world, world.admin).read(f"/users/{ann}")["second_factor"] is True
    assert api.client(world, keeper).send("DELETE", f"/users/{ann}/second-factor").status_code == 200
    assert browser.who() == 401
    assert api.client(world, world.admin).read(f"/users/{ann}")["second_factor"] is False
    fresh = Browser(still)
    assert fresh.sign_in(email).json["next"] is None
    assert fresh.send("POST", "/session/code", {"code": codes[0]}).json["code"] == "no_code_due"
    foreign = api.client(api.world()).send("DELETE", f"/users/{ann}/second-factor")
    assert foreign.status_code == 404


@pytest.mark.req("API-06")
def test_an_account_may_ask_everybody_for_one(api: Served, world: World) -> None:
    still, moment = at_a_moment(api)
    email = with_password(still, world, world.user("Ann"))
    world.do(SetSignInRules(passwords=True, second_factor=True))
    browser = Browser(still)
    assert browser.sign_in(email).json["next"] == "enrol"
    assert browser.send("GET", "/teams").json["code"] == "second_step"
    assert browser.send("POST", "/session/code", {"code": "123456"}).json["code"] == "no_code_due"
    secret = browser.send("POST", "/second-factor", {}).json["secret"]
    assert (
        browser.send("POST", "/second-factor/confirm", {"code": code(secret, moment.now)}).status_code == 200
    )
    assert browser.send("GET", "/teams").status_code == 200
    moment.on(seconds=30)
    body = {"current_password": PASSWORD, "code": code(secret, moment.now)}
    assert browser.send("POST", "/second-factor/disable", body).json["code"] == "second_factor_required"


@pytest.mark.req("API-06")
def test_the_codes_are_those_of_the_standard() -> None:
    # RFC 6238, appendix B, SHA-1, shortened to six digits
    secret = b"12345678901234567890"
    known = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}
    for at, wanted in known.items():
        assert TOTP(secret, 6, SHA1(), 30).generate(at).decode() == wanted  # noqa: S303 - the standard's
