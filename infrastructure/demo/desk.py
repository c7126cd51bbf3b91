"""The company of a long history: its places, its agents' slots and turns, held in memory and carried on from the log."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from application.limits import Limits
from domain.account.aggregate import Account
from domain.channel.aggregate import Channel
from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.pipeline.aggregate import Pipeline
from domain.routing.facts import Candidate, RoutingDecision, RoutingFacts
from domain.routing.months import month_at, month_before, rotation_id, slots_id
from domain.routing.policy import decide
from domain.routing.rotation import Rotation
from domain.routing.slots import Slots
from domain.user.aggregate import User
from infrastructure.bootstrap import Application
from infrastructure.demo.company import Place
from infrastructure.demo.crew import Crew

M = TypeVar("M", Slots, Rotation)
MONTHS_BACK = 60


@dataclass
class Desk:
    """One place with its connected channel and the agents its rule names."""

    place: Place
    channel: Channel
    rotation: Rotation | None
    agents: tuple[UUID, ...]


@dataclass
class Firm:
    """Everything decisions about the account's conversations are made from."""

    crew: Crew
    account: Account
    desks: tuple[Desk, ...]
    users: dict[UUID, User]
    names: dict[UUID, str]
    slots: dict[UUID, Slots | None]
    closed_stage: str
    secret: bytes
    limits: Limits
    changed: list[Aggregate] = field(default_factory=list)
    """Slots and rotations that the command in hand changed or opened."""

    def decided(self, desk: Desk, env: Envelope, position: int) -> RoutingDecision:
        """Let the channel's rule decide, as on a mail that has just come."""
        rule = desk.channel.rule
        turns = desk.rotation.turns if desk.rotation else {}
        candidates = tuple(self._candidate(one, turns.get(one), env.at) for one in desk.agents)
        return decide(
            RoutingFacts(
                candidates=candidates,
                rule_version=rule.rule_version,
                strategy=rule.strategy,
                available_only=rule.available_only,
                seed=env.correlation_id.int % 2**31,
                position=position,
            )
        )

    def _candidate(self, user_id: UUID, turn: datetime | None, at: datetime) -> Candidate:
        user, slots = self.users[user_id], self.slots[user_id]
        return Candidate(
            user_id=user_id, active=user.active, seats=user.seats, available=user.is_available(at),
            open_count=slots.open_count if slots else 0, live_count=slots.live_count if slots else 0,
            total_limit=user.total_limit, live_limit=user.live_limit, last_turn_at=turn,
            last_assigned_at=slots.last_taken_at if slots else None,
        )  # fmt: skip

    def slots_of(self, user_id: UUID, env: Envelope) -> Slots:
        """Return the user's slots of this month, opened where that is due."""
        found, month = self.slots[user_id], month_at(env.at)
        if found is None:
            found = Slots.open_month(slots_id(user_id, month), env, user_id=user_id, month=month)
        elif found.month < month:
            self.changed.append(found)
            found = found.roll(slots_id(user_id, month), env, month)
        self.slots[user_id] = found
        self.changed.append(found)
        return found

    def rotation_of(self, desk: Desk, env: Envelope) -> Rotation:
        """Return the turns of this month, opened where that is due."""
        found, month, rule = desk.rotation, month_at(env.at), desk.channel.id
        if found is None:
            found = Rotation.open_month(rotation_id(rule, month), env, rule_id=rule, month=month)
        elif found.month < month:
            self.changed.append(found)
            found = found.roll(rotation_id(rule, month), env, month)
        desk.rotation = found
        self.changed.append(found)
        return found


def firm_of(crew: Crew, now: datetime) -> Firm:
    """Read the firm from the log, as it stands now."""
    app, company = crew.app, crew.company
    users = {crew.user(one.key): _there(app, User, crew.user(one.key)) for one in company.people}
    desks = tuple(
        Desk(
            place,
            _there(app, Channel, crew.channel(place.key)),
            _latest(app, Rotation, crew.channel(place.key), now),
            tuple(crew.user(key) for key in place.rule),
        )
        for place in company.places
    )
    stages = _there(app, Pipeline, crew.pipeline()).stages
    return Firm(
        crew=crew,
        account=_there(app, Account, crew.account),
        desks=desks,
        users=users,
        names={crew.user(one.key): one.name for one in company.people},
        slots={user_id: _latest(app, Slots, user_id, now) for user_id in users},
        closed_stage=next(str(stage["key"]) for stage in stages if stage["closed"]),
        secret=app.secrets.of_account(crew.account),
        limits=app.ports.limits,
    )


A = TypeVar("A", bound=Aggregate)


def _there(app: Application, cls: type[A], stream_id: UUID) -> A:
    found = app.log.fresh(cls, stream_id)
    if found is None:
        message = f"the demo account has no such {cls.TOPIC}; make the demo first"
        raise LookupError(message)
    return found


def _latest(app: Application, cls: type[M], owner_id: UUID, now: datetime) -> M | None:
    """Return the newest month of an owner's slots or turns."""
    stream_id = {Slots: slots_id, Rotation: rotation_id}[cls]
    month = month_at(now)
    for _ in range(MONTHS_BACK):
        found = app.log.fresh(cls, stream_id(owner_id, month))
        if found is not None:
            return found
        month = month_before(month)
    return None
