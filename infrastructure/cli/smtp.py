"""`smtp`: the door for mail."""

import asyncio
import sys

import click

from infrastructure.cli.stopping import SIGNALS, end_early
from infrastructure.settings import Settings

WORKERS = 8


@click.command()
def smtp() -> None:
    """Take mail in for hosted addresses; 250 means it is durable."""
    end_early()
    from infrastructure.bootstrap import bootstrap
    from infrastructure.channels.email.smtp import Intake
    from infrastructure.channels.email.smtp_contract import Accepted
    from infrastructure.door import Target
    from infrastructure.observing.lines import write_lines
    from infrastructure.postgres.pool import SOON

    settings = Settings.from_env()
    write_lines("smtp", settings.log_format, settings.log_level)
    with bootstrap(settings, pool_size=WORKERS, patience=SOON) as app:

        def accept(raw: bytes, mail_from: str, recipients: list[Accepted[Target]], peer_ip: str) -> None:
            pairs = [(recipient.address, recipient.target) for recipient in recipients]
            app.door.accept(raw, mail_from, pairs, peer_ip)

        intake = Intake(app.door, accept, hostname=settings.mail_domain)

        async def serve() -> None:
            stop = asyncio.Event()
            for number in SIGNALS:
                asyncio.get_running_loop().add_signal_handler(number, stop.set)
            await intake.serve(settings.smtp_host, settings.smtp_port, stop)

        try:
            asyncio.run(serve())
        except OSError as error:
            sys.exit(f"cannot listen for mail on {settings.smtp_host}:{settings.smtp_port}: {error.strerror}")
