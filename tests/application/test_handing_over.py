"""Teams as those a conversation is handed to, contacts' owners, and drafts of rules that are asked about."""

from uuid import UUID, uuid4

import pytest

from application.channel_automation import SetRoutingRule
from application.contact import SetContactOwner
from application.conversation import AssignConversation, PostReply
from application.inbox import SetInboxAccess
from application.routing import OfferConversation
from application.routing_preview import PreviewRule, preview_rule
from application.team import AddTeamMember
from application.telling import RecordOwnerTold, SetOwnerRules
from application.user_self import SetAvailability
from domain.channel.settings import Rule
from domain.contact.aggregate import Contact
from domain.contact.events import IdentityAdded
from domain.conversation.events import AssignmentDecided, OwnerTold
from domain.kernel.refusal import InvalidInput, NotFound
from tests.support.given import env
from tests.support.inbound import Mailroom
from tests.support.world import World


def last(world: World, conversation_id: UUID) -> AssignmentDecided:
    return world.happened(conversation_id, AssignmentDecided)[-1]


@pytest.mark.req("RTG-02", "RTG-07", "RTG-10")
def test_a_team_s_members_are_its_candidates_and_it_waits_for_them_alone() -> None:
    world = World()
    ann, bob = world.user("Ann"), world.user("Bob", available=False)
    team = world.team("Night", bob)
    room = Mailroom(world, world.channel(users=(ann,)))
    mine = room.mail()
    world.do(AssignConversation(mine, None, team_id=team), by=ann)
    handed = last(world, mine)
    assert (handed.source, handed.team_id, handed.assignee_id) == ("team", team, None)
    assert room.conversation(mine).waits
    world.do(AddTeamMember(team, ann, extra=True))
    world.do(OfferConversation(mine, "team"))
    taken = last(world, mine)
    assert (taken.assignee_id, taken.team_id, taken.source) == (ann, team, "rule")
    world.do(SetAvailability(bob, available=True))
    world.do(AssignConversation(mine, None, team_id=team), by=ann)
    assert last(world, mine).assignee_id == bob


@pytest.mark.req("RTG-02", "RTG-11")
def test_who_answers_first_has_it_for_the_team_and_a_person_may_name_a_member() -> None:
    world = World()
    ann, bob = world.user("Ann"), world.user("Bob", available=False)
    team = world.team("Night", bob)
    room = Mailroom(world, world.channel())
    mine = room.mail()
    world.do(AssignConversation(mine, None, team_id=team))
    world.do(PostReply(mine, "Here I am."), by=ann)
    assert (last(world, mine).source, last(world, mine).team_id) == ("replier", team)
    with pytest.raises(InvalidInput):
        world.do(AssignConversation(mine, ann, team_id=team))
    world.do(AssignConversation(mine, bob, team_id=team))
    assert (last(world, mine).assignee_id, last(world, mine).team_id) == (bob, team)
    world.do(AssignConversation(mine, None))
    assert last(world, mine).team_id is None


@pytest.mark.req("RTG-02", "ACC-10")
def test_nothing_is_handed_to_a_team_that_cannot_see_it() -> None:
    world = World()
    team = world.team("Night", world.user("Bob"))
    room = Mailroom(world, world.channel())
    mine = room.mail()
    world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=(world.admin,), team_ids=()))
    with pytest.raises(InvalidInput):
        world.do(AssignConversation(mine, None, team_id=team))


@pytest.mark.req("RTG-03", "RTG-04")
def test_a_cookie_tracks_a_contact_and_the_account_may_accept_other_identities() -> None:
    world = World()
    ann = world.user("Ann")
    channel = world.channel()
    world.do(SetRoutingRule(channel, enabled=True, target="contact_owner"))
    room = Mailroom(world, channel)
    contact = room.conversation(room.mail()).contact_id
    world.do(SetContactOwner(contact, ann))
    assert last(world, room.mail()).reasons == ("not_tracked",)
    world.do(SetOwnerRules(identified=True, mail_text=False))
    assert not world.do(SetOwnerRules(identified=True, mail_text=False)).position
    assert last(world, room.mail()).assignee_id == ann
    world.do(SetOwnerRules(identified=False, mail_text=False))
    known, claim = world.get(Contact, contact), uuid4()
    known.add_identity(world.env(), kind="cookie", value="c-1", claim_id=claim)
    world.ports.log.append(world.account, uuid4(), [known], {})
    assert last(world, room.mail()).assignee_id == ann
    known = world.get(Contact, contact)
    assert known.cookies == {claim}
    known.remove_identity(env(), claim)
    assert not known.cookies
    assert world.happened(contact, IdentityAdded)[-1].kind == "cookie"


@pytest.mark.req("RTG-04")
def test_that_an_owner_was_told_is_recorded_once_for_a_decision() -> None:
    world = World()
    room = Mailroom(world, world.channel())
    mine = room.mail()
    for _ in range(2):
        world.do(RecordOwnerTold(mine, world.admin, 4, "sent", 250))
    assert [(one.decision, one.result) for one in world.happened(mine, OwnerTold)] == [(4, "sent")]


@pytest.mark.req("RTG-08")
def test_a_draft_is_decided_on_and_nothing_is_recorded() -> None:
    world = World()
    ann = world.user("Ann")
    team = world.team("Night", ann)
    channel = world.channel()
    contact = Mailroom(world, channel).conversation(Mailroom(world, channel).mail()).contact_id

    def asked(rule: Rule, contact_id: UUID | None = None) -> tuple[str, ...]:
        question = PreviewRule(channel, rule, contact_id)
        return world.bus.ask(question, world.env(world.admin), preview_rule).reasons

    assert asked(Rule(enabled=True, user_ids=(ann,), team_ids=(team,))) == ("never_had_a_turn",)
    assert asked(Rule(enabled=True, target="contact_owner"), contact) == ("no_owner",)
    assert asked(Rule(enabled=True, target="contact_owner")) == ("no_owner",)
    for wrong in (Rule(enabled=True, user_ids=(uuid4(),)), Rule(enabled=True, team_ids=(uuid4(),))):
        with pytest.raises(NotFound):
            asked(wrong)
    with pytest.raises(InvalidInput):
        asked(Rule(enabled=True, target="anybody"))


@pytest.mark.req("RTG-10", "CHT-14", "ACC-06")
@pytest.mark.parametrize("name", ["offer_on_room", "tell_owner"])
def test_reactions_hand_work_to_the_queue_for_what_brings_somebody_and_for_nothing_else(name: str) -> None:
    from importlib import import_module

    from application.user import AssignSeat, RemoveSeat, SetCapacity

    reactor = import_module(f"application.processes.{name}").reactor
    world = World()
    ann = world.user("Ann")
    room = Mailroom(world, world.channel(users=(ann,)))
    contact = room.conversation(room.mail()).contact_id
    world.do(RemoveSeat(ann, "service"))
    world.do(AssignSeat(ann, "marketing"))
    world.do(SetCapacity(ann, live=None, total=9))
    world.do(SetContactOwner(contact, ann))
    world.do(SetContactOwner(contact, None))
    world.do(SetAvailability(ann, available=False))
    world.do(SetRoutingRule(room.channel, enabled=False))
    world.do(SetOwnerRules(identified=True, mail_text=False))
    world.do(SetRoutingRule(room.channel, enabled=True, target="contact_owner", available_only=False))
    world.do(SetContactOwner(contact, ann))
    world.do(AssignSeat(ann, "service"))
    room.mail()
    recorded = world.ports.log.read(0, 10**6)  # type: ignore[attr-defined]
    answers = [(one.event, reactor.react(one)) for one in recorded if type(one.event) in reactor.handles]
    said = [work.key.partition(".")[0] for _, works in answers for work in works]
    if name == "tell_owner":
        assert len(said) == 1
    else:
        assert {"seat", "available", "rule", "owner", "capacity"} <= set(said)
        assert all(work.kind == "offer" for _, works in answers for work in works)
        assert len(said) < len(answers)
