"""The WSGI target of `postroom api`: everything is made in the worker, after the fork."""

import signal
import socket
from contextlib import ExitStack
from threading import Thread
from urllib.parse import urlsplit

from flask import Flask

from api.app import create_app
from api.behind import Behind
from infrastructure.bootstrap import bootstrap
from infrastructure.cli.preloading import set_apart
from infrastructure.egress import networks
from infrastructure.live.hub import LiveHub
from infrastructure.observing.exposing import exposed
from infrastructure.observing.figures import gauge, pool_source
from infrastructure.observing.installation import installation_source
from infrastructure.observing.lines import write_lines
from infrastructure.observing.requests import Requests
from infrastructure.serving import api_services
from infrastructure.settings import Settings


def application() -> Flask:
    """Return the application; the live streams end as soon as the worker is asked to stop."""
    closing = ExitStack()
    settings = Settings.from_env()
    write_lines("api", settings.log_format, settings.log_level)
    made = closing.enter_context(bootstrap(settings, prompt=True))
    services = api_services(made, closing)
    assert isinstance(services.observer, Requests)  # noqa: S101 - api_services made it
    assert isinstance(services.live, LiveHub)  # noqa: S101 - api_services made it
    _close_on_signal(services.live)
    app = create_app(services)
    seats = app.extensions["postroom.streams"]
    sources = (
        services.observer.shown,
        installation_source(services.condition),
        pool_source("pool", made.pool.get_stats),
        lambda: (
            gauge("postroom_streams", "Live streams open.", seats.taken),
            gauge("postroom_keys_cached", "Keys of persons in memory.", made.keyring.cached),
        ),
    )
    closing.enter_context(exposed(settings, sources, services.ready))
    _KEPT.append(closing)
    set_apart()
    return fronted(app, settings)


def fronted(app: Flask, settings: Settings) -> Flask:
    """Return the application behind the proxies, and under the names, that the settings know."""
    hosts = {urlsplit(settings.base_url).hostname or "", *settings.hosts.split()}
    app.wsgi_app = Behind(app.wsgi_app, networks(settings.trusted_proxies), hosts)  # type: ignore[method-assign]
    return app


def _close_on_signal(hub: LiveHub) -> None:
    """Close the hub when a signal arrives, whoever handles it: the server's own handler comes later and stays.

    Python writes each signal's number to the wake-up descriptor before any handler runs.
    """
    heard, told = socket.socketpair()
    told.setblocking(False)  # noqa: FBT003 - the socket's own signature
    signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)

    def listen() -> None:
        try:
            while heard.recv(1)[0] not in (signal.SIGTERM, signal.SIGINT):
                pass
        except (OSError, IndexError):
            pass
        hub.close()

    Thread(target=listen, name="closing", daemon=True).start()
    _KEPT.append(told)


_KEPT: list[object] = []
"""What must not be collected: descriptors, and what ends when it is."""
