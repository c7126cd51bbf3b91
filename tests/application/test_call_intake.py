"""A call comes into the inbox once, in the conversation it belongs to, and rings whoever is to answer (CAL-01, CAL-02)."""

import random
from uuid import UUID

import pytest

from application.answering import WayNotAllowed
from application.bus import Command
from application.call_reports import NoteDialled, NoteEnded, NoteRecording, NoteTranscript
from application.called import WITHHELD, caller_of, is_call, packed, read
from application.channel_state import PauseChannel, ResumeChannel
from application.conversation import CloseConversation, PostReply
from application.identities import AddIdentity
from application.ingest import IngestMessage
from application.intake import ReplayIntake
from application.user_self import SetAvailability
from domain.call.aggregate import inbound_id
from domain.call.events import CallBegun, CallEnded, CallRung
from domain.call.outcome import Dialled, Ended
from domain.contact.events import ContactCreated, IdentityAdded
from domain.conversation.aggregate import Conversation, Status
from domain.conversation.events import AssignmentDecided
from domain.conversation.messages import MessageReceived
from domain.ticket.events import TicketOpened
from tests.support.inbound import Mailroom
from tests.support.lines import CALLER, LineDesk
from tests.support.world import World

ANN, BOB = "+48600000001", "+48600000002"


@pytest.fixture
def desk(world: World) -> LineDesk:
    return LineDesk(world)


def conversation_of(world: World, desk: LineDesk, call_id: UUID) -> Conversation:
    return world.get(Conversation, desk.call(call_id).conversation_id)


def tickets(world: World) -> list[TicketOpened]:
    read = world.ports.log.read(0, 10**6)  # type: ignore[attr-defined]
    return [one.event for one in read if isinstance(one.event, TicketOpened)]


@pytest.mark.req("CAL-01", "CON-01")
def test_a_call_of_somebody_new_begins_a_conversation(world: World, desk: LineDesk) -> None:
    fields = desk.fields(CallerName=" Jo   Doe ")
    assert desk.take(fields).ending == "ingested"
    call_id = inbound_id(desk.channel, fields["CallSid"])
    conversation = conversation_of(world, desk, call_id)
    (message,) = world.happened(conversation.id, MessageReceived)
    assert (message.message_id, message.said, message.text, message.sender) == (call_id, "call", "", CALLER)
    assert (message.sender_why, message.channel_id) == ("call", desk.channel)
    (identity,) = world.happened(conversation.contact_id, IdentityAdded)
    assert (identity.kind, identity.value) == ("phone", CALLER)
    assert world.happened(conversation.contact_id, ContactCreated)[0].name == "Jo Doe"
    (begun,) = world.happened(call_id, CallBegun)
    assert (begun.direction, begun.number, begun.sid) == ("inbound", CALLER, fields["CallSid"])
    assert (begun.conversation_id, begun.inbox_id) == (conversation.id, world.inbox)


@pytest.mark.req("CAL-01", "CAL-03", "RL-04")
def test_the_same_call_told_twice_is_one_and_the_next_one_joins(world: World, desk: LineDesk) -> None:
    fields = desk.fields()
    first = desk.take(fields)
    assert desk.take(fields).ending == "duplicate"
    second = desk.come()
    assert desk.call(second).conversation_id == first.conversation_id
    assert conversation_of(world, desk, desk.come("+48600100201")).id != first.conversation_id


@pytest.mark.req("CAL-01", "CNV-01")
def test_a_call_opens_what_was_closed(world: World, desk: LineDesk) -> None:
    conversation = conversation_of(world, desk, desk.come())
    world.do(CloseConversation(conversation.id), by=world.admin)
    assert desk.call(desk.come()).conversation_id == conversation.id
    assert world.get(Conversation, conversation.id).status is Status.OPEN


@pytest.mark.req("CAL-01")
@pytest.mark.parametrize("number", ["anonymous", "", *sorted(WITHHELD)])
def test_who_withholds_their_number_is_somebody_new_each_time(
    world: World, desk: LineDesk, number: str
) -> None:
    first, second = desk.come(number), desk.come(number)
    assert desk.call(first).contact_id != desk.call(second).contact_id
    assert not world.happened(desk.call(first).contact_id, IdentityAdded)
    assert desk.plan(first).number == ""


@pytest.mark.req("CAL-01")
def test_what_a_call_is_is_read_from_its_original(desk: LineDesk) -> None:
    fields = desk.fields("0048 600-100-200", "CA7", CallerName="Jo")
    raw = packed(desk.number, fields, desk.world.now)
    found = read(raw)
    assert is_call(raw)
    assert not is_call(b'{"postroom_chat":1}')
    assert (found.provider_id, found.sender.address, found.talked) == ("calling:CA7", CALLER, True)
    assert found.sent_at == desk.world.now
    assert caller_of({}) == ""
    with pytest.raises(KeyError):
        read(b'{"postroom_calling":1,"fields":{}}')


@pytest.mark.req("CAL-01", "EML-12")
def test_a_call_becomes_a_ticket_where_the_line_says_so(world: World) -> None:
    desk = LineDesk(world, tickets=True)
    assert tickets(world) == []
    desk.come()
    desk.come()
    assert [one.name for one in tickets(world)] == ["Telephone call"]


@pytest.mark.req("CAL-02", "ACC-09")
def test_a_call_while_the_line_is_off_is_missed_once_it_is_taken_in(world: World, desk: LineDesk) -> None:
    world.do(PauseChannel(desk.channel), by=world.admin)
    fields = desk.fields()
    intake = desk.take(fields)
    assert intake.ending == "set_aside"
    world.do(ResumeChannel(desk.channel), by=world.admin)
    world.do(ReplayIntake(intake.id), by=world.admin)
    world.do(IngestMessage(intake.id))
    (ended,) = world.happened(inbound_id(desk.channel, fields["CallSid"]), CallEnded)
    assert (ended.outcome, ended.status) == ("missed", "no_answer")


@pytest.mark.req("CAL-02", "CAL-03")
def test_an_end_that_is_told_before_the_call_counts(desk: LineDesk) -> None:
    fields = desk.fields()
    call_id = inbound_id(desk.channel, fields["CallSid"])
    for _ in range(2):
        desk.end(call_id)
    desk.take(fields)
    assert desk.call(call_id).state == "ended"
    desk.ring(call_id)
    assert desk.call(call_id).rung == ()


@pytest.mark.req("CNV-05", "CAL-02")
def test_a_call_is_not_answered_in_writing_but_by_mail_it_is(world: World, room: Mailroom) -> None:
    desk = LineDesk(world)
    conversation = conversation_of(world, desk, desk.come())
    with pytest.raises(WayNotAllowed, match="carries no text"):
        world.do(PostReply(conversation.id, "Hello"), by=world.admin)
    with pytest.raises(WayNotAllowed):
        world.do(PostReply(conversation.id, "Hello", channel_id=room.channel), by=world.admin)
    world.do(AddIdentity(conversation.contact_id, "email", "jo@example.org"), by=world.admin)
    world.do(PostReply(conversation.id, "Hello", channel_id=room.channel), by=world.admin)
    assert world.get(Conversation, conversation.id).deliveries


# ------------------------------------------------------------------ who is rung
@pytest.mark.req("CAL-01", "RTG-05")
def test_those_who_are_there_and_have_a_phone_are_rung_at_once(world: World, desk: LineDesk) -> None:
    ann, bob, away, without = (world.user(name) for name in ("Ann", "Bob", "Eve", "Jo"))
    for user, phone in ((ann, ANN), (bob, BOB), (away, "+48600000003")):
        desk.phone(user, phone)
    world.do(SetAvailability(away, available=False), by=away)
    call_id = desk.come()
    assert set(desk.ring(call_id)) == {ann, bob}
    assert without not in desk.call(call_id).rung
    assert desk.ring(call_id) == desk.call(call_id).rung
    assert len(world.happened(call_id, CallRung)) == 2
    assert {(one.user_id, one.phone) for one in desk.plan(call_id).agents} == {(ann, ANN), (bob, BOB)}


@pytest.mark.req("CAL-01")
def test_at_most_ten_are_rung(world: World, desk: LineDesk) -> None:
    for number in range(11):
        desk.phone(world.user(f"user{number}"), f"+486000001{number:02}")
    assert len(desk.ring(desk.come())) == 10


@pytest.mark.req("CAL-01", "RTG-01")
def test_the_rules_people_are_rung_and_whoever_has_the_conversation_alone(world: World, ann: UUID) -> None:
    bob = world.user("Bob", available=False)
    desk = LineDesk(world, users=(ann, bob))
    other = world.user("Eve")
    for user, phone in ((ann, ANN), (bob, BOB), (other, "+48600000003")):
        desk.phone(user, phone)
    call_id = desk.come()
    # the rule gave it to Ann, who is there
    assert conversation_of(world, desk, call_id).assignee_id == ann
    assert desk.ring(call_id) == (ann,)
    world.do(SetAvailability(bob, available=True), by=bob)
    world.do(SetAvailability(ann, available=False), by=ann)
    assert desk.ring(desk.come()) == (bob,)


@pytest.mark.req("CAL-01")
def test_who_is_in_a_call_is_not_rung_for_another(desk: LineDesk, ann: UUID) -> None:
    desk.phone(ann, ANN)
    first = desk.come()
    desk.ring(first)
    desk.answer(first, ann)
    second = desk.come("+48600100201")
    assert desk.ring(second) == ()
    desk.end(first)
    assert desk.ring(desk.come("+48600100202")) == (ann,)


@pytest.mark.req("CAL-01", "RTG-11")
def test_who_answers_first_has_the_conversation_unless_somebody_has_it(
    world: World, desk: LineDesk, ann: UUID
) -> None:
    bob = world.user("Bob")
    desk.phone(ann, ANN)
    desk.phone(bob, BOB)
    call_id = desk.come()
    desk.ring(call_id)
    desk.answer(call_id, bob)
    desk.answer(call_id, bob)
    conversation = conversation_of(world, desk, call_id)
    assert conversation.assignee_id == bob
    decided = world.happened(conversation.id, AssignmentDecided)[-1]
    assert (decided.source, decided.reasons) == ("replier", ("answered_call",))
    desk.end(call_id)
    world.do(SetAvailability(bob, available=False), by=bob)
    again = desk.come()
    assert desk.ring(again) == (ann,)
    desk.answer(again, ann)
    assert conversation_of(world, desk, again).assignee_id == bob


@pytest.mark.req("CAL-02")
def test_what_is_to_be_done_with_a_call_is_said(world: World) -> None:
    desk = LineDesk(world, greeting=" Hello ", ring_seconds=30)
    call_id = desk.come(sid="CA5")
    plan = desk.plan(call_id)
    assert (plan.call_id, plan.channel_id, plan.state, plan.direction) == (
        call_id,
        desk.channel,
        "ringing",
        "inbound",
    )
    assert (plan.number, plan.name, plan.sid, plan.line.number) == (CALLER, "", "CA5", desk.number)
    assert (plan.voice.greeting, plan.voice.ring_seconds, plan.records, plan.asks) == (
        "Hello",
        30,
        False,
        None,
    )


@pytest.mark.req("CAL-02", "CAL-03")
@pytest.mark.parametrize("seed", range(4))
def test_what_is_told_in_any_order_and_twice_comes_to_the_same(
    world: World, desk: LineDesk, seed: int
) -> None:
    def told(call_id: UUID) -> list[Command]:
        return [
            NoteDialled(call_id, Dialled("no_answer")),
            NoteRecording(call_id, "RE1", 9, "voicemail"),
            NoteTranscript(call_id, "RE1", "voicemail", "Call me back"),
            NoteEnded(call_id, Ended("completed", 40)),
        ]

    plain, shuffled = desk.come(), desk.come("+48600100201")
    for command in told(plain):
        world.do(command)
    twice = told(shuffled) * 2
    random.Random(seed).shuffle(twice)  # noqa: S311 - reproducible, not secret
    for command in twice:
        world.do(command)
    version = desk.call(shuffled).version
    for command in told(shuffled):
        world.do(command)
    ends = [world.happened(one, CallEnded)[-1] for one in (plain, shuffled)]
    assert {(one.outcome, one.seconds, one.side, one.total) for one in ends} == {
        ("voicemail", 40, "agent", 40)
    }
    assert desk.call(shuffled).version == version
    assert list(desk.call(shuffled).transcripts.values()) == ["done"]
