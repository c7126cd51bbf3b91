"""Mailboxes authorised at their provider: claimed, kept, lost, given again; and who may do that."""

from dataclasses import replace
from uuid import UUID

import pytest

from application.channel import AcceptTerms, ChooseProvider, SetSenderDetails, StartConnect
from application.channel import Connect as Finish
from application.channel_authorisation import (
    AuthoriseMailbox,
    BeginAuthorisation,
    LoseAuthorisation,
    RecordLossTold,
    begin_authorisation,
    grant_name,
)
from application.channel_automation import SetRoutingRule, SetTicketAutomation
from application.channel_state import DisconnectChannel
from application.claims import AlreadyTaken, claim_id
from application.sending import RecordSent, StartSend
from application.user_self import ClaimPersonalAddress
from domain.channel.aggregate import Channel
from domain.channel.authorised import AUTHORISATION_LOST, OtherMailbox
from domain.channel.events import AuthorisationLost, ChannelAuthorised, LossTold
from domain.channel.steps import StepRefused
from domain.channels.email_kind import ProviderNotOffered
from domain.channels.email_rules import GovernmentCloudRefused
from domain.claim.aggregate import Claim
from domain.conversation.messages import MessagePosted, MessageSent
from domain.kernel.refusal import InvalidInput, NotAllowed
from tests.support.memory_ports import memory_ports
from tests.support.world import World


def registered() -> World:
    """A world whose installation is registered at both providers."""
    ports = memory_ports()
    return World(
        ports=replace(ports, limits=replace(ports.limits, providers=frozenset({"gmail", "office365"})))
    )


def due(world: World, provider: str = "gmail") -> UUID:
    channel = world.make(StartConnect("email", world.inbox))
    world.do(ChooseProvider(channel, provider))
    world.do(AcceptTerms(channel, "1", "0" * 64, "en"))
    return channel


def authorisation(world: World, channel: UUID, **more: object) -> AuthoriseMailbox:
    told: dict[str, object] = {
        "provider": "gmail", "address": world.address("Help"), "aliases": (world.address("sales"),), "cloud": "",
        "grant": b"sealed elsewhere",
    }  # fmt: skip
    return AuthoriseMailbox(channel, **{**told, **more})  # type: ignore[arg-type]


def connected(world: World) -> UUID:
    channel = due(world)
    world.do(authorisation(world, channel))
    world.do(SetSenderDetails(channel, "company", "Acme"))
    world.do(SetRoutingRule(channel, enabled=False))
    world.do(SetTicketAutomation(channel, enabled=False))
    world.do(Finish(channel))
    return channel


def lose(world: World, channel: UUID) -> None:
    world.do(LoseAuthorisation(channel, "invalid_grant", world.get(Channel, channel).authorised_at))


@pytest.mark.req("EML-02", "EML-03", "EML-06")
def test_the_mailbox_is_claimed_and_the_grant_kept_beside_the_log() -> None:
    world = registered()
    channel = due(world)
    world.do(authorisation(world, channel), by=world.admin)
    found = world.get(Channel, channel)
    assert (found.address, found.next_step) == (world.address("help"), "sender_details")
    assert found.claim_id is not None
    assert world.get(Claim, found.claim_id).holder_id == channel
    assert world.ports.secrets.get(world.account, grant_name(channel)) == b"sealed elsewhere"
    (event,) = world.happened(channel, ChannelAuthorised)
    assert event.aliases == (world.address("help"), world.address("sales"))
    assert "sealed" not in repr(event)
    assert "sealed" not in repr(authorisation(world, channel))


@pytest.mark.req("EML-03")
def test_without_a_registration_no_provider_is_offered() -> None:
    world = World()
    channel = world.connecting(upto="provider")
    with pytest.raises(ProviderNotOffered):
        world.do(ChooseProvider(channel, "gmail"))
    there = registered()
    begun = there.env(there.admin)
    assert there.bus.ask(BeginAuthorisation(due(there)), begun, begin_authorisation) == ("gmail", "")
    with pytest.raises(StepRefused):
        there.bus.ask(
            BeginAuthorisation(there.make(StartConnect("email", there.inbox))), begun, begin_authorisation
        )


@pytest.mark.req("ACC-03")
def test_who_may_not_connect_channels_may_not_authorise_one() -> None:
    world = registered()
    channel, agent = due(world), world.user("Agent")
    with pytest.raises(NotAllowed):
        world.do(authorisation(world, channel), by=agent)


@pytest.mark.req("EML-02")
def test_a_mailbox_is_in_one_place_only() -> None:
    world = registered()
    connected(world)
    with pytest.raises(AlreadyTaken):
        world.do(authorisation(world, due(world)))
    somebody = world.user("Ann")
    world.do(ClaimPersonalAddress(somebody, world.address("ann.box")), by=somebody)
    with pytest.raises(AlreadyTaken):
        world.do(authorisation(world, due(world), address=world.address("ann.box")))


@pytest.mark.req("EML-02", "EML-06")
def test_another_mailbox_while_connecting_frees_the_first() -> None:
    world = registered()
    channel = due(world)
    world.do(authorisation(world, channel))
    first = world.get(Channel, channel).claim_id
    assert first is not None
    world.do(authorisation(world, channel, address=world.address("other")))
    assert world.get(Channel, channel).address == world.address("other")
    assert world.get(Claim, first).holder_id is None


@pytest.mark.req("EML-05")
def test_a_mailbox_in_a_cloud_for_governments_is_refused() -> None:
    world = registered()
    channel = due(world, "office365")
    refused = authorisation(world, channel, provider="office365", cloud="https://graph.microsoft.us")
    with pytest.raises(GovernmentCloudRefused):
        world.do(refused)
    with pytest.raises(InvalidInput):
        world.do(authorisation(world, channel, provider="office365", address="h-x@in.postroom.localhost"))
    assert world.happened(channel, ChannelAuthorised) == []


@pytest.mark.req("EML-03", "ACC-09")
def test_a_loss_counts_for_the_grant_it_is_of_and_is_healed_by_the_same_mailbox() -> None:
    world = registered()
    channel = connected(world)
    lose(world, channel)
    lost = world.get(Channel, channel)
    assert (lost.state, lost.cause) == ("degraded", AUTHORISATION_LOST)
    with pytest.raises(OtherMailbox):
        world.do(authorisation(world, channel, address=world.address("other")))
    stale = lost.authorised_at
    world.do(authorisation(world, channel))
    assert world.get(Channel, channel).state == "connected"
    world.do(LoseAuthorisation(channel, "invalid_grant", stale))
    assert world.get(Channel, channel).state == "connected"
    assert len(world.happened(channel, AuthorisationLost)) == 1


@pytest.mark.req("EML-03")
def test_a_channel_that_is_not_connected_loses_nothing() -> None:
    world = registered()
    half, over = due(world), connected(world)
    world.do(DisconnectChannel(over))
    for channel in (half, over):
        lose(world, channel)
        assert world.happened(channel, AuthorisationLost) == []


@pytest.mark.req("EML-03")
def test_it_is_recorded_who_was_told() -> None:
    world = registered()
    channel = connected(world)
    lose(world, channel)
    loss = world.get(Channel, channel).lost_at
    for _ in range(2):
        world.do(RecordLossTold(channel, world.admin, loss, "sent", 250))
    (told,) = world.happened(channel, LossTold)
    assert (told.user_id, told.loss, told.result, told.code) == (world.admin, loss, "sent", 250)


@pytest.mark.req("EML-16", "EML-19")
@pytest.mark.parametrize("known_as", ["", "CA+1@mail.gmail.com"])
def test_a_message_is_known_by_the_id_it_goes_by(known_as: str) -> None:
    world = registered()
    channel = connected(world)
    conversation = world.conversation(channel)
    (posted,) = world.happened(conversation, MessagePosted)
    world.do(StartSend(conversation, posted.message_id))
    world.do(RecordSent(conversation, posted.message_id, 1, 200, known_as=known_as, channel_id=channel))
    (sent,) = world.happened(conversation, MessageSent)
    assert sent.known_as == known_as
    key = world.ports.secrets.of_account(world.account)
    receipt = claim_id(key, "receipt", channel.hex, "CA+1@mail.gmail.com")
    held = world.ports.log.holders([receipt]).get(receipt)
    assert (held is not None) == bool(known_as)
