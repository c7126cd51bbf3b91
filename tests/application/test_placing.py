"""Conversations to another inbox, together and apart, and messages to another one (CNV-07, EML-16)."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from application.conversation import CloseConversation, PostReply
from application.handling import FileConversation, SnoozeConversation, TagConversation, WakeConversation
from application.inbox import CreateInbox, SetInboxAccess
from application.placing import MergeConversation, MoveConversation, PutAway, UnmergeConversation
from application.splitting import MoveMessages
from domain.conversation.aggregate import Status
from domain.conversation.events import AssignmentDecided, ThreadingDecided
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.conversation.placing_events import ConversationMerged, ConversationMoved
from domain.conversation.refusals import AlreadyTogether, DifferentContacts, MergedAway, NotMerged
from domain.kernel.refusal import NotFound, VersionMismatch
from tests.support.inbound import Mailroom, taken
from tests.support.world import World


def closed_inbox(world: World, *users: UUID) -> UUID:
    inbox = world.make(CreateInbox("Sales"))
    world.do(SetInboxAccess(inbox, everyone=False, user_ids=users))
    return inbox


@pytest.mark.req("CNV-07", "RTG-06", "CHT-14")
def test_a_conversation_moves_and_whoever_cannot_follow_loses_it(room: Mailroom, ann: UUID) -> None:
    it, world = room.mail(message_id="one@customer.example"), room.world
    sales = closed_inbox(world, world.admin)
    assert taken(world, ann) == 1
    world.do(MoveConversation(it, sales), by=world.admin)
    moved, decided = world.happened(it, ConversationMoved)[-1], world.happened(it, AssignmentDecided)[-1]
    assert (moved.inbox_id, moved.from_inbox_id, moved.envelope.actor) == (
        sales,
        world.inbox,
        f"user:{world.admin}",
    )
    assert (decided.assignee_id, decided.previous_id, decided.reasons) == (None, ann, ("no_inbox_access",))
    assert (decided.source, decided.inbox_id) == ("move", sales)
    assert taken(world, ann) == 0
    assert room.mail(answers="one@customer.example") == it
    assert world.happened(it, MessageReceived)[-1].inbox_id == sales
    world.do(PostReply(it, "On its way."), by=world.admin)
    assert world.happened(it, MessagePosted)[-1].channel_id == room.channel
    before = len(world.ports.log.stream(it))
    world.do(MoveConversation(it, sales), by=world.admin)
    assert len(world.ports.log.stream(it)) == before


@pytest.mark.req("CNV-07", "SE-01", "ACC-10")
def test_one_moves_only_between_inboxes_one_sees(room: Mailroom, ann: UUID) -> None:
    it, world = room.mail(), room.world
    sales = closed_inbox(world, world.admin)
    for inbox in (sales, uuid4()):
        with pytest.raises(NotFound):
            world.do(MoveConversation(it, inbox), by=ann)
    world.do(MoveConversation(it, sales), by=world.admin)
    other = room.mail(sender="bob@customer.example")
    for command in (
        MoveConversation(it, world.inbox), MergeConversation(it, other), MergeConversation(other, it), UnmergeConversation(it),
        MoveMessages(other, (world.happened(other, MessageReceived)[0].message_id,), it),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            world.do(command, by=ann)
    with pytest.raises(VersionMismatch):
        world.do(MoveConversation(it, world.inbox, expected_version=1))


@pytest.mark.req("CNV-07", "CHT-14")
def test_a_merged_conversation_is_a_link_and_comes_back(room: Mailroom, ann: UUID) -> None:
    one, two = room.mail(), room.mail()
    world = room.world
    assert taken(world, ann) == 2
    world.do(MergeConversation(two, one), by=ann)
    assert taken(world, ann) == 1
    assert room.conversation(two).merged_into == one
    assert room.conversation(one).absorbed == {two}
    assert not world.happened(two, ConversationMerged)[0].confirmed
    for command in (
        CloseConversation(two), PostReply(two, "x"), TagConversation(two, "x"), MergeConversation(two, one),
        MoveConversation(two, world.inbox), FileConversation(two, "spam"),
    ):  # fmt: skip
        with pytest.raises(MergedAway):
            world.do(command, by=ann)
    with pytest.raises(AlreadyTogether):
        world.do(MergeConversation(one, two))
    with pytest.raises(AlreadyTogether):
        world.do(MergeConversation(one, one))
    world.do(UnmergeConversation(two), by=ann)
    assert (room.conversation(two).merged_into, room.conversation(one).absorbed) == (None, frozenset())
    assert taken(world, ann) == 2
    with pytest.raises(NotMerged):
        world.do(UnmergeConversation(two))


@pytest.mark.req("CNV-07")
def test_merges_chain_and_are_taken_apart_from_the_outside(room: Mailroom) -> None:
    one, two, three = (room.mail(message_id=f"{name}@c.example") for name in ("one", "two", "three"))
    world = room.world
    world.do(MergeConversation(three, two))
    world.do(MergeConversation(two, one))
    assert room.mail(answers="three@c.example") == one
    with pytest.raises(AlreadyTogether):
        world.do(MergeConversation(one, three))
    with pytest.raises(MergedAway):
        world.do(UnmergeConversation(three))
    world.do(UnmergeConversation(two))
    assert room.mail(answers="three@c.example") == two
    four = room.mail()
    world.do(MergeConversation(four, three))
    assert room.conversation(four).merged_into == two


@pytest.mark.req("EML-16", "CNV-07")
def test_later_mail_follows_the_merge_by_a_recorded_decision(room: Mailroom) -> None:
    one, two = room.mail(message_id="one@c.example"), room.mail(message_id="two@c.example")
    world = room.world
    world.do(PostReply(two, "Yes?"), by=world.admin)
    token = world.happened(two, MessagePosted)[0].provider_id
    world.do(MergeConversation(two, one))
    for hint in ("two@c.example", token):
        assert room.mail(answers=hint) == one
        decided = world.happened(one, ThreadingDecided)[-1]
        assert (decided.outcome, decided.matched_id, decided.via_id) == ("joined", one, two)
        assert decided.reasons[-1] == "followed"
    world.do(UnmergeConversation(two))
    assert room.mail(answers="two@c.example") == two
    assert world.happened(two, ThreadingDecided)[-1].via_id is None


@pytest.mark.req("CNV-07", "PRV-08")
def test_two_contacts_come_together_only_where_a_person_says_so(room: Mailroom) -> None:
    one, two = room.mail(), room.mail(sender="bob@customer.example", message_id="bob@c.example")
    world = room.world
    with pytest.raises(DifferentContacts):
        world.do(MergeConversation(two, one))
    world.do(MergeConversation(two, one, confirmed=True))
    assert world.happened(two, ConversationMerged)[0].confirmed
    assert room.mail(sender="bob@customer.example", answers="bob@c.example") == one
    assert room.mail(sender="eve@customer.example", answers="bob@c.example") not in (one, two)


@pytest.mark.req("CNV-07", "CNV-01")
def test_what_is_owed_opens_what_it_comes_to_until_they_part(room: Mailroom) -> None:
    one, two = room.mail(), room.mail()
    world = room.world
    world.do(CloseConversation(one))
    world.do(MergeConversation(two, one))
    assert room.conversation(one).status is Status.OPEN
    world.do(UnmergeConversation(two))
    assert room.conversation(one).status is Status.CLOSED
    world.do(MergeConversation(two, one))
    world.do(PostReply(one, "Both, then."), by=world.admin)
    world.do(UnmergeConversation(two))
    assert room.conversation(one).status is Status.OPEN
    world.do(FileConversation(one, "trash"))
    with pytest.raises(PutAway):
        world.do(MergeConversation(two, one))


@pytest.mark.req("CNV-01", "CNV-07")
def test_the_clock_wakes_a_merged_conversation_in_silence(room: Mailroom, ann: UUID) -> None:
    one, two = room.mail(), room.mail()
    world = room.world
    world.do(SnoozeConversation(two, world.now + timedelta(seconds=3)))
    world.do(MergeConversation(two, one))
    world.now += timedelta(minutes=1)
    world.do(WakeConversation(two, due=True))
    assert room.conversation(two).snoozed_until is None
    assert taken(world, ann) == 1
