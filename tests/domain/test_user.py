"""Users: roles, seats, availability, capacity."""

from collections.abc import Callable

import pytest

from domain.channel.signature import Signature
from domain.kernel.refusal import InvalidInput
from domain.user import events
from domain.user.aggregate import User
from domain.user.policy import PERMISSIONS, ROLES, permissions_of
from tests.support.given import START, env, given, uid

Command = Callable[[User], None]


def invited() -> User:
    return User.invite(uid("ada"), env(), email="ada@example.org", name="Ada", roles=("agent",))


@pytest.mark.req("ACC-10")
def test_permissions_are_finer_than_roles() -> None:
    assert permissions_of(["admin"]) == PERMISSIONS
    assert set(ROLES) == {"admin", "agent", "auditor", "analyst", "compliance"}
    assert all(granted <= PERMISSIONS for granted in ROLES.values())
    assert "inbox_edit" not in permissions_of(["agent", "auditor", "analyst", "compliance"])
    assert permissions_of(["analyst"], ["inbox_edit"]) == {"analytics_read", "inbox_edit"}
    assert permissions_of(["king"], ["everything"]) == frozenset()


@pytest.mark.req("ACC-10")
def test_roles_and_permissions_change() -> None:
    def change(user: User) -> None:
        user.change_roles(env(), ("analyst",), ("token_manage",))

    changed = given(invited(), change)
    assert changed.aggregate.permissions == {"analytics_read", "token_manage"}
    changed.when(change).then_nothing()


@pytest.mark.req("ACC-06")
def test_seats_are_given_and_taken() -> None:
    given(invited()).when(lambda it: it.assign_seat(env(), "sales")).then(
        (events.SeatAssigned, {"hub": "sales"})
    )
    seated = given(invited(), lambda it: it.assign_seat(env(), "sales"))
    assert seated.aggregate.seats == {"sales"}
    seated.when(lambda it: it.assign_seat(env(), "sales")).then_nothing()
    seated.when(lambda it: it.remove_seat(env(), "service")).then_nothing()
    seated.when(lambda it: it.remove_seat(env(), "sales")).then((events.SeatRemoved, {"hub": "sales"}))


@pytest.mark.req("ACC-12")
def test_availability_may_end_by_itself() -> None:
    later, end = env(60).at, env(3600).at
    assert not invited().is_available(START)
    here = given(invited(), lambda it: it.set_availability(env(), available=True, until=end)).aggregate
    assert here.is_available(later)
    assert not here.is_available(end)
    away = given(invited(), lambda it: it.set_availability(env(), available=False, until=end))
    assert not away.aggregate.is_available(later)
    assert away.aggregate.is_available(end)
    away.when(lambda it: it.set_availability(env(), available=False, until=end)).then_nothing()


@pytest.mark.req("CHT-14", "ACC-12")
def test_capacity_is_set_or_without_limit() -> None:
    limited = given(invited(), lambda it: it.set_capacity(env(), live=3, total=None))
    assert (limited.aggregate.live_limit, limited.aggregate.total_limit) == (3, None)
    limited.when(lambda it: it.set_capacity(env(), live=3, total=None)).then_nothing()
    limited.when(lambda it: it.set_capacity(env(), live=None, total=0)).then(
        (events.CapacitySet, {"total": 0})
    )


@pytest.mark.req("ACC-10")
def test_a_deactivated_user_may_nothing() -> None:
    off = given(invited(), lambda it: it.deactivate(env()))
    assert off.aggregate.permissions == frozenset()
    off.when(lambda it: it.deactivate(env())).then_nothing()
    off.when(lambda it: it.reactivate(env())).then((events.UserReactivated, {}))
    again = given(invited(), lambda it: it.deactivate(env()), lambda it: it.reactivate(env()))
    assert again.aggregate.active
    again.when(lambda it: it.reactivate(env())).then_nothing()


@pytest.mark.req("EML-02")
def test_a_personal_address_is_kept_once() -> None:
    def claim(user: User) -> None:
        user.claim_personal_address(env(), address="ada@example.net", claim_id=uid("claim"))

    given(invited()).when(claim).then((events.PersonalAddressClaimed, {"claim_id": uid("claim")}))
    given(invited(), claim).when(claim).then_nothing()


def test_a_password_is_a_fact_without_content() -> None:
    given(invited()).when(lambda it: it.set_password(env())).then((events.PasswordSet, {}))


BROKEN: list[Command] = [
    lambda it: it.change_roles(env(), ("king",)),
    lambda it: it.change_roles(env(), (), ("everything",)),
    lambda it: it.assign_seat(env(), "hospitality"),
    lambda it: it.set_capacity(env(), live=-1, total=None),
    lambda it: it.set_capacity(env(), live=None, total=-1),
]


@pytest.mark.parametrize("command", BROKEN)
def test_values_there_are_not_are_refused(command: Command) -> None:
    given(invited()).when(command).then_refused(InvalidInput)


@pytest.mark.req("API-06")
def test_a_second_factor_is_on_until_taken_away() -> None:
    given(invited()).when(lambda it: it.disable_second_factor(env())).then_nothing()
    given(invited()).when(lambda it: it.reset_second_factor(env())).then_nothing()
    factored = given(invited(), lambda it: it.enable_second_factor(env()))
    assert factored.aggregate.second_factor
    factored.when(lambda it: it.enable_second_factor(env())).then((events.SecondFactorEnabled, {}))
    factored.when(lambda it: it.disable_second_factor(env())).then((events.SecondFactorDisabled, {}))
    factored.when(lambda it: it.reset_second_factor(env())).then((events.SecondFactorReset, {}))
    factored.when(lambda it: it.note_recovery_codes(env(), 10)).then(
        (events.RecoveryCodesMade, {"number": 10})
    )
    gone = given(
        invited(), lambda it: it.enable_second_factor(env()), lambda it: it.reset_second_factor(env())
    )
    assert not gone.aggregate.second_factor


@pytest.mark.req("API-06")
def test_an_identity_is_linked_once() -> None:
    def link(user: User) -> None:
        user.link_identity(env(), issuer="https://id.example", subject="42", claim_id=uid("identity"))

    given(invited()).when(link).then((events.IdentityLinked, {"subject": "42", "claim_id": uid("identity")}))
    given(invited(), link).when(link).then_nothing()


def test_how_customers_see_a_user_is_recorded() -> None:
    given(invited()).when(lambda it: it.change_profile(env(), shown_name="Ada L.", about="Numbers")).then(
        (events.ProfileChanged, {"shown_name": "Ada L.", "about": "Numbers"})
    )


@pytest.mark.req("ACC-12")
def test_a_user_is_shown_by_one_picture_or_none() -> None:
    def set_it(user: User) -> None:
        user.set_picture(env(), uid("face"), "image/png")

    given(invited()).when(set_it).then(
        (events.PictureSet, {"picture_id": uid("face"), "content_type": "image/png"})
    )
    given(invited()).when(lambda it: it.remove_picture(env())).then_nothing()
    shown = given(invited(), set_it)
    shown.when(set_it).then_nothing()
    shown.when(lambda it: it.remove_picture(env())).then((events.PictureRemoved, {}))
    assert shown.aggregate.picture == uid("face")


@pytest.mark.req("EML-09", "EML-10")
def test_an_own_signature_is_recorded_as_it_is_kept_and_taken_away_once() -> None:
    bare = given(invited())
    bare.when(lambda it: it.set_signature(env(), Signature("html", " "))).then_nothing()
    signed = given(invited(), lambda it: it.set_signature(env(), Signature("html", " <b>Ada</b>\n")))
    bare.when(lambda it: it.set_signature(env(), Signature("html", " <b>Ada</b>\n"))).then(
        (events.OwnSignatureSet, {"format": "html", "source": "<b>Ada</b>"})
    )
    assert signed.aggregate.signature_set == signed.aggregate.version
    assert signed.aggregate.phone_set == 0
    signed.when(lambda it: it.set_signature(env(), Signature())).then(
        (events.OwnSignatureSet, {"format": "markdown", "source": ""})
    )
    signed.when(lambda it: it.set_signature(env(), Signature("rtf", "x"))).then_refused(
        InvalidInput, "format"
    )
