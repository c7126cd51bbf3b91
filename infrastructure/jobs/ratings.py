"""Which customers are to be asked how satisfied they are, and which mails are still to leave (CNV-10)."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from application.csat import AskForRating
from domain.csat.policy import LATE
from domain.kernel.envelope import Envelope
from infrastructure.chat_mails import There
from infrastructure.jobs.worker import Pending
from infrastructure.postgres.pool import Pool
from infrastructure.rating_links import RatingLinks
from infrastructure.rating_mails import RatingMails
from infrastructure.sending import Sender
from infrastructure.settings import Settings

RATING = "rating"
MOST = 2_000
DUE = """
SELECT c.account_id, c.conversation_id, c.closing FROM csat_closings c
JOIN inbox_list l USING (account_id, conversation_id)
JOIN csat_surveys s ON s.account_id = l.account_id AND s.inbox_id = l.inbox_id
WHERE s.asks AND c.closed_at >= s.since AND c.closed_at <= %(now)s - make_interval(mins => s.delay_minutes::int)
AND c.closed_at > %(now)s - make_interval(mins => s.delay_minutes::int) - %(late)s
ORDER BY c.closed_at LIMIT %(most)s
"""
"""Closings since the survey was switched on: what was closed before is not asked about."""
UNSENT = """
SELECT account_id, conversation_id, closing FROM csat WHERE mail = '' ORDER BY asked_at LIMIT %(most)s
"""


class Satisfying:
    """Finds what is due and, as the job, decides on the log and sends the mail: once, however often it is called."""

    def __init__(
        self, settings: Settings, pool: Pool, sender: Sender, links: RatingLinks, visitors: There
    ) -> None:
        """Read from `pool`, write and send by what `sender` has; `visitors` says who of chats is there."""
        self._pool, self._bus, self._clock = pool, sender.bus, sender.clock
        self._mails = RatingMails(settings, sender, links, visitors)

    def due(self) -> Iterator[Pending]:
        """Yield the conversations to ask about."""
        found: dict[tuple[UUID, UUID], int] = {}
        values = {"now": self._clock(), "late": LATE, "most": MOST}
        with self._pool.connection() as db:
            for statement in (DUE, UNSENT):
                rows: list[Any] = db.execute(statement, values).fetchall()
                found |= {
                    (account_id, conversation_id): closing for account_id, conversation_id, closing in rows
                }
        for (account_id, conversation_id), closing in found.items():
            yield Pending(RATING, account_id, conversation_id, f"{conversation_id.hex}.{closing}")

    def __call__(self, account_id: UUID, conversation_id: UUID, key: str) -> None:
        """Ask about a closing, whose version `key` ends with, and let the mail leave. Raises `TryAgain`."""
        closing = int(key.rpartition(".")[2])
        env = Envelope(account_id, "system:clock", self._clock(), uuid4(), command_id=uuid4())
        self._bus.dispatch(AskForRating(conversation_id, closing), env)
        self._mails(account_id, conversation_id)
