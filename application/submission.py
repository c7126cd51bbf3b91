"""A submission taken in: kept with all that was sent, and counted for its contact (FRM-07, FRM-08)."""

from collections.abc import Mapping
from contextlib import suppress
from uuid import UUID

from application.attribution import contact_of
from application.claims import claim
from application.inbound import InboundMessage, Party, Submitted
from application.linked import check_room, group, survivor
from application.proving import prove_sender
from application.ticket import set_value
from application.unit import Unit
from application.visitors import identity_kind, visitor_contact
from domain.account.aggregate import Account
from domain.channel.aggregate import Channel
from domain.claim.aggregate import Claim
from domain.contact.aggregate import Contact
from domain.contact.refusals import TooManyIdentities
from domain.conversation.aggregate import Conversation
from domain.form.aggregate import Submission
from domain.form.answers import filled
from domain.kernel.refusal import Refusal
from domain.ticket.aggregate import Ticket
from domain.ticket.policy import PRIORITIES

LONGEST_CATEGORY = 200
WRITTEN = {"phone": "", "whatsapp_id": "+"}
"""Identities that show a telephone number, and what stands before them in it."""


def contact_by(unit: Unit, channel: Channel, message: InboundMessage) -> Contact:
    """Return whose a message is: by its sender, by a visitor's cookie, or by the number where a form asked for no address (CON-01)."""
    if message.chat is not None:
        return visitor_contact(unit, message.chat.visitor, message.chat.named, channel.kind)
    prove_sender(unit, channel, message)
    kind, party = identity_kind(channel, message), message.sender
    number = "" if message.submission is None else message.submission.phone
    by_number = bool(number) and not party.address
    if by_number:
        kind, party = "phone", Party(number, party.name)
    contact = contact_of(unit, kind, party, channel.kind, proven=not by_number).contact
    if number:
        keep_number(unit, contact, number)
    elif kind in WRITTEN:
        _show_number(unit, contact, WRITTEN[kind] + party.address)
    return contact


def keep_number(unit: Unit, contact: Contact, number: str) -> None:
    """Let the contact be reached by the number, too, if they have none yet and it is nobody else's.

    Anybody can send any number under any address: so it takes the place of none, and joins no two people.
    """
    known = survivor(unit, contact)
    claim_id = unit.claim_id("identity", "phone", number)
    held = unit.find(Claim, claim_id)
    if any(one.numbers for one in group(unit, known)) or not (held is None or held.holder_id is None):
        return
    with suppress(TooManyIdentities):
        check_room(unit, known, more=1)
        claim(unit, claim_id, "identity", contact.id)
        contact.add_identity(unit.env, kind="phone", value=number, claim_id=claim_id, proven=False)


def _show_number(unit: Unit, contact: Contact, number: str) -> None:
    """Let a number that was only typed be the contact's: somebody calls from it, or writes by WhatsApp."""
    claim_id = unit.claim_id("identity", "phone", number)
    if claim_id in contact.typed:
        contact.remove_identity(unit.env, claim_id)
        contact.add_identity(unit.env, kind="phone", value=number, claim_id=claim_id)


def keep_submission(
    unit: Unit,
    channel: Channel,
    contact: Contact,
    conversation: Conversation,
    message: InboundMessage,
    *,
    message_id: UUID,
    intake_id: UUID,
    ticket: tuple[UUID | None, str],
) -> None:
    """Keep what was sent, hidden and unknown values too; nothing for a message that no form sent.

    `ticket` is the one it became, or why it became none.
    """
    sent = message.submission
    if sent is None:
        return
    ticket_id, skipped = ticket
    submission = Submission.receive(
        unit.new_id("submission"),
        unit.env,
        form_id=sent.form_id,
        form_version=sent.form_version,
        channel_id=channel.id,
        inbox_id=conversation.inbox_id,
        contact_id=contact.id,
        conversation_id=conversation.id,
        message_id=message_id,
        intake_id=intake_id,
        ticket_id=ticket_id,
        ticket_skipped=skipped,
        given=tuple(one.recorded() for one in sent.given),
        files=sent.files,
        page=sent.page,
    )
    unit.add(submission)
    contact.submit(unit.env, submission.id)


def submitted(unit: Unit, contact: Contact) -> int:
    """Return how many submissions the person has sent, under every contact that counts for them (FRM-08)."""
    return sum(one.submissions for one in group(unit, survivor(unit, contact)))


def ticket_words(sent: Submitted | None, defaults: Mapping[str, str]) -> dict[str, str]:
    """Return a ticket's name, priority and category: as sent where the form asks for them, else the channel's."""
    if sent is None:
        return dict(defaults)
    said = {name: filled(sent.given, f"ticket.{name}") for name in defaults}
    said["category"] = said["category"][:LONGEST_CATEGORY]
    said["priority"] = said["priority"] if said["priority"] in PRIORITIES else ""
    return {name: said[name] or default for name, default in defaults.items()}


def fill_ticket(unit: Unit, account: Account, ticket: Ticket, sent: Submitted | None) -> None:
    """Give a ticket the description and the properties that were sent (FRM-05)."""
    if sent is None:
        return
    description = filled(sent.given, "ticket.description")
    if description:
        ticket.describe(unit.env, description)
    for one in sent.given:
        if one.property_id is not None and one.values:
            # a choice taken away or a property archived since keeps no submission from becoming a ticket
            with suppress(Refusal):
                set_value(account, ticket, unit.env, one.property_id, one.values[0])
