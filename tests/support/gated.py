"""Connected channels of kinds that a subscription may not include: what a downgrade finds."""

from uuid import UUID, uuid4

from domain.channel.aggregate import Channel
from domain.channel.phoned import Line, Voice
from domain.channel.settings import Rule, TicketAutomation
from tests.support.world import World


def connected(world: World, kind: str) -> UUID:
    """Return a channel of a kind that was connected while the subscription included it."""
    env = world.env()
    channel = Channel.start(uuid4(), env, kind=kind, inbox_id=world.inbox)
    if kind == "whatsapp":
        channel.choose_number(
            env, waba_id="1", phone_number_id="2", display_number="+48 600 100 200", verified_name="Acme", verified=True,
            claim_id=uuid4(), place_id=uuid4(),
        )  # fmt: skip
        channel.register_number(env, "123456")
        channel.set_rule(env, Rule())
    if kind == "calling":
        channel.connect_line(env, Line("AC1", "PN1", "+48221234567", "Help line", uuid4()))
        channel.set_voice(env, Voice())
        channel.set_rule(env, Rule())
        channel.set_ticket_automation(env, TicketAutomation())
    channel.connect(env)
    world.ports.log.append(world.account, uuid4(), [channel], {})
    return channel.id
