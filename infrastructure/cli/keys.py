"""`keys`: the master key."""

import sys

import click

from infrastructure.settings import Settings


@click.group()
def keys() -> None:
    """Look after the master key, which wraps the keys of all data subjects."""


@keys.command()
def rotate() -> None:
    """Make a new master key and wrap every subject's key and every secret under it; old ones stay in the file.

    Running processes learn of it by themselves. Keep a copy of the new file before you remove an old key from it.
    """
    from infrastructure.bootstrap import bootstrap
    from infrastructure.events.master import rotate_file

    settings = Settings.from_env()
    if settings.master_key is not None:
        sys.exit("the master key comes from POSTROOM_MASTER_KEY: rotate it where it is kept")
    path = settings.state / "keys" / "master.json"
    rotate_file(path)
    with bootstrap(settings, pool_size=2) as app:
        wrapped, sealed = app.keyring.rewrap(), app.secrets.rewrap()
    click.echo(f"wrapped {wrapped} subjects' keys and {sealed} secrets under the new key; it is in {path}")
