"""`keys`: the master key."""

import sys

import click

from infrastructure.settings import Settings


@click.group()
def keys() -> None:
    """Look after the master key, which wraps the keys of all data subjects."""


@keys.command()
def rotate() -> None:
    """Make a new master key in its file and wrap everything under it; old ones stay in the file.

    Running processes learn of it by themselves. Keep a copy of the new file before you remove an old key from it.
    """
    from infrastructure.events.master import KEY_FILE, rotate_file

    settings = Settings.from_env()
    if settings.master_key is not None:
        sys.exit(
            "the master key comes from POSTROOM_MASTER_KEY. Put a new one there and the former into"
            " POSTROOM_OLD_MASTER_KEYS, start every process again, then run: postroom keys rewrap"
        )
    path = settings.state / KEY_FILE
    rotate_file(path)
    click.echo(f"a new master key is in {path}")
    wrap_again(settings)


@keys.command()
def rewrap() -> None:
    """Wrap every subject's key and every secret that an older master key wrapped under the current one."""
    wrap_again(Settings.from_env())


def wrap_again(settings: Settings) -> None:
    """Wrap everything under the current master key, and say how much that was."""
    from infrastructure.bootstrap import bootstrap

    with bootstrap(settings, pool_size=2) as app:
        wrapped, sealed = app.keyring.rewrap(), app.secrets.rewrap()
    click.echo(f"wrapped {wrapped} subjects' keys and {sealed} secrets under the current master key")
