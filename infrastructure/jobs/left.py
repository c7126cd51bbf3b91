"""Which visitors left before they saw what we wrote, and can be mailed it (CHT-11)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from application.processes.mail_on_transcript_requested import CHAT_MAIL
from infrastructure.chat_mails import LATE, ChatMails
from infrastructure.jobs.worker import Pending
from infrastructure.live.presence import RedisPresence
from infrastructure.live.visitors import RedisVisitors
from infrastructure.postgres.pool import Pool
from infrastructure.rating_links import RatingLinks
from infrastructure.sending import Sender
from infrastructure.settings import Settings

KIND = CHAT_MAIL
MOST = 2_000
UNSEEN = """
SELECT DISTINCT m.account_id, m.conversation_id FROM thread_deliveries d
JOIN thread_messages m USING (account_id, message_id)
JOIN thread t USING (account_id, conversation_id)
WHERE d.unseen AND d.state IN ('sent', 'delivered') AND d.since <= %(over)s AND d.since > %(late)s AND (t.reachable OR EXISTS (
    SELECT FROM contact_profile_identities i
    WHERE i.account_id = t.account_id AND i.contact_id = t.contact_id AND i.kind = 'email'
)) LIMIT %(most)s
"""


class Leaving:
    """Finds them and, as the job, mails each what the log says is due: transcripts that were asked for, too (CHT-12)."""

    visitors: RedisVisitors
    """Who is there, as Redis says."""

    def __init__(self, settings: Settings, pool: Pool, sender: Sender) -> None:
        """Read from `pool`, send and write by what `sender` has."""
        self._pool, self._clock = pool, sender.clock
        self._patience = timedelta(minutes=settings.chat_mail_minutes)
        self._presence = RedisPresence(settings.redis_url)
        self.visitors = RedisVisitors(self._presence, sender.secrets.of_installation)
        links = RatingLinks(pool, sender.secrets)
        self._mails = ChatMails(
            sender,
            self.visitors,
            settings.mail_domain,
            lambda one: f"{settings.base_url}{links.in_chat(one)}",
        )

    def due(self) -> Iterator[Pending]:
        """Yield the conversations."""
        over = self._clock() - self._patience
        with self._pool.connection() as db:
            values = {"over": over, "late": self._clock() - LATE, "most": MOST}
            rows: list[Any] = db.execute(UNSEEN, values).fetchall()
        for account_id, conversation_id in rows:
            yield Pending(KIND, account_id, conversation_id, f"{conversation_id.hex}.0")

    def __call__(self, account_id: UUID, conversation_id: UUID, key: str) -> None:
        """Mail what is due; `key` ends with the version of the request, or 0. Raises `TryAgain`."""
        self._mails(account_id, conversation_id, key)

    def close(self) -> None:
        """Give the connections back."""
        self._presence.close()
