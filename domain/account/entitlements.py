"""What a subscription, seats, switches and an account's age include: data, and one pure policy per gate (ACC-04..08).

Whatever no gate names is open to every subscription (ACC-04). Each policy answers with a verdict that says why not and
every way there is to get it, in words and for machines; what enforces it raises the verdict's refusal.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from domain.account.policy import GATE_DATE, SEATS_NEEDED, has_paid_seat, may_create_tickets_automatically
from domain.account.verdict import ALLOWED, Need, NotEntitled, Verdict

TIERS = ("free", "starter", "professional", "enterprise")
"""From the smallest to the largest; a tier includes what those before it do."""


@dataclass(frozen=True, slots=True)
class TierGate:
    """One of `hubs` on `lowest` or above opens it; `words` name what is gated."""

    words: str
    hubs: tuple[str, ...]
    lowest: str

    @property
    def tiers(self) -> tuple[str, ...]:
        """Every tier that is enough."""
        return TIERS[TIERS.index(self.lowest) :]


TIER_GATES: Mapping[str, TierGate] = MappingProxyType(
    {
        "whatsapp": TierGate("WhatsApp", ("marketing", "service"), "professional"),
        "calling": TierGate("Calling", ("sales", "service"), "professional"),
        "capacity_behaviour": TierGate(
            "The chat behaviour 'everyone at capacity'", ("service",), "enterprise"
        ),
    }
)
"""What some tiers do not include (ACC-05)."""
KINDS_GATED = ("whatsapp", "calling")
"""Kinds of channels with a gate of their own; it has the kind's name."""
CAUSE = "not_in_subscription"
"""Why a channel is degraded whose kind the subscription includes no longer."""


class WhatsAppNotIncluded(NotEntitled):
    """WhatsApp needs another tier (ACC-05)."""

    code = "whatsapp_not_included"


class CallingNotIncluded(NotEntitled):
    """Calling needs another tier (ACC-05)."""

    code = "calling_not_included"


class CapacityBehaviourNotIncluded(NotEntitled):
    """What the chat does while everyone is at capacity is set on another tier (ACC-05)."""

    code = "capacity_behaviour_not_included"


class DataPrivacyOff(NotEntitled):
    """The account's data-privacy settings come before any channel's GDPR switch (ACC-07)."""

    code = "data_privacy_off"


@dataclass(frozen=True, slots=True)
class Plan:
    """What the gates look at: of the account, and of the person who asks."""

    tiers: Mapping[str, str]
    """Hub -> tier; hubs not named are free."""
    created_on: date
    data_privacy: bool
    seats: Collection[str]
    """Hubs of the asker's seats."""
    gate_date: date = GATE_DATE


def may_connect_whatsapp(tiers: Mapping[str, str]) -> Verdict:
    """Whether WhatsApp channels may be connected and work (ACC-05)."""
    return _by_tier("whatsapp", tiers)


def may_connect_calling(tiers: Mapping[str, str]) -> Verdict:
    """Whether calling channels may be connected and work (ACC-05)."""
    return _by_tier("calling", tiers)


def may_use_capacity_behaviour(tiers: Mapping[str, str]) -> Verdict:
    """Whether a chat may behave in its own way while everyone is at capacity (ACC-05, CHT-07)."""
    return _by_tier("capacity_behaviour", tiers)


def may_set_assignment_rules(seats: Collection[str]) -> Verdict:
    """Whether somebody with these seats may set assignment rules, and get conversations by them (ACC-06)."""
    if has_paid_seat(seats):
        return ALLOWED
    return Verdict(
        allowed=False,
        reason="seat_needed",
        advice="Assignment rules are set by, and for, people with a Sales or Service seat. Ask an administrator for one.",
        needed=SEATS_NEEDED,
    )


def may_offer_gdpr(*, data_privacy: bool) -> Verdict:
    """Whether a channel's GDPR switch is offered (ACC-07)."""
    if data_privacy:
        return ALLOWED
    need = Need("switch", "the account's data-privacy settings switched on", switch="data_privacy")
    return Verdict(
        allowed=False,
        reason="data_privacy_off",
        advice="A channel's GDPR switch is offered once the account's data-privacy settings are on. Switch them on first.",
        needed=(need,),
    )


def verdicts(plan: Plan) -> dict[str, Verdict]:
    """Return the verdict on every gate there is, by its name."""
    return {
        "whatsapp": may_connect_whatsapp(plan.tiers),
        "calling": may_connect_calling(plan.tiers),
        "capacity_behaviour": may_use_capacity_behaviour(plan.tiers),
        "assignment_rules": may_set_assignment_rules(plan.seats),
        "gdpr": may_offer_gdpr(data_privacy=plan.data_privacy),
        "automatic_tickets": may_create_tickets_automatically(plan.created_on, plan.gate_date),
    }


def may_connect(kind: str, tiers: Mapping[str, str]) -> Verdict:
    """Whether channels of a kind may be connected and work; kinds without a gate always (ACC-04, ACC-05)."""
    return _by_tier(kind, tiers) if kind in KINDS_GATED else ALLOWED


REFUSALS: Mapping[str, type[NotEntitled]] = MappingProxyType(
    {
        one.code: one
        for one in (WhatsAppNotIncluded, CallingNotIncluded, CapacityBehaviourNotIncluded, DataPrivacyOff)
    }
)


def must(verdict: Verdict, *, field: str = "") -> None:
    """Raise the refusal of a verdict that says no."""
    if not verdict.allowed:
        raise REFUSALS[verdict.reason](verdict.advice, verdict.needed, field=field)


def lost(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """Return the gates that tiers opened before and others no longer do: what a downgrade takes."""
    return tuple(
        gate for gate in TIER_GATES if _by_tier(gate, before).allowed and not _by_tier(gate, after).allowed
    )


def _by_tier(gate: str, tiers: Mapping[str, str]) -> Verdict:
    wanted = TIER_GATES[gate]
    if any(tiers.get(hub, "free") in wanted.tiers for hub in wanted.hubs):
        return ALLOWED
    hubs = " or ".join(hub.title() for hub in wanted.hubs)
    return Verdict(
        allowed=False,
        reason=f"{gate}_not_included",
        advice=f"{wanted.words} needs {hubs} Hub {' or '.join(wanted.tiers)}. Change the subscription, or ask whoever"
        " sees to it.",
        needed=tuple(
            Need("tier", f"{hub.title()} Hub {tier}", hub=hub, tier=tier)
            for hub in wanted.hubs
            for tier in wanted.tiers
        ),
    )
