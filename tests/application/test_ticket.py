"""Tickets by hand, and the gate and limit they meet."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from application.account import SetLimits
from application.inbox import SetInboxAccess
from application.ticket import OpenTicket, TicketLimitReached, TicketsNeedHelpDesk
from application.ticket_changes import (
    MoveTicket,
    RenameTicket,
    SetTicketCategory,
    SetTicketOwner,
    SetTicketPriority,
)
from application.token import IssueToken
from application.user import DeactivateUser
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from domain.kernel.refusal import InvalidInput, NotFound, VersionMismatch
from domain.ticket.aggregate import Ticket
from domain.ticket.events import TicketOpened, TicketRenamed
from tests.support.world import AFTER_THE_GATE, BEFORE_THE_GATE, World


def opening(world: World, conversation: UUID | None = None) -> OpenTicket:
    """Return the command that opens a ticket for a new conversation, or this one."""
    conversation = conversation or world.conversation(world.channel(address=uuid4().hex))
    return OpenTicket(conversation, "Broken leg", world.pipeline, "new")


def machine(world: World) -> str:
    """Return a token that may write tickets, as an actor."""
    token = world.make(
        IssueToken("CI", ("ticket_write", "conversation_read"), None, b"digest"), by=world.admin
    )
    return f"token:{token}"


@pytest.mark.req("TKT-01", "TKT-04")
def test_a_person_opens_a_ticket_from_any_conversation() -> None:
    world = World()
    ann, command = world.user("Ann"), opening(world)
    ticket = world.make(replace(command, owner_id=ann), by=ann)
    (opened,) = world.happened(ticket, TicketOpened)
    assert (opened.source, opened.stage, opened.owner_id) == ("manual", "new", ann)
    conversation = world.get(Conversation, command.conversation_id)
    assert opened.contact_id == conversation.contact_id
    assert world.get(Contact, conversation.contact_id).tickets == 1


@pytest.mark.req("ACC-08")
def test_in_a_gated_account_only_a_persons_own_hand_opens_tickets() -> None:
    world = World(AFTER_THE_GATE)
    command = opening(world)
    for actor in (machine(world), "system:macro"):
        with pytest.raises(TicketsNeedHelpDesk, match="help desk"):
            world.do(command, by=actor)
    (opened,) = world.happened(world.make(command, by=world.user("Ann")), TicketOpened)
    assert opened.source == "manual"


@pytest.mark.req("ACC-08", "TKT-01")
def test_before_the_gate_a_machine_may_open_tickets_too() -> None:
    world = World(BEFORE_THE_GATE)
    assert world.get(Ticket, world.make(opening(world), by=machine(world))).stage == "new"


@pytest.mark.req("TKT-03")
def test_a_contact_has_no_more_tickets_than_the_account_allows() -> None:
    world = World()
    world.do(SetLimits(1))
    command = opening(world)
    world.do(command, by=world.admin)
    with pytest.raises(TicketLimitReached):
        world.do(command, by=world.admin)
    conversation = world.get(Conversation, command.conversation_id)
    assert world.get(Contact, conversation.contact_id).tickets == 1


@pytest.mark.req("TKT-02")
def test_a_ticket_needs_a_pipeline_a_stage_a_name_and_an_owner_there_are() -> None:
    world, other = World(), World()
    gone, command = world.user("Gone"), opening(world)
    world.do(DeactivateUser(gone))
    for wrong, refusal in (
        (replace(command, pipeline_id=other.pipeline), NotFound),
        (replace(command, stage="nowhere"), InvalidInput),
        (replace(command, name=" "), InvalidInput),
        (replace(command, owner_id=other.admin), NotFound),
        (replace(command, owner_id=gone), InvalidInput),
    ):
        with pytest.raises(refusal):
            world.do(wrong, by=world.admin)


@pytest.mark.req("TKT-04", "TKT-05")
def test_a_ticket_is_moved_handed_over_and_renamed() -> None:
    world = World()
    ann, ticket = world.user("Ann"), world.make(opening(world), by=world.admin)
    world.do(MoveTicket(ticket, "waiting_on_contact"), by=ann)
    world.do(SetTicketOwner(ticket, ann), by=ann)
    world.do(SetTicketPriority(ticket, "urgent"), by=ann)
    world.do(SetTicketCategory(ticket, " legs "), by=ann)
    world.do(RenameTicket(ticket, "Two broken legs"), by=ann)
    found = world.get(Ticket, ticket)
    assert (found.stage, found.owner_id, found.priority) == ("waiting_on_contact", ann, "urgent")
    assert found.category == "legs"
    assert [event.name for event in world.happened(ticket, TicketRenamed)] == ["Two broken legs"]
    world.do(SetTicketOwner(ticket, None), by=ann)
    assert world.get(Ticket, ticket).owner_id is None
    with pytest.raises(InvalidInput):
        world.do(MoveTicket(ticket, "nowhere"), by=ann)
    with pytest.raises(VersionMismatch):
        world.do(MoveTicket(ticket, "closed", expected_version=1), by=ann)


@pytest.mark.req("ACC-10", "API-06")
def test_a_ticket_in_an_inbox_one_does_not_see_is_not_there() -> None:
    world = World()
    ann, command = world.user("Ann"), opening(world)
    ticket = world.make(command, by=ann)
    world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=(world.admin,)))
    for hidden in (command, RenameTicket(ticket, "Mine")):
        with pytest.raises(NotFound):
            world.do(hidden, by=ann)
    with pytest.raises(NotFound):
        World(ports=world.ports).do(RenameTicket(ticket, "Mine"))
