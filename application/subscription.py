"""What a subscription includes, where it matters: channels of gated kinds begin, degrade and heal by it (ACC-05)."""

from dataclasses import dataclass
from typing import ClassVar

from application.unit import Unit
from domain.account.aggregate import Account
from domain.account.entitlements import CAUSE, KINDS_GATED, may_connect, must
from domain.channel.aggregate import Channel


@dataclass(frozen=True, slots=True)
class ReviewChannels:
    """Let every channel show whether the subscription includes it: degraded and why where not, healed where it does again."""

    PERMISSION: ClassVar[str] = "account_access"


def must_include(unit: Unit, kind: str) -> None:
    """Raise the gate's refusal unless the subscription includes channels of this kind."""
    if kind in KINDS_GATED:
        must(may_connect(kind, unit.get(Account, unit.env.account_id).tiers), field="kind")


def review_channels(_: ReviewChannels, unit: Unit) -> None:
    """Review them; their history stays as it is, and so does what they are set to do."""
    env = unit.env
    tiers = unit.get(Account, env.account_id).tiers
    for channel_id in unit.ports.facts.channels(env.account_id, KINDS_GATED):
        channel = unit.get(Channel, channel_id)
        if channel.state in {"connecting", "disconnected"}:
            continue
        if not may_connect(channel.kind, tiers).allowed:
            channel.degrade(env, CAUSE)
        elif channel.cause == CAUSE:
            channel.restore(env)
