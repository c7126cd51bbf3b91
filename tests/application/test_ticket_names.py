"""What tickets are called: by the mail's subject, or by how a mail without one begins (TKT-01, CNV-03)."""

import pytest

from domain.ticket.events import TicketOpened
from tests.support.mails import a_mail
from tests.support.world import World


@pytest.mark.req("TKT-01", "EML-12")
@pytest.mark.parametrize(
    ("subject", "text", "name"),
    [
        ("Lamp", "It is broken", "Lamp"),
        ("", "Where is\n my  parcel?", "Where is my parcel?"),
        ("", "word " * 16, ("word " * 16).strip()),
        ("", "word " * 40, ("word " * 16).strip() + "…"),
        ("", "x" * 90, "x" * 80 + "…"),
        ("", "", "(no subject)"),
    ],
)
def test_a_ticket_is_called_by_the_subject_or_as_the_mail_begins(
    world: World, subject: str, text: str, name: str
) -> None:
    world.mailed(world.channel(tickets=True), a_mail(text, subject=subject))
    read = world.ports.log.read(0, 10**6)  # type: ignore[attr-defined]
    assert [one.event.name for one in read if isinstance(one.event, TicketOpened)] == [name]
