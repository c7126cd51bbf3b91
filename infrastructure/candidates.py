"""Users as routing and chats know them, out of the read model's rows."""

from datetime import datetime

from domain.routing.facts import Candidate
from projections.people import queries as people


def candidate(row: people.Candidate, now: datetime) -> Candidate:
    """Return the facts of a user; what was to last until a time is over then."""
    over = row.available_until is not None and row.available_until <= now
    return Candidate(
        user_id=row.user_id,
        active=row.active,
        seats=frozenset(row.seats),
        inbox_access=row.inbox_access,
        available=row.available != over,
        open_count=row.open,
        live_count=row.live,
        total_limit=row.capacity_total,
        live_limit=row.capacity_live,
        last_assigned_at=row.last_taken_at,
        extra=row.extra,
    )
