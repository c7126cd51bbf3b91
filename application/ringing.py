"""Who is rung for a call, and what the provider is to be told to do with it (CAL-01, CAL-02)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from application.call_consent import Asked, asked_of
from application.claims import claim
from application.lines import own_lines
from application.linked import survivor
from application.places import place_of
from application.unit import Unit
from domain.call.aggregate import INBOUND, Call
from domain.call.events import CallBegun, CallPlaced
from domain.channel.aggregate import Channel
from domain.channel.phoned import Line, Voice
from domain.claim.aggregate import Claim
from domain.contact.aggregate import Contact
from domain.contact.events import ContactCreated, ContactRenamed
from domain.conversation.aggregate import Conversation
from domain.routing.facts import Candidate
from domain.routing.policy import absence
from domain.user.aggregate import User
from domain.user.events import PhoneSet

MOST_RUNG = 10
"""Phones that ring at once; as many as the provider dials at once."""


@dataclass(frozen=True, slots=True)
class LookAtCall:
    """What is to be done with a call now: a question, not a command."""

    PERMISSION: ClassVar[str] = ""

    call_id: UUID


@dataclass(frozen=True, slots=True)
class Rung:
    """A user whose phone rings, or is to."""

    user_id: UUID
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CallPlan:
    """What is known of a call that the provider asks about, to be said in its words.

    `number` and `name` are the contact's, `sid` the provider's id of the call, empty where unknown. `records` says that the
    channel records those who agree: `agreed` is what they said in this call (None: nothing yet), `asks` what they are to be
    asked, if anything.
    """

    account_id: UUID
    call_id: UUID
    channel_id: UUID
    state: str
    direction: str
    placed: bool
    hanging_up: bool
    line: Line
    voice: Voice
    number: str = field(repr=False)
    name: str = field(repr=False)
    agents: tuple[Rung, ...]
    """Whose phones ring; of a call of ours, that of whoever calls."""
    answered_by: UUID | None
    sid: str = field(repr=False)
    records: bool
    agreed: bool | None
    asks: Asked | None


def look_at_call(question: LookAtCall, unit: Unit) -> CallPlan:
    """Answer it, to whoever may know of the call: the caller sees to that. Raises `NotFound`."""
    call = unit.get(Call, question.call_id)
    channel = unit.get(Channel, call.channel_id)
    begun = begun_of(unit, call)
    return CallPlan(
        account_id=call.account_id,
        call_id=call.id,
        channel_id=channel.id,
        state=call.state,
        direction=call.direction,
        placed=call.placed,
        hanging_up=call.hanging_up,
        line=channel.line,
        voice=channel.voice,
        number="" if begun.erased else begun.number,
        name=_name(unit, call),
        agents=tuple(_phones(unit, call.rung)),
        answered_by=call.answered_by,
        sid=_sid(unit, call),
        records=channel.records,
        agreed=call.agreed,
        asks=asked_of(unit, channel, call),
    )


def ring(unit: Unit, call: Call) -> None:
    """Ring whoever has the conversation, if they can be; else everybody who would get it, up to ten at once.

    Nothing where somebody is rung already, and for a call that nobody is to answer here.
    """
    if call.rung or call.direction != INBOUND:
        return
    conversation = conversation_now(unit, call)
    found = _reachable(unit, _holder(unit, conversation)) or _reachable(unit, _others(unit, conversation))
    for user_id in found:
        call.ring(unit.env, user_id)


def busy_with(unit: Unit, user_id: UUID) -> Call | None:
    """Return the call that a user is in; None where in none."""
    held = unit.find(Claim, _in_call(unit, user_id))
    call = None if held is None or held.holder_id is None else unit.find(Call, held.holder_id)
    return call if call is not None and call.is_on(unit.env.at) else None


def occupy(unit: Unit, user_id: UUID, call: Call) -> None:
    """Let a user be in a call from here on, which was made sure of: two at once collide."""
    stream = _in_call(unit, user_id)
    held = unit.find(Claim, stream)
    if held is not None and held.holder_id not in (None, call.id):
        held.release(unit.env, held.holder_id)
    claim(unit, stream, "in_call", call.id)


def conversation_now(unit: Unit, call: Call) -> Conversation:
    """Return the conversation that shows the call now."""
    return place_of(unit, unit.get(Conversation, call.conversation_id), call.id)


def phone_of(unit: Unit, user_id: UUID) -> str:
    """Return the number that calls ring of a user, empty where there is none."""
    user = unit.get(User, user_id)
    events = unit.ports.log.versions(user_id, [user.phone_set]) if user.phone_set else []
    return next((one.phone for one in events if isinstance(one, PhoneSet) and not one.erased), "")


def begun_of(unit: Unit, call: Call) -> CallBegun:
    """Return how a call began."""
    (begun,) = unit.ports.log.versions(call.id, [1])
    assert isinstance(begun, CallBegun)  # noqa: S101 - every call's first event is this
    return begun


def _sid(unit: Unit, call: Call) -> str:
    known = (one for one in unit.ports.log.stream(call.id) if isinstance(one, CallBegun | CallPlaced))
    return next((one.sid for one in known if one.sid and not one.erased), "")


def _in_call(unit: Unit, user_id: UUID) -> UUID:
    return unit.claim_id("in_call", user_id.hex)


def _phones(unit: Unit, user_ids: Iterable[UUID]) -> Iterator[Rung]:
    for user_id in user_ids:
        phone = phone_of(unit, user_id)
        if phone:
            yield Rung(user_id, phone)


def _holder(unit: Unit, conversation: Conversation) -> tuple[Candidate, ...]:
    named = () if conversation.assignee_id is None else (conversation.assignee_id,)
    return unit.ports.facts.candidates(unit.env.account_id, conversation.inbox_id, named, ()).candidates


def _others(unit: Unit, conversation: Conversation) -> tuple[Candidate, ...]:
    """Return whom the rule names, or everybody who sees the inbox where it names nobody."""
    rule = unit.get(Channel, conversation.channel_id).rule
    account = unit.env.account_id
    if rule.enabled and (rule.user_ids or rule.team_ids):
        asked = unit.ports.facts.candidates(account, conversation.inbox_id, rule.user_ids, rule.team_ids)
        return asked.candidates
    return unit.ports.facts.members(account, conversation.inbox_id)


def _reachable(unit: Unit, candidates: Iterable[Candidate]) -> tuple[UUID, ...]:
    """Return those who are available, have a phone and are in no call, as many as can be rung, the least busy first.

    A phone that is a line of the account's own, perhaps since it was entered, is none.
    """
    there = sorted(
        (one for one in candidates if absence(one) == ""), key=lambda one: (one.open_count, one.user_id)
    )
    none = {"", *own_lines(unit)} if there else {""}
    found: list[UUID] = []
    for one in there:
        rings = len(found) < MOST_RUNG and phone_of(unit, one.user_id) not in none
        if rings and busy_with(unit, one.user_id) is None:
            found.append(one.user_id)
    return tuple(found)


def _name(unit: Unit, call: Call) -> str:
    known = survivor(unit, unit.get(Contact, call.contact_id))
    named = (
        one
        for one in reversed(unit.ports.log.stream(known.id))
        if isinstance(one, ContactCreated | ContactRenamed)
    )
    return next((one.name for one in named if not one.erased), "")
