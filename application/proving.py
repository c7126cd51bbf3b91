"""Mail is from whose address it is: what somebody only typed in a chat gives way to it (CON-01, SE-03).

Who answers a mail that went to the address they typed shows that it is theirs, since nobody else has what the answer names.
"""

from application.inbound import InboundMessage
from application.threads import MOST_CANDIDATES, key_of
from application.unit import Unit
from application.visitors import EMAIL, identity_kind, prove
from domain.channel.aggregate import Channel
from domain.channels.email import verify_reply_key
from domain.claim.aggregate import Claim
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation


def prove_sender(unit: Unit, channel: Channel, message: InboundMessage) -> None:
    """Let the sender of a mail have the address it is from, if nobody more than typed it; nothing for what is no mail."""
    address = message.sender.address
    if not address or message.submission is not None or identity_kind(channel, message) != EMAIL:
        return
    claim_id = unit.claim_id("identity", EMAIL, address)
    held = unit.find(Claim, claim_id)
    if held is None or held.holder_id is None or claim_id not in unit.get(Contact, held.holder_id).typed:
        return
    prove(unit, address, _answered(unit, channel, message))


def _answered(unit: Unit, channel: Channel, message: InboundMessage) -> Contact | None:
    """Return with whom the conversation is that the mail answers in; None where it answers nothing of ours."""
    secret = unit.ports.secrets.of_account(unit.env.account_id)
    hints = message.candidates[:MOST_CANDIDATES]
    sound = [one for one in hints if one.by != "token" or verify_reply_key((secret,), one.value) is not None]
    keys = [key_of(unit, channel, one) for one in sound]
    holders = unit.ports.log.holders(keys) if keys else {}
    held = next((holders[key] for key in keys if key in holders), None)
    conversation = None if held is None else unit.find(Conversation, held.holder_id)
    return None if conversation is None else unit.get(Contact, conversation.contact_id)
