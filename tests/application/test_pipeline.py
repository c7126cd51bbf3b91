"""Pipelines arranged by administrators, and what becomes of tickets and of what names a stage that is gone (TKT-02)."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from application.channel_automation import SetTicketAutomation
from application.pipeline import (
    ArchivePipeline,
    ChangeStages,
    CreatePipeline,
    DefaultPipeline,
    MoveTicketsOfStage,
    RemoveStage,
    RenamePipeline,
    RestorePipeline,
    SetDefaultPipeline,
)
from application.properties import ChangeProperty, DefineProperty
from application.ticket import OpenTicket, pipeline_for
from application.unit import Unit
from domain.account.aggregate import Account
from domain.conversation.events import TicketSkipped
from domain.kernel.ids import derived
from domain.kernel.refusal import InvalidInput, NotAllowed, VersionMismatch
from domain.pipeline.aggregate import DEFAULT, Pipeline, PipelineIsArchived
from domain.ticket.aggregate import Ticket
from domain.ticket.events import TicketMoved, TicketOpened, TicketPropertySet
from tests.support.mails import a_mail
from tests.support.world import START, World


def opening(world: World) -> OpenTicket:
    return OpenTicket(
        world.conversation(world.channel(address=uuid4().hex)), "Broken leg", world.pipeline, "new"
    )


def opened_for(world: World, conversation: UUID) -> list[TicketOpened]:
    return [
        one.event
        for one in world.ports.log.read(0, 10_000)  # type: ignore[attr-defined]
        if isinstance(one.event, TicketOpened) and one.event.conversation_id == conversation
    ]


@pytest.mark.req("TKT-02")
def test_tickets_of_a_removed_stage_are_moved_in_batches_that_can_be_repeated() -> None:
    world = World()
    tickets = [world.make(opening(world)) for _ in range(3)]
    stays = world.make(replace(opening(world), stage="waiting_on_contact"))
    world.do(RemoveStage(world.pipeline, "new", "closed"), by=world.admin)
    world.do(MoveTicketsOfStage(world.pipeline, (*tickets[:2], stays)))
    for _ in range(2):
        world.do(MoveTicketsOfStage(world.pipeline, tuple(tickets)))
    for ticket in tickets:
        (moved,) = world.happened(ticket, TicketMoved)
        assert (moved.previous, moved.stage, moved.closed) == ("new", "closed", True)
    assert world.happened(stays, TicketMoved) == []
    with pytest.raises(InvalidInput):
        world.do(opening(world), by=world.admin)


@pytest.mark.req("TKT-02")
def test_a_channel_that_names_a_removed_stage_follows_and_one_of_an_archived_pipeline_opens_nothing() -> None:
    world = World()
    channel = world.channel(tickets=True)
    world.do(RemoveStage(world.pipeline, "new", "waiting_on_us"))
    (ticket,) = opened_for(world, world.mailed(channel, a_mail()))
    assert ticket.stage == "waiting_on_us"
    world.do(SetDefaultPipeline(world.make(CreatePipeline("Returns"))))
    world.do(ArchivePipeline(world.pipeline))
    conversation = world.mailed(channel, a_mail())
    assert opened_for(world, conversation) == []
    (skipped,) = world.happened(conversation, TicketSkipped)
    assert (skipped.reason, skipped.policy) == ("pipeline_archived", "ticket_opening@3")
    with pytest.raises(PipelineIsArchived):
        world.do(SetTicketAutomation(channel, enabled=True, pipeline_id=world.pipeline, stage="closed"))
    world.do(RestorePipeline(world.pipeline))
    assert not world.get(Pipeline, world.pipeline).archived


@pytest.mark.req("TKT-02")
def test_the_default_pipeline_is_where_tickets_go_and_cannot_be_archived() -> None:
    world = World()
    other = world.make(CreatePipeline("Returns"))
    command = replace(opening(world), pipeline_id=None, stage="")
    assert world.get(Ticket, world.make(command, by=world.admin)).pipeline_id == world.pipeline
    with pytest.raises(DefaultPipeline):
        world.do(ArchivePipeline(world.pipeline))
    for _ in range(2):
        world.do(SetDefaultPipeline(other), by=world.admin)
    ticket = world.get(Ticket, world.make(command, by=world.admin))
    assert (ticket.pipeline_id, ticket.stage) == (other, "new")
    with pytest.raises(DefaultPipeline):
        world.do(ArchivePipeline(other))
    world.do(ArchivePipeline(world.pipeline))
    with pytest.raises(PipelineIsArchived):
        world.do(SetDefaultPipeline(world.pipeline))


@pytest.mark.req("TKT-02")
def test_an_account_of_old_may_have_no_default_and_then_a_pipeline_is_chosen() -> None:
    world = World()
    env = world.env()
    old = Account.create(uuid4(), env, name="Old", created_on=START.date(), time_zone="UTC", language="en")
    with pytest.raises(InvalidInput, match="no default"):
        pipeline_for(Unit(env, world.ports), old, None)
    assert pipeline_for(Unit(env, world.ports), old, world.pipeline).id == world.pipeline


@pytest.mark.req("TKT-02", "ACC-03")
def test_pipelines_are_arranged_by_those_who_may_on_what_they_saw() -> None:
    world = World()
    ann = world.user("Ann")
    with pytest.raises(NotAllowed):
        world.do(RenamePipeline(world.pipeline, "Mine"), by=ann)
    world.do(RenamePipeline(world.pipeline, "Help", expected_version=1), by=world.admin)
    for late in (
        RenamePipeline(world.pipeline, "Late", expected_version=1),
        ChangeStages(world.pipeline, DEFAULT[::-1], expected_version=1),
        RemoveStage(world.pipeline, "new", "closed", expected_version=1),
        ArchivePipeline(world.pipeline, expected_version=1),
    ):
        with pytest.raises(VersionMismatch):
            world.do(late, by=world.admin)


@pytest.mark.req("TKT-02", "TKT-04")
def test_a_channel_gives_its_tickets_values_of_custom_properties_while_they_fit() -> None:
    world = World()
    made = uuid4()
    world.do(DefineProperty("Size", "choice", ("small", "large"), "ticket"), command_id=made)
    size = derived(made, "property")
    channel = world.channel(tickets=True)
    with pytest.raises(InvalidInput):
        world.do(
            SetTicketAutomation(channel, enabled=True, pipeline_id=world.pipeline, properties={size: "huge"})
        )
    world.do(
        SetTicketAutomation(channel, enabled=True, pipeline_id=world.pipeline, properties={size: "large"})
    )
    (ticket,) = opened_for(world, world.mailed(channel, a_mail()))
    (value,) = world.happened(ticket.originator_id, TicketPropertySet)
    assert (value.property_id, value.value, value.kind) == (size, "large", "choice")
    world.do(ChangeProperty(size, "Size", ("small",)))
    later = world.mailed(channel, a_mail())
    (ticket,) = opened_for(world, later)
    assert world.happened(ticket.originator_id, TicketPropertySet) == []
