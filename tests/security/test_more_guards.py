"""Guards of SE-03, SE-04 and SE-05 taken out in their one place, and the tests that must notice."""

from collections.abc import Callable

import pytest

from api import app as api_app
from api import tables
from api.throttle import Rule
from infrastructure import egress
from infrastructure.channels.email import html
from infrastructure.events.keyring import Keyring
from infrastructure.second_factors import SecondFactors
from tests.api import test_exports, test_limits, test_second_factor, test_throttle
from tests.hostile import test_html
from tests.infrastructure import test_egress, test_log
from tests.security.test_guards import using
from tests.support.api import Served
from tests.support.store import opened_store

Check = Callable[[Served], object]
pytestmark = pytest.mark.req("SE-03", "SE-04", "SE-05")


def as_it_came(raw_html: str, *_: object, **__: object) -> str:
    """Show a stranger's HTML as it is."""
    return raw_html


GUARDS: dict[str, tuple[object, str, object, Check]] = {
    "addresses of closed networks": (
        egress, "is_public", lambda _: True,
        lambda _: test_egress.test_addresses_that_are_not_of_the_internet_are_closed("10.0.0.1"),
    ),
    "a stranger's HTML": (
        html, "sanitise", as_it_came,
        lambda _: test_html.test_of_every_vector_only_harmless_tags_and_attributes_are_left(),
    ),
    "formulas in exports": (
        tables, "cell", str, lambda _: test_exports.test_no_cell_begins_a_formula("=", "")
    ),
    "headers of every answer": (
        api_app, "HEADERS", {}, test_limits.test_every_route_answers_with_every_security_header
    ),
    "pauses after wrong passwords": (
        Rule, "pause", lambda *_: 0,
        lambda api: test_throttle.test_wrong_passwords_from_a_network_make_pauses_that_grow_and_end(api, api.world()),
    ),
    "a code is used once": (
        SecondFactors, "_first_use", lambda *_: True,
        lambda api: test_second_factor.test_a_code_opens_once_and_only_around_its_time(api, api.world()),
    ),
}  # fmt: skip


@pytest.mark.parametrize("guard", GUARDS)
def test_without_its_guard_the_test_fails(api: Served, guard: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place, name, instead, check = GUARDS[guard]
    check(api)
    for module in using(place, name):
        monkeypatch.setattr(module, name, instead)
    with pytest.raises((AssertionError, KeyError, pytest.fail.Exception)):
        check(api)


@pytest.mark.req("SE-02")
def test_without_the_look_at_its_query_the_api_would_take_anything(
    api: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = api.client(api.world())
    assert client.get("/inboxes?colour=red").status_code == 422
    monkeypatch.setattr(api_app, "_query", lambda _: {})
    assert client.get("/inboxes?colour=red").status_code == 200


class Clear:
    """Seals nothing."""

    def encrypt(self, _nonce: bytes, box: bytes, _place: bytes) -> bytes:
        """Leave it as it is."""
        return box


@pytest.mark.req("SE-06")
def test_without_sealing_names_would_lie_in_the_log(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    check = test_log.test_personal_fields_are_sealed_and_forgotten_with_their_key
    monkeypatch.setattr(Keyring, "for_sealing", lambda *_, **__: Clear())
    with opened_store(database) as store, pytest.raises(AssertionError):
        check(store)
