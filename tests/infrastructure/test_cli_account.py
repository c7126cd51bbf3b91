"""`postroom account create`: the first real account, and the one-time link of its administrator."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from domain.account.aggregate import Account
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
