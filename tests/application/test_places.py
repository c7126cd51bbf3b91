"""Inboxes and pipelines."""

import pytest

from application.inbox import CreateInbox, RenameInbox, SetInboxAccess
from application.pipeline import ChangeStages, CreatePipeline
from domain.inbox.aggregate import Inbox
from domain.kernel.refusal import NotAllowed, NotFound
from domain.pipeline.aggregate import Pipeline, Stage
from tests.support.world import World


@pytest.mark.req("ACC-01", "ACC-10")
def test_inboxes_are_made_renamed_and_opened_to_chosen_users_and_teams() -> None:
    world = World()
    ann, ben = world.user("Ann"), world.user("Ben")
    team = world.team("Night", ben)
    inbox = world.make(CreateInbox("Orders"), by=world.admin)
    world.do(RenameInbox(inbox, "Orders and trade"), by=world.admin)
    world.do(SetInboxAccess(inbox, everyone=False, user_ids=(world.admin,), team_ids=(team,)), by=world.admin)
    assert world.get(Inbox, inbox).name == "Orders and trade"
    access = world.ports.access
    assert access.standing(world.account, f"user:{ben}").sees(inbox)
    assert not access.standing(world.account, f"user:{ann}").sees(inbox)


@pytest.mark.req("ACC-10")
def test_an_inbox_one_does_not_see_is_not_there() -> None:
    world = World()
    ann = world.user("Ann", roles=("admin",))
    inbox = world.make(CreateInbox("Board"), by=world.admin)
    world.do(SetInboxAccess(inbox, everyone=False, user_ids=(world.admin,)), by=world.admin)
    with pytest.raises(NotFound):
        world.do(RenameInbox(inbox, "Mine"), by=ann)


@pytest.mark.req("ACC-03", "API-06")
def test_an_inbox_needs_its_permission_and_people_of_its_account() -> None:
    world, other = World(), World()
    with pytest.raises(NotAllowed):
        world.do(RenameInbox(world.inbox, "Mine"), by=world.user("Ann"))
    stranger, strangers = other.admin, other.team("Strangers")
    with pytest.raises(NotFound):
        world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=(stranger,)), by=world.admin)
    with pytest.raises(NotFound):
        world.do(SetInboxAccess(world.inbox, everyone=False, team_ids=(strangers,)), by=world.admin)
    with pytest.raises(NotFound):
        World(ports=world.ports).do(RenameInbox(world.inbox, "Mine"))


@pytest.mark.req("TKT-02")
def test_pipelines_have_ordered_stages() -> None:
    world = World()
    pipeline = world.make(CreatePipeline("Claims"), by=world.admin)
    stages: tuple[Stage, ...] = (
        {"key": "in", "name": "In", "closed": False},
        *reversed(world.get(Pipeline, pipeline).stages),
        {"key": "out", "name": "Out", "closed": True},
    )
    world.do(ChangeStages(pipeline, stages), by=world.admin)
    assert world.get(Pipeline, pipeline).stages == stages
