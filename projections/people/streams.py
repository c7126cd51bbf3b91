"""Which streams of the log the people, teams and inboxes of an account are."""

from dataclasses import dataclass
from uuid import UUID

from projections.common.db import Db

OTHERS = """SELECT team_id FROM people_teams WHERE account_id = %(account)s
UNION ALL SELECT inbox_id FROM people_inboxes WHERE account_id = %(account)s"""


@dataclass(frozen=True, slots=True)
class Streams:
    """Ids of the users, and of the teams and inboxes."""

    users: list[UUID]
    others: list[UUID]


def streams(db: Db, account_id: UUID) -> Streams:
    """Return them all, those of people who left and of archived teams too."""
    users = db.execute("SELECT user_id FROM people_users WHERE account_id = %s", [account_id])
    others = db.execute(OTHERS, {"account": account_id})
    return Streams([row[0] for row in users], [row[0] for row in others])
