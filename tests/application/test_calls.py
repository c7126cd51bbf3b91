"""Users call contacts: their own phone first, then theirs, in the conversation it belongs to (CAL-01, CAL-02)."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from application.account import ChangeSubscription
from application.call_reports import NotePlaced
from application.calls import HangUp, PlaceCall
from application.channel_state import PauseChannel
from application.contact import CreateContact
from application.conversation import ChannelNotSending, CloseConversation
from application.erasure import CertifyErasure, RequestErasure
from application.handling import FileConversation
from application.identities import AddIdentity
from application.inbox import SetInboxAccess
from application.placing import MergeConversation
from application.processes.call_on_call_begun import FETCH, HANG_UP, PLACE, reactor
from application.reactor import Work
from domain.account.verdict import NotEntitled
from domain.call.aggregate import LONGEST
from domain.call.events import CallAnswered, CallBegun, CallRung, HangUpAsked, RecordingMade
from domain.call.refusals import LineBusy, NumberUnknown, PhoneNeeded
from domain.channel.phoned import NotALine
from domain.conversation.aggregate import Conversation, Status
from domain.conversation.calling_events import CallTaken, ContactCalled
from domain.conversation.events import AssignmentDecided, ConversationStarted
from domain.conversation.handling import Folder
from domain.conversation.refusals import ConversationErased
from domain.kernel.event import Event
from domain.kernel.refusal import InvalidInput, NotFound
from projections.common.recorded import Recorded
from tests.support.inbound import Mailroom
from tests.support.lines import CALLER, LineDesk
from tests.support.world import World

PHONE, OTHER = "+48600000001", "+48600100299"


@pytest.fixture
def desk(world: World, ann: UUID) -> LineDesk:
    desk = LineDesk(world)
    desk.phone(ann, PHONE)
    return desk


@pytest.fixture
def jo(world: World) -> UUID:
    return world.make(CreateContact("Jo", "", CALLER))


def place_of(world: World, desk: LineDesk, call_id: UUID) -> Conversation:
    return world.get(Conversation, desk.call(call_id).conversation_id)


@pytest.mark.req("CAL-01")
def test_a_call_with_a_contact_begins_a_conversation_that_is_the_callers(
    world: World, desk: LineDesk, ann: UUID, jo: UUID
) -> None:
    call_id = desk.place(ann, contact_id=jo)
    (begun,) = world.happened(call_id, CallBegun)
    assert (begun.direction, begun.number, begun.agent_id, begun.sid) == ("outbound", CALLER, ann, "")
    conversation = place_of(world, desk, call_id)
    (called,) = world.happened(conversation.id, ContactCalled)
    assert (called.call_id, called.author_id, called.channel_id) == (call_id, ann, desk.channel)
    assert (conversation.contact_id, conversation.assignee_id) == (jo, ann)
    assert [one.reasons for one in world.happened(conversation.id, AssignmentDecided)] == [("called",)]
    assert world.happened(conversation.id, ConversationStarted)[0].started_by == "agent"
    assert [one.agent_id for one in world.happened(call_id, CallRung)] == [ann]
    plan = desk.plan(call_id)
    assert [(one.user_id, one.phone) for one in plan.agents] == [(ann, PHONE)]
    assert (plan.name, plan.placed, plan.sid) == ("Jo", False, "")
    world.do(NotePlaced(call_id, "CA9"))
    assert (desk.plan(call_id).placed, desk.plan(call_id).sid) == (True, "CA9")


@pytest.mark.req("CAL-01", "CAL-02")
def test_a_missed_call_is_called_back_in_its_conversation(world: World, desk: LineDesk, ann: UUID) -> None:
    missed = desk.come()
    desk.end(missed)
    conversation = place_of(world, desk, missed)
    world.do(CloseConversation(conversation.id), by=world.admin)
    call_id = desk.place(ann, conversation_id=conversation.id)
    assert place_of(world, desk, call_id).id == conversation.id
    assert world.get(Conversation, conversation.id).status is Status.OPEN
    assert world.happened(call_id, CallBegun)[0].number == CALLER
    desk.answer(call_id)
    desk.answer(call_id)
    (taken,) = world.happened(conversation.id, CallTaken)
    assert (taken.call_id, taken.agent_id) == (call_id, ann)
    assert len(world.happened(call_id, CallAnswered)) == 1
    # whoever is called back calls again: there
    desk.end(call_id)
    assert place_of(world, desk, desk.come()).id == conversation.id


@pytest.mark.req("CAL-01", "CNV-05")
def test_a_call_joins_a_mails_conversation_and_so_does_the_call_back(
    world: World, room: Mailroom, desk: LineDesk, ann: UUID
) -> None:
    conversation = world.get(Conversation, room.mail())
    with pytest.raises(NumberUnknown):
        desk.place(ann, conversation_id=conversation.id)
    world.do(AddIdentity(conversation.contact_id, "phone", CALLER), by=world.admin)
    call_id = desk.place(ann, conversation_id=conversation.id, channel_id=desk.channel)
    assert place_of(world, desk, call_id).id == conversation.id
    desk.end(call_id)
    assert place_of(world, desk, desk.come()).id == conversation.id


@pytest.mark.req("CAL-01")
def test_the_number_that_was_chosen_is_called_if_it_is_the_contacts(
    world: World, desk: LineDesk, ann: UUID, jo: UUID
) -> None:
    world.do(AddIdentity(jo, "phone", OTHER), by=world.admin)
    first = desk.place(ann, contact_id=jo, to="+48 600 100 299")
    assert world.happened(first, CallBegun)[0].number == OTHER
    desk.end(first)
    # the number of the last call that came in goes first
    came = desk.come(OTHER)
    again = desk.place(ann, conversation_id=place_of(world, desk, came).id)
    assert world.happened(again, CallBegun)[0].number == OTHER
    desk.end(again)
    with pytest.raises(NumberUnknown):
        desk.place(ann, contact_id=jo, to="+48600999999")
    with pytest.raises(InvalidInput, match="country code"):
        desk.place(ann, contact_id=jo, to="12")
    with pytest.raises(NumberUnknown):
        desk.place(ann, contact_id=world.make(CreateContact("Al", "al@example.org", "")))


@pytest.mark.req("CAL-01")
def test_the_next_call_with_a_contact_goes_on_where_the_last_was_unless_that_was_put_away(
    world: World, desk: LineDesk, ann: UUID, jo: UUID
) -> None:
    first = desk.place(ann, contact_id=jo)
    desk.end(first)
    second = desk.place(ann, contact_id=jo)
    desk.end(second)
    place = place_of(world, desk, first)
    assert place_of(world, desk, second).id == place.id
    world.do(FileConversation(place.id, Folder.TRASH), by=world.admin)
    assert place_of(world, desk, desk.place(ann, contact_id=jo)).id != place.id


@pytest.mark.req("CAL-01", "ACC-10")
def test_nobody_goes_on_in_a_conversation_they_do_not_see(
    world: World, desk: LineDesk, ann: UUID, jo: UUID
) -> None:
    first = desk.place(ann, contact_id=jo)
    desk.end(first)
    world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=(world.admin,)), by=world.admin)
    with pytest.raises(InvalidInput, match="Connect a channel"):
        desk.place(ann, contact_id=jo)
    for command in (
        PlaceCall(uuid4(), place_of(world, desk, first).id),
        PlaceCall(uuid4(), contact_id=jo, channel_id=desk.channel),
        HangUp(first),
    ):
        with pytest.raises(NotFound):
            world.do(command, by=ann)


@pytest.mark.req("CAL-01")
def test_who_has_no_phone_or_is_in_a_call_cannot_call(
    world: World, desk: LineDesk, ann: UUID, jo: UUID
) -> None:
    bob = world.user("Bob")
    for by in (bob, "system:test"):
        with pytest.raises(PhoneNeeded):
            world.do(PlaceCall(uuid4(), contact_id=jo), by=by)
    first = desk.place(ann, contact_id=jo)
    with pytest.raises(LineBusy) as refused:
        desk.place(ann, contact_id=jo)
    assert refused.value.about == first
    desk.wait(LONGEST + timedelta(seconds=1))
    assert desk.place(ann, contact_id=jo) != first
    desk.phone(ann, "")
    assert desk.plan(first).agents == ()
    with pytest.raises(PhoneNeeded):
        desk.place(ann, contact_id=jo)


@pytest.mark.req("CAL-01", "ACC-05", "ACC-09")
def test_a_line_calls_only_while_it_is_connected_and_included(
    world: World, desk: LineDesk, room: Mailroom, ann: UUID, jo: UUID
) -> None:
    with pytest.raises(NotALine):
        desk.place(ann, contact_id=jo, channel_id=room.channel)
    LineDesk(world)
    with pytest.raises(InvalidInput, match="by which number"):
        desk.place(ann, contact_id=jo)
    world.do(PauseChannel(desk.channel), by=world.admin)
    with pytest.raises(ChannelNotSending, match="paused"):
        desk.place(ann, contact_id=jo, channel_id=desk.channel)
    world.do(ChangeSubscription("service", "starter"))
    with pytest.raises(NotEntitled):
        desk.place(ann, contact_id=jo, channel_id=desk.channel)


@pytest.mark.req("CAL-01", "CNV-07")
def test_whom_to_call_is_one_conversation_or_one_contact(desk: LineDesk, ann: UUID, jo: UUID) -> None:
    call_id = desk.place(ann, contact_id=jo)
    desk.end(call_id)
    place = desk.call(call_id).conversation_id
    for wrong in ({}, {"contact_id": jo, "conversation_id": place}):
        with pytest.raises(InvalidInput, match="either"):
            desk.place(ann, **wrong)


@pytest.mark.req("CAL-01", "CNV-07")
def test_a_call_in_a_merged_conversation_is_where_that_is_shown(
    world: World, desk: LineDesk, ann: UUID
) -> None:
    first = place_of(world, desk, desk.come())
    second = place_of(world, desk, desk.come(OTHER))
    world.do(MergeConversation(first.id, second.id, confirmed=True), by=world.admin)
    call_id = desk.come()
    assert desk.call(call_id).conversation_id == second.id
    world.do(HangUp(call_id), by=ann)
    assert desk.plan(call_id).hanging_up


@pytest.mark.req("CAL-02", "PRV-08")
def test_nothing_is_kept_of_somebody_who_was_forgotten_meanwhile(
    world: World, desk: LineDesk, ann: UUID
) -> None:
    call_id = desk.come()
    desk.ring(call_id)
    contact, place = desk.call(call_id).contact_id, desk.call(call_id).conversation_id
    world.do(RequestErasure(contact, (place,)))
    world.do(CertifyErasure(contact, (contact,), (), (place,), (), (), ("mask",)))
    with pytest.raises(ConversationErased):
        desk.record(call_id, "voicemail")
    desk.answer(call_id, ann)
    desk.end(call_id)
    assert desk.call(call_id).state == "ended"


@pytest.mark.req("CAL-02", "RL-02")
def test_what_is_to_be_done_at_the_provider_is_work(
    world: World, desk: LineDesk, ann: UUID, jo: UUID
) -> None:
    call_id = desk.place(ann, contact_id=jo)
    world.do(HangUp(call_id), by=ann)
    recording_id = desk.record(call_id, "voicemail")
    came = desk.come()

    def work(event: Event) -> list[object]:
        return list(reactor.react(Recorded(1, event)))

    assert work(world.happened(call_id, CallBegun)[0]) == [Work(PLACE, call_id, call_id.hex)]
    assert work(world.happened(call_id, HangUpAsked)[0]) == [Work(HANG_UP, call_id, call_id.hex)]
    assert work(world.happened(call_id, RecordingMade)[0]) == [Work(FETCH, call_id, recording_id.hex)]
    assert work(world.happened(came, CallBegun)[0]) == []
