"""`projector`: keep the read models and run the reactors."""

import click

from infrastructure.cli.preloading import set_apart
from infrastructure.cli.stopping import Runs, end_early, run_until_stopped
from infrastructure.settings import Settings

REACTOR_CONNECTIONS = 16


@click.command()
@click.option(
    "--only", type=click.Choice(["views", "reactors"]), help="Do one of both; another process does the other."
)
def projector(only: str | None) -> None:
    """Keep the read models up with the log, and react to what happens. Several may run; one of them works."""
    end_early()
    from infrastructure.bootstrap import bootstrap
    from infrastructure.jobs.queue import Jobs
    from infrastructure.observing.exposing import exposed
    from infrastructure.observing.figures import pool_source
    from infrastructure.observing.lines import write_lines
    from infrastructure.observing.probing import Probe
    from infrastructure.projecting.lanes import lanes
    from infrastructure.reacting.dispatcher import Dispatcher
    from infrastructure.reacting.places import Places
    from infrastructure.reacting.runner import Runner as Reacting

    settings = Settings.from_env()
    write_lines("projector", settings.log_format, settings.log_level)
    with bootstrap(settings, pool_size=REACTOR_CONNECTIONS) as app:
        jobs, places = Jobs(settings.redis_url), Places(app.pool)
        dispatcher = Dispatcher(app.bus, places, jobs.enqueue)
        parts: dict[str, list[Runs]] = {
            "views": [*lanes(settings.database_url, app.log, app.projectors)],
            "reactors": [Reacting(settings.database_url, app.log, app.reactors, places, dispatcher)],
        }
        sources = (dispatcher.shown, pool_source("pool", app.pool.get_stats))
        set_apart()
        with exposed(settings, sources, Probe(settings.database_url)):
            run_until_stopped([part for name in parts if only in (None, name) for part in parts[name]])
        jobs.close()
