"""`account`: open real accounts; the demo's are beside them and never mixed with them."""

import json
import sys
from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from infrastructure.settings import Settings


@click.group()
def account() -> None:
    """Open accounts, and let people in again."""


@account.command()
@click.argument("name")
@click.option("--admin", required=True, help="Mail address the first administrator signs in with.")
@click.option("--admin-name", required=True, help="Their name.")
@click.option(
    "--time-zone", default="Europe/Warsaw", show_default=True, help="IANA name of the account's zone."
)
@click.option("--language", default="en", show_default=True, help="Language of the account.")
@click.option(
    "--created-on", type=click.DateTime(["%Y-%m-%d"]), help="Date of creation; default: today there."
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
def create(
    name: str,
    admin: str,
    admin_name: str,
    time_zone: str,
    language: str,
    created_on: datetime | None,
    *,
    as_json: bool,
) -> None:
    """Open an account called NAME and print a link that sets its administrator's password, once."""
    from application.account import OpenAccount
    from domain.kernel.ids import derived
    from domain.kernel.refusal import Refusal
    from infrastructure.bootstrap import bootstrap, clock
    from infrastructure.links import PATH, OneTimeLinks

    settings, account_id = Settings.from_env(), uuid4()
    try:
        today = clock().astimezone(ZoneInfo(time_zone)).date()
    except (ZoneInfoNotFoundError, ValueError):
        sys.exit("--time-zone must be an IANA name, such as Europe/Warsaw")
    day = created_on.date() if created_on else today
    with bootstrap(settings, pool_size=2) as app:
        env = app.env(account_id, "operator:cli", key="open")
        try:
            app.bus.dispatch(OpenAccount(name, day, time_zone, language, admin, admin_name), env)
        except Refusal as refusal:
            sys.exit(f"refused ({refusal.code}): {refusal}")
        assert env.command_id is not None  # noqa: S101 - made with a key
        user_id = derived(env.command_id, "user")
        link = settings.base_url + PATH + OneTimeLinks(app.secrets).issue(account_id, user_id, env.at)
    made = {"account": str(account_id), "user": str(user_id), "created_on": day.isoformat(), "link": link}
    if as_json:
        click.echo(json.dumps(made))
    else:
        click.echo(
            f"account {account_id} is open\nset the administrator's password here, within 7 days, once:\n{link}"
        )


@account.command("let-in")
@click.argument("address")
def let_in(address: str) -> None:
    """Let who signs in by ADDRESS in again: passwords open for their account, their second factor is taken away.

    Prints a link that sets a new password, once. For an administrator who lost their app or whose provider is gone; the
    log says that it was done here.
    """
    from application.second_factor import ResetSecondFactor
    from application.sign_in import SetSignInRules
    from infrastructure.bootstrap import bootstrap, clock
    from infrastructure.credentials import Credentials
    from infrastructure.links import PATH, OneTimeLinks
    from infrastructure.second_factors import SecondFactors

    settings = Settings.from_env()
    with bootstrap(settings, pool_size=2) as app:
        credentials = Credentials(app.log, app.secrets)
        login = credentials.login(address)
        if login is None:
            sys.exit("nobody signs in by this address")
        rules = credentials.sign_in_of(login.account_id).rules
        open_again = SetSignInRules(passwords=True, second_factor=rules.second_factor)
        for command in (open_again, ResetSecondFactor(login.user_id)):
            app.bus.dispatch(command, app.env(login.account_id, "operator:cli"))
        SecondFactors(app.pool, app.secrets).forget(login.account_id, login.user_id)
        token = OneTimeLinks(app.secrets).issue(login.account_id, login.user_id, clock())
    click.echo(f"set a new password here, within 7 days, once:\n{settings.base_url}{PATH}{token}")
