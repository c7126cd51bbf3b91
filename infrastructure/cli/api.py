"""`api`: JSON and live streams on one port."""

from typing import Any

import click
from granian.constants import HTTPModes, Interfaces, Loops
from granian.server import Server

from infrastructure.observing.lines import write_lines
from infrastructure.settings import Settings

THREADS = 1_100
"""Above the streams' limit (api.services), so that requests always find a thread; idle ones end by themselves."""
STOP_SECONDS = 3


@click.command()
def api() -> None:
    """Serve the API: one worker process with many threads (granian, HTTP/1)."""
    settings = Settings.from_env()
    write_lines("api", settings.log_format, settings.log_level)
    server("infrastructure.wsgi:application", settings).serve()


def server(target: str, settings: Settings) -> Any:
    """Return the server (granian) of a WSGI application that `target` makes; `serve` runs it."""
    return Server(
        target,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=30,
        backpressure=THREADS,
        loop=Loops.asyncio,
        http=HTTPModes.http1,
        websockets=False,
        workers_kill_timeout=STOP_SECONDS,
        factory=True,
        log_access=False,
        log_dictconfig={"version": 1, "disable_existing_loggers": False, "handlers": {}, "loggers": {}},
    )
