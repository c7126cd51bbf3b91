"""`worker`: do the work that calls the outside."""

from collections.abc import Callable, Iterable
from contextlib import closing
from itertools import chain
from uuid import UUID, uuid4

import click

from infrastructure.cli.preloading import set_apart
from infrastructure.cli.stopping import end_early, run_until_stopped
from infrastructure.settings import Settings

THREADS = 8


@click.command()
@click.option("--threads", default=THREADS, show_default=True, help="Jobs done at the same time.")
def worker(threads: int) -> None:
    """Send what is to be sent. As many workers as you like; each job is one's alone."""
    end_early()
    from application.handling import WakeConversation
    from domain.kernel.envelope import Envelope
    from infrastructure.bootstrap import bootstrap, clock
    from infrastructure.contact_imports import KIND as IMPORT
    from infrastructure.importing import Importing, imports
    from infrastructure.jobs import early, holds, left, promises, ratings, unagreed
    from infrastructure.jobs.availability import KIND as SETTLE
    from infrastructure.jobs.availability import Settling
    from infrastructure.jobs.pending import due, offers, old, stages, unsent, untold
    from infrastructure.jobs.queue import Jobs
    from infrastructure.jobs.worker import Pending, Worker
    from infrastructure.link_mails import KIND, LinkMails
    from infrastructure.links import OneTimeLinks
    from infrastructure.live.screens import Screens
    from infrastructure.observing.exposing import exposed
    from infrastructure.observing.figures import pool_source
    from infrastructure.observing.lines import write_lines
    from infrastructure.observing.probing import Probe
    from infrastructure.offering import Offering
    from infrastructure.owner_mails import OwnerMails
    from infrastructure.sending import SENT, TryAgain
    from infrastructure.stage_moves import StageMoves

    settings = Settings.from_env()
    write_lines("worker", settings.log_format, settings.log_level)
    screens = Screens(settings.redis_url)
    with bootstrap(settings, pool_size=threads + 2) as app:
        settling = Settling(app.pool, app.bus, screens, clock)
        promising = promises.Promising(app.pool, app.bus, clock)
        destroying, giving_up = (
            unagreed.Destroying(app.pool, app.bus, clock, settings.consent_hold_days),
            early.GivingUp(app.pool, app.bus, clock),
        )
        releasing = holds.Releasing(app.pool, app.bus, clock, settings.bot_hold_minutes)
        leaving = left.Leaving(settings, app.pool, app.sender)
        satisfying = ratings.Satisfying(settings, app.pool, app.sender, app.rating_links, leaving.visitors)

        def send(account_id: UUID, conversation_id: UUID, message_id: str) -> None:
            app.sender(account_id, conversation_id, UUID(message_id))

        mails = LinkMails(settings, app.log, app.secrets, OneTimeLinks(app.secrets), app.pool, clock)

        def wake(account_id: UUID, conversation_id: UUID, _: str) -> None:
            env = Envelope(account_id, "system:clock", clock(), uuid4())
            app.bus.dispatch(WakeConversation(conversation_id, due=True), env)

        def drop(_account_id: UUID, upload_id: UUID, _: str) -> None:
            app.uploads.drop(upload_id)

        def pending() -> Iterable[Pending]:
            sweeps = (unsent, due, offers, untold, stages, imports)
            return chain(
                *(sweep(app.pool) for sweep in sweeps),
                old(app.uploads),
                settling.due(),
                promising.due(),
                satisfying.due(),
                destroying.due(),
                giving_up.due(),
                releasing.due(),
                leaving.due(),
                app.mailboxes.reading.due(),
                app.mailboxes.losses.due(),
                app.messenger.checking.due(),
                app.messenger.fetching.due(),
                app.whatsapp.looking.due(),
                app.whatsapp.fetching.due(),
                app.calling.due(),
            )

        kinds: dict[str, Callable[[UUID, UUID, str], None]] = {
            "send": send,
            "wake": wake,
            "drop": drop,
            KIND: mails,
            SETTLE: settling,
            IMPORT: Importing(app.pool, app.uploads, app.bus, clock),
            promises.KIND: promising,
            ratings.RATING: satisfying,
            unagreed.KIND: destroying,
            early.KIND: giving_up,
            holds.KIND: releasing,
            left.KIND: leaving,
            "mailbox": app.mailboxes.reading,
            "mailbox_loss": app.mailboxes.losses,
            "messenger_check": app.messenger.checking,
            "messenger_media": app.messenger.fetching,
            "messenger_name": app.messenger.naming,
            "whatsapp_look": app.whatsapp.looking,
            "whatsapp_media": app.whatsapp.fetching,
            **app.calling.kinds(),
            "stages": StageMoves(app.bus, app.log, app.pool, clock, app.positions.wait_for),
            "offer": Offering(app.bus, app.log, app.pool, clock, app.positions.wait_for),
            "tell_owner": OwnerMails(settings, app.sender, app.pool),
        }
        jobs = Jobs(settings.redis_url, kinds, later=(TryAgain,))
        sources = (lambda: (SENT.shown(),), pool_source("pool", app.pool.get_stats))
        set_apart()
        with (
            closing(screens),
            closing(leaving),
            closing(jobs),
            exposed(settings, sources, Probe(settings.database_url)),
        ):
            run_until_stopped([Worker(jobs, pending, threads=threads)])
