"""Subscriptions, what they include, and what an account says of itself (ACC-05..08, ACC-11)."""

from marshmallow import Schema

from api.schemas import common as c
from api.schemas.people import HUBS, TIERS

COLOUR = 7


class Need(Schema):
    """One way to get what a gate refuses; `kind` says which of the others tell it."""

    kind = c.choice("What it is.", "tier", "seat", "switch", "help_desk", "by_hand")
    words = c.line("In words.", "Service Hub professional")
    hub = c.text("Of a tier or a seat: the hub.", "service")
    tier = c.text("Of a tier: the tier.", "professional")
    switch = c.text("Of a switch: the setting.", "")


class Entitlement(Schema):
    """Whether something is open to the caller, and what would open it."""

    gate = c.choice(
        "What it is about.",
        "whatsapp",
        "calling",
        "capacity_behaviour",
        "assignment_rules",
        "gdpr",
        "automatic_tickets",
    )
    allowed = c.flag("Whether it is open.")
    reason = c.text("Why not; a stable word for machines.", "whatsapp_not_included")
    advice = c.text(
        "What to do instead.", "WhatsApp needs Marketing or Service Hub professional or enterprise."
    )
    needed = c.nested(Need, "Any of these opens it.", many=True)


class HubTier(Schema):
    """A hub and its tier."""

    hub = c.choice("The hub.", *HUBS)
    tier = c.choice("Its tier.", *TIERS)


class Subscription(Schema):
    """The tiers of all hubs."""

    items = c.nested(HubTier, "Every hub.", many=True)


class TierQuery(Schema):
    """A hub and a tier it might be put on."""

    hub = c.choice("The hub; left out: none.", *HUBS, required=False, load_default=None)
    tier = c.choice("The tier; left out: the one it is on.", *TIERS, required=False, load_default=None)


class SubscriptionPreview(Schema):
    """What another tier would change, before anybody chooses it."""

    lost = c.lines("Gates that would close.", "whatsapp")
    won = c.lines("Gates that would open.")
    degraded = c.uids("Channels you see that would be degraded; their history stays.")
    restored = c.uids("Channels you see that would work again.")


class SetDataPrivacy(Schema):
    """Whether the data-privacy settings are on."""

    on = c.flag("Whether channels offer their GDPR switch.")


class SetLocale(Schema):
    """Time zone and language."""

    time_zone = c.line("IANA time zone.", "Europe/Warsaw", longest=100)
    language = c.choice("Language.", "en", "pl")


class Branding(Schema):
    """How the account looks to customers."""

    name = c.line("The name customers read; empty: the account's.", "Example", longest=100)
    accent = c.line("The colour behind text, as #rrggbb.", "#0b6470", longest=COLOUR)
    text = c.line("The text on it; their contrast is 4.5 or more.", "#ffffff", longest=COLOUR)
