"""The API's services, filled from the parts of a process."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from uuid import uuid4

import psycopg
from psycopg_pool import PoolTimeout

from api.chat_limits import ChatLimits
from api.form_limits import FormLimits
from api.services import ApiSettings, Services
from infrastructure.bootstrap import Application, clock, egress_of
from infrastructure.channels.email.showing import MailRendering
from infrastructure.channels.form.showing import Rendering
from infrastructure.chat_door import ChatDoor
from infrastructure.chat_now import ChatNow
from infrastructure.code_mails import ByRelay
from infrastructure.consents import LoggedConsents
from infrastructure.contact_imports import ContactImports
from infrastructure.credentials import Credentials
from infrastructure.events import log
from infrastructure.form_door import FormDoor
from infrastructure.guesses import Guesses
from infrastructure.jobs.queue import Jobs
from infrastructure.link_mails import asking
from infrastructure.links import OneTimeLinks
from infrastructure.live.frames import Frames, Places
from infrastructure.live.hub import LiveHub
from infrastructure.live.paces import RedisPaces
from infrastructure.live.presence import RedisPresence
from infrastructure.live.screens import Screens
from infrastructure.live.visitors import RedisVisitors
from infrastructure.mailboxes.flows import MailboxFlows
from infrastructure.named_limits import named_limits
from infrastructure.observing.judging import Limits
from infrastructure.observing.requests import Requests
from infrastructure.observing.watching import Watch
from infrastructure.oidc import OpenId, guarded_fetch
from infrastructure.passwords import Passwords
from infrastructure.postgres.pool import open_reading
from infrastructure.projecting.replica import Replica
from infrastructure.provider_flows import ProviderFlows
from infrastructure.reading_marks import ReadingMarks
from infrastructure.repeats import Repeats
from infrastructure.second_factors import SecondFactors
from infrastructure.sessions import Sessions
from infrastructure.token_uses import TokenUses
from projections.common.db import Db

AWAY = (
    psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout, psycopg.errors.UndefinedTable, psycopg.errors.InternalError_,
    *log.AWAY,
)  # fmt: skip
"""No table before the first projector has made the views; an internal error where a file may not grow, as on a full disk."""


def api_settings(application: Application) -> ApiSettings:
    """Return what the API takes from the process's settings."""
    told = application.settings
    return ApiSettings(
        base_url=told.base_url,
        secure_cookies=told.base_url.startswith("https:"),
        requests_per_second=told.requests_per_second,
        burst=told.requests_at_once,
        account_requests_per_second=told.account_requests_per_second,
        account_burst=told.account_requests_at_once,
        relay=bool(told.relay_url),
        form_limits=named_limits(FormLimits, told.form_limits),
        chat_limits=named_limits(ChatLimits, told.chat_limits),
    )


def api_services(
    application: Application, closing: ExitStack, settings: ApiSettings | None = None, *, readers: int = 16
) -> Services:
    """Return the services; `closing` gives back what they hold beyond the application's own parts."""
    reading = open_reading(application.settings.database_url, size=readers)
    closing.callback(reading.close)
    recorder, mapper = application.log.recorder, application.log.mapper
    told = application.settings
    views: Callable[[], AbstractContextManager[Db]] = reading.connection
    reads, replica = views, None
    if told.replica_url:
        newest, lag = application.positions.position, told.replica_lag_seconds
        replica = Replica(told.replica_url, views, newest, longest_lag=lag, size=readers)
        closing.callback(replica.close)
        reads = replica.lend
    places = Places(recorder, mapper)
    presence = RedisPresence(told.redis_url)
    closing.callback(presence.close)
    screens = Screens(told.redis_url)
    closing.callback(screens.close)
    paces = RedisPaces(told.redis_url, application.secrets)
    closing.callback(paces.close)
    hub = LiveHub(application.positions, Frames(recorder, mapper, places), presence)
    closing.callback(hub.close)

    credentials = Credentials(application.log, application.secrets)
    jobs = Jobs(application.settings.redis_url)
    closing.callback(jobs.close)

    watch = Watch(
        told.database_url, told.redis_url, told.state, Limits.of(told), changed=hub.rouse,
        beside=replica.notices if replica else tuple,
    )  # fmt: skip
    closing.callback(watch.close)

    return Services(
        bus=application.bus,
        log=application.log,
        views=views,
        reads=reads,
        positions=application.positions,
        live=hub,
        presence=presence,
        visitors=RedisVisitors(presence, application.secrets.of_installation),
        code_mails=ByRelay(told, application.sender, views),
        screens=screens,
        paces=paces,
        secrets=application.secrets,
        passwords=Passwords(),
        sessions=Sessions(
            application.pool,
            application.secrets,
            timedelta(minutes=told.session_idle_minutes),
            timedelta(hours=told.session_longest_hours),
        ),
        guesses=Guesses(application.pool),
        factors=SecondFactors(application.pool, application.secrets),
        sign_in_of=credentials.sign_in_of,
        token_uses=TokenUses(application.pool),
        linked=credentials.linked,
        providers=ProviderFlows(
            application.pool,
            application.secrets,
            application.log,
            OpenId(guarded_fetch(egress_of(told))),
            told.base_url,
        ),
        mailboxes=MailboxFlows(
            application.pool,
            application.secrets,
            application.mailboxes.mailboxes,
            application.mailboxes.places,
            application.mailboxes.keys,
            told.base_url,
            jobs.enqueue,
        ),
        messenger=application.messenger.login(jobs.enqueue),
        whatsapp=application.whatsapp.entering(jobs.enqueue),
        calling=application.calling.accounts(jobs.enqueue, paces, application.ports.limits.calls),
        ask_for_link=asking(jobs.enqueue, application.secrets, clock),
        repeats=Repeats(application.pool),
        reading_marks=ReadingMarks(application.pool),
        links=OneTimeLinks(application.secrets),
        rating_links=application.rating_links,
        credentials=credentials,
        eraser=application.eraser,
        places=places,
        blobs=application.blobs,
        mail=Rendering(MailRendering()),
        uploads=application.uploads,
        imports=ContactImports(application.pool, application.uploads, jobs.enqueue),
        markup=application.ports.markup,
        drafts=application.drafts,
        consents=LoggedConsents(application.bus, clock),
        forms=FormDoor(application.door, application.log, application.secrets),
        visits=ChatDoor(
            application.door,
            application.bus,
            application.log,
            application.secrets,
            clock,
            ChatNow(application.bus, views, clock),
        ),
        limits=application.ports.limits,
        clock=clock,
        new_id=uuid4,
        away=AWAY,
        ready=lambda: watch.now().figures is not None,
        observer=Requests(),
        condition=watch,
        settings=settings or api_settings(application),
    )
