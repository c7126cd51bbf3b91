"""When answers may still be sent, as people are shown it beforehand (MSG-08)."""

from dataclasses import asdict
from datetime import datetime

from api.context import here
from api.operations import Values
from domain.channels.kinds import KINDS


def window_now(kind: str, last_inbound_at: datetime | None) -> Values | None:
    """Return how the windows of a kind stand; None for one without, or that is not known here."""
    rules = KINDS.get(kind)
    standing = None if rules is None else rules.standing(last_inbound_at, here().services.clock())
    return None if standing is None else asdict(standing)
