"""Accounts: opened whole, with what a first sign-in needs; relay and limits."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from application.account import (
    RELAY_PASSWORD,
    AccountExists,
    ChangeSubscription,
    NoteExport,
    OpenAccount,
    RemoveRelay,
    SetLimits,
    SetRelay,
)
from application.claims import AlreadyTaken
from domain.account.aggregate import Account
from domain.account.events import DataExported, RelayRemoved, RelaySet
from domain.inbox.aggregate import Inbox
from domain.kernel.refusal import InvalidInput, NotAllowed, VersionMismatch
from domain.pipeline.aggregate import Pipeline
from domain.user.aggregate import User
from tests.support.world import World

OPENING = OpenAccount("Other", date(2026, 1, 2), "Europe/Warsaw", "pl", "owner@other.example", "Ola")


@pytest.mark.req("ACC-01", "ACC-10")
def test_an_account_opens_with_a_pipeline_an_administrator_with_seats_and_an_inbox_for_everyone() -> None:
    world = World(date(2024, 3, 1))
    assert world.get(Account, world.account).opened_on == date(2024, 3, 1)
    assert world.get(Pipeline, world.pipeline).stages[0]["key"] == "new"
    admin = world.get(User, world.admin)
    assert admin.roles == ("admin",)
    assert admin.seats == {"sales", "service"}
    assert world.get(Inbox, world.inbox).admits(uuid4())


def test_an_account_opens_once() -> None:
    world = World()
    with pytest.raises(AccountExists):
        world.do(OPENING)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"time_zone": "Mars/Base"}, "time_zone"),
        ({"admin_email": "nobody"}, "admin_email"),
        ({"name": " "}, "name"),
    ],
)
def test_an_account_that_makes_no_sense_is_refused(wrong: dict[str, str], field: str) -> None:
    world = World()
    world.account = uuid4()
    with pytest.raises(InvalidInput) as refused:
        world.do(replace(OPENING, **wrong))  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.req("API-06")
def test_an_address_signs_in_to_one_account_only() -> None:
    world = World()
    world.account = uuid4()
    world.do(OPENING)
    world.account = uuid4()
    with pytest.raises(AlreadyTaken) as refused:
        world.do(replace(OPENING, admin_email="OWNER@Other.example"))
    assert refused.value.field == "admin_email"


@pytest.mark.req("TKT-03")
def test_subscriptions_and_limits_are_the_administrators_to_set() -> None:
    world = World()
    world.do(ChangeSubscription("service", "professional"), by=world.admin)
    world.do(SetLimits(7), by=world.admin)
    account = world.get(Account, world.account)
    assert account.tier_of("service") == "professional"
    assert account.tickets_per_contact == 7
    agent = world.user("Ann")
    with pytest.raises(NotAllowed):
        world.do(SetLimits(8), by=agent)
    with pytest.raises(VersionMismatch):
        world.do(SetLimits(8, expected_version=account.version - 1), by=world.admin)
    world.do(SetLimits(8, expected_version=account.version), by=world.admin)


@pytest.mark.req("EML-04", "SE-06")
def test_a_relays_password_is_a_secret_beside_the_log() -> None:
    world = World()
    world.do(SetRelay("relay.example", 587, "starttls", "acme", "hunter2"), by=world.admin)
    assert world.ports.secrets.get(world.account, RELAY_PASSWORD) == b"hunter2"
    assert "hunter2" not in str([vars(event) for event in world.happened(world.account, RelaySet)])
    for elsewhere in (
        SetRelay("relay2.example", 587, "starttls", "acme"),
        SetRelay("relay.example", 2525, "starttls", "acme"),
        SetRelay("relay.example", 587, "none", "acme"),
    ):
        with pytest.raises(InvalidInput) as refused:
            world.do(elsewhere, by=world.admin)
        assert refused.value.field == "password"
    world.do(SetRelay("relay.example", 587, "tls", "acme"), by=world.admin)
    account = world.get(Account, world.account)
    assert account.relay is not None
    assert account.relay.has_password
    assert world.ports.secrets.get(world.account, RELAY_PASSWORD) == b"hunter2"
    world.do(SetRelay("relay3.example", 25, "none", "", ""), by=world.admin)
    assert world.ports.secrets.get(world.account, RELAY_PASSWORD) is None
    assert [event.has_password for event in world.happened(world.account, RelaySet)] == [True, True, False]


@pytest.mark.req("SE-04")
def test_a_relay_in_a_closed_network_is_refused_with_the_reason() -> None:
    world = World()
    world.ports.egress.closed.add("10.0.0.1")  # type: ignore[attr-defined]
    with pytest.raises(InvalidInput, match="Name another") as refused:
        world.do(SetRelay("10.0.0.1", 25, "none"), by=world.admin)
    assert refused.value.field == "host"
    assert world.happened(world.account, RelaySet) == []
    world.do(SetRelay("relay.example", 25, "none"), by=world.admin)


@pytest.mark.req("SE-06", "RL-01")
def test_a_password_whose_event_did_not_come_is_not_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    world.do(SetRelay("relay.example", 587, "starttls", "acme", "hunter2"), by=world.admin)
    with monkeypatch.context() as dying:
        dying.setattr(world.ports.log, "append", _dies)
        for change in (
            SetRelay("relay.example", 587, "tls", "acme", "other"),
            SetRelay("r.example", 25, "none", "", ""),
        ):
            with pytest.raises(KeyboardInterrupt):
                world.do(change, by=world.admin)
    assert world.ports.secrets.get(world.account, RELAY_PASSWORD) == b"hunter2"
    nameless = replace(world.env(world.admin), command_id=None)
    with pytest.raises(ValueError, match="needs a command id"):
        world.bus.dispatch(SetRelay("relay.example", 587, "tls", "acme", "other"), nameless)


def _dies(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.req("PRV-10")
def test_an_export_is_itself_an_event() -> None:
    world = World()
    world.do(NoteExport("contacts", 12, ("inbox",)), by=world.admin)
    (exported,) = world.happened(world.account, DataExported)
    assert (exported.what, exported.rows, exported.filters) == ("contacts", 12, ("inbox",))
    assert exported.envelope.actor == f"user:{world.admin}"


@pytest.mark.req("EML-04")
def test_a_relay_is_removed_with_its_password_and_removing_none_is_nothing() -> None:
    world = World()
    world.do(RemoveRelay(), by=world.admin)
    assert world.happened(world.account, RelayRemoved) == []
    world.do(SetRelay("relay.example", 587, "starttls", "acme", "hunter2"), by=world.admin)
    world.do(RemoveRelay(), by=world.admin)
    assert world.get(Account, world.account).relay is None
    assert world.ports.secrets.get(world.account, RELAY_PASSWORD) is None
    assert len(world.happened(world.account, RelayRemoved)) == 1
    with pytest.raises(VersionMismatch):
        world.do(RemoveRelay(expected_version=1), by=world.admin)
