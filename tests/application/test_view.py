"""Saved views: whose they are, who sees them, and who may change them (CNV-03, ACC-10)."""

from dataclasses import replace

import pytest

from application.inbox import SetInboxAccess
from application.properties import DefineProperty
from application.view import ChangeView, RemoveView, RestoreView, SaveView
from domain.account.aggregate import Account
from domain.kernel.refusal import InvalidInput, NotAllowed, NotFound
from domain.view.aggregate import Look
from domain.view.events import ViewChanged, ViewCreated, ViewRemoved, ViewRestored
from domain.view.filter import Filter
from tests.support.given import uid
from tests.support.world import World

LATE = Look("Late", Filter(waiting=True))


@pytest.mark.req("CNV-03")
def test_ones_own_view_is_nobody_elses() -> None:
    world = World()
    ann, bob = world.user("Ann"), world.user("Bob")
    view = world.make(SaveView(LATE), by=ann)
    assert [event.owner_id for event in world.happened(view, ViewCreated)] == [ann]
    for other in (bob, world.admin):
        with pytest.raises(NotFound):
            world.do(ChangeView(view, LATE), by=other)
    world.do(ChangeView(view, replace(LATE, name="Later")), by=ann)
    world.do(RemoveView(view), by=ann)
    world.do(RestoreView(view), by=ann)
    assert [len(world.happened(view, fact)) for fact in (ViewChanged, ViewRemoved, ViewRestored)] == [1, 1, 1]


@pytest.mark.req("CNV-03", "ACC-10")
def test_a_shared_view_is_changed_by_its_owner_and_by_who_sets_inboxes_up() -> None:
    world = World()
    ann, bob, cid = world.user("Ann"), world.user("Bob"), world.user("Cid")
    team = world.team("First line", bob)
    view = world.make(SaveView(replace(LATE, shared="team", team_id=team)), by=ann)
    with pytest.raises(NotAllowed):
        world.do(RemoveView(view), by=bob)
    with pytest.raises(NotFound):
        world.do(RemoveView(view), by=cid)
    world.do(ChangeView(view, replace(LATE, shared="everyone")), by=ann)
    with pytest.raises(NotAllowed):
        world.do(RemoveView(view), by=cid)
    world.do(RemoveView(view), by=world.admin)
    assert len(world.happened(view, ViewRemoved)) == 1


@pytest.mark.req("SE-01", "ACC-10")
def test_a_view_names_only_what_its_owner_sees() -> None:
    world = World()
    ann = world.user("Ann")
    channel = world.channel(users=(ann,))
    seen = Filter(inbox_ids=(world.inbox,), channel_ids=(channel,), assignee_ids=(ann,))
    world.make(SaveView(replace(LATE, filter=seen)), by=ann)
    unknown = (
        Filter(inbox_ids=(uid(1),)),
        Filter(channel_ids=(uid(1),)),
        Filter(assignee_ids=(uid(1),)),
        Filter(team_ids=(uid(1),)),
        Filter(properties=((str(uid(1)), "set", ""),)),
    )
    for chosen in unknown:
        with pytest.raises(NotFound):
            world.do(SaveView(replace(LATE, filter=chosen)), by=ann)
    with pytest.raises(NotFound):
        world.do(SaveView(replace(LATE, shared="team", team_id=uid(1))), by=ann)
    world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=(world.admin,)))
    for chosen in (Filter(inbox_ids=(world.inbox,)), Filter(channel_ids=(channel,))):
        with pytest.raises(NotFound):
            world.do(SaveView(replace(LATE, filter=chosen)), by=ann)


@pytest.mark.req("CNV-02", "CNV-03")
def test_a_view_asks_for_values_as_they_are_compared_and_for_no_texts() -> None:
    world = World()
    ann = world.user("Ann")
    for name, kind, of in (
        ("Pieces", "number", "conversation"),
        ("Order", "text", "conversation"),
        ("Cost", "number", "ticket"),
    ):
        world.do(DefineProperty(name, kind, of=of), by=world.admin)
    pieces, order, cost = map(str, world.get(Account, world.account).properties)
    view = world.make(
        SaveView(replace(LATE, filter=Filter(properties=((pieces, "is", "7.0"), (order, "set", ""))))), by=ann
    )
    (created,) = world.happened(view, ViewCreated)
    assert created.properties == ((pieces, "is", "7"), (order, "set", ""))
    with pytest.raises(InvalidInput):
        world.do(ChangeView(view, replace(LATE, filter=Filter(properties=((order, "is", "A-1"),)))), by=ann)
    with pytest.raises(NotFound):
        world.do(ChangeView(view, replace(LATE, filter=Filter(properties=((cost, "is", "7"),)))), by=ann)
