"""What does not hold any more of the rules that were set: seats, people, teams and access change (ACC-06)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from projections.common.db import Db
from projections.people.queries import SEES

STATES = f"""
WITH rules AS (
    SELECT account_id, channel_id, inbox_id, rule FROM channel_list
    WHERE account_id = %(account)s AND channel_id = ANY(%(channels)s) AND NOT disconnected
        AND (rule ->> 'enabled')::boolean
), teams AS (
    SELECT r.account_id, r.channel_id, r.inbox_id, t.id::uuid AS team_id
    FROM rules r, jsonb_array_elements_text(r.rule -> 'team_ids') AS t (id)
), named AS (
    SELECT r.account_id, r.channel_id, r.inbox_id, u.id::uuid AS user_id
    FROM rules r, jsonb_array_elements_text(r.rule -> 'user_ids') AS u (id)
    UNION SELECT t.account_id, t.channel_id, t.inbox_id, m.user_id
    FROM teams t JOIN people_members m ON m.account_id = t.account_id AND m.team_id = t.team_id
), judged AS (
    SELECT n.channel_id, u.user_id, NULL::uuid AS team_id, CASE
        WHEN NOT u.active THEN 'deactivated'
        WHEN NOT jsonb_exists_any(u.seats, '{{sales,service}}') THEN 'no_seat'
        WHEN NOT {SEES} THEN 'no_inbox_access' ELSE '' END AS reason
    FROM named n JOIN people_users u ON u.account_id = n.account_id AND u.user_id = n.user_id
    JOIN people_inboxes i ON i.account_id = n.account_id AND i.inbox_id = n.inbox_id
    UNION ALL SELECT t.channel_id, NULL, t.team_id, 'empty_team' FROM teams t WHERE NOT EXISTS (
        SELECT FROM people_members m WHERE m.account_id = t.account_id AND m.team_id = t.team_id)
)
SELECT r.channel_id, r.rule ->> 'target' = 'contact_owner' OR count(*) FILTER (WHERE j.reason = '') > 0,
    coalesce(jsonb_agg(jsonb_build_object('user_id', j.user_id, 'team_id', j.team_id, 'reason', j.reason)
        ORDER BY j.reason, j.user_id, j.team_id) FILTER (WHERE j.reason <> ''), '[]')
FROM rules r LEFT JOIN judged j USING (channel_id) GROUP BY r.channel_id, r.rule
"""


@dataclass(frozen=True, slots=True)
class RuleState:
    """How a rule that is on stands: `anybody` is left who can be asked, and who or what of it cannot, and why.

    `problems` are {"user_id", "team_id", "reason"} each: deactivated, no_seat, no_inbox_access, or empty_team.
    """

    anybody: bool = True
    problems: tuple[dict[str, str | None], ...] = ()

    @property
    def state(self) -> str:
        """Ok, or degraded."""
        return "degraded" if self.problems or not self.anybody else "ok"


def rule_states(db: Db, account_id: UUID, channel_ids: Sequence[UUID]) -> dict[UUID, RuleState]:
    """Return how the rules of these channels stand; those that are off are absent."""
    values = {"account": account_id, "channels": list(channel_ids)}
    rows = db.execute(STATES, values).fetchall()
    return {channel_id: RuleState(anybody, tuple(problems)) for channel_id, anybody, problems in rows}
