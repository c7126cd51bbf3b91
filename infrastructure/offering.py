"""Offers waiting conversations to whoever can take them now: one job an account and reason, the oldest first (RTG-10)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from application.bus import Bus, Busy
from application.ports import Clock
from application.routing import NobodyFree, OfferConversation
from domain.kernel.envelope import Envelope
from infrastructure.events.log import Log
from infrastructure.postgres.pool import Pool
from infrastructure.sending import TryAgain

PAGE = 100
MOST = 500
"""Conversations that one run of the job gives away; then others' jobs have their turn, and it comes again."""
PATIENCE = 5.0
VIEWS = ("people", "inbox_list", "channel_list")
WAITING = """
SELECT conversation_id, unassigned_since, lane FROM (
    SELECT w.conversation_id, w.unassigned_since, concat_ws('.', w.channel_id, w.inbox_id, w.team_id,
        CASE WHEN w.team_id IS NULL AND c.rule ->> 'target' = 'contact_owner' THEN w.contact_id END) AS lane
    FROM inbox_list w JOIN channel_list c USING (account_id, channel_id)
    WHERE w.account_id = %(account)s AND w.unassigned_since IS NOT NULL AND w.shelf = 'open'
        AND (w.team_id IS NOT NULL OR (c.rule ->> 'enabled')::boolean)
        AND (%(at)s::timestamptz IS NULL OR (w.unassigned_since, w.conversation_id) > (%(at)s, %(id)s))
) AS waiting
WHERE lane <> ALL(%(closed)s::text[])
ORDER BY unassigned_since, conversation_id LIMIT %(page)s
"""


class Waiting(NamedTuple):
    """A conversation nobody has; those of a lane ask for the same people."""

    conversation_id: UUID
    since: datetime
    lane: str


@dataclass(frozen=True)
class Offering:
    """Does the job; several may do it at once, for slots and expected versions settle who wins."""

    bus: Bus
    log: Log
    views: Pool
    clock: Clock
    wait: Callable[[int, float, Collection[str]], bool]

    def __call__(self, account_id: UUID, cause: UUID, key: str) -> None:
        """Offer what waits in the account; `key` begins with the trigger, `cause` names the event.

        Raises:
            TryAgain: there is more than one run gives away.

        """
        self.wait(self.log.last_position(), PATIENCE, VIEWS)
        trigger = key.partition(".")[0]
        closed: set[str] = set()
        given, last = 0, None
        while rows := self._page(account_id, last, closed):
            for row in rows:
                if row.lane in closed:
                    continue
                if given == MOST:
                    raise TryAgain(0)
                try:
                    given += self._offer(account_id, row.conversation_id, trigger, cause)
                except NobodyFree:
                    closed.add(row.lane)
            last = rows[-1]

    def _offer(self, account_id: UUID, conversation_id: UUID, trigger: str, cause: UUID) -> bool:
        command = OfferConversation(conversation_id, trigger)
        while True:
            command_id = uuid4()
            env = Envelope(account_id, "system:offer", self.clock(), command_id, cause, command_id)
            try:
                return bool(self.bus.dispatch(command, env).position)
            except Busy:
                continue  # each conflict is another's progress, so this ends

    def _page(self, account_id: UUID, last: Waiting | None, closed: Collection[str]) -> list[Waiting]:
        at, after = (None, None) if last is None else (last.since, last.conversation_id)
        values = {"account": account_id, "at": at, "id": after, "closed": list(closed), "page": PAGE}
        with self.views.connection() as db:
            return [Waiting(*row) for row in db.execute(WAITING, values).fetchall()]  # type: ignore[arg-type]
