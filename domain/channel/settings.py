"""What a channel is set to do: its rule and its ticket automation."""

from dataclasses import dataclass
from uuid import UUID

from domain.kernel.checks import one_of
from domain.kernel.refusal import InvalidInput
from domain.ticket.policy import PRIORITIES

TARGETS = frozenset({"specific", "contact_owner"})
STRATEGIES = frozenset({"round_robin", "least_loaded", "random"})
FROM_NAMES = frozenset({"agent_and_company", "company", "mailbox"})
"""`mailbox` is the mailbox's own name, where its provider lets us set none (EML-08)."""
FORWARDED_TO = frozenset({"original", "forwarder"})
OWNER_CHOICES = frozenset({"conversation", "none"})


@dataclass(frozen=True, slots=True)
class Rule:
    """Who gets new conversations (RTG-01, RTG-02); `user_ids` and `team_ids` are the fallback under contact_owner."""

    enabled: bool = False
    target: str = "specific"
    user_ids: tuple[UUID, ...] = ()
    team_ids: tuple[UUID, ...] = ()
    strategy: str = "round_robin"
    available_only: bool = True
    rule_version: int = 0
    """Counted by the channel."""

    def check(self) -> None:
        """Raise `InvalidInput` for a target or strategy there is not."""
        one_of(self.target, TARGETS, "target")
        one_of(self.strategy, STRATEGIES, "strategy")


@dataclass(frozen=True, slots=True)
class TicketAutomation:
    """Whether new conversations become tickets, and which (EML-12, TKT-02)."""

    enabled: bool = False
    pipeline_id: UUID | None = None
    stage: str = "new"
    priority: str = "medium"
    category: str = ""
    owner: str = "conversation"
    """conversation, none or a user's id (TKT-05)."""
    properties: tuple[dict[str, str], ...] = ()
    """Values of the account's ticket properties: {"property_id", "value"} each."""

    def check(self) -> None:
        """Raise `InvalidInput` where tickets could not be opened with this."""
        one_of(self.priority, PRIORITIES, "priority")
        if self.enabled and self.pipeline_id is None:
            raise InvalidInput("Choose the pipeline that tickets go into.", field="pipeline_id")
        if self.owner not in OWNER_CHOICES:
            try:
                UUID(self.owner)
            except ValueError:
                raise InvalidInput(
                    "owner must be conversation, none or the id of a user.", field="owner"
                ) from None
