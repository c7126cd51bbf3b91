"""`postroom account create`: the first real account, and the one-time link of its administrator."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from application.second_factor import EnableSecondFactor, factor_secret
from application.sign_in import SetProvider, SetSignInRules
from domain.account.aggregate import Account
from domain.account.sign_in import SignInRules
from domain.user.aggregate import User
from domain.user.events import SecondFactorReset
from infrastructure.bootstrap import bootstrap
from infrastructure.cli.__main__ import postroom
from infrastructure.links import PATH, Invitation, OneTimeLinks
from infrastructure.settings import Settings

NORTH = ("North Quay", "--admin", "Ola@NorthQuay.example", "--admin-name", "Ola Quay")


def create(database: str, state: Path, *arguments: str) -> Result:
    environment = {
        "POSTROOM_DATABASE_URL": database,
        "POSTROOM_REDIS_URL": "redis://127.0.0.1:1",
        "POSTROOM_STATE": str(state),
        "POSTROOM_BASE_URL": "https://inbox.example.com",
    }
    return CliRunner().invoke(postroom, ["account", "create", *arguments], env=environment)


@pytest.mark.req("API-07", "ACC-08")
def test_an_account_is_opened_and_its_link_sets_a_password_once(database: str, tmp_path: Path) -> None:
    result = create(database, tmp_path, *NORTH, "--created-on", "2024-03-01", "--json")
    assert result.exit_code == 0, result.output
    made = json.loads(result.output)
    address, _, token = made["link"].partition(PATH)
    assert address == "https://inbox.example.com"
    account, user, now = UUID(made["account"]), UUID(made["user"]), datetime.now(UTC)
    with bootstrap(Settings(database_url=database, state=tmp_path), pool_size=2) as app:
        opened = app.log.fresh(Account, account)
        assert opened is not None
        assert opened.opened_on == date(2024, 3, 1)
        assert OneTimeLinks(app.secrets).redeem(token, now) == Invitation(account, user)
        assert OneTimeLinks(app.secrets).redeem(token, now) is None


def test_without_a_date_the_account_is_of_today_there(database: str, tmp_path: Path) -> None:
    result = create(database, tmp_path, *NORTH, "--time-zone", "Pacific/Kiritimati")
    assert result.exit_code == 0, result.output
    assert PATH in result.output
    assert "within 7 days" in result.output


def test_what_is_refused_is_a_sentence(database: str, tmp_path: Path) -> None:
    assert "IANA" in create(database, tmp_path, *NORTH, "--time-zone", "Mars/Base").output
    assert create(database, tmp_path, *NORTH).exit_code == 0
    again = create(database, tmp_path, *NORTH)
    assert again.exit_code == 1
    assert "refused (already_taken)" in again.output


@pytest.mark.req("API-06", "API-07")
def test_who_is_locked_out_is_let_in_from_the_server(database: str, tmp_path: Path) -> None:
    environment = {
        "POSTROOM_DATABASE_URL": database,
        "POSTROOM_REDIS_URL": "redis://127.0.0.1:1",
        "POSTROOM_STATE": str(tmp_path),
    }
    made = json.loads(create(database, tmp_path, *NORTH, "--json").output)
    account, user = UUID(made["account"]), UUID(made["user"])
    with bootstrap(Settings(database_url=database, state=tmp_path), pool_size=2) as app:
        itself = app.env(account, f"user:{user}")
        app.bus.dispatch(EnableSecondFactor(user, secret=b"lost"), itself)
        provider = SetProvider("https://id.example", "us", ("northquay.example",), (), "hush")
        app.bus.dispatch(provider, app.env(account, "operator:cli"))
        app.bus.dispatch(
            SetSignInRules(passwords=False, second_factor=True), app.env(account, "operator:cli")
        )
    let_in = CliRunner().invoke(postroom, ["account", "let-in", "ola@northquay.example"], env=environment)
    assert let_in.exit_code == 0, let_in.output
    token = let_in.output.partition(PATH)[2].strip()
    with bootstrap(Settings(database_url=database, state=tmp_path), pool_size=2) as app:
        assert OneTimeLinks(app.secrets).look(token, datetime.now(UTC)) == Invitation(account, user)
        opened, person = app.log.fresh(Account, account), app.log.fresh(User, user)
        assert opened is not None
        assert person is not None
        assert opened.sign_in == SignInRules(passwords=True, second_factor=True)
        assert not person.second_factor
        assert app.secrets.get(account, factor_secret(user)) is None
        reset = app.log.stream(user)[-1]
        assert (type(reset), reset.envelope.actor) == (SecondFactorReset, "operator:cli")
    nobody = CliRunner().invoke(postroom, ["account", "let-in", "nobody@northquay.example"], env=environment)
    assert nobody.exit_code == 1
