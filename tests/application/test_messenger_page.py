"""Pages: connected by an administrator of theirs, to one account only, and losing that shows (MSG-02..05)."""

from uuid import UUID

import pytest

from application.channel import ChooseProvider, Connect, SetAddress, SetSenderDetails, StartConnect
from application.channel_authorisation import LoseAuthorisation
from application.channel_state import DisconnectChannel, PauseChannel, ResumeChannel
from application.chat import SetChatGreeting
from application.messenger import (
    BeginPageLogin,
    CheckPageRole,
    ConnectPage,
    PageTaken,
    SetMessengerGreeting,
    begin_page_login,
    page_holder,
    page_token_name,
)
from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.channel.chatting import NotAChat
from domain.channel.events import AuthorisationLost, ChannelResumed
from domain.channel.messenger_events import MessengerGreetingSet, PageConnected, PageRoleChecked
from domain.channel.paged import NotAPage, OtherPage
from domain.channel.steps import NotConnected, StepFixed, StepRefused
from domain.channels.messenger_kind import NoAddress, PageRoleMissing
from domain.kernel.refusal import InvalidInput, NotAllowed
from tests.support.chats import ChatDesk
from tests.support.pages import ADMIN, PageDesk
from tests.support.world import World

PAGE = "100200300"


def holder(world: World, page_id: str) -> UUID | None:
    found = page_holder(world.ports.log, world.ports.secrets.of_installation(), page_id)
    assert found is None or found.ref_id is not None
    return None if found is None else found.holder_id


def begun(world: World) -> UUID:
    return world.make(StartConnect("messenger", world.inbox))


@pytest.mark.req("MSG-02", "MSG-03", "MSG-06")
def test_a_page_is_chosen_then_what_it_says_then_it_is_connected(world: World) -> None:
    desk = PageDesk(world, page_id=PAGE, greeting=" Hello! ")
    channel = desk.now
    assert (channel.state, channel.page.page_id, channel.page.name) == ("connected", PAGE, "Acme")
    assert channel.page.tasks == ADMIN
    assert channel.messenger_greeting == "Hello!"
    assert channel.rule.enabled is False
    assert "ticket_automation" not in channel.steps
    assert world.ports.secrets.get(world.account, page_token_name(desk.channel)) == b"token"
    assert repr(ConnectPage(desk.channel, PAGE, "Acme", ADMIN, b"token")).find("b'token'") == -1


@pytest.mark.req("MSG-02", "MSG-03")
def test_the_page_comes_first_and_stays(world: World) -> None:
    channel = begun(world)
    with pytest.raises(StepRefused) as refused:
        world.do(SetMessengerGreeting(channel))
    assert refused.value.next_step == "page"
    unit = Unit(world.env(), world.ports)
    assert begin_page_login(BeginPageLogin(channel), unit).id == channel
    with pytest.raises(NotAPage):
        world.get(Channel, channel).must_have_page()
    world.do(ConnectPage(channel, PAGE, "Acme", ADMIN, b"1"))
    world.do(ConnectPage(channel, PAGE + "4", "Other", ADMIN, b"2"))
    with pytest.raises(StepRefused):
        world.do(Connect(channel))
    world.do(SetMessengerGreeting(channel))
    assert len(world.happened(channel, PageConnected)) == 2
    assert holder(world, PAGE) is None
    assert holder(world, PAGE + "4") == channel


@pytest.mark.req("MSG-03")
def test_an_agent_connects_no_page_and_publishing_does_not_suffice(world: World) -> None:
    channel = begun(world)
    with pytest.raises(NotAllowed):
        world.do(ConnectPage(channel, PAGE, "Acme", ADMIN, b"1"), by=world.user("Ann"))
    with pytest.raises(PageRoleMissing, match="no administrator") as refused:
        world.do(ConnectPage(channel, PAGE, "Acme", ("CREATE_CONTENT", "MESSAGING"), b"1"))
    assert refused.value.code == "role_missing"
    assert holder(world, PAGE) is None


@pytest.mark.req("MSG-04")
def test_a_page_is_connected_once_and_to_nobody_else_before_it_is_let_go(world: World) -> None:
    desk = PageDesk(world, page_id=PAGE)
    other = World(ports=world.ports, name="Other")
    for wanting in (world, other):
        channel = begun(wanting)
        with pytest.raises(PageTaken) as refused:
            wanting.do(ConnectPage(channel, PAGE, "Acme", ADMIN, b"1"))
        assert refused.value.code == "page_taken"
        assert refused.value.about is None
    assert holder(world, PAGE) == desk.channel
    world.do(DisconnectChannel(desk.channel))
    assert holder(world, PAGE) is None
    theirs = PageDesk(other, page_id=PAGE)
    assert holder(world, PAGE) == theirs.channel
    other.do(DisconnectChannel(theirs.channel))
    again = PageDesk(world, page_id=PAGE)
    assert holder(other, PAGE) == again.channel


@pytest.mark.req("MSG-03", "ACC-09")
def test_a_connected_channel_is_let_in_again_to_its_own_page_only(world: World) -> None:
    desk = PageDesk(world, page_id=PAGE)
    before = desk.now.authorised_at
    world.do(LoseAuthorisation(desk.channel, "token", before))
    assert (desk.now.state, desk.now.cause) == ("degraded", "authorisation_lost")
    with pytest.raises(OtherPage):
        world.do(ConnectPage(desk.channel, PAGE + "9", "Other", ADMIN, b"1"))
    world.do(ConnectPage(desk.channel, PAGE, "Acme", ADMIN, b"fresh"))
    assert (desk.now.state, desk.now.lost_at) == ("connected", 0)
    assert world.ports.secrets.get(world.account, page_token_name(desk.channel)) == b"fresh"
    world.do(LoseAuthorisation(desk.channel, "late word of the former token", before))
    assert desk.now.state == "connected"


@pytest.mark.req("MSG-03", "ACC-09")
def test_a_lost_role_degrades_and_one_that_is_there_again_heals(world: World) -> None:
    desk = PageDesk(world, page_id=PAGE)
    known = desk.now.authorised_at
    world.do(CheckPageRole(desk.channel, ADMIN, known))
    assert world.happened(desk.channel, PageRoleChecked) == []
    for _ in range(2):
        world.do(CheckPageRole(desk.channel, ("CREATE_CONTENT",), known))
    assert (desk.now.state, desk.now.cause, desk.now.page.role_ok) == ("degraded", "role_lost", False)
    assert [one.ok for one in world.happened(desk.channel, PageRoleChecked)] == [False]
    assert [one.reason for one in world.happened(desk.channel, AuthorisationLost)] == ["role_lost"]
    world.do(CheckPageRole(desk.channel, ADMIN, known))
    assert (desk.now.state, desk.now.page.role_ok, desk.now.lost_at) == ("connected", True, 0)
    world.do(CheckPageRole(desk.channel, (), known - 1))
    assert desk.now.state == "connected"
    world.do(DisconnectChannel(desk.channel))
    world.do(CheckPageRole(desk.channel, (), known))
    assert desk.now.state == "disconnected"
    connecting = begun(world)
    world.do(CheckPageRole(connecting, (), 0))
    assert world.happened(connecting, PageRoleChecked) == []


@pytest.mark.req("MSG-05")
def test_what_it_says_by_itself_is_set_and_checked(world: World) -> None:
    desk = PageDesk(world, greeting="Hello!")
    world.do(SetMessengerGreeting(desk.channel, "Hello!"))
    assert len(world.happened(desk.channel, MessengerGreetingSet)) == 1
    with pytest.raises(InvalidInput) as refused:
        world.do(SetMessengerGreeting(desk.channel, "x" * 2_001))
    assert refused.value.field == "greeting"
    chat = ChatDesk(world)
    with pytest.raises(NotAPage):
        world.do(SetMessengerGreeting(chat.channel))
    with pytest.raises(NotAChat):
        world.do(SetChatGreeting(desk.channel))
    with pytest.raises((StepRefused, StepFixed)):
        world.do(ConnectPage(chat.channel, PAGE, "Acme", ADMIN, b"1"))


@pytest.mark.req("MSG-02")
def test_what_mailboxes_have_a_page_has_not(world: World) -> None:
    channel = begun(world)
    for command in (ChooseProvider(channel, "gmail"), SetAddress(channel, "help@example.org")):
        with pytest.raises(NoAddress):
            world.do(command)
    with pytest.raises(StepRefused):
        world.do(SetSenderDetails(channel, "company", "Acme"))


@pytest.mark.req("MSG-07")
def test_the_switch_says_whether_what_was_held_is_taken_in(world: World) -> None:
    desk = PageDesk(world)
    for replay in (False, True):
        world.do(PauseChannel(desk.channel))
        world.do(ResumeChannel(desk.channel, replay=replay))
    assert [one.replay for one in world.happened(desk.channel, ChannelResumed)] == [False, True]
    world.do(DisconnectChannel(desk.channel))
    with pytest.raises(NotConnected):
        world.do(ResumeChannel(desk.channel))
