"""Which objects an event concerns, by its class: worked out once for every event there is."""

from collections.abc import Callable
from operator import attrgetter
from uuid import UUID

from domain.catalogue import events
from domain.kernel.event import Event

ELSEWHERE = frozenset({"claim", "slots", "rotation", "access", "csat_turn"})
"""Streams that are no objects of their own: what happens in them is listed under what they name. Every other stream's kind is
the first word of its topics."""

NAMED = {
    "contact_id": "contact", "conversation_id": "conversation", "ticket_id": "ticket", "user_id": "user",
    "assignee_id": "user", "previous_id": "user", "rule_id": "channel", "form_id": "form",
}  # fmt: skip
"""Field -> kind of the object it names; None names nothing."""

HELD = {
    "receipt": "conversation",
    "identity": "contact",
    "mailbox": "channel",
    "hosted_address": "channel",
    "login": "user",
    "provider_identity": "user",
}
"""Kind of claim -> kind of its holder."""

Extractor = tuple[tuple[str, Callable[[Event], UUID | None]], ...]


def extractors() -> dict[type[Event], Extractor]:
    """Return, for each class of event, the kinds of objects it concerns, each with what reads its id."""
    return {fact: extractor for fact in events().values() if (extractor := _extractor(fact))}


def _extractor(fact: type[Event]) -> Extractor:
    word = fact.TOPIC.partition(".")[0]
    pairs = [] if word in ELSEWHERE else [(word, "originator_id")]
    pairs += [(kind, name) for name, kind in NAMED.items() if name in fact.__dataclass_fields__]
    return tuple((kind, attrgetter(name)) for kind, name in pairs)
