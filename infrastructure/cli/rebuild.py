"""`rebuild`: make read models anew from the log, beside the live ones, and switch."""

import sys

import click

from infrastructure.settings import Settings


@click.command()
@click.argument("views", nargs=-1, metavar="[VIEW]...")
@click.option("--all", "everything", is_flag=True, help="Rebuild every view.")
@click.option("--set-aside", is_flag=True, help="Rebuild the views that had to set events aside.")
def rebuild(views: tuple[str, ...], *, everything: bool, set_aside: bool) -> None:
    """Rebuild read models while the live ones stay in use, compare both, and switch over."""
    from infrastructure.bootstrap import bootstrap
    from infrastructure.cli.progress import bar
    from infrastructure.cli.verify import described
    from infrastructure.projecting.rebuild import Rebuild, RebuildRunning

    settings = Settings.from_env()
    with bootstrap(settings, pool_size=2) as app:
        known = [view.name for view in app.projectors]
        if unknown := sorted(set(views).difference(known)):
            raise click.UsageError(f"no such view: {', '.join(unknown)}. There are: {', '.join(known)}")
        if not (views or everything or set_aside):
            raise click.UsageError(f"name a view, or --all. There are: {', '.join(known)}")
        worker = Rebuild(settings.database_url, app.log, app.projectors)
        try:
            with bar("rebuilding") as show:
                found = worker.retry_set_aside(show) if set_aside else worker.rebuild(views or known, show)
        except RebuildRunning:
            sys.exit("another rebuild is under way; wait for it to end")
    for difference in found:
        click.echo(described(difference))
    click.echo("switched" if found or not set_aside else "nothing was set aside")
