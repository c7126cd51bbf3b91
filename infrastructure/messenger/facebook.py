"""Facebook from the browser and back, and the door for its webhooks: the API's port `api.messenger.Messenger`."""

import hashlib
import json
import secrets as random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from psycopg.rows import tuple_row

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
from infrastructure.postgres.pool import Pool
from infrastructure.sealing import Seal

R = TypeVar("R")
LASTS, OFFERED = timedelta(minutes=10), timedelta(minutes=30)
CALLBACK = "/auth/messenger/callback"
KEEP = """
INSERT INTO public.provider_flows (state_hash, account_id, sealed, expires_at) VALUES (%s, %s, %s, %s)
ON CONFLICT (state_hash) DO UPDATE SET sealed = EXCLUDED.sealed, expires_at = EXCLUDED.expires_at
"""
TAKE = (
    "DELETE FROM public.provider_flows WHERE state_hash = %s AND expires_at > %s RETURNING account_id, sealed"
)
READ = (
    "SELECT sealed FROM public.provider_flows WHERE state_hash = %s AND account_id = %s AND expires_at > %s"
)


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
    _seal: Seal = field(init=False)

    def __post_init__(self) -> None:
        """Seal what is kept under the installation's secret."""
        self._seal = Seal(self.secrets.of_installation, "messenger flows")

    def begin(
        self, account_id: UUID, channel_id: UUID, owner: UUID, at: datetime, *, popup: bool
    ) -> tuple[str, str]:
        """Keep a new state, and whose it is; those that are over go at this occasion."""
        graph, state = self._app(), random.token_urlsafe(32)
        kept = json.dumps([channel_id.hex, owner.hex, popup]).encode()
        with self.pool.connection() as db:
            db.execute("DELETE FROM public.provider_flows WHERE expires_at <= %s", (at,))
        self._keep(_hash(state), account_id, kept, at + LASTS)
        return graph.authorise_url(state=state, back=self._back()), state

    def take(self, state: str, at: datetime) -> BegunLogin | None:
        """Use a state up, of several who try it one does."""
        key = _hash(state)
        with self.pool.connection() as db, db.cursor(row_factory=tuple_row) as cursor:
            row = cursor.execute(TAKE, (key, at)).fetchone()
        kept = self._seal.open(bytes(row[1]), key) if row else None
        if row is None or kept is None:
            return None
        channel, owner, popup = json.loads(kept)
        return BegunLogin(row[0], UUID(channel), UUID(owner), popup)

    def finish(self, begun: BegunLogin, answer: Mapping[str, str], at: datetime) -> None:
        """Exchange the code, read the pages, and keep them sealed for half an hour."""
        code = answer.get("code", "")
        if not code:
            raise LoginFailed("declined" if answer.get("error") == "access_denied" else "provider_refused")
        graph = self._app()
        user = _asked(lambda: graph.exchange(code=code, back=self._back()))
        found = _asked(lambda: graph.pages(user))
        kept = json.dumps([user, [[one.page_id, one.name, one.tasks, one.token] for one in found]])
        self._keep(_offer(begun.channel_id), begun.account_id, kept.encode(), at + OFFERED)

    def pages(self, account_id: UUID, channel_id: UUID, at: datetime) -> Sequence[Page] | None:
        """See the port; whether a page is free is looked up now."""
        key = _offer(channel_id)
        with self.pool.connection() as db, db.cursor(row_factory=tuple_row) as cursor:
            row = cursor.execute(READ, (key, account_id, at)).fetchone()
        kept = self._seal.open(bytes(row[0]), key) if row else None
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

    def _keep(self, key: bytes, account_id: UUID, kept: bytes, until: datetime) -> None:
        with self.pool.connection() as db:
            db.execute(KEEP, (key, account_id, self._seal.close(kept, key), until))

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


def _hash(state: str) -> bytes:
    return hashlib.sha256(state.encode("utf-8", "replace")).digest()


def _offer(channel_id: UUID) -> bytes:
    return hashlib.sha256(b"messenger offer\x1f" + channel_id.bytes).digest()
