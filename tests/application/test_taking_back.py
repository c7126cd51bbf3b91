"""A message that is taken back gives everything back that writing it did beside (CNV-09)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from application.conversation import AssignConversation, CloseConversation, ComposeMail
from application.handling import SnoozeConversation
from application.scheduling import CancelSend
from domain.conversation.aggregate import Status
from domain.conversation.handling import Folder
from domain.conversation.messages import MessagePosted
from domain.kernel.ids import derived
from domain.routing.months import month_at, slots_id
from domain.routing.slots import Slots
from tests.application.test_scheduling import Desk


@pytest.fixture
def desk() -> Desk:
    return Desk()


def taken(desk: Desk) -> int:
    return desk.world.get(Slots, slots_id(desk.ann, month_at(desk.world.now))).open_count


@pytest.mark.req("CNV-09", "RTG-11")
def test_who_answered_has_it_no_longer_where_nobody_had_it(desk: Desk) -> None:
    message = desk.answer(undo_seconds=10)
    assert desk.room.conversation(desk.conversation).assignee_id == desk.ann
    desk.cancel(message)
    conversation = desk.room.conversation(desk.conversation)
    assert (conversation.assignee_id, conversation.assigned_by_person) == (None, False)
    assert taken(desk) == 0


@pytest.mark.req("CNV-09", "RTG-09")
def test_what_a_person_took_from_all_is_offered_to_nobody_again(desk: Desk) -> None:
    for user in (desk.ann, None):
        desk.world.do(AssignConversation(desk.conversation, user))
    desk.cancel(desk.answer(undo_seconds=10))
    conversation = desk.room.conversation(desk.conversation)
    assert (conversation.assignee_id, conversation.assigned_by_person) == (None, True)


@pytest.mark.req("CNV-09", "RTG-11")
def test_whom_it_was_given_meanwhile_keeps_it(desk: Desk) -> None:
    message = desk.answer(undo_seconds=60)
    bo = desk.world.user("Bo")
    desk.world.do(AssignConversation(desk.conversation, bo))
    desk.cancel(message)
    assert desk.room.conversation(desk.conversation).assignee_id == bo


@pytest.mark.req("CNV-09", "CNV-01")
def test_what_was_put_off_or_closed_is_so_again(desk: Desk) -> None:
    until = desk.world.now + timedelta(hours=2)
    desk.world.do(SnoozeConversation(desk.conversation, until), by=desk.ann)
    desk.cancel(desk.answer(undo_seconds=10))
    assert desk.room.conversation(desk.conversation).snoozed_until == until
    desk.world.do(CloseConversation(desk.conversation), by=desk.ann)
    desk.cancel(desk.answer(undo_seconds=10))
    conversation = desk.room.conversation(desk.conversation)
    assert (conversation.status, conversation.snoozed_until) == (Status.CLOSED, None)


@pytest.mark.req("CNV-09", "CNV-01")
def test_a_time_that_went_by_is_not_put_off_to(desk: Desk) -> None:
    desk.world.do(SnoozeConversation(desk.conversation, desk.world.now + timedelta(hours=1)), by=desk.ann)
    message = desk.answer(send_at=desk.world.now + timedelta(hours=3))
    desk.world.now += timedelta(hours=2)
    desk.cancel(message)
    assert desk.room.conversation(desk.conversation).snoozed_until is None


@pytest.mark.req("CNV-09")
@pytest.mark.parametrize("theirs", [True, False])
def test_once_somebody_wrote_all_stays(desk: Desk, theirs: bool) -> None:
    desk.world.do(CloseConversation(desk.conversation), by=desk.ann)
    message = desk.answer(undo_seconds=60)
    if theirs:
        posted = desk.world.happened(desk.conversation, MessagePosted)[-1]
        assert desk.room.mail(answers=posted.provider_id.strip("<>")) == desk.conversation
    else:
        desk.answer()
    desk.cancel(message)
    conversation = desk.room.conversation(desk.conversation)
    assert (conversation.status, conversation.assignee_id) == (Status.OPEN, desk.ann)


@pytest.mark.req("CNV-09", "EML-01")
def test_a_new_mail_that_was_taken_back_leaves_nothing_to_do(desk: Desk) -> None:
    command_id = uuid4()
    mail = ComposeMail(desk.room.channel, ("zoe@customer.example",), "Offer", "Hello", undo_seconds=10)
    desk.world.do(mail, by=desk.ann, command_id=command_id)
    made = derived(command_id, "conversation")
    desk.world.do(CancelSend(made, derived(command_id, "message")), by=desk.ann)
    assert desk.room.conversation(made).folder is Folder.TRASH
    assert taken(desk) == 0
