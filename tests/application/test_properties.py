"""Properties of conversations through the commands (CNV-02)."""

import pytest

from application.properties import ChangeProperty, DefineProperty, SetConversationProperty
from domain.account.aggregate import Account
from domain.account.properties import Property, PropertyArchived
from domain.conversation.handling_events import ConversationPropertySet
from domain.kernel.refusal import InvalidInput, NotFound
from tests.support.inbound import Mailroom
from tests.support.world import World


@pytest.mark.req("CNV-02")
def test_values_are_set_by_what_the_account_defined() -> None:
    world = World()
    it = Mailroom(world, world.channel()).mail()

    def define(name: str, kind: str, *choices: str) -> None:
        world.do(DefineProperty(name, kind, choices), by=world.admin)

    define(" Size ", "choice", "small", "large")
    define("Order", "text")
    known = world.get(Account, world.account).properties
    size, order = known
    assert [known[size].name, known[order].name] == ["Size", "Order"]
    world.do(SetConversationProperty(it, size, "large"), by=world.admin)
    world.do(SetConversationProperty(it, order, " 12 "), by=world.admin)
    world.do(SetConversationProperty(it, order, None), by=world.admin)
    with pytest.raises(InvalidInput):
        world.do(SetConversationProperty(it, size, "huge"), by=world.admin)
    with pytest.raises(NotFound):
        world.do(SetConversationProperty(it, world.admin, "x"), by=world.admin)
    said = [
        (one.property_id, one.value, one.text, one.cleared)
        for one in world.happened(it, ConversationPropertySet)
    ]
    assert said == [(size, "large", "", False), (order, "", "12", False), (order, "", "", True)]
    world.do(ChangeProperty(size, " Box ", ("S",), archived=True), by=world.admin)
    assert world.get(Account, world.account).property(size) == Property(
        "Box", "choice", ("S",), archived=True
    )
    with pytest.raises(PropertyArchived):
        world.do(SetConversationProperty(it, size, "S"), by=world.admin)
