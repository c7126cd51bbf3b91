"""Conversations to another inbox, together and apart, and messages to another one (CNV-07, EML-16)."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from application import placing
from application.account import SetReopening
from application.conversation import AssignConversation, CloseConversation, PostReply, ReopenConversation
from application.handling import FileConversation, SnoozeConversation, TagConversation, WakeConversation
from application.inbox import CreateInbox, SetInboxAccess
from application.placing import MergeConversation, MoveConversation, PutAway, UnmergeConversation
from application.splitting import MoveMessages
from domain.conversation.aggregate import Status
from domain.conversation.events import AssignmentDecided, ConversationStarted, ThreadingDecided
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.conversation.placing_events import ConversationMerged, ConversationMoved, MessagesMovedIn
from domain.conversation.refusals import AlreadyTogether, DifferentContacts, MergedAway, NotMerged
from domain.kernel.ids import derived
from domain.kernel.refusal import InvalidInput, NotFound, VersionMismatch
from domain.routing.months import month_at, slots_id
from domain.routing.slots import Slots
from tests.support.inbound import Mailroom
from tests.support.mails import a_mail
from tests.support.world import World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def ann(world: World) -> UUID:
    return world.user("Ann")


@pytest.fixture
def room(world: World, ann: UUID) -> Mailroom:
    return Mailroom(world, world.channel(users=(ann,)))


def taken(world: World, user: UUID) -> int:
    found = world.ports.log.load(Slots, slots_id(user, month_at(world.now)))
    return 0 if found is None else found.open_count


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


@pytest.mark.req("EML-16", "CNV-07")
def test_messages_move_to_a_new_conversation_and_answers_follow(room: Mailroom, ann: UUID) -> None:
    raw = a_mail(message_id="lamp@c.example", subject="Lamp")
    it, _ = room.receive(raw)
    world = room.world
    _, chair = room.receive(
        a_mail(message_id="chair@c.example", answers="lamp@c.example", subject="And a chair")
    )
    command = uuid4()
    world.do(MoveMessages(it, (chair,)), by=ann, command_id=command)
    new = derived(command, "conversation")
    (began,) = world.happened(new, ConversationStarted)
    assert (began.subject, began.contact_id) == ("And a chair", room.conversation(it).contact_id)
    assert room.conversation(new).assignee_id == ann
    assert taken(world, ann) == 2
    (came,) = world.happened(new, MessagesMovedIn)
    assert (came.message_ids, came.homes, came.from_id, came.split) == ((chair,), (it,), it, True)
    assert came.envelope.actor == f"user:{ann}"
    assert room.mail(answers="chair@c.example") == new
    assert world.happened(new, ThreadingDecided)[-1].via_id == it
    assert room.mail(answers="lamp@c.example") == it
    with pytest.raises(NotFound):
        world.do(MoveMessages(it, (chair,)))
    world.do(MoveMessages(new, (chair,), it))
    assert chair in room.conversation(it).placed
    assert room.mail(answers="chair@c.example") == it


@pytest.mark.req("CNV-07")
def test_a_conversation_with_nothing_left_becomes_a_part_and_is_back_with_its_messages(
    room: Mailroom,
) -> None:
    one, first = room.receive(a_mail(message_id="one@c.example"))
    two, second = room.receive(a_mail())
    world = room.world
    world.do(MoveMessages(one, (first,), two))
    assert room.conversation(one).merged_into == two
    with pytest.raises(InvalidInput):
        world.do(MoveMessages(two, (second,), two))
    world.do(MoveMessages(two, (first,), one))
    assert room.conversation(one).merged_into is None
    assert room.conversation(one).placed == {first}
    assert room.conversation(two).placed == {second}
    assert room.mail(answers="one@c.example") == one


@pytest.mark.req("CNV-07")
def test_messages_of_a_part_move_too_and_stay_gone_when_it_leaves(room: Mailroom) -> None:
    one, _ = room.receive(a_mail())
    two, second = room.receive(a_mail())
    _, third = room.receive(a_mail(answers="none@c.example"))
    world = room.world
    world.do(MergeConversation(two, one))
    command = uuid4()
    world.do(MoveMessages(one, (second,)), command_id=command)
    new = derived(command, "conversation")
    world.do(UnmergeConversation(two))
    assert room.conversation(two).placed == frozenset()
    assert room.conversation(new).guests == {second: two}
    assert third not in room.conversation(new).placed


@pytest.mark.req("CNV-07", "PRV-08")
def test_messages_of_another_contact_move_only_where_a_person_says_so(room: Mailroom) -> None:
    one, _ = room.receive(a_mail())
    two, second = room.receive(a_mail(sender="bob@customer.example"))
    with pytest.raises(DifferentContacts):
        room.world.do(MoveMessages(two, (second,), one))
    room.world.do(MoveMessages(two, (second,), one, confirmed=True))
    assert room.conversation(one).guests == {second: two}


@pytest.mark.req("CNV-01", "EML-16")
def test_after_so_many_days_a_message_begins_a_new_conversation_linked_to_the_old(room: Mailroom) -> None:
    it, world = room.mail(message_id="old@c.example"), room.world
    world.do(SetReopening(30))
    world.do(CloseConversation(it))
    world.now += timedelta(days=29)
    assert room.mail(answers="old@c.example") == it
    world.do(CloseConversation(it))
    world.now += timedelta(days=31)
    new = room.mail(answers="old@c.example", message_id="new@c.example")
    decided = world.happened(new, ThreadingDecided)[0]
    assert (decided.outcome, decided.matched_id, decided.reasons) == ("set_apart", it, ("closed_too_long",))
    assert room.conversation(it).status is Status.CLOSED
    assert room.conversation(it).continued_in == new
    # another answer to the old one joins the new one, rather than begin a third
    assert room.mail(answers="old@c.example") == new
    assert world.happened(new, ThreadingDecided)[-1].via_id == it
    world.do(SetReopening(None))
    assert room.mail(answers="old@c.example") == it
    with pytest.raises(InvalidInput):
        world.do(SetReopening(-1))


@pytest.mark.req("CNV-01")
def test_an_open_conversation_never_is_too_old(room: Mailroom) -> None:
    it, world = room.mail(message_id="old@c.example"), room.world
    world.do(SetReopening(0))
    world.now += timedelta(days=400)
    assert room.mail(answers="old@c.example") == it
    world.do(CloseConversation(it))
    world.do(ReopenConversation(it))
    world.now += timedelta(days=400)
    assert room.mail(answers="old@c.example") == it
    world.do(AssignConversation(it, None))


@pytest.mark.req("CNV-07")
def test_only_so_many_are_one_and_a_move_names_its_messages(
    room: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "MOST_PARTS", 2)
    one, other, third = (room.mail() for _ in range(3))
    room.world.do(MergeConversation(one, other, confirmed=True))
    with pytest.raises(InvalidInput, match="At most 2"):
        room.world.do(MergeConversation(third, other, confirmed=True))
    assert room.conversation(third).merged_into is None
    with pytest.raises(InvalidInput, match="Choose 1 to"):
        room.world.do(MoveMessages(third, ()))
