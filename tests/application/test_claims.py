"""Claims: one holder at a time, given back by the holder only, unguessable ids."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.claims import claim, claim_globally, claim_id, release
from application.unit import Unit
from tests.support.world import World


@given(st.binary(min_size=16, max_size=32), st.text(), st.text())
def test_ids_of_claims_are_uuids_that_depend_on_secret_kind_and_value(
    secret: bytes, kind: str, value: str
) -> None:
    made = claim_id(secret, kind, value)
    assert (made.version, made.variant) == (8, "specified in RFC 4122")
    assert made == claim_id(secret, kind, value)
    assert made != claim_id(secret + b"x", kind, value)


@pytest.mark.req("EML-02")
def test_a_claim_is_taken_given_back_and_taken_again() -> None:
    world, stream, one, two = World(), uuid4(), uuid4(), uuid4()

    def claimed(holder: UUID) -> bool:
        unit = Unit(world.env(), world.ports)
        taken = claim(unit, stream, "mailbox", holder)
        unit.save()
        return taken

    def released(holder: UUID) -> None:
        unit = Unit(world.env(), world.ports)
        release(unit, stream, holder)
        unit.save()

    released(one)
    assert claimed(one)
    assert claimed(one)
    assert not claimed(two)
    released(two)
    assert not claimed(two)
    released(one)
    assert claimed(two)


def test_a_global_claim_says_whose_account_it_is() -> None:
    world, stream, holder = World(), uuid4(), uuid4()
    other = World(ports=world.ports)
    unit = Unit(world.env(), world.ports)
    assert claim_globally(unit, stream, "login", holder)
    unit.save()
    assert world.ports.log.holders([stream])[stream].ref_id == world.account
    assert claim_globally(Unit(world.env(), world.ports), stream, "login", holder)
    assert not claim_globally(Unit(other.env(), world.ports), stream, "login", uuid4())
