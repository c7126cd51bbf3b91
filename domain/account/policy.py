"""What an account may do: pure policies of its age and its seats (ACC-06, ACC-08)."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from domain.account.verdict import ALLOWED, Need, NotEntitled, Verdict

GATE_DATE = date(2024, 4, 1)
"""Accounts created later make no tickets automatically; the date is configuration."""

HUBS = ("marketing", "sales", "service")
PAID_SEATS = frozenset({"sales", "service"})
"""The hubs whose seats count for assignment."""
SEATS_NEEDED = tuple(Need("seat", f"a {hub.title()} seat", hub=hub) for hub in sorted(PAID_SEATS))
TICKETS_ELSEWHERE = (Need("help_desk", "the help desk"), Need("by_hand", "a ticket opened by hand"))


class SeatNeeded(NotEntitled):
    """Rules are set by, and for, users with a paid seat (ACC-06)."""

    code = "seat_needed"


def may_create_tickets_automatically(created_on: date, gate_date: date = GATE_DATE) -> Verdict:
    """Decide for an account created on that date in its own time zone; the gate's day itself is allowed."""
    if created_on <= gate_date:
        return ALLOWED
    return Verdict(
        allowed=False,
        reason="account_date_gate",
        advice="Accounts of this age do not make tickets from the inbox automatically. Use the help desk for tickets,"
        " or open one by hand.",
        needed=TICKETS_ELSEWHERE,
    )


def has_paid_seat(seats: Collection[str]) -> bool:
    """Whether one of the seats is of a hub whose seats count."""
    return not PAID_SEATS.isdisjoint(seats)


def must_have_seats(setter: Collection[str], targets: Mapping[UUID, Collection[str]]) -> None:
    """Raise `SeatNeeded` unless who sets a rule and every user it names hold a paid seat, given as hubs."""
    if not has_paid_seat(setter):
        raise SeatNeeded(
            "You need a Sales or Service seat to set assignment rules. Ask an administrator for one.",
            SEATS_NEEDED,
        )
    for user_id, seats in targets.items():
        if not has_paid_seat(seats):
            raise SeatNeeded(
                f"The user {user_id} has no Sales or Service seat, without which nobody gets conversations. Give them"
                " one, or leave them out.",
                SEATS_NEEDED,
                field="user_ids",
            )
