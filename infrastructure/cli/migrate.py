"""`migrate`: bring the database to this version."""

import click

from infrastructure.settings import Settings


@click.command()
def migrate() -> None:
    """Apply the migrations the database lacks, make the tables of new views, destroy again what a restore brought back."""
    from infrastructure.destroyed import DESTROYED, destroy_again
    from infrastructure.postgres.migrations import migrate as apply
    from infrastructure.postgres.pool import open_pool
    from infrastructure.projecting.install import install
    from projections.catalogue import projectors

    settings = Settings.from_env()
    done = apply(settings.database_url)
    install(settings.database_url, projectors(lambda _account, _masks: lambda text: text))
    with open_pool(settings.database_url, size=1) as pool:
        again = destroy_again(settings.state / DESTROYED, pool)
    if again:
        click.echo(
            f"{again} keys of erased people were back and are destroyed again; run: postroom rebuild --all"
        )
    click.echo(f"migrated: {', '.join(done)}" if done else "nothing to migrate")
