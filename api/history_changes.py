"""What each event of a stream changed: before and after (AUD-01)."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import NoneType
from typing import Any
from uuid import UUID

from domain.kernel.event import Event, Opening
from projections.common.recorded import Recorded

Facts = Mapping[str, Any]
SETTING = frozenset(
    {"set", "changed", "renamed", "moved", "decided", "created", "opened", "invited", "reckoned"}
)
"""The last word of topics whose facts are what there is from then on, by the same names as before."""
LAST_WORD = re.compile("[._]")
PLAIN = (bool, int, str, UUID, datetime, NoneType)
OF_THE_KERNEL = frozenset({"id", "version", "created_on", "modified_on", "account_id"})


def changes_in(stream: Sequence[Recorded], told: Callable[[Event], Facts]) -> dict[int, list[dict[str, Any]]]:
    """Return, by position, the fields that each event of one whole stream changed.

    An opening or setting says itself what there is now, and earlier ones what there was. What another did is told by the
    state of the aggregate: such as that it is archived, or closed. No text of a person is part of any state.
    """
    known: dict[str, Any] = {}
    aggregate: Any = None
    first: dict[str, Any] = {}
    found: dict[int, list[dict[str, Any]]] = {}
    for position, event in stream:
        was = first | _plain(vars(aggregate)) if aggregate is not None else first
        aggregate = event.mutate(aggregate)
        if isinstance(event, Opening):
            first = {
                name: value
                for base in reversed(type(aggregate).__mro__)
                for name, value in _plain(vars(base)).items()
            }
        if isinstance(event, Opening) or LAST_WORD.split(event.TOPIC)[-1] in SETTING:
            facts = told(event)
            found[position] = _between(known, facts)
            known.update(facts)
        else:
            found[position] = _between(was, _plain(vars(aggregate)))
    return found


def _between(before: Facts, after: Facts) -> list[dict[str, Any]]:
    return [
        {"field": name, "before": before.get(name), "after": value}
        for name, value in after.items()
        if before.get(name) != value
    ]


def _plain(held: Facts) -> dict[str, Any]:
    return {
        name: value
        for name, value in held.items()
        if isinstance(value, PLAIN) and not (name.startswith("_") or name.isupper() or name in OF_THE_KERNEL)
    }
