"""What happens to a claim. Its stream's id is keyed (HMAC), so that nobody can test a guess against the log."""

from uuid import UUID

from domain.kernel.event import Event, Opening


class Claimed(Opening):
    """`holder_id` holds it; `kind` is receipt, identity, mailbox, login or hosted_address.

    `ref_id` is what exactly was claimed for: for a receipt the message, its holder being the conversation.
    """

    TOPIC = "claim.claimed"
    OF = "claim"

    kind: str
    holder_id: UUID
    ref_id: UUID | None


class Released(Event):
    """Nobody holds it."""

    TOPIC = "claim.released"


class Reclaimed(Event):
    """Somebody holds it again."""

    TOPIC = "claim.reclaimed"

    holder_id: UUID
    ref_id: UUID | None
