"""Bounces of messages of ours: they join the conversation they are about and say there what did not arrive (EML-18)."""

from typing import NamedTuple
from uuid import UUID

from application.inbound import Bounce, BouncedParty, InboundMessage, ThreadCandidate
from application.places import place_of
from application.threads import MOST_CANDIDATES, provider_id_of, receipt_id
from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.channels.email import normalise_address, verify_reply_key
from domain.conversation import messages
from domain.conversation.aggregate import Conversation
from domain.conversation.threading import ThreadingDecision, returned_to


class Returned(NamedTuple):
    """A message of ours that came back: where it is recorded, where it is shown, and by which hint it was found."""

    home: Conversation
    place: Conversation
    message_id: UUID
    hint: ThreadCandidate
    bounce: Bounce

    @property
    def decision(self) -> ThreadingDecision:
        """Why the bounce is where it is."""
        via_id = None if self.place is self.home else self.home.id
        return returned_to(self.place.id, self.hint.by, self.hint.value, via_id)


def returned_message(unit: Unit, channel: Channel, message: InboundMessage) -> Returned | None:
    """Return the message of ours that a bounce names, by its id or our own signed key; None for all other mail.

    Whoever can name it had it: a bounce needs no sender that is known here.
    """
    if message.bounce is None:
        return None
    hints = message.candidates[:MOST_CANDIDATES]
    keys = [receipt_id(unit, channel.id, provider_id_of(unit, hint)) for hint in hints]
    holders = unit.ports.log.holders(keys) if keys else {}
    secret = unit.ports.secrets.of_account(unit.env.account_id)
    for hint, key in zip(hints, keys, strict=True):
        held = holders.get(key)
        home = None if held is None else unit.find(Conversation, held.holder_id)
        if held is None or held.ref_id is None or home is None or home.erased:
            continue
        forged = hint.by == "token" and verify_reply_key((secret,), hint.value) is None
        if held.ref_id in home.deliveries and not forged:
            place = place_of(unit, home, held.ref_id)
            return None if place.erased else Returned(home, place, held.ref_id, hint, message.bounce)
    return None


def record_bounce(unit: Unit, returned: Returned, bounce_id: UUID) -> None:
    """Record on the message that came back whom it did not reach, and why."""
    bounce = returned.bounce
    posted = next(
        event
        for event in unit.ports.log.stream(returned.home.id)
        if isinstance(event, messages.MessagePosted) and event.message_id == returned.message_id
    )
    to = [normalise_address(address) for address in (*posted.to, *posted.cc, *posted.bcc)]
    failed = {
        address for party in bounce.recipients for address in (party.address, party.original) if address
    }
    places = tuple(place for place, address in enumerate(to) if address in failed)
    told = bounce.recipients[0] if bounce.recipients else BouncedParty("")
    returned.home.bounced(
        unit.env,
        returned.message_id,
        bounce_id,
        recipients=places or ((0,) if len(to) == 1 else ()),
        of=len(to),
        permanent=bounce.permanent,
        delayed=bounce.delayed,
        status=told.status,
        diagnostic=told.diagnostic,
    )
