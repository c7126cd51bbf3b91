"""Nobody is rung at a line of the account's own: the call would come in there again, and ring the same people (CAL-01)."""

from uuid import UUID

import pytest

from application.channel_state import DisconnectChannel
from application.contact import CreateContact
from domain.call.refusals import OwnLine
from domain.user.events import PhoneSet
from tests.support.lines import LineDesk
from tests.support.world import World

PHONE = "+48600000001"


@pytest.fixture
def desk(world: World) -> LineDesk:
    return LineDesk(world)


@pytest.mark.req("CAL-01")
def test_a_line_of_the_accounts_own_is_nobodys_phone(world: World, desk: LineDesk, ann: UUID) -> None:
    other = LineDesk(world)
    for line in (desk, other):
        with pytest.raises(OwnLine, match="Give another number") as refused:
            desk.phone(ann, line.number)
        assert (refused.value.code, refused.value.field) == ("own_line", "phone")
    assert not world.happened(ann, PhoneSet)
    world.do(DisconnectChannel(other.channel), by=world.admin)
    desk.phone(ann, other.number)
    assert world.happened(ann, PhoneSet)[-1].phone == other.number


@pytest.mark.req("CAL-01")
def test_a_phone_that_became_a_line_is_not_rung_and_calls_nobody(
    world: World, desk: LineDesk, ann: UUID
) -> None:
    bob = world.user("Bob")
    # entered while the number was none of ours yet
    later = LineDesk.number_to_be()
    desk.phone(ann, later)
    desk.phone(bob, PHONE)
    assert set(desk.ring(desk.come())) == {ann, bob}
    LineDesk(world, number=later)
    assert desk.ring(desk.come("+48600100201")) == (bob,)
    jo = world.make(CreateContact("Jo", "", "+48600100299"))
    with pytest.raises(OwnLine) as refused:
        desk.place(ann, contact_id=jo, channel_id=desk.channel)
    assert refused.value.field == "phone"


@pytest.mark.req("CAL-01")
def test_a_contact_at_a_line_of_ones_own_is_not_called(world: World, desk: LineDesk, ann: UUID) -> None:
    desk.phone(ann, PHONE)
    odd = world.make(CreateContact("Odd", "", desk.number))
    with pytest.raises(OwnLine) as refused:
        desk.place(ann, contact_id=odd)
    assert refused.value.field == "to"
