"""Who is viewing and who is typing: in Redis only, gone by itself, fanned out to all API processes (CNV-04)."""

import json
import logging
import time
from collections.abc import Callable, Mapping
from functools import cached_property
from threading import Event, Lock, Thread
from typing import Any
from uuid import UUID

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from api.live import Frame
from api.presence import LEFT, SECONDS, TYPING, VIEWING
from infrastructure.postgres.pauses import Pauses

CHANNEL = "postroom:presence"
KEPT_SECONDS = max(SECONDS.values())
AWAY_SECONDS = 2.0
"""For how long a Redis that did not answer is not asked again: nobody waits for presence."""
AWAY = (redis.RedisError, OSError)
logger = logging.getLogger(__name__)


class RedisPresence:
    """Satisfies `api.presence.Presence`; one sorted set for each conversation somebody is in, ids only.

    Its thread, which hears what all processes note, begins with the first `follow` and ends with `close`.
    """

    def __init__(self, url: str, now: Callable[[], float] = time.time) -> None:
        """Use the Redis at `url`; connects at the first use."""
        self._url, self.now = url, now
        self._away_until = 0.0
        self._closing = Event()
        self._thread: Thread | None = None
        self._lock = Lock()
        self.hears = False
        """Whether everything is heard now that any process notes."""

    @cached_property
    def client(self) -> "redis.Redis":
        """The connection, made at the first use."""
        return redis.Redis.from_url(
            self._url, socket_connect_timeout=0.5, socket_timeout=0.5, retry=Retry(NoBackoff(), 0)
        )

    def note(
        self, account_id: UUID, inbox_id: UUID, conversation_id: UUID, user_id: UUID, doing: str
    ) -> None:
        """See `Presence.note`: one round trip."""
        key, now = _key(account_id, conversation_id), self.now()
        scores = {_member(user_id, kind): now + SECONDS[kind] for kind in _done(doing)}
        gone = [_member(user_id, kind) for kind in (VIEWING, TYPING) if kind not in _done(doing)]
        ids = {"conversation_id": conversation_id, "inbox_id": inbox_id, "user_id": user_id}
        told = {"account_id": str(account_id), "doing": doing} | {name: str(one) for name, one in ids.items()}

        def keep() -> None:
            with self.client.pipeline(transaction=False) as pipe:
                if scores:
                    pipe.zadd(key, scores)
                if gone:
                    pipe.zrem(key, *gone)
                pipe.zremrangebyscore(key, 0, now)
                pipe.expire(key, KEPT_SECONDS)
                pipe.publish(CHANNEL, json.dumps(told))
                pipe.execute()

        self.tried(keep)

    def of(self, account_id: UUID, conversation_id: UUID) -> Mapping[UUID, str]:
        """See `Presence.of`; who writes is only said to write."""
        key, now = _key(account_id, conversation_id), self.now()
        found: list[bytes] = self.tried(lambda: self.client.zrangebyscore(key, now, "+inf")) or []
        said = sorted(member.decode().partition(" ") for member in found)
        # typing sorts before viewing, so that it is put down last and stays
        return {UUID(user): kind for user, _, kind in reversed(said)}

    def follow(self, tell: Callable[[Frame], None]) -> None:
        """Tell of everything that any process notes from now on; later calls change nothing."""
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._hear, args=[tell], name="presence", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Tell no more, and give the connections back."""
        self._closing.set()
        if self._thread is not None:
            self._thread.join()
        if "client" in self.__dict__:
            self.client.close()

    def tried(self, ask: Callable[[], Any]) -> Any:
        """Return the answer, or None while Redis is away."""
        if time.monotonic() < self._away_until:
            return None
        try:
            return ask()
        except AWAY as error:
            self._away_until = time.monotonic() + AWAY_SECONDS
            logger.warning("nobody sees who is where: %s", type(error).__name__)
            return None

    def _hear(self, tell: Callable[[Frame], None]) -> None:
        pauses = Pauses(longest=5)
        while not self._closing.is_set():
            try:
                self._subscribed(tell, pauses)
            except AWAY:
                self._closing.wait(pauses.longer())

    def _subscribed(self, tell: Callable[[Frame], None], pauses: Pauses) -> None:
        with self.client.pubsub() as hearing:  # type: ignore[no-untyped-call]
            hearing.subscribe(CHANNEL)
            try:
                while not self._closing.is_set():
                    heard = hearing.get_message(timeout=0.4)
                    pauses.reset()
                    if heard is not None and heard["type"] == "message":
                        tell(_frame(json.loads(heard["data"])))
                    elif heard is not None:
                        # Redis says so itself: before that what is noted reaches nobody here
                        self.hears = True
            finally:
                self.hears = False


def _frame(told: dict[str, str]) -> Frame:
    account_id = UUID(told.pop("account_id"))
    return Frame(0, account_id, told.pop("kind", "presence"), UUID(told["inbox_id"]), told)


def _done(doing: str) -> tuple[str, ...]:
    """Return what somebody does who does this: who types looks at it, too."""
    return {LEFT: (), VIEWING: (VIEWING,), TYPING: (VIEWING, TYPING)}[doing]


def _key(account_id: UUID, conversation_id: UUID) -> str:
    return f"postroom:presence:{account_id.hex}:{conversation_id.hex}"


def _member(user_id: UUID, kind: str) -> str:
    return f"{user_id.hex} {kind}"
