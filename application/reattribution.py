"""Whom a message belongs to, said by a person: neither what was decided nor what was recorded is lost (EML-14).

The message stays in the stream it was recorded in, sealed under the contact of that time. A conversation with the right
contact shows it from here on: one begun for it, or the one it was taken from before.
"""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.assignment import assign_by_hand, settle
from application.attribution import contact_of
from application.change import Change
from application.inbound import Party
from application.linked import are_linked
from application.places import parts_of
from application.placing import WRITE, apart, standing, together
from application.ticketing import tickets_go_along
from application.unit import Unit
from application.visitors import EMAIL
from domain.channels.email import is_address, normalise_address
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation, Status
from domain.conversation.attribution_events import MessageAttributed
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.conversation.refusals import AlreadyAttributed
from domain.kernel.checks import one_of
from domain.kernel.refusal import InvalidInput, NotFound

CHOICES = frozenset({"original", "forwarder", "person"})


@dataclass(frozen=True, slots=True)
class CorrectAttribution(Change):
    """Say whom a message belongs to: the original's sender, the forwarder, or the person with this address."""

    PERMISSION: ClassVar[str] = WRITE

    conversation_id: UUID
    message_id: UUID
    to: str
    email: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a conversation's own stream says of a message that came in."""

    received: MessageReceived
    attributed: MessageAttributed | None
    first: bool
    """Whether nothing came in or was written there before it."""


def correct_attribution(command: CorrectAttribution, unit: Unit) -> None:
    """Show the message, or all of a conversation that it began, in one with the right contact."""
    source = standing(unit, command.conversation_id, command)
    one_of(command.to, CHOICES, "to")
    part = next((one for one in parts_of(unit, source) if command.message_id in one.placed), None)
    if part is None:
        raise NotFound("message")
    home = unit.get(Conversation, part.guests.get(command.message_id, part.id))
    home.must_be_kept()
    recorded = _recorded(unit, home, command.message_id)
    party = _party(command, recorded)
    contact = contact_of(unit, EMAIL, party, home.channel_kind).contact
    if are_linked(unit, contact.id, source.contact_id):
        raise AlreadyAttributed
    back = home.merged_into == source.id and home.contact_id == contact.id and not home.placed
    whole = recorded.first and (home is part or back)
    into = _there(unit, source, contact) if whole else None
    if into is None:
        into = _begun(unit, source, home, contact, recorded)
        settle(unit, into, None)
    _carry(unit, source, into, _all(unit, source, command.message_id) if whole else [command.message_id])
    if whole:
        tickets_go_along(unit, source, into)
    home.reattribute(
        unit.env,
        command.message_id,
        why={"original": "forwarded_original"}.get(command.to, command.to),
        to_contact_id=contact.id,
        to_id=into.id,
        address=party.address,
        name=party.name,
    )


def _recorded(unit: Unit, home: Conversation, message_id: UUID) -> Recorded:
    attributed, begun = None, False
    for event in unit.ports.log.stream(home.id):
        match event:
            case MessageAttributed() if event.message_id == message_id:
                attributed = event
            case MessageReceived() if event.message_id == message_id:
                return Recorded(event, attributed, not begun)
            case MessageReceived() | MessagePosted():
                begun = True
    raise NotFound("message that came in")


def _party(command: CorrectAttribution, recorded: Recorded) -> Party:
    """Return whom the command names. Raises `InvalidInput`."""
    if command.to == "person":
        address = normalise_address(command.email)
        if not is_address(address):
            raise InvalidInput("This is no e-mail address. Write it as name@example.org.", field="email")
        return Party(address, " ".join(command.name.split()))
    known = recorded.attributed
    if known is None:
        raise InvalidInput("This message passes nothing on. Say whose it is by an address.", field="to")
    if command.to == "forwarder":
        return Party(known.forwarder, known.forwarder_name)
    if not known.original:
        raise InvalidInput(
            "No original could be read out of this message. Say whose it is by an address.", field="to"
        )
    return Party(known.original, known.original_name)


def _there(unit: Unit, source: Conversation, contact: Contact) -> Conversation | None:
    """Take out again, if there is one, the part with this contact that everything was taken from before."""
    for one in parts_of(unit, source):
        if one.merged_into == source.id and one.contact_id == contact.id and not one.placed:
            apart(unit, one, source)
            return one
    return None


def _all(unit: Unit, source: Conversation, first: UUID) -> list[UUID]:
    """List all that a conversation shows, the message it began with first."""
    shown = frozenset[UUID]().union(*(part.placed for part in parts_of(unit, source)))
    return [first, *sorted(shown - {first})]


def _carry(unit: Unit, source: Conversation, into: Conversation, message_ids: list[UUID]) -> None:
    """Show messages there; what has nothing left becomes a part of it."""
    for part in parts_of(unit, source):
        homes = {one: part.guests.get(one, part.id) for one in message_ids if one in part.placed}
        if homes:
            part.move_out(unit.env, homes, into.id, split=True)
            into.move_in(unit.env, homes, part.id, split=True)
    if not any(part.placed for part in parts_of(unit, source)):
        together(unit, source, into, confirmed=True)


def _begun(
    unit: Unit, source: Conversation, home: Conversation, contact: Contact, recorded: Recorded
) -> Conversation:
    """Begin a conversation with the contact, of the same assignee, urgency and state."""
    begun = unit.add(
        Conversation.start(
            unit.new_id("conversation"),
            unit.env,
            inbox_id=source.inbox_id,
            channel_id=home.channel_id,
            channel_kind=home.channel_kind,
            contact_id=contact.id,
            subject=recorded.received.subject,
        )
    )
    assign_by_hand(unit, begun, source.assignee_id, "person", source.team_id)
    begun.set_priority(unit.env, source.priority)
    for tag in sorted(source.tags):
        begun.tag(unit.env, tag)
    if source.status is Status.CLOSED:
        begun.close(unit.env)
    return begun
