"""`demo`: make the demo accounts, once."""

import click

from infrastructure.settings import Settings


@click.command()
def demo() -> None:
    """Make the demo accounts with a month of history; quick and without effect where they are there."""
    from infrastructure.bootstrap import bootstrap
    from infrastructure.demo.notes import NAME
    from infrastructure.demo.seed import seed

    settings = Settings.from_env()
    with bootstrap(settings) as app:
        made = seed(app)
    click.echo(
        f"{made.conversations} conversations made" if made.conversations else "the demo is there already"
    )
    click.echo(f"logins: {settings.state / NAME}")
