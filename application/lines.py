"""The account's own telephone lines, which are called by others only (CAL-01)."""

from application.unit import Unit
from domain.call.refusals import OwnLine
from domain.channel.aggregate import Channel

CALLING = "calling"


def own_lines(unit: Unit) -> frozenset[str]:
    """Return the numbers of the account's lines.

    Who rings one of them makes a new call come in, which would ring the same people: calls without end.
    """
    known = (unit.get(Channel, one) for one in unit.ports.facts.channels(unit.env.account_id, (CALLING,)))
    return frozenset(one.line.number for one in known if one.line.number and not one.disconnected)


def must_be_no_line(unit: Unit, number: str, field: str) -> None:
    """Raise `OwnLine` for a number that is a line of the account's."""
    if number and number in own_lines(unit):
        raise OwnLine(field)
