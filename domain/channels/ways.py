"""By which channels whoever a conversation is with can be answered, and why not by the others (CNV-05): pure, total."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from domain.channels.kinds import kind_of

SENDING = frozenset({"connected", "degraded"})
MOST_ADDRESSES = 20
"""Of one way; the first is the one that is meant where nobody chooses."""
ADVICE: Mapping[str, str] = MappingProxyType(
    {
        "channel_connecting": "This channel is not connected yet. Finish connecting it, or answer by another one.",
        "channel_paused": "This channel is paused. Resume it, or answer by another one.",
        "channel_disconnected": "This channel was disconnected. Answer by another one.",
        "cannot_begin": "This kind of channel only answers conversations that began there. Answer by another one.",
        "calls_only": "A call carries no text. Call back, or answer by another channel.",
        "visitor_elsewhere": "The visitor is in another conversation by now and would not see this. Answer there, or by another channel.",
        "no_identity": "The contact has no address for this channel. Add one to the contact, or answer by another one.",
    }
)
"""What each reason says to whoever wanted that way."""


@dataclass(frozen=True, slots=True)
class Line:
    """A channel; `own` says that the conversation is this channel's.

    `elsewhere`: whoever wrote there is shown another conversation of the channel by now, and this one no longer.
    """

    channel_id: UUID
    kind: str
    state: str
    own: bool = False
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """What somebody is reached by: the kind of an identity (CON-01), and its value."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Way:
    """A channel by which to answer, to which addresses of the kind `identity`; `reason` says why not, empty: it may be."""

    channel_id: UUID
    kind: str
    identity: str
    addresses: tuple[str, ...] = ()
    reason: str = ""

    @property
    def allowed(self) -> bool:
        """Whether an answer may go this way."""
        return not self.reason

    @property
    def advice(self) -> str:
        """What to do instead; empty where it may be."""
        return ADVICE.get(self.reason, "")


def way(line: Line, reached: Sequence[Reached]) -> Way:
    """Say whether a channel may carry an answer; `reached` is in the order in which it is to be tried.

    In its own conversation a channel needs no identity: whoever wrote there can be answered, or somebody is named.
    """
    kind = kind_of(line.kind)
    # whoever is known there comes before who might be
    known = sorted(reached, key=lambda one: one.kind != kind.identity)
    values = (kind.reaches(one.kind, one.value) for one in known)
    addresses = tuple(dict.fromkeys(filter(None, values)))[:MOST_ADDRESSES]
    rules = (
        "" if line.state in SENDING else f"channel_{line.state}",
        kind.may_carry(own=line.own),
        "visitor_elsewhere" if line.elsewhere and line.own else "",
        "" if addresses or line.own else "no_identity",
    )
    reason = next((one for one in rules if one), "")
    return Way(line.channel_id, line.kind, kind.identity, addresses, reason)


def ways(lines: Iterable[Line], reached: Sequence[Reached]) -> tuple[Way, ...]:
    """Say it of every channel, in their order."""
    return tuple(way(line, reached) for line in lines)
