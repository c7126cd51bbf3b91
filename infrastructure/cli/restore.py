"""`restore`: put a backup in force in an empty database (RL-08, PRV-08)."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from uuid import UUID

    from infrastructure.settings import Settings

FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command()
@click.argument("file", type=FILE)
@click.option("--destroyed", type=FILE, help="The newest copy of the list of destroyed keys.")
@click.option("--none-destroyed", is_flag=True, help="Nobody was ever erased, so there is no such list.")
@click.option(
    "--no-verify", is_flag=True, help="Do not rebuild the read models a second time to compare them."
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
def restore(
    file: Path, destroyed: Path | None, *, none_destroyed: bool, no_verify: bool, as_json: bool
) -> None:
    """Put the backup FILE in force in an empty database, with nothing of Postroom running.

    The master key must be in place. Keys of people who were erased since are destroyed before anything can read
    them; then the read models are made. Interrupted, it can be repeated.
    """
    from application.ports import Unavailable
    from infrastructure.backup import BackupRefused, masters
    from infrastructure.backup.again import fill_views, finish_erasures, proven, views_kept
    from infrastructure.backup.restore import finished, load
    from infrastructure.backup.server import database_at_hand
    from infrastructure.blobs.choose import store_of
    from infrastructure.bootstrap import bootstrap
    from infrastructure.cli.progress import bar
    from infrastructure.postgres.migrations import migrate

    try:
        with database_at_hand(alone=True) as settings:
            master = masters.known(settings)
            keys = list_of_destroyed(settings, destroyed, none=none_destroyed)
            store = store_of(settings)
            with bar("restoring", hidden=as_json) as show:
                loaded = load(settings.database_url, store, master, file, keys, show)
            migrate(settings.database_url)
            with bootstrap(settings, pool_size=4) as app:
                with bar("filling views", hidden=as_json) as show, views_kept(app) as keeper:
                    fill_views(app, keeper, show)
                    erased = finish_erasures(app)
                with bar("verifying", hidden=as_json) as show:
                    found = [] if no_verify else proven(app, show)
            finished(settings.database_url, loaded.id)
    except (BackupRefused, OSError, Unavailable) as error:
        raise click.ClickException(f"not restored: {error}") from None
    different = [difference.table for difference in found if not difference.equal]
    figures = {
        "position": loaded.position, "blobs": loaded.blobs, "keys_destroyed_again": loaded.again,
        "erasures_finished": erased, "verified": not no_verify, "different": different,
    }  # fmt: skip
    click.echo(json.dumps(figures) if as_json else told(figures, repeated=loaded.repeated))
    sys.exit(1 if different else 0)


def list_of_destroyed(settings: "Settings", given: Path | None, *, none: bool) -> "list[UUID]":
    """Return the ids of all destroyed keys; what was given is noted in the state directory first."""
    from infrastructure.backup import BackupRefused
    from infrastructure.destroyed import DESTROYED, add_to_copy, noted

    listed = settings.state / DESTROYED
    if given is not None:
        add_to_copy(given, listed)
    elif not listed.exists() and not none:
        raise BackupRefused(
            "there is no list of destroyed keys. Give the newest copy with --destroyed FILE: without it, people who"
            " were erased after the backup come back. If nobody was ever erased, say --none-destroyed"
        )
    return noted(listed)


def told(figures: "dict[str, object]", *, repeated: bool) -> str:
    """Return what was done, in lines for people."""
    lines = (
        ["An earlier restore of this file was interrupted after loading; the rest is done now."]
        if repeated
        else []
    )
    lines += [
        f"restored: the log up to position {figures['position']}, {figures['blobs']} blobs",
        f"destroyed again: {figures['keys_destroyed_again']} keys of erased people",
        f"erasures finished: {figures['erasures_finished']}",
    ]
    if not figures["verified"]:
        lines.append("read models: filled, not verified; postroom verify views does it")
    elif figures["different"]:
        lines.append(f"read models: DIFFERENT from a rebuild: {figures['different']}")
    else:
        lines.append("read models: filled, and equal to a rebuild")
    return "\n".join(lines)
