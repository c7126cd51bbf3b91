"""What becomes of an accepted mail."""

from dataclasses import replace

import pytest

from application.channel_state import DisconnectChannel, PauseChannel, ResumeChannel
from application.ingest import FailIntake, IngestMessage
from application.intake import ReplayIntake
from domain.channel.aggregate import Channel
from domain.conversation.aggregate import Status
from domain.conversation.events import (
    AssignmentDecided,
    ConversationReopened,
    ThreadingDecided,
    TicketSkipped,
)
from domain.conversation.messages import MessageReceived
from domain.intake import events as intake
from domain.intake.aggregate import IntakeEnded
from domain.kernel.refusal import NotFound
from domain.ticket.events import TicketOpened
from infrastructure.originals import StoredOriginals, readers
from tests.support.inbound import Mailroom
from tests.support.mails import a_mail
from tests.support.memory_ports import memory_ports, with_limits
from tests.support.world import AFTER_THE_GATE, World


@pytest.fixture
def room() -> Mailroom:
    world = World()
    ann, bob = world.user("Ann"), world.user("Bob")
    return Mailroom(world, world.channel(users=(ann, bob), tickets=True))


def tickets(room: Mailroom) -> list[TicketOpened]:
    read = room.world.ports.log.read(0, 10**6)  # type: ignore[attr-defined]
    return [one.event for one in read if isinstance(one.event, TicketOpened)]


@pytest.mark.req("EML-01", "EML-15", "CON-01", "TKT-01", "RTG-08")
def test_a_first_mail_makes_a_contact_a_conversation_an_assignment_and_a_ticket(room: Mailroom) -> None:
    conversation_id = room.mail(subject="Broken lamp")
    conversation = room.conversation(conversation_id)
    (decided,) = room.world.happened(conversation_id, AssignmentDecided)
    assert conversation.status is Status.OPEN
    assert decided.outcome == "assigned"
    assert decided.source == "rule"
    assert conversation.assignee_id == decided.assignee_id
    assert {one["verdict"] for one in decided.considered} == {"eligible"}
    (ticket,) = tickets(room)
    assert (ticket.name, ticket.owner_id, ticket.source) == ("Broken lamp", decided.assignee_id, "email")


@pytest.mark.req("CON-01")
def test_the_same_sender_is_the_same_contact(room: Mailroom) -> None:
    first, second = room.mail(), room.mail(sender="ANN@Customer.example")
    assert first != second
    assert room.conversation(first).contact_id == room.conversation(second).contact_id


@pytest.mark.req("CON-01", "RL-06")
def test_senders_without_an_address_are_nobody_in_common(room: Mailroom) -> None:
    first, second = (
        room.receive(a_mail().replace(b"From:", b"X-From:")[:-2] + end)[0] for end in (b"1", b"2")
    )
    assert room.conversation(first).contact_id != room.conversation(second).contact_id


@pytest.mark.req("RL-04", "EML-16")
def test_the_same_message_twice_is_once(room: Mailroom) -> None:
    raw = a_mail(message_id="once@customer.example")
    conversation_id, message_id = room.receive(raw)
    again = room.accept(raw)
    assert room.take_in(again) == "intake.duplicate_ignored"
    (ignored,) = room.world.happened(again, intake.DuplicateIgnored)
    assert ignored.message_id == message_id
    assert len(room.world.happened(conversation_id, MessageReceived)) == 1


@pytest.mark.req("RL-04")
def test_taking_in_twice_is_once(room: Mailroom) -> None:
    intake_id = room.accept(a_mail())
    room.take_in(intake_id)
    position = room.world.ports.log.last_position()  # type: ignore[attr-defined]
    assert room.world.do(IngestMessage(intake_id)).position == 0
    assert room.world.do(FailIntake(intake_id, "late")).position == 0
    assert room.world.ports.log.last_position() == position  # type: ignore[attr-defined]


@pytest.mark.req("EML-16")
def test_an_answer_joins_the_conversation_and_says_why(room: Mailroom) -> None:
    conversation_id = room.mail(message_id="a@customer.example")
    joined, message_id = room.receive(a_mail("More", answers="a@customer.example"))
    assert joined == conversation_id
    decision = room.world.happened(conversation_id, ThreadingDecided)[-1]
    assert (decision.outcome, decision.by, decision.evidence) == (
        "joined",
        "in_reply_to",
        ("a@customer.example",),
    )
    assert decision.message_id == message_id
    assert len(tickets(room)) == 1


@pytest.mark.req("EML-16")
def test_a_stranger_who_knows_an_id_is_set_apart(room: Mailroom) -> None:
    conversation_id = room.mail(message_id="a@customer.example")
    other = room.mail(sender="eve@elsewhere.example", answers="a@customer.example")
    assert other != conversation_id
    (decision,) = room.world.happened(other, ThreadingDecided)
    assert (decision.outcome, decision.reasons, decision.matched_id) == (
        "set_apart",
        ("sender_mismatch",),
        conversation_id,
    )


@pytest.mark.req("EML-16")
def test_who_was_addressed_may_join(room: Mailroom) -> None:
    conversation_id = room.mail(message_id="a@customer.example", Cc="carl@customer.example")
    assert room.mail(sender="carl@customer.example", answers="a@customer.example") == conversation_id


@pytest.mark.req("EML-16")
def test_a_user_of_the_account_may_join(room: Mailroom) -> None:
    conversation_id = room.mail(message_id="a@customer.example")
    assert room.mail(sender=room.world.address("ann"), answers="a@customer.example") == conversation_id


@pytest.mark.req("EML-16")
def test_a_foreign_account_s_user_may_not() -> None:
    ports = memory_ports()
    world, foreign = World(ports=ports), World(ports=ports, name="Other")
    foreign.user("Zed")
    room = Mailroom(world, world.channel())
    conversation_id = room.mail(message_id="a@customer.example")
    assert room.mail(sender=foreign.address("zed"), answers="a@customer.example") != conversation_id


@pytest.mark.req("EML-18", "CNV-01")
def test_a_person_s_answer_reopens_and_a_machine_s_does_not(room: Mailroom) -> None:
    from application.conversation import CloseConversation

    conversation_id = room.mail(message_id="a@customer.example")
    room.world.do(CloseConversation(conversation_id))
    room.mail(answers="a@customer.example", Auto_Submitted="auto-replied")
    assert room.conversation(conversation_id).status is Status.CLOSED
    room.mail(answers="a@customer.example")
    assert room.conversation(conversation_id).status is Status.OPEN
    assert len(room.world.happened(conversation_id, ConversationReopened)) == 1


@pytest.mark.req("ACC-08", "TKT-03")
def test_a_gated_account_gets_the_conversation_and_the_reason() -> None:
    world = World(AFTER_THE_GATE)
    room = Mailroom(world, world.channel())
    conversation_id = room.mail()
    (skipped,) = world.happened(conversation_id, TicketSkipped)
    assert skipped.reason == "account_date_gate"
    assert "help desk" in skipped.advice


@pytest.mark.req("TKT-03")
def test_at_the_association_limit_the_conversation_is_kept_without_a_ticket(room: Mailroom) -> None:
    from application.account import SetLimits

    room.world.do(SetLimits(tickets_per_contact=1))
    room.mail()
    second = room.mail()
    (skipped,) = room.world.happened(second, TicketSkipped)
    assert skipped.reason == "association_limit"
    assert len(tickets(room)) == 1


@pytest.mark.req("RTG-01")
def test_without_a_rule_it_stays_unassigned_and_says_so() -> None:
    world = World()
    room = Mailroom(world, world.channel())
    (decided,) = world.happened(room.mail(), AssignmentDecided)
    assert (decided.outcome, decided.reasons) == ("unassigned", ("rule_off",))


@pytest.mark.req("ACC-09")
def test_a_channel_that_is_off_keeps_what_comes_and_can_replay_it(room: Mailroom) -> None:
    room.world.do(PauseChannel(room.channel))
    held = room.accept(a_mail())
    assert room.take_in(held) == "intake.message_set_aside"
    room.world.do(ResumeChannel(room.channel))
    room.world.do(ReplayIntake(held), by=room.world.admin)
    assert room.take_in(held) == "intake.message_ingested"
    room.world.do(DisconnectChannel(room.channel))
    gone = room.accept(a_mail())
    room.take_in(gone)
    (aside,) = room.world.happened(gone, intake.MessageSetAside)
    assert aside.reason == "channel_disconnected"


def test_what_has_ended_well_is_not_replayed(room: Mailroom) -> None:
    intake_id = room.accept(a_mail())
    room.take_in(intake_id)
    with pytest.raises(IntakeEnded):
        room.world.do(ReplayIntake(intake_id))


@pytest.mark.req("ACC-10", "SE-01")
def test_an_intake_of_an_inbox_one_does_not_see_is_not_there(room: Mailroom) -> None:
    from application.inbox import SetInboxAccess

    room.world.do(SetInboxAccess(room.world.inbox, everyone=False, user_ids=(), team_ids=()))
    intake_id = room.accept(a_mail())
    with pytest.raises(NotFound):
        room.world.do(ReplayIntake(intake_id), by=room.world.admin)


@pytest.mark.req("RL-05")
def test_a_lost_original_is_a_visible_failure(room: Mailroom) -> None:
    intake_id = room.accept(a_mail())
    room.world.ports.keys.destroy([intake_id])
    assert room.take_in(intake_id) == "intake.parsing_failed"
    (failed,) = room.world.happened(intake_id, intake.ParsingFailed)
    assert failed.reason == "original_missing"


@pytest.mark.req("RL-05")
def test_an_intake_can_be_failed_by_whoever_gave_up(room: Mailroom) -> None:
    intake_id = room.accept(a_mail())
    room.world.do(FailIntake(intake_id, "gave_up"))
    assert room.world.ports.log.stream(intake_id)[-1].TOPIC == "intake.parsing_failed"


@pytest.mark.req("EML-04")
def test_the_first_mail_verifies_the_forwarding(room: Mailroom) -> None:
    assert not room.world.get(Channel, room.channel).verified
    room.mail()
    assert room.world.get(Channel, room.channel).verified


def test_a_long_text_is_cut_in_the_event_and_whole_in_the_original() -> None:
    world = World(ports=with_limits(memory_ports(), text_kept=10))
    room = Mailroom(world, world.channel())
    (received,) = world.happened(room.mail("0123456789 and more"), MessageReceived)
    assert (received.text, received.text_cut) == ("0123456789", True)


@pytest.mark.req("EML-17")
def test_the_parts_of_a_text_are_those_of_what_is_kept_of_it() -> None:
    world = World(ports=with_limits(memory_ports(), text_kept=10))
    room = Mailroom(world, world.channel())
    (whole,) = world.happened(room.mail("Yes.\n> A?"), MessageReceived)
    (cut,) = world.happened(room.mail("No.\n> A\n> B\n-- \nJo"), MessageReceived)
    assert whole.parts is not None
    assert cut.parts is not None
    assert [(part["kind"], part["start"], part["end"]) for part in whole.parts] == [
        ("reply", 0, 5), ("quote", 5, 9),
    ]  # fmt: skip
    assert [(part["kind"], part["start"], part["end"]) for part in cut.parts] == [
        ("reply", 0, 4), ("quote", 4, 10),
    ]  # fmt: skip


@pytest.mark.req("EML-16", "SE-04")
def test_a_forged_sender_is_set_apart_where_a_server_says_so() -> None:
    ports = memory_ports()
    world = World(ports=replace(ports, originals=StoredOriginals(ports.blobs, readers("mx.ours.example"))))
    room = Mailroom(world, world.channel())
    conversation_id = room.mail(message_id="a@customer.example")
    said = {"Authentication-Results": "mx.ours.example; dmarc=fail header.from=customer.example"}
    assert room.mail(answers="a@customer.example", **said) != conversation_id
    said = {"Authentication-Results": "mx.ours.example; dmarc=pass header.from=customer.example"}
    assert room.mail(answers="a@customer.example", **said) == conversation_id
    decision = room.world.happened(conversation_id, ThreadingDecided)[-1]
    assert decision.reasons == ("sender_is_contact", "sender_authenticated")
