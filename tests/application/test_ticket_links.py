"""Tickets of several conversations and contacts; in other pipelines, with texts and properties; and their owners."""

from uuid import UUID, uuid4

import pytest

from application.account import SetLimits
from application.conversation import AssignConversation
from application.erasure import RequestErasure
from application.inbox import CreateInbox, SetInboxAccess
from application.pipeline import ArchivePipeline, CreatePipeline, SetDefaultPipeline
from application.properties import ChangeProperty, DefineProperty, SetConversationProperty
from application.ticket import OpenTicket, OpenTicketAbout, TicketLimitReached, TicketsNeedHelpDesk
from application.ticket_changes import (
    ChangeTicketPipeline,
    DescribeTicket,
    RenameTicket,
    SetTicketOwner,
    SetTicketProperty,
    TextsErased,
)
from application.ticket_links import LinkContact, LinkConversation, UnlinkContact, UnlinkConversation
from domain.account.properties import PropertyArchived
from domain.contact.aggregate import Contact
from domain.contact.refusals import ContactErasedAlready
from domain.conversation.aggregate import Conversation
from domain.kernel.ids import derived
from domain.kernel.refusal import InvalidInput, NotFound
from domain.pipeline.aggregate import PipelineIsArchived, Stage
from domain.ticket import events
from domain.ticket.aggregate import Ticket
from domain.ticket.refusals import FirstStays
from tests.support.mails import a_mail
from tests.support.world import AFTER_THE_GATE, World


class Desk(World):
    """A company with two conversations of two people, and a ticket of the first."""

    def __init__(self) -> None:
        super().__init__()
        self.mailbox = self.channel()
        self.first = self.conversation(self.mailbox, "jo@customer.example")
        self.second = self.conversation(self.mailbox, "bo@customer.example")
        self.ticket = self.make(OpenTicket(self.first, "Broken leg", self.pipeline, "new"), by=self.admin)

    def contact_of(self, conversation: UUID) -> UUID:
        return self.get(Conversation, conversation).contact_id

    def defined(self, kind: str, *choices: str, of: str = "ticket") -> UUID:
        made = uuid4()
        self.do(DefineProperty(kind, kind, choices, of), by=self.admin, command_id=made)
        return derived(made, "property")


@pytest.mark.req("TKT-03", "TKT-04")
def test_a_conversation_is_linked_with_its_contact_and_unlinked_without() -> None:
    desk = Desk()
    jo, bo = desk.contact_of(desk.first), desk.contact_of(desk.second)
    for _ in range(2):
        desk.do(LinkConversation(desk.ticket, desk.second), by=desk.admin)
    ticket = desk.get(Ticket, desk.ticket)
    assert (set(ticket.conversations), set(ticket.contacts)) == ({desk.first, desk.second}, {jo, bo})
    assert desk.get(Contact, bo).tickets == 1
    for _ in range(2):
        desk.do(UnlinkConversation(desk.ticket, desk.second), by=desk.admin)
    assert desk.get(Ticket, desk.ticket).contacts == {jo, bo}
    for _ in range(2):
        desk.do(UnlinkContact(desk.ticket, bo), by=desk.admin)
    assert (desk.get(Contact, bo).tickets, desk.get(Contact, jo).tickets) == (0, 1)
    with pytest.raises(FirstStays):
        desk.do(UnlinkContact(desk.ticket, jo), by=desk.admin)


@pytest.mark.req("TKT-03")
def test_the_limit_of_a_contact_holds_for_links_too() -> None:
    desk = Desk()
    bo = desk.contact_of(desk.second)
    desk.do(OpenTicket(desk.second, "Own", desk.pipeline, "new"), by=desk.admin)
    desk.do(SetLimits(1))
    for link in (LinkContact(desk.ticket, bo), LinkConversation(desk.ticket, desk.second)):
        with pytest.raises(TicketLimitReached):
            desk.do(link, by=desk.admin)
    assert desk.get(Ticket, desk.ticket).conversations == {desk.first}
    desk.do(SetLimits(2))
    desk.do(LinkContact(desk.ticket, bo), by=desk.admin)
    assert desk.get(Contact, bo).tickets == 2


@pytest.mark.req("ACC-10", "TKT-04")
def test_what_one_does_not_see_cannot_be_linked() -> None:
    desk, hidden = Desk(), Desk().second
    ann, board = desk.user("Ann"), desk.make(CreateInbox("Board"))
    desk.do(SetInboxAccess(board, everyone=False, user_ids=(desk.admin,)))
    secret = desk.conversation(desk.channel(address="board", inbox=board))
    for conversation in (hidden, secret):
        with pytest.raises(NotFound):
            desk.do(LinkConversation(desk.ticket, conversation), by=ann)
    with pytest.raises(NotFound):
        desk.do(OpenTicketAbout(desk.contact_of(desk.first), board, "Mine"), by=ann)


@pytest.mark.req("TKT-01", "TKT-04", "ACC-08")
def test_a_ticket_about_a_contact_needs_no_conversation() -> None:
    desk = Desk()
    size, made = desk.defined("text"), uuid4()
    command = OpenTicketAbout(
        desk.contact_of(desk.first),
        desk.inbox,
        "Call back",
        desk.pipeline,
        description=" Soon ",
        properties={size: "L"},
    )
    desk.do(command, by=desk.admin, command_id=made)
    ticket = derived(made, "ticket")
    (opened,) = desk.happened(ticket, events.TicketDirectlyOpened)
    assert (opened.source, opened.stage) == ("manual", "new")
    assert [one.description for one in desk.happened(ticket, events.TicketDescribed)] == ["Soon"]
    assert [one.text for one in desk.happened(ticket, events.TicketPropertySet)] == ["L"]
    assert desk.get(Ticket, ticket).conversations == frozenset()
    assert desk.get(Contact, command.contact_id).tickets == 2
    gated = World(AFTER_THE_GATE)
    conversation = gated.get(Conversation, gated.conversation(gated.channel()))
    about = OpenTicketAbout(conversation.contact_id, gated.inbox, "Call back", gated.pipeline)
    with pytest.raises(TicketsNeedHelpDesk, match="help desk"):
        gated.do(about, by="system:bot")
    assert gated.do(about, by=gated.admin).position


@pytest.mark.req("TKT-02", "TKT-04")
def test_a_ticket_goes_to_another_pipeline_that_takes_tickets() -> None:
    desk = Desk()
    stages: tuple[Stage, ...] = (
        {"key": "a", "name": "A", "closed": False},
        {"key": "b", "name": "B", "closed": True},
    )
    returns = desk.make(CreatePipeline("Returns", stages))
    desk.do(ChangeTicketPipeline(desk.ticket, returns, "b"), by=desk.admin)
    (changed,) = desk.happened(desk.ticket, events.TicketPipelineChanged)
    assert (changed.previous_pipeline_id, changed.previous, changed.closed) == (desk.pipeline, "new", True)
    desk.do(ChangeTicketPipeline(desk.ticket, returns), by=desk.admin)
    (moved,) = desk.happened(desk.ticket, events.TicketMoved)
    assert (moved.stage, moved.closed) == ("a", False)
    desk.do(SetDefaultPipeline(returns))
    desk.do(ArchivePipeline(desk.pipeline))
    with pytest.raises(PipelineIsArchived):
        desk.do(ChangeTicketPipeline(desk.ticket, desk.pipeline, "new"), by=desk.admin)


@pytest.mark.req("TKT-04")
def test_values_of_properties_are_of_their_kind_and_of_tickets() -> None:
    desk = Desk()
    size, theirs = desk.defined("choice", "small", "large"), desk.defined("text", of="conversation")
    desk.do(SetTicketProperty(desk.ticket, size, "large"), by=desk.admin)
    desk.do(SetTicketProperty(desk.ticket, size, None), by=desk.admin)
    said = [(one.value, one.cleared) for one in desk.happened(desk.ticket, events.TicketPropertySet)]
    assert said == [("large", False), ("", True)]
    with pytest.raises(InvalidInput):
        desk.do(SetTicketProperty(desk.ticket, size, "huge"), by=desk.admin)
    for wrong in (
        SetTicketProperty(desk.ticket, theirs, "x"),
        SetConversationProperty(desk.first, size, "large"),
    ):
        with pytest.raises(NotFound):
            desk.do(wrong, by=desk.admin)
    desk.do(ChangeProperty(size, "Size", ("small",), archived=True), by=desk.admin)
    with pytest.raises(PropertyArchived):
        desk.do(SetTicketProperty(desk.ticket, size, "small"), by=desk.admin)
    with pytest.raises(InvalidInput):
        desk.do(DescribeTicket(desk.ticket, "x" * 20_001), by=desk.admin)


@pytest.mark.req("PRV-08")
def test_no_text_is_written_for_a_contact_who_was_erased() -> None:
    desk = Desk()
    note = desk.defined("text")
    desk.do(LinkConversation(desk.ticket, desk.second), by=desk.admin)
    desk.do(RequestErasure(desk.contact_of(desk.first), (desk.first,)), by=desk.admin)
    for text in (
        RenameTicket(desk.ticket, "Jo"),
        DescribeTicket(desk.ticket, "Jo"),
        SetTicketProperty(desk.ticket, note, "x"),
    ):
        with pytest.raises(TextsErased, match="another ticket"):
            desk.do(text, by=desk.admin)
    desk.do(SetTicketOwner(desk.ticket, desk.admin), by=desk.admin)
    with pytest.raises(ContactErasedAlready):
        desk.do(OpenTicket(desk.first, "Again", desk.pipeline, "new"), by=desk.admin)


@pytest.mark.req("TKT-05")
def test_the_owner_follows_the_conversation_until_somebody_chooses() -> None:
    desk = Desk()
    ann, bea = desk.user("Ann"), desk.user("Bea")
    channel = desk.channel(address="sales", users=(ann,), tickets=True)
    conversation = desk.mailed(channel, a_mail())
    (opened,) = [
        one.event
        for one in desk.ports.log.read(0, 10_000)  # type: ignore[attr-defined]
        if isinstance(one.event, events.TicketOpened) and one.event.conversation_id == conversation
    ]
    assert (opened.owner_id, opened.follows) == (ann, True)
    desk.do(AssignConversation(conversation, bea), by=desk.admin)
    ticket = opened.originator_id
    assert desk.get(Ticket, ticket).owner_id == bea
    desk.do(SetTicketOwner(ticket, bea), by=desk.admin)
    desk.do(AssignConversation(conversation, ann), by=desk.admin)
    assert (desk.get(Ticket, ticket).owner_id, desk.get(Ticket, ticket).follows) == (bea, False)
    by_hand = desk.get(Ticket, desk.ticket)
    desk.do(AssignConversation(desk.first, ann), by=desk.admin)
    assert (by_hand.follows, desk.get(Ticket, desk.ticket).owner_id) == (False, None)
