"""Looking after pages: whether their token holds and whoever connected one is its administrator still; letting go (MSG-03).

The tasks are read by the person's own token while it lasts, sixty days after they signed in; after that only the page's
token is asked about, which Facebook ends with the person's role.
"""

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from application.messenger import CheckPageRole, page_token_name
from application.ports import Clock, Secrets
from domain.channel.aggregate import Channel
from domain.channel.authorised import AUTHORISATION_LOST
from infrastructure.events.log import Log
from infrastructure.jobs.worker import Pending
from infrastructure.mailboxes.port import AuthorizationLost, MailboxError
from infrastructure.messenger.graph import Graph
from infrastructure.messenger.tokens import page_token, user_token
from infrastructure.meta.losing import Losing
from infrastructure.meta.places import PlatformPlaces

KIND = "messenger_check"
EVERY, SOON = timedelta(hours=6), timedelta(minutes=15)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Checking:
    """The worker's part."""

    graph: Graph | None
    places: PlatformPlaces
    secrets: Secrets
    log: Log
    losing: Losing
    clock: Clock

    def due(self) -> Iterator[Pending]:
        """Yield the pages to look at now."""
        if self.graph is not None:
            for account_id, channel_id in self.places.due("messenger", AUTHORISATION_LOST, self.clock()):
                yield Pending(KIND, account_id, channel_id, channel_id.hex)

    def __call__(self, account_id: UUID, channel_id: UUID, _key: str) -> None:
        """Look at one page."""
        channel = self.log.fresh(Channel, channel_id)
        if channel is None or self.graph is None or channel.account_id != account_id:
            return
        kept = self.secrets.get(account_id, page_token_name(channel_id))
        if channel.disconnected:
            self._let_go(self.graph, channel, page_token(kept))
            return
        pause = EVERY
        try:
            self.graph.check(page_token(kept))
            tasks = self._tasks(self.graph, channel, user_token(kept))
        except AuthorizationLost as lost:
            self.losing(channel, lost.reason)
        except MailboxError as error:
            pause = SOON
            logger.warning("a page cannot be looked at: %s", type(error).__name__)
        else:
            if tasks is not None:
                self.losing.do(channel, CheckPageRole(channel.id, tasks, channel.authorised_at))
        self.places.look_at(account_id, channel_id, self.clock() + pause)

    def _tasks(self, graph: Graph, channel: Channel, token: str) -> tuple[str, ...] | None:
        """Return what whoever connected a page may do on it now; None where nobody can say that any more."""
        if not token:
            return None
        try:
            pages = graph.pages(token)
        except AuthorizationLost:
            return None
        return next((one.tasks for one in pages if one.page_id == channel.page.page_id), ())

    def _let_go(self, graph: Graph, channel: Channel, token: str) -> None:
        """Have nothing told of a page any more, as far as Facebook lets us, and forget its tokens."""
        with suppress(MailboxError):
            graph.unsubscribe(channel.page.page_id, token)
        self.secrets.drop(channel.account_id, page_token_name(channel.id))
        self.places.end(channel.id)
