"""Who would get the next conversation by a rule that nobody has set yet, and why (RTG-08)."""

from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from application.linked import survivor
from application.routing import decision_by
from application.unit import Unit
from application.visibility import visible
from domain.channel.aggregate import Channel
from domain.channel.settings import Rule
from domain.contact.aggregate import Contact
from domain.routing.facts import RoutingDecision
from domain.team.aggregate import Team
from domain.user.aggregate import User


@dataclass(frozen=True, slots=True)
class PreviewRule:
    """Ask about a draft of a channel's rule; without a contact about one that nobody looks after."""

    PERMISSION: ClassVar[str] = "account_access"

    channel_id: UUID
    rule: Rule
    contact_id: UUID | None = None


def preview_rule(question: PreviewRule, unit: Unit) -> RoutingDecision:
    """Return the decision that would be made now. Raises `InvalidInput`, `NotFound`."""
    channel = visible(unit, "channel", unit.get(Channel, question.channel_id))
    rule = replace(question.rule, rule_version=channel.rule.rule_version)
    rule.check()
    for user_id in rule.user_ids:
        unit.get(User, user_id)
    for team_id in rule.team_ids:
        unit.get(Team, team_id)
    named = question.contact_id
    contact = None if named is None else survivor(unit, unit.get(Contact, named))
    return decision_by(unit, channel, rule, channel.inbox_id, contact)
