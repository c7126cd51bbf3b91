"""What a subscription includes, where commands run: channels of gated kinds begin, degrade and heal by it."""

import pytest

from application.account import ChangeSubscription
from application.channel import Connect, StartConnect
from application.channel_state import DisconnectChannel, PauseChannel, ResumeChannel
from application.processes.degrade_on_subscription_changed import reactor
from application.subscription import ReviewChannels
from domain.account.entitlements import CAUSE, CallingNotIncluded, WhatsAppNotIncluded
from domain.account.events import SubscriptionChanged
from domain.channel.aggregate import Channel
from domain.channel.events import ChannelDegraded, ChannelRestored
from domain.channels.kinds import KINDS
from domain.kernel.refusal import InvalidInput, NotAllowed, Refusal
from projections.common.recorded import Recorded
from tests.support.gated import connected
from tests.support.world import World

REFUSALS: dict[str, type[Refusal]] = {"whatsapp": WhatsAppNotIncluded, "calling": CallingNotIncluded}


def put(world: World, hub: str, tier: str) -> None:
    """Put a hub on a tier, and let happen what happens of itself."""
    world.do(ChangeSubscription(hub, tier), by=world.admin)
    *_, changed = world.happened(world.account, SubscriptionChanged)
    (command,) = reactor.react(Recorded(1, changed))
    assert isinstance(command, ReviewChannels)
    world.do(command, by=f"system:{reactor.name}")


@pytest.mark.req("ACC-05")
@pytest.mark.parametrize("kind", REFUSALS)
def test_a_gated_kind_is_begun_on_the_right_tier_only(kind: str) -> None:
    world = World()
    with pytest.raises(REFUSALS[kind]) as refused:
        world.do(StartConnect(kind, world.inbox), by=world.admin)
    assert refused.value.field == "kind"
    world.do(ChangeSubscription("service", "professional"), by=world.admin)
    # past the gate it is the installation that says what it offers
    if kind in KINDS:
        world.do(StartConnect(kind, world.inbox), by=world.admin)
        return
    with pytest.raises(InvalidInput, match="kind must be one of"):
        world.do(StartConnect(kind, world.inbox), by=world.admin)


@pytest.mark.req("ACC-05", "ACC-09")
def test_a_downgrade_degrades_what_is_no_longer_included_and_an_upgrade_heals_it() -> None:
    world = World()
    put(world, "sales", "professional")
    put(world, "service", "professional")
    mail, whatsapp, calling = world.channel(), connected(world, "whatsapp"), connected(world, "calling")
    put(world, "service", "starter")
    assert [world.get(Channel, one).state for one in (mail, whatsapp, calling)] == [
        "connected", "degraded", "connected",
    ]  # fmt: skip
    (degraded,) = world.happened(whatsapp, ChannelDegraded)
    assert (degraded.cause, degraded.envelope.actor) == (CAUSE, "system:degrade_on_subscription_changed")
    put(world, "sales", "free")
    assert world.get(Channel, calling).state == "degraded"
    put(world, "marketing", "enterprise")
    assert world.get(Channel, whatsapp).state == "connected"
    assert world.get(Channel, calling).state == "degraded"
    assert len(world.happened(whatsapp, ChannelRestored)) == 1
    with pytest.raises(CallingNotIncluded):
        world.do(Connect(calling), by=world.admin)


@pytest.mark.req("ACC-05", "ACC-09")
def test_only_our_own_cause_is_healed_and_the_ended_are_left_alone() -> None:
    world = World()
    put(world, "service", "professional")
    broken, paused, ended = (connected(world, "whatsapp") for _ in range(3))
    world.do(PauseChannel(paused), by=world.admin)
    world.do(DisconnectChannel(ended), by=world.admin)
    channel = world.get(Channel, broken)
    channel.degrade(world.env(), "authorization_lost")
    world.ports.log.append(world.account, None, [channel], {})
    put(world, "service", "enterprise")
    assert world.get(Channel, broken).cause == "authorization_lost"
    put(world, "service", "free")
    assert world.get(Channel, broken).cause == CAUSE
    assert world.get(Channel, paused).state == "paused"
    world.do(ResumeChannel(paused), by=world.admin)
    assert world.get(Channel, paused).state == "degraded"
    assert world.happened(ended, ChannelDegraded) == []


@pytest.mark.req("ACC-03", "ACC-05")
def test_who_may_not_see_to_the_account_reviews_nothing() -> None:
    world = World()
    with pytest.raises(NotAllowed):
        world.do(ReviewChannels(), by=world.user("Ann"))
