"""Connected channels of kinds that a subscription may not include: what a downgrade finds."""

from uuid import UUID, uuid4

from domain.channel.aggregate import Channel
from tests.support.world import World


def connected(world: World, kind: str) -> UUID:
    """Return a channel of a kind that was connected while the subscription included it."""
    env = world.env()
    channel = Channel.start(uuid4(), env, kind=kind, inbox_id=world.inbox)
    channel.connect(env)
    world.ports.log.append(world.account, uuid4(), [channel], {})
    return channel.id
