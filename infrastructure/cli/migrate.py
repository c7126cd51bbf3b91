"""`migrate`: bring the database to this version."""

import click

from infrastructure.settings import Settings


@click.command()
def migrate() -> None:
    """Apply the migrations the database lacks, and make the tables of new views."""
    from infrastructure.postgres.migrations import migrate as apply
    from infrastructure.projecting.install import install
    from projections.catalogue import projectors

    settings = Settings.from_env()
    done = apply(settings.database_url)
    install(settings.database_url, projectors(lambda _account, _masks: lambda text: text))
    click.echo(f"migrated: {', '.join(done)}" if done else "nothing to migrate")
