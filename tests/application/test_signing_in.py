"""Signing in as commands: who may note, enable, reset, link and join (API-06, SE-05)."""

from dataclasses import replace
from uuid import uuid4

import pytest

from application.access import NoteGuessing, NoteSessionsEnded, NoteSignIn, NoteSignOut
from application.bus import Command
from application.claims import AlreadyTaken
from application.second_factor import (
    DisableSecondFactor,
    EnableSecondFactor,
    NoteRecoveryCodes,
    ResetSecondFactor,
    factor_secret,
)
from application.sign_in import (
    DOOR,
    PROVIDER_SECRET,
    JoinByProvider,
    LinkIdentity,
    RemoveProvider,
    SetProvider,
    SetSignInRules,
)
from application.user import ChangeRoles, DeactivateUser
from domain.access import events as access
from domain.access.aggregate import access_id
from domain.account.aggregate import Account
from domain.kernel.refusal import InvalidInput, NotAllowed, NotFound
from domain.user.aggregate import User
from domain.user.events import IdentityLinked
from tests.support.world import World

ISSUER = "https://id.example.org"


def provider(world: World, **changes: object) -> SetProvider:
    return replace(
        SetProvider(ISSUER, "postroom", (world.domain.upper(), world.domain), ("agent",), "hush"),
        **changes,  # type: ignore[arg-type]
    )


@pytest.mark.req("SE-05", "AUD-01")
def test_the_door_notes_who_came_and_went() -> None:
    world = World()
    ann, ben, session = world.user("Ann"), world.user("Ben"), uuid4()
    came = NoteSignIn(ann, session, "password", known_browser=False, client="192.0.2.7")
    world.do(came, by=ann)
    world.do(NoteSignOut(ann, session), by=ann)
    world.do(NoteSessionsEnded(ann, "own_choice"), by=ann)
    world.do(NoteSessionsEnded(ann, "deactivated"), by=world.admin)
    (signed_in,) = world.happened(access_id(ann), access.SignedIn)
    assert (signed_in.client, signed_in.envelope.actor) == ("192.0.2.7", f"user:{ann}")
    version = world.get(User, ann).version
    for command in (came, NoteSignOut(ann, session), NoteSessionsEnded(ann, "own_choice")):
        with pytest.raises(NotAllowed):
            world.do(command, by=ben)
    assert world.get(User, ann).version == version
    world.do(DeactivateUser(ann), by=world.admin)
    with pytest.raises(NotFound):
        world.do(came, by=ann)


@pytest.mark.req("SE-05")
def test_only_the_system_notices_guessing() -> None:
    world = World()
    ann = world.user("Ann")
    world.do(NoteGuessing(ann, "password"))
    world.do(NoteGuessing(ann, "password"))
    assert len(world.happened(access_id(ann), access.GuessingNoticed)) == 1
    with pytest.raises(NotAllowed):
        world.do(NoteGuessing(ann, "password"), by=ann)


@pytest.mark.req("API-06", "SE-06")
def test_a_second_factor_is_ones_own_and_its_secret_no_part_of_the_log() -> None:
    world = World()
    ann, ben = world.user("Ann"), world.user("Ben")
    enable = EnableSecondFactor(ann, secret=b"of the app")
    assert "of the app" not in repr(enable)
    for command in (enable, DisableSecondFactor(ann), NoteRecoveryCodes(ann, 10)):
        with pytest.raises(NotAllowed):
            world.do(command, by=world.admin)
    world.do(enable, by=ann)
    world.do(NoteRecoveryCodes(ann, 10), by=ann)
    kept = world.account, factor_secret(ann)
    assert world.ports.secrets.get(*kept) == b"of the app"
    assert all(b"of the app" not in str(event).encode() for event in world.ports.log.stream(ann))
    with pytest.raises(NotAllowed):
        world.do(ResetSecondFactor(ann), by=ben)
    world.do(ChangeRoles(ben, ("agent",), ("user_manage",)), by=world.admin)
    world.do(EnableSecondFactor(world.admin, secret=b"x"), by=world.admin)
    with pytest.raises(NotAllowed):
        world.do(ResetSecondFactor(world.admin), by=ben)
    world.do(ResetSecondFactor(ann), by=ben)
    assert world.ports.secrets.get(*kept) is None
    world.do(enable, by=ann)
    world.do(DisableSecondFactor(ann), by=ann)
    assert world.ports.secrets.get(*kept) is None
    assert not world.get(User, ann).second_factor


@pytest.mark.req("API-06")
def test_a_provider_is_set_by_who_could_give_its_roles() -> None:
    world = World()
    ann = world.user("Ann")
    world.do(ChangeRoles(ann, ("agent",), ("account_access",)), by=world.admin)
    with pytest.raises(NotAllowed):
        world.do(provider(world, roles=("admin",)), by=ann)
    world.do(provider(world), by=ann)
    account = world.get(Account, world.account)
    assert account.provider is not None
    assert account.provider.domains == (world.domain,)
    secret = world.account, PROVIDER_SECRET
    assert world.ports.secrets.get(*secret) == b"hush"
    with pytest.raises(InvalidInput) as refused:
        world.do(provider(world, issuer="https://evil.example", client_secret=None), by=ann)
    assert refused.value.field == "client_secret"
    world.do(provider(world, client_id="other", client_secret=None), by=ann)
    assert world.ports.secrets.get(*secret) == b"hush"
    world.do(provider(world, client_secret=""), by=ann)
    assert world.ports.secrets.get(*secret) is None
    world.do(SetSignInRules(passwords=False, second_factor=False), by=ann)
    world.do(provider(world), by=ann)
    world.do(RemoveProvider(), by=ann)
    assert world.ports.secrets.get(*secret) is None
    assert world.get(Account, world.account).sign_in.passwords


@pytest.mark.req("API-06", "SE-01")
def test_an_identity_is_one_users_for_good() -> None:
    world = World()
    ann, ben = world.user("Ann"), world.user("Ben")
    world.do(LinkIdentity(ann, ISSUER, "42"), by=DOOR)
    world.do(LinkIdentity(ann, ISSUER, "42"), by=DOOR)
    assert len(world.happened(ann, IdentityLinked)) == 1
    with pytest.raises(AlreadyTaken):
        world.do(LinkIdentity(ben, ISSUER, "42"), by=DOOR)
    with pytest.raises(NotAllowed):
        world.do(LinkIdentity(ben, ISSUER, "43"), by=ben)


@pytest.mark.req("API-06")
def test_newcomers_join_only_where_the_account_lets_them() -> None:
    world = World()
    join = JoinByProvider(ISSUER, "7", world.address("new"), "New")
    refused: list[tuple[Command, str]] = [(join, DOOR), (join, "system:other")]
    for command, actor in refused:
        with pytest.raises(NotAllowed):
            world.do(command, by=actor)
    world.do(provider(world, roles=()))
    with pytest.raises(NotAllowed):
        world.do(join, by=DOOR)
    world.do(provider(world))
    with pytest.raises(NotAllowed):
        world.do(replace(join, issuer="https://other.example"), by=DOOR)
    joined = world.make(join, by=DOOR)
    assert world.get(User, joined).roles == ("agent",)
    with pytest.raises(AlreadyTaken):
        world.do(replace(join, email=world.address("twin")), by=DOOR)
    with pytest.raises(AlreadyTaken):
        world.do(replace(join, subject="8"), by=DOOR)
