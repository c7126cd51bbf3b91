"""Whom a message that passes another one on belongs to: pure, total, recorded (EML-14).

Whoever can name somebody else can put words into their mouth, so by default only a user of the account may.
"""

from dataclasses import dataclass

POLICY = "attribution@1"


@dataclass(frozen=True, slots=True)
class AttributionFacts:
    """All that is known about a message that is a forward, or says so."""

    header_why: str
    """Whom the header names, were it no forward: from, reply_to or x_original_sender."""
    readable: bool
    """Whether an original with an address could be read out of it."""
    by_user: bool
    """A user of the account signs in with the forwarder's address, or has it as their own."""
    authenticated: bool | None
    """What a server that is believed says of the sender's domain; None where none was asked."""
    original_is_ours: bool = False
    """The original was written by an address of the account."""
    original_is_forwarder: bool = False
    forwarded_to: str = "original"
    """The channel's setting: original or forwarder."""
    forwards_by: str = "users"
    """The account's setting, who may name somebody else: users or anyone."""


@dataclass(frozen=True)
class AttributionDecision:
    """`why` is forwarded_original, forwarder, or what the header says where the forwarder may name nobody."""

    why: str
    reasons: tuple[str, ...]
    policy: str = POLICY


def decide(facts: AttributionFacts) -> AttributionDecision:
    """Name the original's sender unless a rule speaks against it; the first that does decides."""
    trusted = facts.by_user and facts.authenticated is not False
    rules = (
        (facts.header_why, "not_a_user", facts.forwards_by == "users" and not facts.by_user),
        (facts.header_why, "sender_not_authenticated", facts.forwards_by == "users" and not trusted),
        ("forwarder", "switched_off", facts.forwarded_to == "forwarder"),
        ("forwarder", "unparsed", not facts.readable),
        ("forwarder", "original_is_ours", facts.original_is_ours),
        ("forwarder", "original_is_forwarder", facts.original_is_forwarder),
    )
    for why, reason, holds in rules:
        if holds:
            return AttributionDecision(why, (reason,))
    return AttributionDecision(
        "forwarded_original", ("forwarded_by_user" if facts.by_user else "anyone_may_forward",)
    )
