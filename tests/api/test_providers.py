"""Signing in by an identity provider, an honest one and its hostile twins (API-06, SE-03, SE-05)."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
import requests

from application.sign_in import SetProvider
from application.user import DeactivateUser
from domain.access.aggregate import access_id
from domain.access.events import SignedIn
from infrastructure.egress import Egress, networks
from infrastructure.oidc import OpenId, guarded_fetch
from infrastructure.provider_flows import ProviderFlows
from tests.support.api import Reply, Served
from tests.support.door import Browser, at_a_moment, with_password
from tests.support.issuer import CLIENT, SECRET, Issuer, running_issuer
from tests.support.world import World


@pytest.fixture(scope="module")
def running() -> Iterator[Issuer]:
    with running_issuer() as issuer:
        yield issuer


@dataclass
class Scene:
    """An account that signs in by a provider, and a browser before its sign-in page."""

    api: Served
    world: World
    issuer: Issuer

    def provider(self, **changes: Any) -> SetProvider:
        made = SetProvider(self.issuer.url, CLIENT, (self.world.domain,), ("agent",), SECRET)
        return replace(made, **changes)

    def begin(self, browser: Browser) -> str:
        """Go to the provider, and return where it sends the browser back to."""
        begun = browser.send("POST", "/session/provider", {"account": str(self.world.account)})
        assert begun.status_code == 200, begun.json
        sent = requests.get(begun.json["url"], allow_redirects=False, timeout=20)
        return sent.headers["Location"]

    def back(self, browser: Browser, url: str) -> str:
        """Come back; returns where the browser is sent on, or the reason of the refusal."""
        parts = urlsplit(url)
        self.api.caught_up()
        answer = browser.sender.get(
            f"{parts.path}?{parts.query}", environ_base={"REMOTE_ADDR": browser.address},
            base_url=self.api.services.settings.base_url,
        )  # fmt: skip
        answer.close()
        assert answer.status_code == 303
        on = urlsplit(answer.headers["Location"])
        return parse_qs(on.query).get("error", [on.path])[0]

    def come(self, browser: Browser | None = None) -> str:
        """Go there and back."""
        browser = browser or Browser(self.api)
        return self.back(browser, self.begin(browser))

    def person(self, local: str, subject: str = "", **claims: Any) -> None:
        """Say who sits at the provider."""
        self.issuer.person = {
            "sub": subject or f"{self.world.account}:{local}", "email": self.world.address(local), "email_verified": True,
            "name": local.title(), **claims,
        }  # fmt: skip


@pytest.fixture
def scene(api: Served, running: Issuer) -> Scene:
    fresh = Issuer(key=running.key, curve=running.curve)
    vars(running).update({name: value for name, value in vars(fresh).items() if name != "url"})
    flows = cast("ProviderFlows", api.services.providers)
    open_id = OpenId(guarded_fetch(Egress(networks("127.0.0.0/8"))))
    opened, _ = at_a_moment(api, providers=replace(flows, open_id=open_id))
    made = Scene(opened, opened.world(), running)
    made.world.do(made.provider())
    made.person("ann")
    return made


def who(browser: Browser) -> dict[str, Any]:
    answer = browser.send("GET", "/session")
    assert answer.status_code == 200, answer.json
    return cast("dict[str, Any]", answer.json)


@pytest.mark.req("API-06", "SE-03")
def test_a_known_person_comes_in_and_is_known_by_the_providers_id_from_then_on(scene: Scene) -> None:
    ann = scene.world.user("Ann")
    browser = Browser(scene.api)
    assert scene.come(browser) == "/inbox"
    assert who(browser)["user_id"] == str(ann)
    # the address moves on to somebody else; the person stays who they are
    scene.person("ben", subject=str(scene.issuer.person["sub"]))
    again = Browser(scene.api)
    assert scene.come(again) == "/inbox"
    assert who(again)["user_id"] == str(ann)
    scene.person("ann", subject="somebody else")
    assert scene.come() == "/inbox"
    methods = {e.method for e in scene.api.application.log.stream(access_id(ann)) if isinstance(e, SignedIn)}
    assert methods == {"provider"}


@pytest.mark.req("API-06", "ACC-10")
def test_newcomers_join_with_the_accounts_roles_or_not_at_all(scene: Scene) -> None:
    scene.person("new")
    browser = Browser(scene.api)
    assert scene.come(browser) == "/inbox"
    joined = scene.api.client(scene.world).read(f"/users/{who(browser)['user_id']}")
    assert (joined["email"], joined["name"], joined["roles"]) == (
        scene.world.address("new"),
        "New",
        ["agent"],
    )
    scene.world.do(scene.provider(roles=()))
    scene.person("other")
    assert scene.come() == "unknown"
    scene.person("new")
    assert scene.come() == "/inbox"
    scene.world.do(DeactivateUser(UUID(who(browser)["user_id"])))
    scene.api.caught_up()
    assert scene.come() == "inactive"


@pytest.mark.req("API-06", "SE-01")
def test_a_provider_speaks_only_for_verified_addresses_of_its_domains_and_its_account(scene: Scene) -> None:
    scene.world.user("Ann")
    scene.person("ann", email_verified=False)
    assert scene.come() == "unverified"
    scene.person("ann", email=None)
    assert scene.come() == "unverified"
    other = scene.api.world()
    scene.person("ann", email=other.address("admin"))
    assert scene.come() == "domain"
    scene.world.do(scene.provider(domains=(scene.world.domain, other.domain)))
    assert scene.come() == "unknown"
    assert scene.api.services.sign_in_of(other.account).provider is None


def _later(**claims: Any) -> Callable[[Issuer], None]:
    return lambda issuer: issuer.claims.update(claims)


def _sign(how: str) -> Callable[[Issuer], None]:
    return lambda issuer: setattr(issuer, "signed", how)


HOSTILE: dict[str, tuple[Callable[[Issuer], None], str]] = {
    "another nonce": (_later(nonce="another"), "claim_nonce"),
    "no nonce": (_later(nonce=None), "claim_nonce"),
    "for another client": (_later(aud="another"), "claim_aud"),
    "for nobody": (_later(aud=None), "claim_aud"),
    "for many, of another": (_later(aud=[CLIENT, "another"], azp="another"), "claim_aud"),
    "for many, of nobody": (_later(aud=[CLIENT, "another"]), "claim_aud"),
    "over": (_later(exp=int(time.time()) - 3600), "claim_exp"),
    "without an end": (_later(exp=None), "claim_exp"),
    "not of its time": (_later(iat=int(time.time()) + 86_400), "claim_iat"),
    "of another issuer": (_later(iss="https://evil.example"), "claim_iss"),
    "of nobody": (_later(sub=None), "claim_sub"),
    "of a number": (_later(sub=42), "claim_sub"),
    "unsigned": (_sign("none"), "signature"),
    "signed by the public key": (_sign("HS256"), "signature"),
    "signed by a foreign key": (_sign("foreign"), "signature"),
    "answered by another": (lambda issuer: issuer.answers.update(iss="https://evil.example"), "claim_iss"),
    "refused": (lambda issuer: issuer.answers.update(code="", error="access_denied"), "access_denied"),
    "refused in odd words": (lambda issuer: issuer.answers.update(code="", error="<b>"), "refused"),
    "a made-up code": (lambda issuer: issuer.answers.update(code="made-up"), "answer"),
    "a made-up state": (lambda issuer: issuer.answers.update(state="made-up"), "state"),
    "no state": (lambda issuer: issuer.answers.update(state=""), "state"),
    "no keys": (lambda issuer: setattr(issuer, "broken", "/keys"), "answer"),
    "no tokens": (lambda issuer: setattr(issuer, "broken", "/token"), "answer"),
}


@pytest.mark.req("SE-03", "SE-05", "API-06")
@pytest.mark.parametrize("how", HOSTILE)
def test_what_a_provider_says_is_believed_only_whole(scene: Scene, how: str) -> None:
    scene.world.user("Ann")
    change, reason = HOSTILE[how]
    change(scene.issuer)
    browser = Browser(scene.api)
    assert scene.come(browser) == reason
    assert browser.who() == 401


@pytest.mark.req("SE-03", "SE-05")
def test_only_the_browser_that_began_comes_back_and_only_once(scene: Scene) -> None:
    scene.world.user("Ann")
    browser, victim = Browser(scene.api), Browser(scene.api)
    url = scene.begin(browser)
    assert scene.back(victim, url) == "state"
    assert victim.who() == 401
    scene.begin(victim)
    assert scene.back(victim, url) == "state"
    assert scene.back(browser, url) == "/inbox"
    assert scene.back(browser, url) == "state"
    late = Browser(scene.api)
    url = scene.begin(late)
    cast("Any", scene.api.services.clock).on(minutes=11)
    assert scene.back(late, url) == "state"


@pytest.mark.req("API-06")
def test_keys_may_change_at_any_time(scene: Scene) -> None:
    scene.world.user("Ann")
    assert scene.come() == "/inbox"
    scene.issuer.signed = "ES256"
    assert scene.come() == "/inbox"
    scene.issuer.signed = "RS256"
    scene.issuer.rotate()
    cast("Any", scene.api.services.clock).on(seconds=31)
    assert scene.come() == "/inbox"
    # a signature nobody can check makes us ask for the keys no more than once in a while
    asked = scene.issuer.asked.count("/keys")
    scene.issuer.signed = "foreign"
    assert [scene.come() for _ in range(3)] == ["signature"] * 3
    assert scene.issuer.asked.count("/keys") == asked


@pytest.mark.req("API-06", "SE-04", "SE-06")
def test_an_administrator_sets_it_once_it_answers_and_sees_no_secret(scene: Scene) -> None:
    admin = scene.api.client(scene.world)
    body = {
        "issuer": scene.issuer.url, "client_id": CLIENT, "client_secret": "another secret", "domains": ["ACME.example"],
    }  # fmt: skip
    assert admin.put("/account/sign-in/provider", body).status_code == 200
    shown = admin.read("/account/sign-in")
    assert shown["provider"] == {
        "issuer": scene.issuer.url,
        "client_id": CLIENT,
        "domains": ["acme.example"],
        "roles": [],
    }
    assert "another secret" not in str(shown)
    assert str(scene.world.account) in shown["link"]
    for change in (
        {"issuer": f"{scene.issuer.url}/nowhere"},
        {"issuer": "http://10.0.0.1"},
        {"issuer": "nonsense"},
    ):
        refused = admin.put("/account/sign-in/provider", {**body, **change})
        assert (refused.status_code, refused.json["field"]) == (422, "issuer"), refused.json
    agent = scene.api.client(scene.world, scene.world.user("Ann"))
    assert agent.put("/account/sign-in/provider", body).status_code == 403
    assert agent.get("/account/sign-in").status_code == 403
    scene.issuer.about = {"issuer": "https://evil.example"}
    fresh = cast("ProviderFlows", scene.api.services.providers).open_id
    fresh._known.clear()
    refused = admin.put("/account/sign-in/provider", body)
    assert (refused.status_code, refused.json["errors"][0]["rule"]) == (422, "issuer")
    assert admin.send("DELETE", "/account/sign-in/provider").status_code == 200
    assert admin.read("/account/sign-in")["provider"] is None


@pytest.mark.req("API-06", "SE-05")
def test_passwords_close_for_who_tried_the_provider(scene: Scene) -> None:
    email = with_password(scene.api, scene.world, scene.world.user("Ann"))
    closing = {"passwords": False, "second_factor": False}
    admin = scene.api.client(scene.world)
    assert admin.put("/account/sign-in", closing).json["code"] == "provider_untried"
    scene.person("admin")
    assert scene.come() == "/inbox"
    assert admin.put("/account/sign-in", closing).status_code == 200
    refused = Browser(scene.api).sign_in(email)
    assert (refused.status_code, refused.json["code"]) == (403, "passwords_closed")
    assert Browser(scene.api).sign_in(email, "a wrong password").json["code"] == "wrong_credentials"
    ways = f"/session/options?account={scene.world.account}"
    assert Browser(scene.api).send("GET", ways).json == {"passwords": False, "provider": True}
    assert Browser(scene.api).send("GET", "/session/options").json == {"passwords": True, "provider": False}
    assert admin.send("DELETE", "/account/sign-in/provider").status_code == 200
    assert Browser(scene.api).sign_in(email).status_code == 201
    nowhere: Reply = Browser(scene.api).send(
        "POST", "/session/provider", {"account": str(scene.world.account)}
    )
    assert nowhere.json["code"] == "no_provider"


@pytest.mark.req("SE-03")
def test_without_their_guards_lies_would_be_believed(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.world.user("Ann")
    url = scene.begin(Browser(scene.api))
    assert scene.back(Browser(scene.api), url) == "state"
    monkeypatch.setattr("api.coming_back.hmac.compare_digest", lambda *_: True)
    assert scene.back(Browser(scene.api), url) == "/inbox"
    HOSTILE["another nonce"][0](scene.issuer)
    assert scene.come() == "claim_nonce"
    monkeypatch.setattr("joserfc.jwt.JWTClaimsRegistry.validate", lambda *_: None)
    assert scene.come() == "/inbox"
