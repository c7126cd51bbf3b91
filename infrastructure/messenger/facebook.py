"""Facebook from the browser and back, and the door for its webhooks: the API's port `api.messenger.Messenger`."""

import json
import secrets as random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from api.messenger import BegunLogin, LoginFailed, Page
from application.messenger import page_holder
from application.ports import Secrets
from domain.channels.messenger_kind import PAGE_TAKEN, ROLE_MISSING, may_connect
from infrastructure.events.log import Log
from infrastructure.mailboxes.port import MailboxError, RateLimited, Temporary
from infrastructure.messenger.graph import Graph, OfferedPage
from infrastructure.messenger.tokens import packed, page_token
from infrastructure.meta.door import PlatformDoor
from infrastructure.meta.hook import genuine, is_ours
from infrastructure.meta.kept import OFFERED, Kept, hashed, offer
from infrastructure.postgres.pool import Pool
from infrastructure.sealing import Seal

R = TypeVar("R")
LASTS = timedelta(minutes=10)
CALLBACK = "/auth/messenger/callback"


@dataclass
class FacebookLogin:
    """Satisfies `api.messenger.Messenger`; `graph` is None where this installation is no app at Facebook."""

    pool: Pool
    secrets: Secrets
    log: Log
    graph: Graph | None
    door: PlatformDoor
    base_url: str
    verify_token: str = field(repr=False)
    _kept: Kept = field(init=False)

    def __post_init__(self) -> None:
        """Seal what is kept under the installation's secret."""
        self._kept = Kept(self.pool, Seal(self.secrets.of_installation, "messenger flows"))

    def begin(
        self, account_id: UUID, channel_id: UUID, owner: UUID, at: datetime, *, popup: bool
    ) -> tuple[str, str]:
        """Keep a new state, and whose it is; those that are over go at this occasion."""
        graph, state = self._app(), random.token_urlsafe(32)
        kept = json.dumps([channel_id.hex, owner.hex, popup]).encode()
        self._kept.tidy(at)
        self._kept.keep(hashed(state), account_id, kept, at + LASTS)
        return graph.authorise_url(state=state, back=self._back()), state

    def take(self, state: str, at: datetime) -> BegunLogin | None:
        """Use a state up, of several who try it one does."""
        found = self._kept.take(hashed(state), at)
        if found is None:
            return None
        account_id, kept = found
        channel, owner, popup = json.loads(kept)
        return BegunLogin(account_id, UUID(channel), UUID(owner), popup)

    def finish(self, begun: BegunLogin, answer: Mapping[str, str], at: datetime) -> None:
        """Exchange the code, read the pages, and keep them sealed for half an hour."""
        code = answer.get("code", "")
        if not code:
            raise LoginFailed("declined" if answer.get("error") == "access_denied" else "provider_refused")
        graph = self._app()
        user = _asked(lambda: graph.exchange(code=code, back=self._back()))
        found = _asked(lambda: graph.pages(user))
        kept = json.dumps([user, [[one.page_id, one.name, one.tasks, one.token] for one in found]])
        self._kept.keep(offer(begun.channel_id), begun.account_id, kept.encode(), at + OFFERED)

    def pages(self, account_id: UUID, channel_id: UUID, at: datetime) -> Sequence[Page] | None:
        """See the port; whether a page is free is looked up now."""
        kept = self._kept.read(offer(channel_id), account_id, at)
        if kept is None:
            return None
        user, found = json.loads(kept)
        return [self._page(OfferedPage(*one), user, channel_id) for one in found]

    def subscribe(self, page: Page) -> None:
        """See the port."""
        graph = self._app()
        _asked(lambda: graph.subscribe(page.page_id, page_token(page.token)))

    def is_ours(self, mode: str, token: str) -> bool:
        """See the port; without a token of ours nothing is."""
        return is_ours(self.verify_token, mode, token)

    def genuine(self, raw: bytes, signature: str) -> bool:
        """See the port; without an app nobody can sign."""
        return self.graph is not None and genuine(self.graph.app_secret, raw, signature)

    def hear(self, raw: bytes, at: datetime) -> None:
        """See the port."""
        self.door.hear(raw, at)

    def _page(self, one: OfferedPage, user: str, channel_id: UUID) -> Page:
        held = page_holder(self.log, self.secrets.of_installation(), one.page_id)
        taken = held is not None and held.holder_id != channel_id
        reason = PAGE_TAKEN if taken else "" if may_connect(one.tasks) else ROLE_MISSING
        return Page(one.page_id, one.name, one.tasks, reason, packed(one.token, user))

    def _app(self) -> Graph:
        if self.graph is None:
            raise LoginFailed("not_offered")
        return self.graph

    def _back(self) -> str:
        return f"{self.base_url}{CALLBACK}"


def _asked(question: Callable[[], R]) -> R:
    """Return what Facebook answers, or say in a word why it does not."""
    try:
        return question()
    except (Temporary, RateLimited):
        raise LoginFailed("provider_away") from None
    except MailboxError as error:
        missing = str(error) == "scopes_missing"
        raise LoginFailed("scopes_missing" if missing else "provider_refused") from None
