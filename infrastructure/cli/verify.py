"""`verify`: prove that what is kept is what the log says."""

import json
import sys
from dataclasses import asdict

import click

from infrastructure.projecting.comparing import Difference
from infrastructure.settings import Settings


@click.group()
def verify() -> None:
    """Prove that what is kept is what the log says."""


@verify.command()
@click.argument("names", nargs=-1, metavar="[VIEW]...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def views(names: tuple[str, ...], *, as_json: bool) -> None:
    """Rebuild read models beside the live ones and compare them row for row; exit code 1 if they differ."""
    from infrastructure.bootstrap import bootstrap
    from infrastructure.cli.progress import bar
    from infrastructure.postgres.pool import connect
    from infrastructure.projecting.ledger import failures
    from infrastructure.projecting.rebuild import Rebuild, RebuildRunning

    settings = Settings.from_env()
    with bootstrap(settings, pool_size=2) as app:
        known = [view.name for view in app.projectors]
        if unknown := sorted(set(names).difference(known)):
            raise click.UsageError(f"no such view: {', '.join(unknown)}. There are: {', '.join(known)}")
        try:
            with bar("verifying", hidden=as_json) as show:
                found = Rebuild(settings.database_url, app.log, app.projectors).verify(names or known, show)
        except RebuildRunning:
            sys.exit("another rebuild is under way; wait for it to end")
        with connect(settings.database_url) as db:
            aside = failures(db)
    equal = all(difference.equal for difference in found)
    if as_json:
        tables = [{**asdict(difference), "equal": difference.equal} for difference in found]
        click.echo(
            json.dumps(
                {"equal": equal, "tables": tables, "set_aside": [f._asdict() for f in aside]}, indent=2
            )
        )
    else:
        for difference in found:
            click.echo(described(difference))
        for failure in aside:
            click.echo(f"set aside by {failure.view}: the event at {failure.position} ({failure.error})")
    sys.exit(0 if equal else 1)


def described(difference: Difference) -> str:
    """Return a line about one table."""
    if difference.equal:
        return f"{difference.table}: {difference.rows} rows, equal"
    return (
        f"{difference.table}: {difference.rows} rows, DIFFERENT:"
        f" {difference.surplus} that a rebuild does not make, {difference.missing} missing"
    )


@verify.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def decisions(*, as_json: bool) -> None:
    """Make every routing decision of the log again, by its own policy on its own facts; exit code 1 if one differs."""
    from infrastructure.bootstrap import bootstrap
    from infrastructure.cli.progress import bar
    from infrastructure.rechecking import rechecked

    with bootstrap(Settings.from_env(), pool_size=2) as app, bar("deciding again", hidden=as_json) as show:
        found = rechecked(app.log, show)
    if as_json:
        differing = [{"position": one.position, "fields": one.fields} for one in found.differing]
        click.echo(
            json.dumps(asdict(found) | {"differing": differing, "equal": not found.different}, indent=2)
        )
    else:
        for one in found.differing:
            click.echo(f"the decision at {one.position} differs: {', '.join(one.fields)}")
        click.echo(
            f"{found.decisions} decisions made again, {found.different} differ,"
            f" {found.decisions / max(found.seconds, 1e-9):,.0f} a second"
        )
    sys.exit(1 if found.different else 0)
