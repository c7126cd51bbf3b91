"""What a routing decision is made from, and what it is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

Considered = tuple[dict[str, str | int | bool | None], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One user a rule could choose, as known at the facts' position."""

    user_id: UUID
    active: bool = True
    seats: frozenset[str] = frozenset()
    """Hubs the user holds a paid seat of (ACC-06)."""
    inbox_access: bool = True
    available: bool = True
    open_count: int = 0
    live_count: int = 0
    total_limit: int | None = None
    live_limit: int | None = None
    last_turn_at: datetime | None = None
    """From this rule's `Rotation`."""
    last_assigned_at: datetime | None = None
    """From the user's `Slots`, whatever the rule."""
    extra: bool = False
    """Named only as an extra member of teams: asked where no main member or user named can take it."""


@dataclass(frozen=True, slots=True)
class RoutingFacts:
    """The rule, the channel's kind and the candidates: the users named and the members of the teams, each once."""

    candidates: tuple[Candidate, ...] = ()
    rule_version: int = 0
    enabled: bool = True
    target: str = "specific"
    """specific, contact_owner or team: a team somebody handed it to, whose members are the candidates.

    Under contact_owner the candidates other than the owner are the fallback (RTG-03).
    """
    strategy: str = "round_robin"
    available_only: bool = True
    live: bool = False
    """The kind of channel takes a live slot: chat, Messenger, WhatsApp (CHT-14)."""
    availability_always: bool = False
    """The kind of channel offers no opt-out of availability (RTG-05)."""
    owner: Candidate | None = None
    """The contact's owner, if there is one."""
    tracked: bool = False
    """The contact is tracked by a cookie, or identified where the account accepts that."""
    seed: int = 0
    """For the strategy random; not negative."""
    position: int = 0
    """The log position the facts had."""

    @property
    def availability_counts(self) -> bool:
        """Whether those away are left out (RTG-05)."""
        return self.available_only or self.availability_always


@dataclass(frozen=True)
class RoutingDecision:
    """The decision, its reasons and all it was made from: what `AssignmentDecided` records (RTG-08)."""

    outcome: str
    """assigned or unassigned."""
    user_id: UUID | None
    policy: str
    reasons: tuple[str, ...]
    considered: Considered = ()
    rule_version: int = 0
    target: str = ""
    strategy: str = ""
    available_only: bool = False
    live: bool = False
    availability_always: bool = False
    seed: int | None = None
    facts_position: int = 0
