"""Tickets go along with a conversation whose mail is recorded on somebody else (EML-14, TKT-03, TKT-04, TKT-05)."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from application.account import SetLimits
from application.conversation import AssignConversation
from application.ticket import OpenTicket
from application.ticket_links import LinkConversation
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from domain.ticket.aggregate import Ticket
from domain.ticket.events import TicketOpened
from tests.application.test_forwards import a_forward
from tests.application.test_reattribution import corrected
from tests.support.inbound import Mailroom
from tests.support.mails import a_mail
from tests.support.world import World


@dataclass
class Case:
    """A forwarded mail that became a conversation with the original's sender, and the ticket of it."""

    room: Mailroom
    ann: UUID

    def __post_init__(self) -> None:
        forward = a_forward(self.room.world.address("ann"), message_id="fw@acme.example")
        self.it, self.message = self.room.receive(forward)
        (self.ticket,) = self.room.world.ports.facts.tickets(self.room.world.account, self.it)

    def correct(self, it: UUID, to: str) -> UUID:
        return corrected(self.room, it, self.message, to, self.ann)

    def contact(self, conversation: UUID) -> Contact:
        return self.room.world.get(Contact, self.room.world.get(Conversation, conversation).contact_id)

    def links(self, ticket: UUID) -> tuple[set[UUID], set[UUID]]:
        found = self.room.world.get(Ticket, ticket)
        return set(found.conversations), set(found.contacts)


@pytest.fixture
def case(world: World, ann: UUID) -> Case:
    return Case(Mailroom(world, world.channel(users=(ann,), tickets=True)), ann)


@pytest.mark.req("EML-14", "TKT-04")
def test_a_ticket_is_about_the_right_contact_too_and_back_again(case: Case) -> None:
    jo = case.contact(case.it).id
    new = case.correct(case.it, "forwarder")
    ann = case.contact(new).id
    assert case.links(case.ticket) == ({case.it, new}, {jo, ann})
    assert (case.contact(case.it).tickets, case.contact(new).tickets) == (1, 1)
    case.correct(new, "original")
    assert case.links(case.ticket) == ({case.it}, {jo})
    assert (case.contact(case.it).tickets, case.contact(new).tickets) == (1, 0)
    (opened,) = case.room.world.happened(case.ticket, TicketOpened)
    assert (opened.contact_id, opened.conversation_id) == (jo, case.it)


@pytest.mark.req("EML-14", "TKT-04")
def test_a_ticket_of_others_too_leaves_the_contact_before(case: Case) -> None:
    world = case.room.world
    other, _ = case.room.receive(a_mail(sender="bo@customer.example"))
    ticket = world.make(OpenTicket(other, "Two of them", world.pipeline, "new"), by=case.ann)
    world.do(LinkConversation(ticket, case.it), by=case.ann)
    jo, bo = case.contact(case.it).id, case.contact(other).id
    assert case.links(ticket) == ({case.it, other}, {jo, bo})
    new = case.correct(case.it, "forwarder")
    assert case.links(ticket) == ({new, other}, {case.contact(new).id, bo})
    assert case.contact(case.it).tickets == 1


@pytest.mark.req("EML-14", "TKT-05")
def test_its_owner_is_whoever_has_the_conversation_that_shows_it(case: Case) -> None:
    world = case.room.world
    bo = world.user("Bo")
    new = case.correct(case.it, "forwarder")
    assert world.get(Ticket, case.ticket).owner_id == case.ann
    world.do(AssignConversation(new, bo), by=case.ann)
    assert world.get(Ticket, case.ticket).owner_id == bo


@pytest.mark.req("EML-14", "TKT-03")
def test_a_ticket_stays_where_the_contact_has_no_room_for_it(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, jo = case.room.world, case.contact(case.it).id
    own, _ = case.room.receive(a_mail(sender=f"Ann <{world.address('ann')}>", subject="Of my own"))
    assert case.contact(own).tickets == 1
    world.do(SetLimits(tickets_per_contact=1), by=world.admin)
    new = case.correct(case.it, "forwarder")
    assert case.contact(new).id == case.contact(own).id
    assert case.links(case.ticket) == ({case.it}, {jo})
    case.correct(new, "original")
    world.do(SetLimits(tickets_per_contact=10), by=world.admin)
    monkeypatch.setattr("application.ticketing.MOST_LINKS", 1)
    case.correct(case.it, "forwarder")
    assert case.links(case.ticket) == ({case.it}, {jo})
