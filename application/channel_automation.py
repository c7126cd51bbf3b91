"""What a channel does by itself: who gets conversations, and whether they become tickets (EML-11..13, ACC-06, ACC-08)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from application.channel import OnChannel, editable
from application.ticket import must_allow_automatic_tickets
from application.unit import Unit
from domain.account.aggregate import Account
from domain.account.policy import PAID_SEATS, must_have_seats
from domain.channel.settings import OWNER_CHOICES, Rule, TicketAutomation
from domain.kernel.refusal import InvalidInput
from domain.pipeline.aggregate import Pipeline
from domain.team.aggregate import Team
from domain.user.aggregate import User


@dataclass(frozen=True, slots=True)
class SetRoutingRule(OnChannel):
    """Set who gets new conversations; availability counts unless somebody opts out (EML-11)."""

    enabled: bool
    target: str = "specific"
    user_ids: tuple[UUID, ...] = ()
    team_ids: tuple[UUID, ...] = ()
    strategy: str = "round_robin"
    available_only: bool = True


@dataclass(frozen=True, slots=True)
class SetTicketAutomation(OnChannel):
    """Set whether new conversations become tickets, and with which properties (EML-12, TKT-02)."""

    enabled: bool
    pipeline_id: UUID | None = None
    stage: str = "new"
    priority: str = "medium"
    category: str = ""
    owner: str = "conversation"
    properties: Mapping[UUID, str] = field(default_factory=dict)


def set_routing_rule(command: SetRoutingRule, unit: Unit) -> None:
    """Set it. A rule that assigns is set by somebody with a seat, and names only users with one (ACC-06)."""
    channel = editable(command, unit)
    if command.enabled:
        if command.target == "specific" and not (command.user_ids or command.team_ids):
            raise InvalidInput("Choose at least one user or team to get conversations.", field="user_ids")
        named = dict.fromkeys([*command.user_ids, *_members(unit, command.team_ids)])
        must_have_seats(_setter(unit), {user_id: unit.get(User, user_id).seats for user_id in named})
    channel.set_rule(
        unit.env,
        Rule(
            enabled=command.enabled,
            target=command.target,
            user_ids=command.user_ids,
            team_ids=command.team_ids,
            strategy=command.strategy,
            available_only=command.available_only,
        ),
    )


def set_ticket_automation(command: SetTicketAutomation, unit: Unit) -> None:
    """Set it; refused with the help desk's advice in an account past the date gate (ACC-08)."""
    channel = editable(command, unit)
    if command.enabled:
        must_allow_automatic_tickets(unit, unit.get(Account, unit.env.account_id))
    automation = TicketAutomation(
        enabled=command.enabled,
        pipeline_id=command.pipeline_id,
        stage=command.stage,
        priority=command.priority,
        category=command.category,
        owner=command.owner,
        properties=_values(unit, command.properties),
    )
    channel.set_ticket_automation(unit.env, automation)
    if command.pipeline_id is not None:
        unit.get(Pipeline, command.pipeline_id).must_take_tickets().stage(command.stage)
    if command.owner not in OWNER_CHOICES:
        unit.get(User, UUID(command.owner))


def _values(unit: Unit, properties: Mapping[UUID, str]) -> tuple[dict[str, str], ...]:
    account = unit.get(Account, unit.env.account_id)
    return tuple(
        {"property_id": str(key), "value": account.property(key, "ticket").value_of(value)}
        for key, value in properties.items()
    )


def _members(unit: Unit, team_ids: Iterable[UUID]) -> list[UUID]:
    return [user_id for team_id in team_ids for user_id in unit.get(Team, team_id).members]


def _setter(unit: Unit) -> Collection[str]:
    """The seats of who sets the rule: a user's own; none of a token; the system itself needs none."""
    kind, _, name = unit.env.actor.partition(":")
    if kind == "user":
        return unit.get(User, UUID(name)).seats
    return () if kind == "token" else PAID_SEATS
