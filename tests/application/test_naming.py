"""Who writes to a page without a name is looked up by a worker (MSG-01, MSG-10)."""

import pytest

from application.processes.name_on_message_received import NAME, reactor
from application.reactor import Work
from domain.conversation.messages import MessageReceived
from tests.support.mails import a_mail
from tests.support.pages import PageDesk
from tests.support.world import World


@pytest.mark.req("MSG-01", "MSG-10")
def test_only_people_of_a_page_who_have_no_name_are_looked_up(world: World) -> None:
    desk = PageDesk(world)
    desk.take(desk.event("psid-1"))
    desk.take(desk.event("psid-2"), name="Ann Customer")
    world.mail(world.channel(), a_mail("Hello?"))
    recorded = world.ports.log.read(0, 10**6)  # type: ignore[attr-defined]
    work = [item for one in recorded for item in reactor.react(one)]
    heard = [one.event for one in recorded if isinstance(one.event, MessageReceived)]
    (nameless,) = [one for one in heard if one.sender.endswith(":psid-1")]
    assert len(heard) == 3
    assert work == [Work(NAME, nameless.contact_id, nameless.message_id.hex)]
