"""How far messages of ours have got."""

from marshmallow import Schema

from api.schemas import common as c

DELIVERY = (
    "scheduled", "cancelled", "queued", "sending", "deferred", "sent", "delivered", "seen", "failed", "undelivered", "unresolved",
    "refused",
)  # fmt: skip


class Delivery(Schema):
    """How far a message of ours is on its way out; a chat says whether it was delivered and seen (CHT-11)."""

    state = c.choice("Where it is.", *DELIVERY)
    attempts = c.number("How many attempts were made.", 1)
    code = c.number("What the relay answered last.", 250, null=True)
    reason = c.text(
        "Why it failed or was refused; where it was sent, whom the relay did not take, counted from 1 in to, cc, bcc.",
        "refused for recipient 2 of 3",
        null=True,
    )
    since = c.moment("Since when it is so.")
    not_before = c.moment("Until when it waits, where it is scheduled.", null=True)
