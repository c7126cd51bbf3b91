"""What people who write to a page are called: their profile's name, and never the page's number for them (MSG-01, MSG-10)."""

from uuid import UUID

import pytest

from domain.conversation.messages import MessageReceived
from infrastructure.messenger.naming import Naming
from tests.support.providers import messenger_hook as told
from tests.support.providers.messenger import Facebook, Person
from tests.support.providers.messenger_desk import Desk


def heard(desk: Desk, ann: Person) -> MessageReceived:
    """Let somebody write."""
    desk.tell(told.text(desk.page.id, ann.psid, "Hello?"))
    desk.take_in()
    return desk.world.happened(desk.conversation(), MessageReceived)[-1]


def named(naming: Naming, desk: Desk, contact: UUID) -> tuple[str, str | None]:
    """Let a worker name a contact; returns how the list calls who wrote."""
    naming(desk.world.account, contact, "")
    desk.api.caught_up()
    row = next(
        one for one in desk.client.read("/conversations")["items"] if one["contact_id"] == str(contact)
    )
    return row["contact_name"], row["contact_address"]


@pytest.fixture
def naming(desk: Desk) -> Naming:
    """A worker's part of its own, that has asked for nobody yet."""
    made = desk.api.application.messenger.naming
    return Naming(made.graph, made.secrets, made.log, made.bus, made.clock)


@pytest.mark.req("MSG-01", "MSG-10")
def test_who_wrote_is_named_once_and_a_name_by_hand_stays(
    desk: Desk, naming: Naming, facebook: Facebook
) -> None:
    ann = desk.page.person("Ann", "Customer")
    contact = heard(desk, ann).contact_id
    assert named(naming, desk, contact) == ("Ann Customer", None), "the page's number is told to nobody"
    asked = facebook.count(ann.psid)
    desk.client.put(f"/contacts/{contact}/name", {"name": "Dr Ann"})
    ann.first_name = "Anna"
    assert named(naming, desk, contact)[0] == "Dr Ann"
    assert facebook.count(ann.psid) == asked
    identities = desk.client.read(f"/contacts/{contact}")["identities"]
    assert [(one["kind"], one["value"]) for one in identities] == [("page_scoped_id", "")]


@pytest.mark.req("MSG-01", "RL-04")
def test_where_facebook_cannot_be_asked_the_next_message_asks_again(
    desk: Desk, naming: Naming, facebook: Facebook
) -> None:
    ann = desk.page.person("Ann", "Later")
    contact = heard(desk, ann).contact_id
    facebook.fails(ann.psid, 400, 613)
    assert named(naming, desk, contact) == ("", None)
    assert named(naming, desk, contact) == ("Ann Later", None)
