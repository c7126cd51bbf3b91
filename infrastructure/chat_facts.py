"""What read models answer of a chat: the port `application.chat_facts.ChatFactsPort`."""

from uuid import UUID

from application.ports import Clock
from domain.routing.facts import Candidate
from infrastructure.candidates import candidate
from infrastructure.postgres.pool import Pool
from projections.people.members import members

REPLIES = """
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ours.at - theirs.at)) FROM (
    (SELECT conversation_id FROM inbox_list WHERE account_id = %(account)s AND channel_id = %(channel)s AND shelf = 'open'
        ORDER BY active_at DESC, conversation_id DESC LIMIT 50)
    UNION ALL
    (SELECT conversation_id FROM inbox_list WHERE account_id = %(account)s AND channel_id = %(channel)s AND shelf = 'closed'
        ORDER BY active_at DESC, conversation_id DESC LIMIT 50)
) AS newest
CROSS JOIN LATERAL (
    SELECT m.at, m.position FROM thread_messages m WHERE m.account_id = %(account)s
        AND m.conversation_id = newest.conversation_id AND m.direction = 'in' ORDER BY m.position LIMIT 1) AS theirs
CROSS JOIN LATERAL (
    SELECT m.at FROM thread_messages m WHERE m.account_id = %(account)s AND m.conversation_id = newest.conversation_id
        AND m.direction = 'out' AND m.origin = 'human' AND m.position > theirs.position ORDER BY m.position LIMIT 1) AS ours
"""


class ViewChatFacts:
    """Facts from the read models."""

    def __init__(self, views: Pool, clock: Clock) -> None:
        """Ask `views`; `clock` says whether an availability "until" is over."""
        self._views, self._clock = views, clock

    def members(self, account_id: UUID, inbox_id: UUID) -> tuple[Candidate, ...]:
        """See `application.chat_facts.ChatFactsPort.members`."""
        now = self._clock()
        with self._views.connection() as db:
            return tuple(candidate(row, now) for row in members(db, account_id, inbox_id))

    def reply_seconds(self, account_id: UUID, channel_id: UUID) -> int | None:
        """See `application.chat_facts.ChatFactsPort.reply_seconds`."""
        with self._views.connection() as db:
            found = db.execute(REPLIES, {"account": account_id, "channel": channel_id}).fetchone()
        return None if found is None or found[0] is None else round(float(str(found[0])))
