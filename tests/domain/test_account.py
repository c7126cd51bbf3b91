"""An account: its age, seats, limits, tiers and relay."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from domain.account import events
from domain.account.aggregate import Account, Relay
from domain.account.policy import SeatNeeded, may_create_tickets_automatically, must_have_seats
from domain.account.sign_in import Provider, ProviderNeeded, SignInRules
from domain.kernel.refusal import InvalidInput
from tests.support.given import env, given, uid

RELAY = Relay("smtp.example.org", 587, "starttls", "acme", has_password=True)


def opened() -> Account:
    return Account.create(
        uid("account"),
        env(),
        name=" Acme ",
        created_on=date(2024, 4, 2),
        time_zone="Europe/Warsaw",
        language="pl",
    )


@pytest.mark.req("ACC-08")
@pytest.mark.parametrize(
    ("created_on", "allowed"),
    [
        (date(2024, 3, 31), True),
        (date(2024, 4, 1), True),
        (date(2024, 4, 2), False),
        (date(2026, 1, 1), False),
    ],
)
def test_accounts_created_after_the_date_make_no_tickets_by_themselves(
    created_on: date, allowed: bool
) -> None:
    verdict = may_create_tickets_automatically(created_on)
    assert verdict.allowed is allowed
    assert verdict.reason == ("" if allowed else "account_date_gate")
    assert ("help desk" in verdict.advice) is not allowed


@pytest.mark.req("ACC-08")
def test_the_date_is_configuration() -> None:
    assert may_create_tickets_automatically(date(2026, 1, 1), gate_date=date(2026, 1, 1)).allowed


@pytest.mark.req("ACC-06")
def test_rules_are_set_by_and_for_people_with_seats() -> None:
    must_have_seats({"sales"}, {uid("ada"): {"service", "marketing"}})
    with pytest.raises(SeatNeeded, match="You need"):
        must_have_seats({"marketing"}, {})
    with pytest.raises(SeatNeeded, match="leave them out"):
        must_have_seats({"service"}, {uid("ada"): {"sales"}, uid("bob"): set()})


def test_it_knows_its_date_in_its_own_zone() -> None:
    account = opened()
    assert (account.opened_on, account.time_zone, account.language) == (
        date(2024, 4, 2),
        "Europe/Warsaw",
        "pl",
    )


@pytest.mark.req("ACC-05")
def test_hubs_are_on_tiers() -> None:
    assert opened().tier_of("sales") == "free"
    raised = given(opened(), lambda it: it.change_subscription(env(), "sales", "professional"))
    assert raised.aggregate.tier_of("sales") == "professional"
    raised.when(lambda it: it.change_subscription(env(), "sales", "professional")).then_nothing()
    lowered = raised.when(lambda it: it.change_subscription(env(), "sales", "free"))
    lowered.then((events.SubscriptionChanged, {"hub": "sales", "tier": "free"}))


@pytest.mark.req("TKT-03")
def test_the_limit_of_tickets_can_be_lowered() -> None:
    assert opened().tickets_per_contact == 10_000
    lowered = given(opened(), lambda it: it.set_limits(env(), tickets_per_contact=5))
    assert lowered.aggregate.tickets_per_contact == 5
    lowered.when(lambda it: it.set_limits(env(), tickets_per_contact=5)).then_nothing()


@pytest.mark.req("EML-04")
def test_mail_leaves_by_the_accounts_relay() -> None:
    assert opened().relay is None
    assert given(opened(), lambda it: it.set_relay(env(), RELAY)).aggregate.relay == RELAY
    given(opened()).when(lambda it: it.remove_relay(env())).then_nothing()
    had = given(opened(), lambda it: it.set_relay(env(), RELAY))
    had.when(lambda it: it.remove_relay(env())).then((events.RelayRemoved, {}))
    removed = given(opened(), lambda it: it.set_relay(env(), RELAY), lambda it: it.remove_relay(env()))
    assert removed.aggregate.relay is None


BROKEN: list[Callable[[Account], None]] = [
    lambda it: it.change_subscription(env(), "hospitality", "free"),
    lambda it: it.change_subscription(env(), "sales", "gold"),
    lambda it: it.set_limits(env(), tickets_per_contact=10_001),
    lambda it: it.set_limits(env(), tickets_per_contact=-1),
    lambda it: it.set_relay(env(), Relay("", 25)),
    lambda it: it.set_relay(env(), Relay("smtp.example.org", 0)),
    lambda it: it.set_relay(env(), Relay("smtp.example.org", 25, "ssl3")),
]


@pytest.mark.parametrize("command", BROKEN)
def test_values_there_are_not_are_refused(command: Callable[[Account], None]) -> None:
    given(opened()).when(command).then_refused(InvalidInput)


PROVIDER = Provider("https://id.example.org", "postroom", ("example.org",), ("agent",))


@pytest.mark.req("API-06")
def test_a_provider_is_set_and_removed() -> None:
    given(opened()).when(lambda it: it.set_provider(env(), PROVIDER)).then(
        (events.ProviderSet, {"issuer": "https://id.example.org", "domains": ("example.org",)})
    )
    given(opened()).when(lambda it: it.remove_provider(env())).then_nothing()
    with_one = given(opened(), lambda it: it.set_provider(env(), PROVIDER))
    assert with_one.aggregate.provider == PROVIDER
    assert PROVIDER.speaks_for("ann@example.org")
    assert not PROVIDER.speaks_for("ann@sub.example.org")
    with_one.when(lambda it: it.remove_provider(env())).then((events.ProviderRemoved, {}))


@pytest.mark.req("API-06")
def test_passwords_close_only_while_a_provider_opens() -> None:
    def close(account: Account) -> None:
        account.set_sign_in_rules(env(), passwords=False, second_factor=True)

    given(opened()).when(close).then_refused(ProviderNeeded)
    with_one = given(opened(), lambda it: it.set_provider(env(), PROVIDER))
    with_one.when(close).then((events.SignInRulesSet, {"passwords": False, "second_factor": True}))
    closed = given(opened(), lambda it: it.set_provider(env(), PROVIDER), close)
    closed.when(close).then_nothing()
    reopened = given(closed.aggregate, lambda it: it.remove_provider(env())).aggregate
    assert reopened.sign_in == SignInRules(passwords=True, second_factor=True)
    assert reopened.provider is None


@pytest.mark.req("API-06", "SE-04")
@pytest.mark.parametrize(
    "wrong",
    [
        replace(PROVIDER, issuer="ftp://id.example.org"),
        replace(PROVIDER, issuer="https://"),
        replace(PROVIDER, issuer="https://[id"),
        replace(PROVIDER, issuer="https://id.example.org?x=1"),
        replace(PROVIDER, client_id=" "),
        replace(PROVIDER, domains=()),
        replace(PROVIDER, domains=("example",)),
        replace(PROVIDER, domains=tuple(f"a{n}.example" for n in range(51))),
        replace(PROVIDER, roles=("king",)),
    ],
)
def test_a_provider_that_cannot_be_is_refused(wrong: Provider) -> None:
    given(opened()).when(lambda it: it.set_provider(env(), wrong)).then_refused(InvalidInput)


@pytest.mark.req("PRV-10", "CON-04")
def test_an_export_is_recorded_each_time() -> None:
    def export(account: Account) -> None:
        account.note_export(env(), what="contacts", rows=4, filters=())

    given(opened(), export).when(export).then(
        (events.DataExported, {"what": "contacts", "rows": 4, "filters": ()})
    )
    given(opened()).when(lambda it: it.note_export(env(), what="all", rows=1, filters=())).then_refused(
        InvalidInput
    )
