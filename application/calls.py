"""Calls that users make and end from here (CAL-01, CAL-02)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from application.answering import reached_by
from application.assignment import assign_by_hand, holder, settle
from application.call_intake import SAID, lead
from application.conversation import ChannelNotSending
from application.identities import normalised
from application.lines import CALLING, must_be_no_line
from application.linked import are_linked, group, survivor
from application.places import root_of
from application.ringing import busy_with, occupy, phone_of
from application.said import said_in
from application.subscription import must_include
from application.threads import DISCARDED
from application.unit import Unit
from application.visibility import visible
from application.visitors import conversation_of
from domain.call.aggregate import OUTBOUND, Call, Opened
from domain.call.refusals import (
    CountryNotCalled,
    LineBusy,
    NumberUnknown,
    NumberUnproven,
    PhoneNeeded,
    TooManyCalls,
)
from domain.channel.aggregate import Channel
from domain.channel.phoned import NotALine
from domain.channels.ways import SENDING
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from domain.kernel.refusal import InvalidInput

PHONE = "phone"
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PlaceCall:
    """Call a contact: one's own phone is rung first, then theirs.

    In a conversation, or with a contact, in the conversation that calls with them are in or a new one. Without `channel_id`
    it goes by the conversation's own line, or the only one there is; without `to` to the number of the last call there, else
    to the contact's first one.
    """

    PERMISSION: ClassVar[str] = "conversation_write"

    call_id: UUID
    conversation_id: UUID | None = None
    contact_id: UUID | None = None
    channel_id: UUID | None = None
    to: str = ""
    confirmed: bool = False
    """Although nothing shows that the number is the contact's."""


@dataclass(frozen=True, slots=True)
class HangUp:
    """End a call that is on."""

    PERMISSION: ClassVar[str] = "conversation_write"

    call_id: UUID


def place_call(command: PlaceCall, unit: Unit) -> None:
    """Begin it; a worker has one's own phone rung. The conversation is the caller's from here on, if nobody has it.

    Raises:
        PhoneNeeded: the caller has no phone, or is no person.
        LineBusy: the caller is in another call.
        TooManyCalls: they, or all users together, have made as many within an hour as may be.
        NumberUnknown: the contact has no number, or not this one.
        NumberUnproven: the contact only typed it, and that was not `confirmed`.
        OwnLine: it, or the caller's own phone, is a line of the account's.
        CountryNotCalled: numbers that begin so are not called from this installation.
        ChannelNotSending, NotALine: the channel cannot call.

    """
    chosen = None
    if command.channel_id is not None:
        chosen = visible(unit, "channel", unit.get(Channel, command.channel_id))
    where, contact = _where(command, unit)
    user_id = _caller(unit)
    channel = _line(unit, chosen, where)
    number = _number(unit, command, where, contact)
    conversation = where or _joined(unit, channel, contact, number)
    had = holder(conversation)
    conversation.call(unit.env, command.call_id, channel_id=channel.id, author_id=user_id, number=number)
    if conversation.assignee_id is None:
        assign_by_hand(unit, conversation, user_id, "replier", did="called")
    settle(unit, conversation, had)
    opened = Opened(
        conversation_id=conversation.id,
        contact_id=conversation.contact_id,
        channel_id=channel.id,
        inbox_id=conversation.inbox_id,
        direction=OUTBOUND,
        number=number,
        agent_id=user_id,
    )
    call = unit.add(Call.begin(command.call_id, unit.env, opened))
    call.ring(unit.env, user_id)
    occupy(unit, user_id, call)
    lead(unit, channel.id, number, conversation)


def _caller(unit: Unit) -> UUID:
    """Return who calls, if they can, and may call once more."""
    user_id = unit.env.user_id
    phone = "" if user_id is None else phone_of(unit, user_id)
    if user_id is None or not phone:
        raise PhoneNeeded
    must_be_no_line(unit, phone, "phone")
    busy = busy_with(unit, user_id)
    if busy is not None:
        raise LineBusy(busy.id)
    limits = unit.ports.limits.calls
    made = unit.ports.facts.callers(unit.env.account_id, unit.env.at - HOUR, limits.account_per_hour)
    if len(made) >= limits.account_per_hour:
        raise TooManyCalls("Your company", limits.account_per_hour)
    if made.count(user_id) >= limits.user_per_hour:
        raise TooManyCalls("You", limits.user_per_hour)
    return user_id


def hang_up(command: HangUp, unit: Unit) -> None:
    """Ask for its end, of a call whose conversation one sees; nothing if it is over."""
    call = unit.get(Call, command.call_id)
    home = unit.get(Conversation, call.conversation_id)
    visible(unit, "call", root_of(unit, home))
    call.hang_up(unit.env)


def _where(command: PlaceCall, unit: Unit) -> tuple[Conversation | None, Contact]:
    """Return the conversation that was chosen, if one was, and the contact. What is not there, or not seen, is said first."""
    where = contact = None
    if command.conversation_id is not None:
        where = visible(unit, "conversation", unit.get(Conversation, command.conversation_id))
        where.must_stand_alone()
    if command.contact_id is not None:
        contact = survivor(unit, unit.get(Contact, command.contact_id))
    if where is not None and contact is None:
        return where, unit.get(Contact, where.contact_id)
    if contact is None or where is not None:
        raise InvalidInput("Choose either a conversation or a contact.", field="conversation_id")
    return None, contact


def _line(unit: Unit, chosen: Channel | None, where: Conversation | None) -> Channel:
    """Return the line to call by: the one chosen, the conversation's own, or the only one there is."""
    if chosen is not None:
        channel = chosen
    elif where is not None and where.channel_kind == CALLING:
        channel = unit.get(Channel, where.channel_id)
    else:
        channel = _only(unit)
    if channel.kind != CALLING:
        raise NotALine("This channel is no telephone line. Choose one of calling's.", field="channel_id")
    must_include(unit, CALLING)
    if channel.state not in SENDING:
        raise ChannelNotSending(
            f"The channel is {channel.state}. Connect or resume it first, then call again.",
            field="channel_id",
        )
    return channel


def _only(unit: Unit) -> Channel:
    known = (unit.get(Channel, one) for one in unit.ports.facts.channels(unit.env.account_id, (CALLING,)))
    usable = [one for one in known if one.state in SENDING and unit.standing.sees(one.inbox_id)]
    if len(usable) != 1:
        advice = (
            "Choose by which number to call." if usable else "Connect a channel of the kind calling first."
        )
        raise InvalidInput(advice, field="channel_id")
    return usable[0]


def _number(unit: Unit, command: PlaceCall, where: Conversation | None, contact: Contact) -> str:
    """Return the number to call, if it may be called."""
    number = _chosen(unit, command, where, contact)
    must_be_no_line(unit, number, "to")
    countries = unit.ports.limits.calling_countries
    if countries and not number.startswith(countries):
        raise CountryNotCalled
    if not command.confirmed and _is_unproven(unit, contact, number):
        raise NumberUnproven
    return number


def _is_unproven(unit: Unit, contact: Contact, number: str) -> bool:
    """Whether the contact only typed the number: nobody called from it, wrote by WhatsApp with it, or entered it by hand."""
    claim_id = unit.claim_id("identity", PHONE, number)
    return any(claim_id in one.typed for one in group(unit, survivor(unit, contact)))


def _chosen(unit: Unit, command: PlaceCall, where: Conversation | None, contact: Contact) -> str:
    """Return the number that is meant, one of the contact's: another one somebody else might answer."""
    numbers = [one.value for one in reached_by(unit, contact.id) if one.kind == PHONE]
    if command.to.strip():
        wanted = normalised(PHONE, command.to, "to")
        if wanted not in numbers:
            raise NumberUnknown
        return wanted
    last = _last_number(unit, where)
    if last and last in numbers:
        return last
    if not numbers:
        raise NumberUnknown
    return numbers[0]


def _last_number(unit: Unit, where: Conversation | None) -> str:
    heard = None if where is None else said_in(unit, where, 1).heard
    return heard.sender if heard is not None and heard.said == SAID and not heard.erased else ""


def _joined(unit: Unit, channel: Channel, contact: Contact, number: str) -> Conversation:
    """Return the conversation that calls with a number are in, if the caller may go on in it, else a new one."""
    own = conversation_of(unit, channel.id, number)
    place = None if own is None else root_of(unit, own)
    if place is not None and _may_go_on(unit, place, contact):
        return place
    return unit.add(
        Conversation.start(
            unit.new_id("conversation"), unit.env,
            inbox_id=channel.inbox_id, channel_id=channel.id, channel_kind=channel.kind, contact_id=contact.id,
            subject="", started_by="agent",
        )
    )  # fmt: skip


def _may_go_on(unit: Unit, place: Conversation, contact: Contact) -> bool:
    kept = not place.erased and place.folder not in DISCARDED
    return kept and unit.standing.sees(place.inbox_id) and are_linked(unit, place.contact_id, contact.id)
