"""Users, teams and tokens: who may change whom, and what nobody may."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from application.channel import SetAddress
from application.claims import AlreadyTaken
from application.inbox import CreateInbox, SetInboxAccess
from application.team import AddTeamMember, CreateTeam, RemoveTeamMember
from application.token import IssueToken, RevokeToken, token_secret
from application.user import (
    AssignSeat,
    ChangeRoles,
    DeactivateUser,
    InviteUser,
    OwnAccess,
    ReactivateUser,
    RemoveSeat,
    SetCapacity,
    password_secret,
)
from application.user_self import ChangeProfile, ClaimPersonalAddress, SetAvailability, SetPassword
from domain.kernel.refusal import InvalidInput, NotAllowed, NotFound, VersionMismatch
from domain.team.aggregate import Team
from domain.token.aggregate import Token
from domain.user.aggregate import User
from domain.user.events import ProfileChanged, UserInvited
from tests.support.world import START, World


@pytest.mark.req("ACC-10")
def test_administrators_manage_users_and_agents_do_not() -> None:
    world = World()
    ann = world.make(InviteUser("Ann@Acme.example", "Ann", ("agent",)), by=world.admin)
    assert [event.email for event in world.happened(ann, UserInvited)] == ["ann@acme.example"]
    world.do(ChangeRoles(ann, ("agent", "auditor"), ("inbox_edit",)), by=world.admin)
    world.do(AssignSeat(ann, "service"), by=world.admin)
    world.do(AssignSeat(ann, "sales"), by=world.admin)
    world.do(RemoveSeat(ann, "sales"), by=world.admin)
    world.do(SetCapacity(ann, live=2, total=9), by=world.admin)
    user = world.get(User, ann)
    assert user.roles == ("agent", "auditor")
    assert "inbox_edit" in user.permissions
    assert user.seats == {"service"}
    assert (user.live_limit, user.total_limit) == (2, 9)
    for command in (
        InviteUser("b@acme.example", "B", ("admin",)),
        ChangeRoles(ann, ("admin",)),
        AssignSeat(ann, "sales"),
    ):
        with pytest.raises(NotAllowed):
            world.do(command, by=ann)


@pytest.mark.req("ACC-10", "SE-01")
def test_managing_users_is_no_way_to_more_than_one_has() -> None:
    world = World()
    ann, ben = world.user("Ann"), world.user("Ben", roles=("auditor",))
    world.do(ChangeRoles(ann, ("agent",), ("user_manage",)), by=world.admin)
    for command in (
        ChangeRoles(ann, ("admin",)),
        ChangeRoles(ben, ("auditor",), ("token_manage",)),
        ChangeRoles(world.admin, ("agent",)),
        ChangeRoles(ben, ("agent",)),
        DeactivateUser(world.admin),
        InviteUser(world.address("eve"), "Eve", ("admin",)),
    ):
        with pytest.raises(NotAllowed):
            world.do(command, by=ann)
    carl = world.make(InviteUser(world.address("carl"), "Carl", ("agent",)), by=ann)
    world.do(ChangeRoles(carl, (), ("conversation_read",)), by=ann)
    world.do(DeactivateUser(carl), by=ann)
    world.do(ReactivateUser(carl), by=ann)


def test_a_change_names_the_version_its_author_saw() -> None:
    world = World()
    ann = world.user("Ann")
    with pytest.raises(VersionMismatch):
        world.do(DeactivateUser(ann, expected_version=1))


def test_an_address_without_an_at_sign_is_refused() -> None:
    world = World()
    with pytest.raises(InvalidInput) as refused:
        world.do(InviteUser("ann", "Ann", ("agent",)))
    assert refused.value.field == "email"


@pytest.mark.req("ACC-10")
def test_nobody_takes_their_own_administration_away() -> None:
    world = World()
    for command in (DeactivateUser(world.admin), ChangeRoles(world.admin, ("agent",))):
        with pytest.raises(OwnAccess):
            world.do(command, by=world.admin)
    world.do(ChangeRoles(world.admin, ("admin", "auditor")), by=world.admin)


def test_a_deactivated_user_may_nothing_until_reactivated() -> None:
    world = World()
    ann = world.user("Ann", roles=("admin",))
    world.do(DeactivateUser(ann), by=world.admin)
    with pytest.raises(NotAllowed):
        world.do(CreateTeam("Night"), by=ann)
    world.do(ReactivateUser(ann), by=world.admin)
    world.do(CreateTeam("Night"), by=ann)


@pytest.mark.req("ACC-12")
def test_availability_is_ones_own_or_needs_a_permission() -> None:
    world = World()
    ann, ben = world.user("Ann", available=False), world.user("Ben")
    world.do(SetAvailability(ann, available=True, until=START + timedelta(hours=8)), by=ann)
    assert world.get(User, ann).is_available(START)
    with pytest.raises(NotAllowed):
        world.do(SetAvailability(ann, available=False), by=ben)
    world.do(ChangeRoles(ben, ("agent",), ("availability_manage",)), by=world.admin)
    world.do(SetAvailability(ann, available=False), by=ben)
    assert not world.get(User, ann).availability.available


@pytest.mark.req("API-06")
def test_a_passwords_hash_is_kept_beside_the_log() -> None:
    world = World()
    ann, ben = world.user("Ann"), world.user("Ben")
    world.do(SetPassword(ann, "$argon2id$hash"), by=ann)
    assert world.ports.secrets.get(world.account, password_secret(ann)) == b"$argon2id$hash"
    assert "argon2id" not in str([vars(event) for event in world.ports.log.stream(ann)])
    with pytest.raises(NotAllowed):
        world.do(SetPassword(ann, "$argon2id$other"), by=ben)


@pytest.mark.req("EML-02")
def test_another_personal_address_frees_the_earlier_one() -> None:
    world = World()
    ann = world.user("Ann")
    help_desk, own = world.address("help"), world.address("ann.private")
    for address in (own, help_desk, own):
        world.do(ClaimPersonalAddress(ann, address), by=ann)
    world.channel(address=help_desk)
    with pytest.raises(AlreadyTaken):
        world.do(SetAddress(world.connecting(upto="address"), own))


@pytest.mark.req("EML-02")
def test_a_personal_address_can_be_no_team_address_nor_another_users() -> None:
    world = World()
    ann, ben = world.user("Ann"), world.user("Ben")
    world.do(ClaimPersonalAddress(ann, "Ann.Private@acme.example"), by=ann)
    world.do(ClaimPersonalAddress(ann, "ann.private@acme.example"), by=ann)
    channel = world.connecting(upto="address")
    for command in (
        ClaimPersonalAddress(ben, "ann.private@acme.example"),
        SetAddress(channel, "ann.private@ACME.example"),
    ):
        with pytest.raises(AlreadyTaken) as refused:
            world.do(command)
        assert refused.value.field == "address"


@pytest.mark.req("EML-02")
def test_a_team_address_can_be_nobodys_personal_address() -> None:
    world = World()
    world.channel(address="help")
    with pytest.raises(AlreadyTaken):
        world.do(ClaimPersonalAddress(world.admin, world.address("help")), by=world.admin)
    other = World(ports=world.ports)
    other.do(ClaimPersonalAddress(other.admin, world.address("help")), by=other.admin)


@pytest.mark.req("ACC-10")
def test_a_team_has_members_of_its_account() -> None:
    world, other = World(), World()
    ann = world.user("Ann")
    team = world.team("Night", ann)
    world.do(AddTeamMember(team, world.admin, extra=True), by=world.admin)
    world.do(RemoveTeamMember(team, ann), by=world.admin)
    assert world.get(Team, team).members == {world.admin: True}
    with pytest.raises(NotFound):
        world.do(AddTeamMember(team, other.admin), by=world.admin)


@pytest.mark.req("API-06")
def test_a_token_gets_no_scope_its_maker_lacks_and_only_its_hash_is_kept() -> None:
    world = World()
    token = world.make(IssueToken("CI", ("conversation_read",), None, b"digest"), by=world.admin)
    assert world.ports.secrets.get(world.account, token_secret(token)) == b"digest"
    with pytest.raises(NotAllowed):
        world.do(InviteUser("x@acme.example", "X", ("agent",)), by=f"token:{token}")
    keeper = world.user("Kim")
    world.do(ChangeRoles(keeper, ("agent",), ("token_manage",)))
    with pytest.raises(NotAllowed, match="user_manage"):
        world.do(IssueToken("All", ("user_manage",), None, b"digest"), by=keeper)
    with pytest.raises(InvalidInput) as refused:
        world.do(IssueToken("Old", ("conversation_read",), world.now, b"digest"), by=world.admin)
    assert refused.value.field == "expires_at"
    world.do(
        IssueToken("New", ("conversation_read",), world.now + timedelta(days=1), b"digest"), by=world.admin
    )
    world.do(RevokeToken(token), by=world.admin)
    assert world.get(Token, token).revoked
    assert world.ports.secrets.get(world.account, token_secret(token)) is None


@pytest.mark.req("API-01")
def test_a_repeated_command_is_carried_out_once_and_answers_as_the_first_time() -> None:
    world, key = World(), uuid4()
    first = world.do(CreateTeam("Night"), by=world.admin, command_id=key)
    assert world.do(CreateTeam("Night"), by=world.admin, command_id=key) == first
    assert world.do(CreateTeam(""), by=world.admin, command_id=key) == first


@pytest.mark.req("ACC-10", "API-06")
def test_a_token_may_and_sees_no_more_than_its_issuer_does_now() -> None:
    world = World()
    hidden, keeper = world.make(CreateInbox("Board")), world.user("Kim")
    world.do(SetInboxAccess(hidden, everyone=False))
    world.do(ChangeRoles(keeper, ("agent",), ("token_manage",)))
    scopes = ("conversation_read", "token_manage")
    token = world.make(IssueToken("CI", scopes, None, b"digest"), by=keeper)
    second = world.make(IssueToken("More", scopes, None, b"digest"), by=f"token:{token}")
    trusted = world.make(IssueToken("Ops", scopes, None, b"digest"), by="operator:root")
    access = world.ports.access

    def standing(token_id: UUID, inbox: UUID = hidden) -> tuple[bool, bool]:
        actor = f"token:{token_id}"
        found = access.standing(world.account, actor)
        return found.sees(inbox), found.may("token_manage")

    assert (standing(token), standing(second), standing(trusted)) == (
        (False, True),
        (False, True),
        (True, True),
    )
    world.do(ChangeRoles(keeper, ("agent",)))
    assert standing(second, world.inbox) == (True, False)
    world.do(DeactivateUser(keeper))
    assert standing(token, world.inbox) == standing(second, world.inbox) == (False, False)


def test_a_profile_is_ones_own_or_needs_a_permission() -> None:
    world = World()
    ann, ben = world.user("Ann"), world.user("Ben")
    world.do(ChangeProfile(ann, " Ann K. ", " Parcels "), by=ann)
    with pytest.raises(NotAllowed):
        world.do(ChangeProfile(ann, "Anna", ""), by=ben)
    (changed,) = world.happened(ann, ProfileChanged)
    assert (changed.shown_name, changed.about) == ("Ann K.", "Parcels")
