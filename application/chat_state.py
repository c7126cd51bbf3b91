"""How a chat stands now, and whom it shows: the facts of both decisions (CHT-03, CHT-06, CHT-07)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, NamedTuple
from uuid import UUID

from application.consent import of_visitor
from application.linked import survivor
from application.unit import Unit
from domain.account.aggregate import Account
from domain.account.entitlements import may_use_capacity_behaviour
from domain.channel.aggregate import Channel
from domain.channel.chatting import NotAChat
from domain.channels.chat_heading import Heading, HeadingFacts, heading
from domain.channels.chat_state import ChatFacts, ChatState, Present, state
from domain.channels.kinds import kind_of
from domain.routing.facts import Candidate
from domain.routing.policy import LEFT, absence
from domain.schedule.aggregate import Schedule

RUNNING = frozenset({"connected", "degraded"})


@dataclass(frozen=True, slots=True)
class LookAtChat:
    """How a chat stands at a time (None: now) for a visitor (their cookie's value; empty: somebody new)."""

    PERMISSION: ClassVar[str] = ""

    channel_id: UUID
    visitor: str = ""
    seed: int = 0
    at: datetime | None = None


class Seen(NamedTuple):
    """What a visitor sees of it."""

    state: ChatState
    heading: Heading


def look_at_chat(question: LookAtChat, unit: Unit) -> Seen:
    """Answer it from what is known now, to whoever may know of the channel: the caller sees to that. Raises `NotAChat`, `NotFound`."""
    channel = unit.get(Channel, question.channel_id)
    if channel.kind != "chat":
        raise NotAChat("This is no chat. Choose a chat's channel.")
    owner = _owner(unit, channel, question.visitor)
    shown = heading(_heading_facts(unit, channel, owner), question.seed)
    return Seen(state(_facts(unit, channel, owner, question.at or unit.env.at)), shown)


def is_somebody_there(unit: Unit, channel: Channel, person: str) -> bool:
    """Whether anybody who would get a conversation of that person's is available and has room for it (CHT-06)."""
    asked = _asked(unit, channel, _owner(unit, channel, person))
    return any(one.available and not one.full for one in map(_present, asked))


def _facts(unit: Unit, channel: Channel, owner: Candidate | None, at: datetime) -> ChatFacts:
    hours, account = channel.chat.hours, unit.get(Account, unit.env.account_id)
    schedule = None if hours.schedule_id is None else unit.get(Schedule, hours.schedule_id)
    plan = None if schedule is None else schedule.plan.hours(account.holidays)
    measured = hours.reply_time == "measured"
    return ChatFacts(
        hours,
        tuple(_present(one) for one in _asked(unit, channel, owner)),
        running=channel.state in RUNNING,
        is_open=plan is None or plan.is_open(at),
        opens_at=None if plan is None else plan.next_opening(at),
        capacity_included=may_use_capacity_behaviour(account.tiers).allowed,
        reply_seconds=unit.ports.facts.reply_seconds(account.id, channel.id) if measured else None,
    )


def _present(one: Candidate) -> Present:
    full = one.live_limit is not None and one.live_count >= one.live_limit
    return Present(one.available, full)


def _asked(unit: Unit, channel: Channel, owner: Candidate | None) -> Iterable[Candidate]:
    """Return who would get a conversation: whom the rule names, else anybody who sees the inbox (CHT-06)."""
    rule = channel.rule
    if rule.enabled and rule.target == "contact_owner" and owner is not None:
        return [owner] if absence(owner) in ("", "away") else ()
    if rule.enabled and (rule.user_ids or rule.team_ids):
        named = _named(unit, channel, rule.user_ids, rule.team_ids)
        return [one for one in named if absence(one) in ("", "away")]
    return unit.ports.facts.members(unit.env.account_id, channel.inbox_id)


def _heading_facts(unit: Unit, channel: Channel, owner: Candidate | None) -> HeadingFacts:
    wanted = channel.chat.greeting
    chosen = _named(unit, channel, wanted.user_ids, wanted.team_ids)
    people = tuple(one.user_id for one in chosen if one.active)
    return HeadingFacts(wanted.heading, wanted.fallback, people, None if owner is None else owner.user_id)


def _owner(unit: Unit, channel: Channel, visitor: str) -> Candidate | None:
    """Return who looks after the visitor's contact and could have its conversations; None of who is new or nobody's."""
    wanted = channel.chat.greeting.heading == "owner" or channel.rule.target == "contact_owner"
    contact = of_visitor(unit, kind_of(channel.kind).identity, visitor) if wanted else None
    owner_id = None if contact is None else survivor(unit, contact).owner_id
    found = _named(unit, channel, () if owner_id is None else (owner_id,), ())
    return next((one for one in found if absence(one) not in LEFT), None)


def _named(
    unit: Unit, channel: Channel, user_ids: Sequence[UUID], team_ids: Sequence[UUID]
) -> Sequence[Candidate]:
    if not (user_ids or team_ids):
        return ()
    facts, account = unit.ports.facts, unit.env.account_id
    return facts.candidates(account, channel.inbox_id, user_ids, team_ids).candidates
