"""`dead-letters`: what the reactors had to give up."""

import sys

import click

from infrastructure.settings import Settings


@click.command("dead-letters")
@click.argument("reactor", default="")
@click.option("--replay", is_flag=True, help="Carry them out now, each once more.")
def dead_letters(reactor: str, *, replay: bool) -> None:
    """List commands that failed for no reason of the business; exit code 1 if there are any."""
    from infrastructure.bootstrap import bootstrap
    from infrastructure.jobs.queue import Jobs
    from infrastructure.reacting.dispatcher import Dispatcher
    from infrastructure.reacting.places import Places
    from infrastructure.reacting.replay import replay_dead_letters

    settings = Settings.from_env()
    with bootstrap(settings, pool_size=2) as app:
        places = Places(app.pool)
        if replay:
            dispatcher = Dispatcher(app.bus, places, Jobs(settings.redis_url).enqueue)
            left = replay_dead_letters(app.log, app.reactors, places, dispatcher, reactor)
        else:
            left = places.dead_letters(reactor)
    for letter in left:
        click.echo(f"{letter.reactor} at {letter.position}: {letter.error}, {letter.attempts} attempts")
    sys.exit(1 if left else 0)
