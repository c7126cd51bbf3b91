"""The API's services, filled from the parts of a process."""

from contextlib import ExitStack
from uuid import uuid4

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg_pool import ConnectionPool, PoolTimeout

from api.services import ApiSettings, Services
from infrastructure.bootstrap import Application, clock
from infrastructure.channels.email.showing import MailRendering
from infrastructure.credentials import Credentials
from infrastructure.links import OneTimeLinks
from infrastructure.live.frames import Frames, Places
from infrastructure.live.hub import LiveHub
from infrastructure.observing.requests import Requests
from infrastructure.passwords import Passwords
from infrastructure.postgres.pool import VIEWS, Pool, alive
from infrastructure.repeats import Repeats
from infrastructure.sessions import Sessions

AWAY = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout, psycopg.errors.UndefinedTable)
"""The last one before the first projector has made the views."""


def open_reading(dsn: str, *, size: int) -> Pool:
    """Return a pool for reading: no transactions, nothing can be written, a broken connection is replaced."""
    options = f"-c search_path={VIEWS},public -c default_transaction_read_only=on"
    return ConnectionPool(
        make_conninfo(dsn, options=options),
        kwargs={"autocommit": True},
        min_size=1,
        max_size=size,
        timeout=10,
        check=alive,
        open=True,
    )


def api_settings(application: Application) -> ApiSettings:
    """Return what the API takes from the process's settings."""
    base_url = application.settings.base_url
    return ApiSettings(base_url=base_url, secure_cookies=base_url.startswith("https:"))


def api_services(
    application: Application, closing: ExitStack, settings: ApiSettings | None = None, *, readers: int = 16
) -> Services:
    """Return the services; `closing` gives back what they hold beyond the application's own parts."""
    reading = open_reading(application.settings.database_url, size=readers)
    closing.callback(reading.close)
    recorder, mapper = application.log.recorder, application.log.mapper
    places = Places(recorder, mapper)
    hub = LiveHub(application.positions, Frames(recorder, mapper, places))
    closing.callback(hub.close)

    def ready() -> bool:
        try:
            with reading.connection(timeout=2) as db:
                db.execute("SELECT 1 FROM positions LIMIT 1")
        except AWAY:
            return False
        return True

    return Services(
        bus=application.bus,
        log=application.log,
        views=reading.connection,
        positions=application.positions,
        live=hub,
        secrets=application.secrets,
        passwords=Passwords(),
        sessions=Sessions(application.pool),
        repeats=Repeats(application.pool),
        links=OneTimeLinks(application.secrets),
        credentials=Credentials(application.log, application.secrets),
        eraser=application.eraser,
        places=places,
        blobs=application.blobs,
        mail=MailRendering(),
        clock=clock,
        new_id=uuid4,
        away=AWAY,
        ready=ready,
        observer=Requests(),
        settings=settings or api_settings(application),
    )
