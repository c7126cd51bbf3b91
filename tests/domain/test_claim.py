"""A claim has at most one holder."""

import pytest

from domain.claim import events
from domain.claim.aggregate import AlreadyClaimed, Claim, ForeignClaim
from tests.support.given import env, given, uid

ADA, BOB = uid("ada"), uid("bob")


def taken() -> Claim:
    return Claim.take(uid("claim"), env(), "mailbox", ADA, uid("message"))


def released(claim: Claim) -> None:
    claim.release(env(), ADA)


def test_it_begins_with_its_holder() -> None:
    claim = taken()
    assert (claim.kind, claim.holder_id, claim.ref_id, claim.free) == ("mailbox", ADA, uid("message"), False)


@pytest.mark.req("EML-02")
def test_a_held_value_is_refused_to_others_and_to_nobody_else() -> None:
    given(taken()).when(lambda it: it.reclaim(env(), BOB)).then_refused(AlreadyClaimed, "choose another")
    given(taken()).when(lambda it: it.reclaim(env(), ADA, uid("message"))).then_nothing()


@pytest.mark.req("PRV-08")
def test_a_released_value_can_be_held_by_another() -> None:
    free = given(taken(), released)
    assert free.aggregate.free
    expected = {"holder_id": BOB, "ref_id": None}
    free.when(lambda it: it.reclaim(env(), BOB)).then((events.Reclaimed, expected))
    free.when(lambda it: it.release(env(), BOB)).then_nothing()


def test_only_the_holder_lets_go() -> None:
    given(taken()).when(lambda it: it.release(env(), BOB)).then_refused(ForeignClaim)
    given(taken()).when(released).then((events.Released, {}))
