"""Connecting a mail channel: steps, addresses that are unique, what is refused, switching off."""

from uuid import uuid4

import pytest

from application.channel import (
    AcceptTerms,
    ChooseProvider,
    Connect,
    SetAddress,
    SetSenderDetails,
    StartConnect,
    hosted_code,
)
from application.channel_state import DisconnectChannel, PauseChannel, ResumeChannel
from application.claims import AlreadyTaken, claim_id
from application.inbox import CreateInbox, SetInboxAccess
from application.user import ChangeRoles
from domain.channel.aggregate import Channel
from domain.channel.events import AddressSet, HostedAddressIssued, ProviderChosen, TermsAccepted
from domain.channel.steps import StepFixed, StepRefused
from domain.channels.email_kind import ProviderNotOffered
from domain.channels.email_rules import GovernmentCloudRefused, ImapRefused
from domain.claim.aggregate import Claim
from domain.inbox.aggregate import Inbox
from domain.kernel.ids import derived
from domain.kernel.refusal import InvalidInput, NotAllowed, NotFound, VersionMismatch
from tests.support.world import World


@pytest.mark.req("ACC-01", "ACC-09", "EML-06")
def test_a_channel_is_connected_step_by_step_to_an_inbox_that_is_there() -> None:
    world = World()
    channel = world.channel()
    found = world.get(Channel, channel)
    assert (found.state, found.inbox_id, found.kind) == ("connected", world.inbox, "email")
    assert found.hosted_address.endswith("@in.postroom.localhost")


@pytest.mark.req("ACC-01")
def test_a_channel_is_connected_while_a_new_inbox_is_created() -> None:
    world = World()
    outcome = world.do(StartConnect("email", None, "Trade"), by=world.admin)
    channel, inbox = outcome.streams
    assert world.get(Channel, channel).inbox_id == inbox
    assert world.get(Inbox, inbox).name == "Trade"


@pytest.mark.parametrize("wrong", [{"inbox_name": "Two", "inbox": True}, {"inbox_name": " ", "inbox": False}])
def test_one_inbox_is_chosen(wrong: dict[str, object]) -> None:
    world = World()
    inbox = world.inbox if wrong["inbox"] else None
    with pytest.raises(InvalidInput):
        world.do(StartConnect("email", inbox, str(wrong["inbox_name"])))


@pytest.mark.req("ACC-02")
def test_a_kind_there_is_not_is_refused() -> None:
    world = World()
    with pytest.raises(InvalidInput, match="kind"):
        world.do(StartConnect("pigeon", world.inbox))


@pytest.mark.req("ACC-03")
def test_connecting_and_editing_needs_account_access_and_the_inbox() -> None:
    world = World()
    channel, half = world.channel(), world.user("Half")
    world.do(ChangeRoles(half, ("agent",), ("account_access",)))
    for command in (StartConnect("email", world.inbox), PauseChannel(channel), DisconnectChannel(channel)):
        with pytest.raises(NotAllowed, match="inbox_edit"):
            world.do(command, by=half)
    world.do(ChangeRoles(half, ("agent",), ("inbox_edit",)))
    with pytest.raises(NotAllowed, match="account_access"):
        world.do(PauseChannel(channel), by=half)


@pytest.mark.req("ACC-03", "ACC-10")
def test_a_channel_in_an_inbox_one_does_not_see_is_not_there() -> None:
    world = World()
    other = world.user("Other", roles=("admin",))
    inbox = world.make(CreateInbox("Board"))
    channel = world.connecting(inbox=inbox)
    world.do(SetInboxAccess(inbox, everyone=False, user_ids=(world.admin,)))
    for command in (Connect(channel), StartConnect("email", inbox)):
        with pytest.raises(NotFound):
            world.do(command, by=other)
    world.do(Connect(channel), by=world.admin)
    with pytest.raises(NotFound):
        World(ports=world.ports).do(PauseChannel(channel))


@pytest.mark.req("EML-06")
def test_each_step_is_recorded_and_says_who_and_which_text() -> None:
    world = World()
    channel = world.connecting(upto="provider")
    with pytest.raises(StepRefused):
        world.do(AcceptTerms(channel, "2026-01", "ab" * 32, "en"), by=world.admin)
    world.do(ChooseProvider(channel, "other"), by=world.admin)
    world.do(AcceptTerms(channel, "2026-01", "ab" * 32, "en"), by=world.admin)
    (accepted,) = world.happened(channel, TermsAccepted)
    assert accepted.envelope.actor == f"user:{world.admin}"
    assert (accepted.text_version, accepted.text_hash) == ("2026-01", "ab" * 32)


def test_an_author_who_saw_an_older_version_is_told() -> None:
    world = World()
    channel = world.channel()
    with pytest.raises(VersionMismatch):
        world.do(PauseChannel(channel, expected_version=2))


@pytest.mark.req("EML-05")
@pytest.mark.parametrize(
    "settings",
    [
        {"protocol": "imap"},
        {"imap_host": "mail.acme.example", "imap_password": "hunter2"},
        {"POP_server": "mail.acme.example"},
    ],
)
def test_imap_credentials_are_refused_and_not_kept(settings: dict[str, str]) -> None:
    world = World()
    channel = world.connecting(upto="provider")
    with pytest.raises(ImapRefused):
        world.do(ChooseProvider(channel, "other", settings))
    with pytest.raises(ImapRefused):
        world.do(ChooseProvider(channel, "imap"))
    assert world.happened(channel, ProviderChosen) == []


@pytest.mark.req("EML-05")
@pytest.mark.parametrize("endpoint", ["https://login.microsoftonline.us/tenant", "dod-graph.microsoft.us"])
def test_government_clouds_are_refused(endpoint: str) -> None:
    world = World()
    channel = world.connecting(upto="provider")
    with pytest.raises(GovernmentCloudRefused):
        world.do(ChooseProvider(channel, "office365", {"endpoint": endpoint}))


@pytest.mark.req("EML-04")
def test_a_provider_whose_own_connection_is_not_offered_says_so() -> None:
    world = World()
    channel = world.connecting(upto="provider")
    with pytest.raises(ProviderNotOffered, match="forward"):
        world.do(ChooseProvider(channel, "gmail"))
    with pytest.raises(InvalidInput):
        world.do(ChooseProvider(channel, "pigeon"))


@pytest.mark.req("EML-02")
def test_a_team_address_is_in_one_inbox_only() -> None:
    world = World()
    world.channel(address="help")
    second = world.connecting(upto="address")
    with pytest.raises(AlreadyTaken) as refused:
        world.do(SetAddress(second, world.address("HELP")))
    assert refused.value.field == "address"
    other = World(ports=world.ports)
    other.channel(address=world.address("help"))


@pytest.mark.req("EML-02", "EML-04")
def test_another_address_frees_the_earlier_one_and_keeps_the_forwarding_address() -> None:
    world = World()
    first, second = world.channel(address="help"), world.connecting(upto="address")
    world.do(SetAddress(first, world.address("help")))
    world.do(SetAddress(first, world.address("care")))
    world.do(SetAddress(second, world.address("help")))
    assert [event.address for event in world.happened(first, AddressSet)] == [
        world.address("help"),
        world.address("care"),
    ]
    assert len(world.happened(first, HostedAddressIssued)) == 1


@pytest.mark.parametrize("address", ["help", "two words@acme.example", "h-abc@in.postroom.localhost"])
def test_an_address_that_cannot_be_a_team_address_is_refused(address: str) -> None:
    world = World()
    channel = world.connecting(upto="address")
    with pytest.raises(InvalidInput) as refused:
        world.do(SetAddress(channel, address))
    assert refused.value.field == "address"


@pytest.mark.req("EML-04")
def test_the_forwarding_address_leads_to_the_channel_and_cannot_be_guessed() -> None:
    world = World()
    channel = world.channel()
    hosted = world.get(Channel, channel).hosted_address
    stream = claim_id(world.ports.secrets.of_installation(), "hosted_address", hosted)
    held = world.ports.log.holders([stream])[stream]
    assert (held.holder_id, held.ref_id) == (channel, world.account)
    assert hosted_code(b"one", channel) != hosted_code(b"two", channel) != hosted_code(b"two", uuid4())
    assert channel.hex[:8] not in hosted


def test_a_forwarding_address_somebody_has_is_not_issued_twice() -> None:
    world, command_id = World(), uuid4()
    code = hosted_code(world.ports.secrets.of_account(world.account), derived(command_id, "channel"))
    stream = claim_id(
        world.ports.secrets.of_installation(), "hosted_address", f"h-{code}@{world.ports.limits.mail_domain}"
    )
    taken = Claim.take(stream, world.env(), kind="hosted_address", holder_id=uuid4())
    world.ports.log.append(world.account, None, [taken], {})
    channel = world.do(StartConnect("email", world.inbox), command_id=command_id).streams[0]
    world.do(ChooseProvider(channel, "other"))
    world.do(AcceptTerms(channel, "1", "0" * 64, "en"))
    with pytest.raises(AlreadyTaken):
        world.do(SetAddress(channel, world.address("help")))


@pytest.mark.req("EML-07")
def test_the_senders_address_may_be_customised() -> None:
    world = World()
    channel = world.channel(from_name="company")
    world.do(SetSenderDetails(channel, "company", "Acme Ltd", "Hello@Acme.example"))
    assert world.get(Channel, channel).from_address == "hello@acme.example"
    with pytest.raises(InvalidInput) as refused:
        world.do(SetSenderDetails(channel, "company", "Acme Ltd", "hello"))
    assert refused.value.field == "from_address"


@pytest.mark.req("ACC-09")
def test_a_connected_channel_is_paused_and_resumed_and_keeps_its_provider() -> None:
    world = World()
    channel = world.channel()
    world.do(PauseChannel(channel), by=world.admin)
    assert world.get(Channel, channel).state == "paused"
    world.do(ResumeChannel(channel), by=world.admin)
    assert world.get(Channel, channel).state == "connected"
    with pytest.raises(StepFixed):
        world.do(ChooseProvider(channel, "other"))


@pytest.mark.req("ACC-09", "EML-02")
def test_a_disconnected_channels_address_is_free_again() -> None:
    world = World()
    channel, begun = world.channel(address="help"), world.connecting(upto="provider")
    world.do(DisconnectChannel(channel), by=world.admin)
    world.do(DisconnectChannel(begun), by=world.admin)
    assert world.get(Channel, channel).state == "disconnected"
    again = world.channel(address="help")
    assert world.get(Channel, again).state == "connected"
