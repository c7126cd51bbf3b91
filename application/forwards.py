"""Whom a message that passes another one on belongs to: the facts of the decision (EML-14)."""

from dataclasses import dataclass, replace
from uuid import UUID

from application.inbound import Forwarded, InboundMessage, Party
from application.threads import is_user
from application.unit import Unit
from domain.account.aggregate import Account
from domain.channel.aggregate import Channel
from domain.conversation.aggregate import Conversation
from domain.conversation.attribution import AttributionDecision, AttributionFacts, decide
from domain.user.aggregate import User

NOBODY = Party("")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The message as it counts from here on, and for a forward the decision with its facts."""

    message: InboundMessage
    forward: Forwarded | None = None
    facts: AttributionFacts | None = None
    decision: AttributionDecision | None = None

    def record(self, unit: Unit, conversation: Conversation, message_id: UUID) -> None:
        """Record the decision, where there was one to make."""
        if self.forward is None or self.facts is None or self.decision is None:
            return
        forwarder, original = self.forward.forwarder, self.forward.original or NOBODY
        conversation.attribute(
            unit.env,
            message_id,
            self.facts,
            self.decision,
            form=self.forward.kind,
            client=self.forward.client,
            forwarder=(forwarder.address, forwarder.name),
            original=(original.address, original.name),
        )


def attributed(unit: Unit, channel: Channel, message: InboundMessage) -> Attribution:
    """Decide whom a message belongs to; its sender is that person from here on."""
    forward = message.forward
    if forward is None:
        return Attribution(message)
    original = forward.original or NOBODY
    facts = AttributionFacts(
        header_why=message.sender_why,
        readable=bool(original.address),
        by_user=_is_ours(unit, forward.forwarder.address),
        authenticated=message.authenticated,
        original_is_ours=_is_team_address(unit, channel, original.address),
        original_is_forwarder=original.address == forward.forwarder.address,
        forwarded_to=channel.forwarded_to,
        forwards_by=unit.get(Account, unit.env.account_id).forwards_by,
    )
    decision = decide(facts)
    chosen = {"forwarded_original": original, "forwarder": forward.forwarder}.get(
        decision.why, message.sender
    )
    return Attribution(replace(message, sender=chosen, sender_why=decision.why), forward, facts, decision)


def _is_ours(unit: Unit, address: str) -> bool:
    """Whether a user signs in with the address, or has it as their own (EML-02)."""
    return bool(address) and (is_user(unit, address) or _holder(unit, User, address))


def _is_team_address(unit: Unit, channel: Channel, address: str) -> bool:
    """Whether mail from the address is mail of the account itself."""
    if not address:
        return False
    own = (channel.address, channel.hosted_address, channel.from_address, *channel.aliases)
    return address in own or _holder(unit, Channel, address)


def _holder(unit: Unit, cls: type[User | Channel], address: str) -> bool:
    claim = unit.claim_id("mailbox", address)
    held = unit.ports.log.holders([claim]).get(claim)
    return held is not None and unit.find(cls, held.holder_id) is not None
