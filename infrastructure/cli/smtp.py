"""`smtp`: the door for mail."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from infrastructure.cli.preloading import set_apart
from infrastructure.cli.stopping import SIGNALS, end_early
from infrastructure.settings import Settings

if TYPE_CHECKING:
    from infrastructure.certificates import Certificate

WORKERS = 8


@click.command()
def smtp() -> None:
    """Take mail in for hosted addresses; 250 means it is durable."""
    end_early()
    import uvloop

    from application.processes.ingest_on_message_accepted import reactor
    from infrastructure.bootstrap import bootstrap
    from infrastructure.channels.email.smtp import Intake
    from infrastructure.channels.email.smtp_contract import Accepted, limits_of
    from infrastructure.door import Target
    from infrastructure.doorstep import Doorstep
    from infrastructure.egress import networks
    from infrastructure.isolation.pool import PROMPT
    from infrastructure.observing.exposing import exposed
    from infrastructure.observing.figures import pool_source
    from infrastructure.observing.lines import write_lines
    from infrastructure.observing.probing import Probe
    from infrastructure.originals import readers
    from infrastructure.reacting.places import Places

    settings = Settings.from_env()
    certificate = _certificate(settings)
    write_lines("smtp", settings.log_format, settings.log_level)
    with bootstrap(settings, pool_size=WORKERS, prompt=True) as app:
        limits, places = limits_of(settings.smtp_limits), Places(app.pool)
        doorstep = Doorstep(
            app.bus, app.log, readers(settings.smtp_authserv), PROMPT.each, lambda: places.of(reactor.name),
            most=limits.at_once, size=limits.at_once_size,
        )  # fmt: skip

        def accept(raw: bytes, mail_from: str, recipients: list[Accepted[Target]], peer_ip: str) -> None:
            pairs = [(recipient.address, recipient.target) for recipient in recipients]
            app.door.accept(raw, mail_from, pairs, peer_ip, doorstep=doorstep)

        intake = Intake(
            app.door,
            accept,
            hostname=settings.mail_domain,
            limits=limits,
            ours=networks(f"127.0.0.0/8 ::1 {settings.trusted_proxies}"),
            tls=certificate.context if certificate else None,
            renew_tls=certificate.renew if certificate else lambda: None,
        )

        async def serve() -> None:
            stop = asyncio.Event()
            for number in SIGNALS:
                asyncio.get_running_loop().add_signal_handler(number, stop.set)
            await intake.serve(settings.smtp_host, settings.smtp_port, stop)

        set_apart()
        try:
            sources = (intake.shown, pool_source("pool", app.pool.get_stats))
            with exposed(settings, sources, Probe(settings.database_url, lambda: not intake.closing)):
                uvloop.run(serve())
        except OSError as error:
            sys.exit(f"cannot listen for mail on {settings.smtp_host}:{settings.smtp_port}: {error.strerror}")


def _certificate(settings: Settings) -> "Certificate | None":
    from infrastructure.certificates import Certificate

    if not settings.smtp_cert:
        return None
    try:
        return Certificate(Path(settings.smtp_cert), Path(settings.smtp_key) if settings.smtp_key else None)
    except OSError as error:
        sys.exit(
            f"POSTROOM_SMTP_CERT and POSTROOM_SMTP_KEY hold no certificate with its key: {error.strerror}"
        )
