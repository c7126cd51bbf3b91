"""How many calls users make, and where to: what somebody in a stranger's hands could cost has an end (CAL-01)."""

from datetime import timedelta
from uuid import UUID

import pytest

from application.contact import CreateContact
from application.limits import CallLimits
from domain.call.refusals import CountryNotCalled, TooManyCalls
from tests.support.lines import CALLER, LineDesk
from tests.support.memory_ports import memory_ports, with_limits
from tests.support.world import World


def desk_of(world: World, *users: UUID) -> LineDesk:
    """Return a line; the users have phones."""
    desk = LineDesk(world)
    for number, user in enumerate(users):
        desk.phone(user, f"+4860000000{number}")
    return desk


def called(desk: LineDesk, by: UUID, contact: UUID) -> None:
    """Let a user call, to the end."""
    desk.end(desk.place(by, contact_id=contact))


@pytest.mark.req("CAL-01")
def test_a_user_makes_so_many_calls_within_an_hour() -> None:
    world = World(ports=with_limits(memory_ports(), calls=CallLimits(user_per_hour=2)))
    ann, bob = world.user("Ann"), world.user("Bob")
    desk, jo = desk_of(world, ann, bob), world.make(CreateContact("Jo", "", CALLER))
    called(desk, ann, jo)
    called(desk, ann, jo)
    # calls that come in count for nobody
    desk.end(desk.come())
    with pytest.raises(TooManyCalls, match="You made 2 calls within an hour") as refused:
        called(desk, ann, jo)
    assert (refused.value.code, refused.value.status) == ("too_many_calls", 409)
    called(desk, bob, jo)
    desk.wait(timedelta(minutes=50))
    with pytest.raises(TooManyCalls):
        called(desk, ann, jo)
    desk.wait(timedelta(minutes=11))
    called(desk, ann, jo)


@pytest.mark.req("CAL-01")
def test_all_users_of_an_account_together_make_so_many() -> None:
    world = World(ports=with_limits(memory_ports(), calls=CallLimits(account_per_hour=2)))
    ann, bob = world.user("Ann"), world.user("Bob")
    desk, jo = desk_of(world, ann, bob), world.make(CreateContact("Jo", "", CALLER))
    called(desk, ann, jo)
    called(desk, bob, jo)
    for user in (ann, bob):
        with pytest.raises(TooManyCalls, match="Your company made 2 calls"):
            called(desk, user, jo)
    desk.wait(timedelta(hours=1, seconds=1))
    called(desk, ann, jo)


@pytest.mark.req("CAL-01")
def test_only_countries_that_are_named_are_called() -> None:
    world = World(ports=with_limits(memory_ports(), calling_countries=("+48", "+49")))
    ann = world.user("Ann")
    desk = desk_of(world, ann)
    called(desk, ann, world.make(CreateContact("Jo", "", CALLER)))
    far = world.make(CreateContact("Far", "", "+88213300001"))
    with pytest.raises(CountryNotCalled) as refused:
        called(desk, ann, far)
    assert (refused.value.code, refused.value.field) == ("country_not_called", "to")
