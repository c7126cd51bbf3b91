"""Visitors of chats who are there now: in Redis only, gone by itself, told to all API processes (CHT-11).

Ids only, but for the page they are on: without what follows its path, sealed, since a path may name a person.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from api.presence import HERE, LEFT, SECONDS, TYPING, WROTE, VisitorThere
from infrastructure.live.presence import CHANNEL, RedisPresence
from infrastructure.sealing import Seal

KEPT_SECONDS = 45
"""Who has said nothing for so long has left; a widget says so every 20 seconds."""
LONGEST_PAGE = 500


class RedisVisitors:
    """Satisfies `api.presence.Visitors`; one hash for each conversation whose visitor is there."""

    def __init__(self, presence: RedisPresence, secret: Callable[[], bytes]) -> None:
        """Keep where `presence` keeps who else is there, whose thread hears of it; seal under `secret`."""
        self._presence, self._seal = presence, Seal(secret, "visitor's page")

    def note(
        self,
        account_id: UUID,
        inbox_id: UUID,
        conversation_id: UUID,
        visitor_id: UUID,
        doing: str,
        page: str = "",
    ) -> None:
        """See `api.presence.Visitors.note`: one round trip."""
        key, now = _key(account_id, conversation_id), self._presence.now()
        told = _told(doing, account_id, inbox_id=inbox_id, visitor_id=visitor_id)
        told["conversation_id"] = str(conversation_id)
        kept: dict[Any, Any] = {"typing": now + SECONDS[TYPING] if doing == TYPING else 0.0}
        if page:
            kept["page"] = self._seal.close(_place(page).encode("utf-8", "replace"), conversation_id.bytes)

        def keep() -> None:
            with self._presence.client.pipeline(transaction=False) as pipe:
                if doing == LEFT:
                    pipe.delete(key)
                else:
                    pipe.hset(key, mapping=kept)
                    pipe.hsetnx(key, "since", str(now))
                    pipe.expire(key, KEPT_SECONDS)
                pipe.publish(CHANNEL, json.dumps(told))
                pipe.execute()

        self._presence.tried(keep)

    def wrote(self, account_id: UUID, inbox_id: UUID, visitor_id: UUID) -> None:
        """See `api.presence.Visitors.wrote`."""
        told = json.dumps(_told(WROTE, account_id, inbox_id=inbox_id, visitor_id=visitor_id))
        self._presence.tried(lambda: self._presence.client.publish(CHANNEL, told))

    @property
    def hears(self) -> bool:
        """See `api.presence.Visitors.hears`."""
        return self._presence.hears

    def of(self, account_id: UUID, conversation_id: UUID) -> VisitorThere | None:
        """See `api.presence.Visitors.of`."""
        key = _key(account_id, conversation_id)
        found: dict[bytes, bytes] = self._presence.tried(lambda: self._presence.client.hgetall(key)) or {}
        if b"since" not in found:
            return None
        page = self._seal.open(found.get(b"page", b""), conversation_id.bytes)
        doing = TYPING if float(found.get(b"typing", b"0")) > self._presence.now() else HERE
        since = datetime.fromtimestamp(float(found[b"since"]), UTC)
        return VisitorThere(doing, since, page.decode() if page else None)


def _told(doing: str, account_id: UUID, **ids: UUID) -> dict[str, str]:
    told = {"kind": "visitor", "account_id": str(account_id), "doing": doing}
    return told | {name: str(one) for name, one in ids.items()}


def _place(page: str) -> str:
    """Return an address without what people and programs put behind its path."""
    try:
        parts = urlsplit(page)
    except ValueError:
        return ""
    return f"{parts.hostname or ''}{parts.path}"[:LONGEST_PAGE] if parts.scheme in ("http", "https") else ""


def _key(account_id: UUID, conversation_id: UUID) -> str:
    return f"postroom:visitor:{account_id.hex}:{conversation_id.hex}"
