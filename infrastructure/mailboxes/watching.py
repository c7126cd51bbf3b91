"""Having a provider tell of changes: begun, made anew in time, ended with the channel."""

import logging
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from infrastructure.mailboxes.grants import Entry, Grants
from infrastructure.mailboxes.places import Place, Places
from infrastructure.mailboxes.port import AuthorizationLost, Mailbox, MailboxError, RateLimited

EVERY, BEFORE = timedelta(days=1), timedelta(hours=12)
"""Made anew each day, as Gmail asks for, or where less than so much of it is left."""
logger = logging.getLogger(__name__)


def watched(places: Places, place: Place, entry: Entry, key: str, now: datetime) -> None:
    """Make the watch, or make it anew; where the provider does not, the mailbox is only asked. Raises `MailboxError`."""
    mailbox = entry.mailbox
    if not mailbox.watches or _holds(place, now):
        return
    try:
        watch = entry.ask(lambda token: mailbox.watch(token, key=key, earlier=place.watch_ref))
    except (AuthorizationLost, RateLimited):
        raise
    except MailboxError as error:
        logger.warning("a mailbox cannot be watched: %s", type(error).__name__)
        return
    places.watched(place.channel_id, watch.ref, watch.expires_at, now)


def ended(
    places: Places, grants: Grants, account_id: UUID, channel_id: UUID, mailbox: Mailbox | None
) -> None:
    """Have nothing told any more, give the grant back as far as the provider lets us, and forget it all."""
    place = places.of(channel_id)
    if place is None:
        return
    if mailbox is not None:
        entry = grants.entry(account_id, channel_id, mailbox)
        if place.watch_until is not None:
            with suppress(MailboxError):
                entry.ask(lambda token: mailbox.unwatch(token, place.watch_ref))
        with suppress(MailboxError):
            _, grant = grants.held(account_id, channel_id)
            entry.ask(lambda token: mailbox.revoke(token, grant.refresh_token))
    grants.forget(account_id, channel_id)
    places.end(channel_id)


def _holds(place: Place, now: datetime) -> bool:
    until, made = place.watch_until, place.watch_made_at
    return until is not None and made is not None and until - BEFORE > now and made + EVERY > now
