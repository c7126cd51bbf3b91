"""Time zones as the tzdata package of the lock has them, whatever the machine has: the same times everywhere."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

from domain.kernel.refusal import InvalidInput

_PACKAGE = resources.files("tzdata")
ZONES = frozenset(_PACKAGE.joinpath("zones").read_text("utf-8").split())
"""The names of all zones there are (IANA)."""
MINUTES_A_DAY = 24 * 60


def checked_zone(name: str, field: str = "zone") -> str:
    """Return the name of a zone. Raises `InvalidInput`."""
    if name not in ZONES:
        raise InvalidInput(f"{field} must be an IANA zone, such as Europe/Warsaw.", field=field)
    return name


@cache
def zone(name: str) -> ZoneInfo:
    """Return a zone. Raises `KeyError` for one there is not."""
    if name not in ZONES:
        raise KeyError(name)
    with _PACKAGE.joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def local(name: str, at: datetime) -> datetime:
    """Return a moment as clocks of the zone show it."""
    return at.astimezone(zone(name))


@lru_cache(maxsize=65_536)
def first_moment(name: str, day: date, minutes: int) -> datetime:
    """Return the first moment (UTC) at which clocks of the zone show that day and minute, or have jumped over it.

    Of an hour that comes twice it is the first, of one that is left out the moment of the jump. So a later time of
    the clock is never an earlier moment.
    """
    shown = datetime.combine(day, time()) + timedelta(minutes=minutes)
    here = zone(name)
    early, late = (_moment(shown.replace(tzinfo=here, fold=fold)) for fold in (1, 0))
    if early >= late:
        return late
    # the clock jumps over it, somewhere between the two
    low, high = int(early.timestamp()), int(late.timestamp())
    while low < high:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, here).replace(tzinfo=None) >= shown:
            high = middle
        else:
            low = middle + 1
    return datetime.fromtimestamp(high, UTC)


def _moment(shown: datetime) -> datetime:
    return shown.astimezone(UTC)
