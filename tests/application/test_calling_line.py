"""A line is one number, in one account of the installation, with what callers hear; users say where they are rung (CAL-01)."""

import pytest

from application.account import ChangeSubscription
from application.calling import (
    BeginLine,
    ConnectLine,
    LineTaken,
    SetVoice,
    begin_line,
    line_secret,
    opened,
)
from application.channel import ChooseProvider, SetAddress, StartConnect
from application.channel_authorisation import LoseAuthorisation
from application.channel_state import DisconnectChannel
from application.user_self import SetPhone
from domain.account.verdict import NotEntitled
from domain.channel.aggregate import Channel
from domain.channel.phoned import NotALine, OtherNumber
from domain.channel.steps import NotConnected, StepRefused
from domain.channels.calling_kind import LONGEST_TEXT, NoMailbox
from domain.channels.kinds import kind_of
from domain.kernel.refusal import InvalidInput, NotAllowed, VersionMismatch
from domain.user.aggregate import User
from domain.user.events import PhoneSet
from tests.support.lines import LineDesk
from tests.support.world import World


@pytest.mark.req("CAL-01", "ACC-05")
def test_calling_is_a_kind_of_its_own_and_gated(world: World) -> None:
    kind = kind_of("calling")
    assert (kind.live, kind.availability_always, kind.identity) == (False, True, "phone")
    assert (kind.may_carry(own=True), kind.may_carry(own=False)) == ("calls_only", "calls_only")
    world.do(ChangeSubscription("service", "starter"))
    with pytest.raises(NotEntitled):
        world.make(StartConnect("calling", world.inbox), by=world.admin)
    world.do(ChangeSubscription("service", "professional"))
    channel = world.make(StartConnect("calling", world.inbox), by=world.admin)
    assert world.get(Channel, channel).next_step == "number"
    for command in (ChooseProvider(channel, "gmail"), SetAddress(channel, "help@example.org")):
        with pytest.raises(NoMailbox, match="Choose the number"):
            world.do(command, by=world.admin)
    with pytest.raises(StepRefused):
        world.do(SetVoice(channel), by=world.admin)
    with pytest.raises(NotALine, match="no number yet"):
        world.get(Channel, channel).must_have_line()


@pytest.mark.req("CAL-01")
def test_a_number_is_in_one_account_until_it_is_given_back(world: World) -> None:
    desk = LineDesk(world)
    channel = world.get(Channel, desk.channel)
    channel.must_have_line()
    assert (channel.line.number, channel.line.account_sid, channel.state) == (desk.number, "AC1", "connected")
    assert opened(world.ports.secrets.get(world.account, line_secret(desk.channel))) == "token"
    assert opened(None) == ""
    other = World(ports=world.ports, name="Other")
    for place in (world, other):
        with pytest.raises(LineTaken, match="connected already"):
            LineDesk(place, number_sid=desk.number_sid)
    world.do(DisconnectChannel(desk.channel), by=world.admin)
    assert LineDesk(other, number_sid=desk.number_sid).number_sid == desk.number_sid
    with pytest.raises(NotConnected):
        world.get(Channel, desk.channel).must_have_line()


@pytest.mark.req("CAL-01", "EML-06")
def test_a_connected_line_keeps_its_number_and_is_let_in_anew(world: World) -> None:
    desk = LineDesk(world)
    other = ConnectLine(desk.channel, "AC1", "PN2", "+48221111111", "Sales", b"token")
    with pytest.raises(OtherNumber):
        world.do(other, by=world.admin)
    authorised = world.get(Channel, desk.channel).authorised_at
    world.do(LoseAuthorisation(desk.channel, "20003", authorised))
    assert world.get(Channel, desk.channel).state == "degraded"
    again = ConnectLine(desk.channel, "AC1", desk.number_sid, desk.number, "Help line", b"newer")
    world.do(again, by=world.admin)
    assert world.get(Channel, desk.channel).state == "connected"
    assert opened(world.ports.secrets.get(world.account, line_secret(desk.channel))) == "newer"
    now = world.get(Channel, desk.channel).version
    for question in (BeginLine(desk.channel), BeginLine(desk.channel, desk.number_sid, expected_version=now)):
        assert world.bus.ask(question, world.env(world.admin), begin_line).id == desk.channel
    with pytest.raises(OtherNumber):
        world.bus.ask(BeginLine(desk.channel, "PN2"), world.env(world.admin), begin_line)
    with pytest.raises(VersionMismatch):
        world.bus.ask(
            BeginLine(desk.channel, desk.number_sid, expected_version=now - 1),
            world.env(world.admin),
            begin_line,
        )


@pytest.mark.req("CAL-01", "EML-06")
def test_before_that_another_number_may_be_chosen(world: World) -> None:
    world.do(ChangeSubscription("service", "professional"))
    channel = world.make(StartConnect("calling", world.inbox), by=world.admin)
    for sid in ("PN1", "PN2"):
        world.do(ConnectLine(channel, "AC1", sid, f"+4822{sid[2:] * 7}", "", b"t"), by=world.admin)
    free = LineDesk(world, number_sid="PN1")
    assert world.get(Channel, free.channel).line.number_sid == "PN1"


@pytest.mark.req("CAL-02")
@pytest.mark.parametrize(
    ("voice", "field"),
    [
        ({"ring_seconds": 4}, "ring_seconds"),
        ({"ring_seconds": 61}, "ring_seconds"),
        ({"greeting": "x" * (LONGEST_TEXT + 1)}, "greeting"),
        ({"voicemail_greeting": "x" * (LONGEST_TEXT + 1)}, "voicemail_greeting"),
        ({"language": "English"}, "language"),
    ],
)
def test_what_callers_hear_is_checked(world: World, voice: dict[str, object], field: str) -> None:
    desk = LineDesk(world)
    with pytest.raises(InvalidInput) as refused:
        world.do(SetVoice(desk.channel, **voice), by=world.admin)  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.req("CAL-02")
def test_the_same_voice_again_is_nothing_and_only_a_line_has_one(world: World) -> None:
    desk = LineDesk(world, greeting="Hello")
    version = world.get(Channel, desk.channel).version
    world.do(SetVoice(desk.channel, greeting=" Hello "), by=world.admin)
    assert world.get(Channel, desk.channel).version == version
    with pytest.raises(NotALine):
        world.do(SetVoice(world.channel()), by=world.admin)


@pytest.mark.req("CAL-01")
def test_users_say_where_they_are_rung(world: World) -> None:
    ann, bob = world.user("Ann"), world.user("Bob")
    world.do(SetPhone(ann, " "), by=ann)
    assert not world.happened(ann, PhoneSet)
    world.do(SetPhone(ann, "0048 600-000-001"), by=ann)
    world.do(SetPhone(ann, ""), by=ann)
    assert [one.phone for one in world.happened(ann, PhoneSet)] == ["+48600000001", ""]
    assert world.get(User, ann).phone_set == 0
    with pytest.raises(InvalidInput) as refused:
        world.do(SetPhone(ann, "600"), by=ann)
    assert refused.value.field == "phone"
    with pytest.raises(NotAllowed):
        world.do(SetPhone(ann, "+48600000002"), by=bob)
