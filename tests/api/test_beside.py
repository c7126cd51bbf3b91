"""Several accounts in one browser: each session was opened by itself, and one is used at a time (UIX-01, SE-05)."""

import pytest

from api.auth import COOKIE, CSRF
from api.beside import MOST
from api.cookies import BESIDE
from infrastructure.bootstrap import clock
from tests.support.api import Client, Reply, Served
from tests.support.world import World


class Jar:
    """A browser's cookies, as the answers set them."""

    def __init__(self, api: Served) -> None:
        self._api = api
        self.cookies: dict[str, str] = {}
        self.csrf = ""

    def use(self, world: World) -> None:
        """Be signed in, as after the door."""
        token, session = self._api.services.sessions.start(world.account, world.admin, clock())
        self.cookies[COOKIE], self.csrf = token, session.csrf

    def send(self, method: str, path: str, json: object = None, **headers: str) -> Reply:
        """Send what a browser would, and keep the cookies of the answer."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = Client(self._api, {"Cookie": cookie, CSRF: self.csrf}).send(method, path, json, **headers)
        for line in answer.headers.getlist("Set-Cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
            assert "HttpOnly" in line
            assert "SameSite=Lax" in line
        if answer.status_code == 200 and "csrf" in answer.json:
            self.csrf = answer.json["csrf"]
        return answer

    def account(self) -> object:
        """Return the account of the session in use."""
        answer = self.send("GET", "/session")
        return answer.json.get("account_id") if answer.status_code == 200 else None

    def beside(self) -> list[str]:
        """Return the sessions kept beside."""
        return [one["session_id"] for one in self.send("GET", "/session/beside").json["items"]]


@pytest.mark.req("UIX-01", "SE-05")
def test_a_session_is_put_aside_and_used_again(api: Served) -> None:
    first, second = api.world(), api.world()
    browser = Jar(api)
    browser.use(first)
    assert browser.beside() == []
    assert browser.send("POST", "/session/aside").status_code == 204
    assert browser.account() is None
    browser.use(second)
    (kept,) = browser.send("GET", "/session/beside").json["items"]
    assert kept["email"] == first.address("admin")
    switched = browser.send("POST", "/session/switch", {"session_id": kept["session_id"]})
    assert (switched.status_code, browser.account()) == (200, str(first.account))
    # what is written goes to this account: its session has a token against forgery of its own
    assert browser.send("POST", "/teams", {"name": "Night"}).status_code == 201
    (other,) = browser.beside()
    browser.send("POST", "/session/switch", {"session_id": other})
    assert browser.account() == str(second.account)


@pytest.mark.req("SE-05")
def test_signing_out_ends_all_of_a_browsers_sessions(api: Served) -> None:
    first, second = api.world(), api.world()
    browser = Jar(api)
    browser.use(first)
    browser.send("POST", "/session/aside")
    browser.use(second)
    before = dict(browser.cookies)
    assert browser.send("DELETE", "/session").status_code == 204
    assert (browser.account(), browser.beside()) == (None, [])
    browser.cookies = before
    assert (browser.account(), browser.beside()) == (None, [])


@pytest.mark.req("SE-05", "SE-01")
def test_nothing_opens_that_is_not_in_the_browsers_own_cookie(api: Served) -> None:
    first, second = api.world(), api.world()
    browser, stranger = Jar(api), Jar(api)
    browser.use(first)
    browser.send("POST", "/session/aside")
    browser.use(second)
    (kept,) = browser.beside()
    stranger.use(second)
    body = {"session_id": kept}
    assert stranger.send("POST", "/session/switch", body).status_code == 404
    assert browser.send("POST", "/session/switch", body, Sec_Fetch_Site="cross-site").status_code == 403
    browser.cookies[BESIDE] = f"{browser.cookies[BESIDE]}x.made-up.."
    assert browser.send("POST", "/session/switch", body).status_code == 404
    assert Client(api).post("/session/aside").status_code == 401


@pytest.mark.req("SE-05")
def test_a_half_open_session_is_not_kept_and_the_oldest_of_many_ends(api: Served) -> None:
    browser = Jar(api)
    worlds = [api.world() for _ in range(MOST + 1)]
    for world in worlds:
        browser.use(world)
        browser.send("POST", "/session/aside")
    assert len(browser.beside()) == MOST
    half, session = api.services.sessions.start(worlds[0].account, worlds[0].admin, clock(), stage="code")
    browser.cookies[BESIDE] = half
    assert browser.beside() == []
    assert browser.send("POST", "/session/switch", {"session_id": str(session.session_id)}).status_code == 404
