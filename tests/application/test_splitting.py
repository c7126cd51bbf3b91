"""Messages to another conversation, and conversations that come too late for the old one (CNV-01, CNV-07, EML-16)."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from application import placing
from application.account import SetReopening
from application.conversation import AssignConversation, CloseConversation, ReopenConversation
from application.handling import WriteNote
from application.placing import MergeConversation, UnmergeConversation
from application.splitting import MoveMessages
from domain.conversation.aggregate import Status
from domain.conversation.events import ConversationStarted, ThreadingDecided
from domain.conversation.handling_events import NoteWritten
from domain.conversation.placing_events import MessagesMovedIn
from domain.conversation.refusals import DifferentContacts
from domain.kernel.ids import derived
from domain.kernel.refusal import InvalidInput, NotFound
from tests.support.inbound import Mailroom, taken
from tests.support.mails import a_mail


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


@pytest.mark.req("CNV-02", "CNV-07")
def test_a_note_moves_to_a_new_conversation_about_the_same(room: Mailroom, ann: UUID) -> None:
    it, _ = room.receive(a_mail(subject="Lamp"))
    world = room.world
    world.do(WriteNote(it, "Another matter."), by=ann)
    note = world.happened(it, NoteWritten)[-1]
    command = uuid4()
    world.do(MoveMessages(it, (note.note_id,)), by=ann, command_id=command)
    (began,) = world.happened(derived(command, "conversation"), ConversationStarted)
    assert (began.subject, began.contact_id) == ("Lamp", room.conversation(it).contact_id)


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
