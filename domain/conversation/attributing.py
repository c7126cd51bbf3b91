"""The part of a conversation that says whom its messages are attributed to (EML-14)."""

from uuid import UUID

from domain.conversation import attribution_events as events
from domain.conversation.attribution import AttributionDecision, AttributionFacts
from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope


class Attributing(Aggregate):
    """Nothing of it is state: who decides anew reads what was recorded."""

    contact_id: UUID

    def attribute(
        self,
        env: Envelope,
        message_id: UUID,
        facts: AttributionFacts,
        decision: AttributionDecision,
        *,
        form: str,
        client: str,
        forwarder: tuple[str, str],
        original: tuple[str, str],
    ) -> None:
        """Record whom a message belongs to and why; `forwarder` and `original` are address and name."""
        self.record(
            events.MessageAttributed,
            env,
            contact_id=self.contact_id,
            message_id=message_id,
            why=decision.why,
            reasons=decision.reasons,
            policy=decision.policy,
            form=form,
            client=client,
            forwarded_to=facts.forwarded_to,
            forwards_by=facts.forwards_by,
            by_user=facts.by_user,
            authenticated=facts.authenticated,
            forwarder=forwarder[0],
            forwarder_name=forwarder[1],
            original=original[0],
            original_name=original[1],
        )

    def reattribute(
        self,
        env: Envelope,
        message_id: UUID,
        *,
        why: str,
        to_contact_id: UUID,
        to_id: UUID,
        address: str,
        name: str,
    ) -> None:
        """Record that a person said whom a message belongs to, and which conversation shows it now."""
        self.record(
            events.MessageReattributed,
            env,
            contact_id=self.contact_id,
            message_id=message_id,
            why=why,
            to_contact_id=to_contact_id,
            to_id=to_id,
            address=address,
            name=name,
        )
