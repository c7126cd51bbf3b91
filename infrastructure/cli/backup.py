"""`backup`: one file with everything, while everything runs (RL-08)."""

import json
from pathlib import Path

import click

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("target", type=click.Path(path_type=Path), metavar="DIR|FILE")
@click.option("--destroyed", type=FILE, help="Copy the list of destroyed keys to FILE as well.")
@click.option("--no-blobs", is_flag=True, help="Leave blobs out: their store has copies of its own.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
def backup(target: Path, destroyed: Path | None, *, no_blobs: bool, as_json: bool) -> None:
    """Write log, keys, working state and blobs to FILE, or to a new file in DIR.

    Everything may run meanwhile. Read models are not in it; a restore makes them anew. Neither are the master key
    and the list of destroyed keys, which belong somewhere else.
    """
    from application.ports import Unavailable
    from infrastructure.backup import BackupRefused, masters
    from infrastructure.backup.server import database_at_hand
    from infrastructure.backup.take import as_json as figures
    from infrastructure.backup.take import take
    from infrastructure.blobs.choose import store_of
    from infrastructure.cli.progress import bar
    from infrastructure.destroyed import DESTROYED, add_to_copy

    try:
        with database_at_hand(alone=False) as settings, bar("backing up", hidden=as_json) as show:
            master = masters.known(settings)
            store = None if no_blobs else store_of(settings)
            taken = take(settings.database_url, store, master, target, show)
        listed = settings.state / DESTROYED
        ids = None if destroyed is None else add_to_copy(listed, destroyed)
    except (BackupRefused, OSError, Unavailable) as error:
        raise click.ClickException(f"no backup was made: {error}") from None
    if as_json:
        click.echo(json.dumps(figures(taken)))
        return
    blobs = "no blobs" if taken.blobs is None else f"{taken.blobs} blobs"
    click.echo(
        f"{taken.path}: {taken.events} events up to position {taken.position}, {blobs}, {taken.bytes} bytes"
    )
    click.echo("Not in it; keep each somewhere else:")
    click.echo(f"  the master key            {masters.place(settings)}")
    copied = "copy it each time with --destroyed FILE" if ids is None else f"{ids} ids, copied to {destroyed}"
    click.echo(f"  the list of destroyed keys {listed}: {copied}")
