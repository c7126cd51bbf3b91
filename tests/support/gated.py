"""Connected channels of kinds that a subscription may not include: what a downgrade finds."""

from uuid import UUID, uuid4

from domain.channel.aggregate import Channel
from domain.channel.settings import Rule, TicketAutomation
from tests.support.world import World


def connected(world: World, kind: str) -> UUID:
    """Return a channel of a kind that was connected while the subscription included it."""
    env = world.env()
    channel = Channel.start(uuid4(), env, kind=kind, inbox_id=world.inbox)
    channel.choose_provider(env, "cloud")
    channel.accept_terms(env, text_version="1", text_hash="0" * 64, language="en")
    channel.set_address(env, f"+48{channel.id.int % 10**9:09}", uuid4())
    channel.issue_hosted_address(env, channel.id.hex)
    channel.set_sender_details(env, from_name="company", company_name="Acme", from_address="")
    channel.set_rule(env, Rule())
    channel.set_ticket_automation(env, TicketAutomation())
    channel.connect(env)
    world.ports.log.append(world.account, uuid4(), [channel], {})
    return channel.id
