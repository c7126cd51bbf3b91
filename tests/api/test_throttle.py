"""Guessing is slowed; nobody locks another out; the answer tells nothing (SE-05)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Literal
from uuid import UUID, uuid4

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from api import devices
from api.throttle import AT_ADDRESS, AT_ADDRESS_FROM_NETWORK, OF_NETWORK, Rule, network_of
from domain.access.aggregate import access_id
from domain.access.events import GuessingNoticed, SignedIn
from infrastructure.passwords import Passwords
from tests.support.api import Served
from tests.support.door import Browser, at_a_moment, new_address, with_password
from tests.support.world import World


@pytest.fixture
def world(api: Served) -> World:
    return api.world()


def refused(browser: Browser, email: str, times: int) -> list[int]:
    return [browser.sign_in(email, "a wrong password").status_code for _ in range(times)]


@pytest.mark.req("SE-05")
def test_wrong_passwords_from_a_network_make_pauses_that_grow_and_end(api: Served, world: World) -> None:
    still, moment = at_a_moment(api)
    ann = world.user("Ann")
    email = with_password(api, world, ann)
    thief = Browser(still)
    unknown, wrong = thief.sign_in(world.address("nobody"), "x"), thief.sign_in(email, "a wrong password")
    assert (unknown.status_code, unknown.json["detail"]) == (401, wrong.json["detail"])
    assert refused(thief, email, 5) == [401] * 4 + [429]
    paused = thief.sign_in(email)
    assert (paused.json["code"], paused.headers["Retry-After"]) == ("too_many_sign_ins", "3")
    # asking during the pause makes it no longer
    refused(thief, email, 20)
    moment.on(seconds=2.5)
    assert thief.sign_in(email, "a wrong password").status_code == 401
    assert int(thief.sign_in(email).headers["Retry-After"]) == 5
    for _ in range(20):
        moment.on(hours=1)
        assert thief.sign_in(email, "a wrong password").status_code == 401
    assert int(thief.sign_in(email).headers["Retry-After"]) <= AT_ADDRESS_FROM_NETWORK.longest + 1
    moment.on(hours=1)
    assert thief.sign_in(email).status_code == 201
    assert refused(Browser(still, thief.address), email, 4) == [401] * 4


@pytest.mark.req("SE-05")
def test_a_stranger_locks_nobody_out(api: Served, world: World) -> None:
    still, moment = at_a_moment(api)
    email = with_password(api, world, world.user("Ann"))
    used = Browser(still)
    assert used.sign_in(email).status_code == 201
    for _ in range(30):
        refused(Browser(still), email, 1)
    other = Browser(still)
    assert int(other.sign_in(email).headers["Retry-After"]) <= AT_ADDRESS.longest + 1
    # the browser that signed in before does not wait, from whatever network
    known = Browser(still)
    known.sender = used.sender
    assert known.sign_in(email).status_code == 201
    moment.on(seconds=AT_ADDRESS.longest + 1)
    assert other.sign_in(email).status_code == 201


@pytest.mark.req("SE-05")
def test_a_known_browser_may_not_guess_for_ever(api: Served, world: World) -> None:
    still, _ = at_a_moment(api)
    email = with_password(api, world, world.user("Ann"))
    browser = Browser(still)
    browser.sign_in(email)
    assert refused(browser, email, 11) == [401] * 10 + [429]


@pytest.mark.req("SE-05")
def test_a_network_that_tries_many_addresses_waits_and_its_neighbours_do_not(
    api: Served, world: World
) -> None:
    still, _ = at_a_moment(api)
    email = with_password(api, world, world.user("Ann"))
    spray = Browser(still)
    codes = [spray.sign_in(world.address(f"u{n}"), "x").status_code for n in range(OF_NETWORK.free + 1)]
    assert codes == [401] * OF_NETWORK.free + [429]
    neighbour = Browser(still, spray.address.rpartition(".")[0] + ".99")
    assert neighbour.sign_in(email).status_code == 429
    assert Browser(still).sign_in(email).status_code == 201


@pytest.mark.req("SE-05")
def test_right_passwords_are_no_count_of_their_network(api: Served, world: World) -> None:
    still, _ = at_a_moment(api)
    email = with_password(api, world, world.user("Ann"))
    office = new_address()
    for _ in range(OF_NETWORK.free + 5):
        assert Browser(still, office).sign_in(email).status_code == 201


@pytest.mark.req("SE-01", "SE-05")
def test_who_tries_out_which_addresses_sign_in_elsewhere_is_slowed(api: Served, world: World) -> None:
    still, _ = at_a_moment(api)
    other, admin = api.world(), still.client(world)

    def invite(address: str) -> int:
        return admin.post("/users", {"email": address, "name": "X", "roles": ["agent"]}).status_code

    assert [invite(world.address(f"new{n}")) for n in range(12)] == [201] * 12
    assert [invite("nonsense") for _ in range(12)] == [422] * 12
    assert [invite(other.address("admin")) for _ in range(11)] == [409] * 10 + [429]
    assert (
        still.client(other).post("/users", {"email": "x", "name": "X", "roles": ["agent"]}).status_code == 422
    )


class Counting(PasswordHasher):
    """A hasher that counts what it does."""

    verified = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - the library's name
        self.verified += 1
        return super().verify(hash, password)


@pytest.mark.req("SE-05")
def test_an_address_of_nobody_takes_the_same_work(api: Served, world: World) -> None:
    hasher = Counting(time_cost=1, memory_cost=8, parallelism=1)
    still, _ = at_a_moment(api, passwords=Passwords(hasher))
    email = with_password(api, world, world.user("Ann"))
    api.client(world).post(f"/users/{world.user('Ben')}/deactivate")
    work = []
    for address in (email, world.address("nobody"), world.address("ben")):
        before = hasher.verified
        with statements(still) as run:
            Browser(still).sign_in(address, "a wrong password")
        work.append((hasher.verified - before, len(run)))
    assert work[0][0] == 1
    assert len(set(work)) == 1


@contextmanager
def statements(api: Served) -> Iterator[list[str]]:
    """Note the secrets that are looked for, which is what a known address could cost more."""
    secrets, looked = api.application.secrets, list[str]()
    get = secrets.get

    def noted(account_id: UUID, name: str) -> bytes | None:
        looked.append(name)
        return get(account_id, name)

    secrets.get = noted  # type: ignore[method-assign]
    try:
        yield looked
    finally:
        del secrets.get


@pytest.mark.req("SE-05", "AUD-01")
def test_the_log_says_who_came_in_and_once_that_somebody_guesses(api: Served, world: World) -> None:
    still, moment = at_a_moment(api)
    # it is said once a day: none may end meanwhile
    moment.now = moment.now.replace(hour=12)
    ann = world.user("Ann")
    email = with_password(api, world, ann)
    browser = Browser(still)
    assert browser.sign_in(email).status_code == 201
    assert browser.sign_in(email).status_code == 201
    for _ in range(3):
        refused(Browser(still), email, 6)
        moment.on(minutes=10)
    stream = api.application.log.stream(access_id(ann))
    came = [event for event in stream if isinstance(event, SignedIn)]
    assert [(event.method, event.known_browser, event.client) for event in came] == [
        ("password", False, browser.address),
        ("password", True, browser.address),
    ]
    assert len([event for event in stream if isinstance(event, GuessingNoticed)]) == 1
    with api.application.pool.connection() as db:
        kept = db.execute(
            "SELECT string_agg(encode(state, 'escape'), '') FROM stored_events WHERE originator_id = %s",
            (access_id(ann),),
        ).fetchone()
    assert browser.address not in str(kept)
    told = api.client(world).read(f"/history/user/{ann}")
    assert "access.signed_in" in [entry["event"] for entry in told["items"]]


@given(st.integers(0, 200), st.integers(1, 60), st.integers(1, 10_000))
def test_pauses_grow_and_have_an_end(count: int, free: int, longest: int) -> None:
    rule = Rule(free, longest, timedelta(hours=1))
    assert 0 <= rule.pause(count) <= rule.pause(count + 1) <= longest
    assert (rule.pause(count) == 0) == (count < free)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2ff::5", "2001:db8:1:200::/56"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("", ""),
    ],
)
def test_a_network_is_what_one_customer_has(address: str, network: str) -> None:
    assert network_of(address) == network


@given(st.text(max_size=200))
def test_a_browsers_cookie_of_nobodys_is_no_known_browser(text: str) -> None:
    user, now = uuid4(), datetime.now(UTC)
    assert devices.known_to(text, b"secret", user, now) == ""
    assert devices.known_to(devices.remembered(text, b"secret", user, now), b"secret", user, now)


def test_a_browser_remembers_its_last_users_for_a_time() -> None:
    now, users = datetime.now(UTC), [uuid4() for _ in range(devices.MOST + 1)]
    cookie = ""
    for user in users:
        cookie = devices.remembered(cookie, b"secret", user, now)
    known = [bool(devices.known_to(cookie, b"secret", user, now)) for user in users]
    assert known == [False, *[True] * devices.MOST]
    assert not devices.known_to(cookie, b"other", users[-1], now)
    assert not devices.known_to(cookie, b"secret", users[-1], now + devices.LASTS)
    forged = cookie.replace(users[-1].hex, users[0].hex)
    assert not devices.known_to(forged, b"secret", users[0], now)
