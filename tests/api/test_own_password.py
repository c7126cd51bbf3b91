"""One's own password, sessions, and a way back for who forgot it (API-06, SE-05, SE-06)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from uuid import UUID

import pytest
import redis

from application.ports import Unavailable
from application.user import DeactivateUser
from domain.access.aggregate import access_id
from domain.access.events import SessionsEnded, SignedOut
from domain.user.events import PasswordSet
from infrastructure.jobs.queue import Jobs
from infrastructure.link_mails import KIND, LinkMails, asking
from infrastructure.links import OneTimeLinks
from infrastructure.settings import Settings
from tests.channels.email.smtp_support import scripted
from tests.support.api import Client, Served
from tests.support.door import PASSWORD, Browser, Moment, at_a_moment, with_password
from tests.support.world import World

NEWER = "staple horse battery"
TAKES = [b"220 relay", b"250 relay", b"250 ok", b"250 ok", b"354 go", b"250 taken", b"221 bye"]


@pytest.fixture
def world(api: Served) -> World:
    return api.world()


@pytest.mark.req("API-06", "SE-05")
def test_a_new_password_needs_the_present_one_and_ends_the_other_sessions(api: Served, world: World) -> None:
    still, _ = at_a_moment(api)
    ann = world.user("Ann")
    email = with_password(still, world, ann)
    here, there = Browser(still), Browser(still)
    here.sign_in(email)
    there.sign_in(email)

    def change(current: str | None, password: str) -> tuple[int, str]:
        body = {"current_password": current, "password": password}
        answer = here.send("PUT", "/password", body)
        return answer.status_code, answer.json.get("field", "")

    assert change("not mine at all", NEWER) == (422, "current_password")
    assert change(None, NEWER) == (422, "current_password")
    assert change(PASSWORD, "password1234") == (422, "password")
    assert change(PASSWORD, email) == (422, "password")
    assert change(PASSWORD, "short") == (422, "password")
    assert there.who() == 200
    assert change(PASSWORD, NEWER) == (200, "")
    assert (here.who(), there.who()) == (200, 401)
    assert Browser(still).sign_in(email).status_code == 401
    assert Browser(still).sign_in(email, NEWER).status_code == 201
    ends = [e.reason for e in api.application.log.stream(access_id(ann)) if isinstance(e, SessionsEnded)]
    assert ends == ["password"]


@pytest.mark.req("SE-05")
def test_the_present_password_cannot_be_guessed_from_an_open_browser(api: Served, world: World) -> None:
    still, _ = at_a_moment(api)
    browser = Browser(still)
    browser.sign_in(with_password(still, world, world.user("Ann")))
    body = {"current_password": "not mine at all", "password": NEWER}
    codes = [browser.send("PUT", "/password", body).status_code for _ in range(6)]
    assert codes == [422] * 5 + [429]


@pytest.mark.req("SE-05")
def test_a_link_takes_no_password_that_everybody_tries(api: Served, world: World) -> None:
    made = api.client(world).post(f"/users/{world.user('Ann')}/link")
    token = made.json["url"].partition("#")[2]
    refused = Client(api).post("/password", {"token": token, "password": "password1234"})
    assert (refused.status_code, refused.json["field"]) == (422, "password")
    assert Client(api).post("/password/link", {"token": token}).json == {"opens": True}


@pytest.mark.req("API-06", "SE-05", "SE-06")
def test_people_see_and_end_their_own_sessions(api: Served, world: World) -> None:
    still, moment = at_a_moment(api)
    ann = world.user("Ann")
    email = with_password(still, world, ann)
    phone, desk, third = Browser(still), Browser(still), Browser(still)
    phone.sign_in(email, User_Agent="Phone 1.0")
    moment.on(minutes=5)
    desk.sign_in(email, User_Agent="Desk 2.0")
    third.sign_in(email)
    listed = desk.send("GET", "/sessions").json["items"]
    agents = {one["agent"]: one for one in listed}
    assert agents["Phone 1.0"]["client"] == phone.address
    assert [one["agent"] for one in listed if one["current"]] == ["Desk 2.0"]
    with api.application.pool.connection() as db:
        kept = str(db.execute("SELECT * FROM public.sessions WHERE user_id = %s", (ann,)).fetchall())
    assert phone.address not in kept
    assert "Phone 1.0" not in kept
    phones = agents["Phone 1.0"]["session_id"]
    other = Browser(still)
    other.sign_in(with_password(still, world, world.user("Ben")))
    assert other.send("DELETE", f"/sessions/{phones}").status_code == 404
    assert (phone.who(), desk.send("DELETE", f"/sessions/{phones}").status_code, phone.who()) == (
        200,
        204,
        401,
    )
    assert desk.send("DELETE", f"/sessions/{phones}").status_code == 404
    assert desk.send("POST", "/sessions/end-others").json == {"ended": 1}
    assert (third.who(), desk.who(), other.who()) == (401, 200, 200)
    assert desk.send("DELETE", "/session").status_code == 204
    assert desk.who() == 401
    stream = api.application.log.stream(access_id(ann))
    assert len([event for event in stream if isinstance(event, SignedOut)]) == 2
    machine = api.machine(
        api.client(world).post("/tokens", {"name": "t", "scopes": ["audit_read"]}).json["token"]
    )
    assert machine.get("/sessions").json["code"] == "people_only"


@pytest.mark.req("SE-05", "ACC-10")
def test_access_taken_away_and_given_back_brings_no_session_back(api: Served, world: World) -> None:
    ann = world.user("Ann")
    client, admin = api.client(world, ann), api.client(world)
    # by another process: no session is ended there
    world.do(DeactivateUser(ann))
    assert client.get("/session").status_code == 401
    assert admin.post(f"/users/{ann}/reactivate").status_code == 200
    assert client.get("/session").status_code == 401


@pytest.mark.req("SE-05")
def test_behind_https_cookies_are_bound_to_this_host(api: Served, world: World) -> None:
    settings = replace(api.services.settings, base_url="https://inbox.example.com", secure_cookies=True)
    still, _ = at_a_moment(api, settings=settings)
    email = with_password(api, world, world.user("Ann"))
    browser = Browser(still)
    cookies = browser.sign_in(email).headers.getlist("Set-Cookie")
    assert [cookie.partition("=")[0] for cookie in cookies] == [
        "__Host-postroom_session",
        "__Host-postroom_browser",
    ]
    for cookie in cookies:
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
    assert browser.who() == 200
    unbound = Client(still, {"Cookie": f"postroom_session={browser.cookie('__Host-postroom_session')}"})
    assert unbound.get("/session").status_code == 401


class Queue(Jobs):
    """A queue that keeps what it is given."""

    def __init__(self) -> None:
        super().__init__("redis://127.0.0.1:1")
        self.queued: list[tuple[str, UUID, UUID, str]] = []

    def enqueue(self, kind: str, account_id: UUID, object_id: UUID, key: str) -> bool:
        self.queued.append((kind, account_id, object_id, key))
        return True


@pytest.fixture
def queue() -> Iterator[Queue]:
    made = Queue()
    yield made
    made.close()


def mails(api: Served, moment: Moment, port: int) -> LinkMails:
    settings = Settings(
        relay_url=f"smtp://127.0.0.1:{port}", base_url="https://inbox.example.com", state=Path()
    )
    secrets = api.application.secrets
    return LinkMails(
        settings, api.application.log, secrets, OneTimeLinks(secrets), api.application.pool, moment
    )


def text_of(heard: list[bytes]) -> str:
    """Return the plain text of the mail that a relay was given."""
    lines = heard[heard.index(b"DATA\r\n") + 1 : heard.index(b".\r\n")]
    mail = message_from_bytes(b"".join(lines), policy=default)
    body = mail.get_body(("plain",))
    assert body is not None
    text: str = body.get_content()
    return text


@pytest.mark.req("API-06", "SE-05", "SE-06")
def test_who_forgot_gets_a_mail_and_nobody_learns_who_is_here(
    api: Served, world: World, queue: Queue
) -> None:
    still, moment = at_a_moment(api)
    secrets = api.application.secrets
    still, _ = at_a_moment(still, ask_for_link=asking(queue.enqueue, secrets, moment), clock=moment)
    ann = world.user("Ann")
    email = with_password(api, world, ann)
    answers = [
        Browser(still).send("POST", "/password/reset", {"email": address})
        for address in (email.upper(), world.address("nobody"))
    ]
    assert [(answer.status_code, answer.get_data()) for answer in answers] == [(204, b"")] * 2
    assert len(queue.queued) == 2
    assert "ann" not in str(queue.queued).lower()
    with scripted(TAKES) as (port, heard):
        for kind, account_id, key, asked in queue.queued:
            assert kind == KIND
            mails(api, moment, port)(account_id, key, asked)
    assert [line.strip().lower() for line in heard if line.lower().startswith(b"rcpt")] == [
        f"rcpt to:<{email}>".encode()
    ]
    found = re.search(r"https://inbox\.example\.com/set-password#(\S+)", text_of(heard))
    assert found is not None
    chosen = Client(still).post("/password", {"token": found[1], "password": NEWER})
    assert chosen.status_code == 200, chosen.json
    assert Browser(still).sign_in(email, NEWER).status_code == 201
    assert len([e for e in api.application.log.stream(ann) if isinstance(e, PasswordSet)]) == 2


@pytest.mark.req("SE-05")
def test_old_wishes_and_users_without_access_get_no_mail(api: Served, world: World, queue: Queue) -> None:
    _, moment = at_a_moment(api)
    ask = asking(queue.enqueue, api.application.secrets, moment)
    ann = world.user("Ann")
    ask(world.address("ann"))
    world.do(DeactivateUser(ann))
    api.caught_up()
    with scripted(TAKES) as (port, heard):
        mails(api, moment, port)(*queue.queued[0][1:])
        ask(world.address("admin"))
        moment.on(hours=1)
        mails(api, moment, port)(*queue.queued[1][1:])
        ask(world.address("admin"))
        mails(api, moment, port)(*queue.queued[2][1:])
    assert len([line for line in heard if line.lower().startswith(b"rcpt")]) == 1


@pytest.mark.req("SE-05")
def test_asking_for_mails_is_slowed_and_a_queue_that_is_away_is_said(
    api: Served, world: World, queue: Queue
) -> None:
    still, moment = at_a_moment(api)
    still, _ = at_a_moment(
        still, ask_for_link=asking(queue.enqueue, api.application.secrets, moment), clock=moment
    )
    codes = []
    for _ in range(4):
        moment.on(seconds=1)
        answer = Browser(still).send("POST", "/password/reset", {"email": world.address("ann")})
        codes.append(answer.status_code)
    assert codes == [204] * 3 + [429]
    crossed = Browser(still).send(
        "POST", "/password/reset", {"email": "x@y.example"}, Sec_Fetch_Site="cross-site"
    )
    assert crossed.status_code == 403
    with pytest.raises(Unavailable):
        asking(lambda *_: False, api.application.secrets, moment)("x@y.example")


@pytest.mark.req("SE-06")
def test_the_real_queue_holds_ids_only(api: Served, redis_url: str) -> None:
    jobs = Jobs(redis_url)
    _, moment = at_a_moment(api)
    asking(jobs.enqueue, api.application.secrets, moment)("ann@customer.example")
    with redis.Redis.from_url(redis_url) as client:
        held = [client.dump(key) for key in client.scan_iter()]
    jobs.close()
    assert held
    assert b"customer" not in b"".join(map(bytes, held))
