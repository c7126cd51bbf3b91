"""Several commands in one append end exactly as one by one."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.bus import Bus
from application.contact import RenameContact
from application.ingest import IngestMessage, TakeInMessage
from application.router import HANDLERS, PREPARATIONS
from application.together import TEXT_HELD, batch_on
from domain.claim.aggregate import Claim
from domain.conversation.aggregate import Conversation
from domain.conversation.events import AssignmentDecided
from domain.conversation.messages import MessageReceived
from domain.intake.events import DuplicateIgnored, MessageAccepted, MessageIngested
from domain.kernel.envelope import Envelope
from domain.kernel.event import payload
from domain.kernel.ids import derived
from domain.routing.slots import Slots
from tests.application.test_forwards import a_forward
from tests.support.inbound import Mailroom
from tests.support.mails import a_mail
from tests.support.world import World


@pytest.fixture
def room() -> Mailroom:
    world = World()
    world.bus = Bus(world.ports, HANDLERS, PREPARATIONS)
    ann, bob = world.user("Ann"), world.user("Bob")
    return Mailroom(world, world.channel(users=(ann, bob), tickets=True))


def together(room: Mailroom, *intakes: UUID) -> bool:
    world = room.world
    world.now += timedelta(seconds=1)
    return world.bus.together(
        [(IngestMessage(one), world.env(command_id=derived(one, "ingest"))) for one in intakes]
    )


def as_accepted(room: Mailroom, *mails: bytes) -> list[tuple[TakeInMessage, Envelope]]:
    """Seal and read mails; returns the commands that accept each and take it in."""
    world, sealed = room.world, [room.sealed(mail) for mail in mails]
    own = ("help@acme.example",)
    return [
        (TakeInMessage(one, world.ports.originals.read("email", one.blob_id, one.intake_id, own)), world.env(command_id=one.intake_id))
        for one in sealed
    ]  # fmt: skip


def taken_in_as_accepted(room: Mailroom, *mails: bytes) -> list[UUID]:
    """Accept mails and take them in by one append; returns their intakes."""
    commands = as_accepted(room, *mails)
    assert room.world.bus.together(commands)
    return [command.accepted.intake_id for command, _ in commands]


def received(room: Mailroom) -> list[MessageReceived]:
    log: Any = room.world.ports.log
    return [one.event for one in log.read(0, 10**6) if isinstance(one.event, MessageReceived)]


@pytest.mark.req("EML-16", "CON-01", "RTG-08", "RL-06")
def test_each_decides_on_what_those_before_it_recorded(room: Mailroom) -> None:
    mails = [
        a_mail(message_id="1@x"), a_mail(message_id="2@x", answers="1@x"), a_mail(message_id="3@x"),
        a_mail(message_id="1@x"), a_mail(message_id="4@x", answers="2@x"), a_mail(message_id="5@x", answers="no@x"),
    ]  # fmt: skip
    assert together(room, *(room.accept(mail) for mail in mails))
    events = received(room)
    first, _, other, _, last = (event.originator_id for event in events)
    assert [event.originator_id for event in events] == [first, first, other, first, last]
    assert len({first, other, last}) == 3
    assert len({event.contact_id for event in events}) == 1
    turns = [room.world.happened(one, AssignmentDecided)[0].assignee_id for one in (first, other, last)]
    assert turns[0] == turns[2] != turns[1]


@pytest.mark.req("EML-16", "RL-03", "RL-04", "PF-04")
def test_what_is_taken_in_as_it_is_accepted_ends_the_same(room: Mailroom) -> None:
    world, known = room.world, room.receive(a_mail(message_id="0@x"))
    mails = [a_mail(message_id="1@x"), a_mail(message_id="2@x", answers="1@x"), a_mail(message_id="0@x")]
    commands = as_accepted(room, *mails)
    sealed = [command.accepted for command, _ in commands]
    before = world.ports.log.last_position()  # type: ignore[attr-defined]
    elsewhere = replace(commands[0][0], accepted=replace(sealed[0], channel_id=uuid4()))
    assert not world.bus.together([*commands, (elsewhere, world.env(command_id=uuid4()))])
    assert world.ports.log.last_position() == before  # type: ignore[attr-defined]
    assert world.bus.together(commands)
    first, second = (world.happened(one.intake_id, MessageIngested)[0] for one in sealed[:2])
    assert first.conversation_id == second.conversation_id != known[0]
    assert world.happened(sealed[2].intake_id, DuplicateIgnored)
    assert all(world.happened(one.intake_id, MessageAccepted)[0].at_once for one in sealed)


@pytest.mark.req("EML-14", "RL-04")
def test_what_users_pass_on_is_attributed_at_once_as_alone(room: Mailroom) -> None:
    ann = room.world.address("ann")
    mails = [a_forward(ann, message_id="1@x"), a_forward(ann, "Nothing of it is here.", message_id="2@x")]
    assert together(room, *(room.accept(mail) for mail in mails))
    assert [event.sender_why for event in received(room)] == ["forwarded_original", "forwarder"]


@pytest.mark.req("RL-04")
def test_it_ends_as_one_by_one_does(room: Mailroom) -> None:
    seen = []
    mails = [a_mail(), a_mail(sender="bo@b.example"), a_mail("x" * (TEXT_HELD + 1))]
    for way in ("together", "alone", "accepted"):
        alone = Mailroom(room.world, room.world.channel(address=f"help-{way}"))
        if way == "accepted":
            intakes = taken_in_as_accepted(alone, *mails)
        else:
            intakes = [alone.accept(mail) for mail in mails]
        if way == "together":
            assert together(room, *intakes)
        elif way == "alone":
            assert [alone.take_in(one) for one in intakes] == ["intake.message_ingested"] * 3
        endings = [room.world.ports.log.stream(one)[-1] for one in intakes]
        streams = [room.world.ports.log.stream(payload(ending)["conversation_id"]) for ending in endings]
        seen.append([[type(event) for event in stream] for stream in streams])
    assert seen[0] == seen[1] == seen[2]


@pytest.mark.req("RL-04")
def test_something_in_the_way_leaves_nothing_done(room: Mailroom) -> None:
    one, other = room.accept(a_mail()), room.accept(a_mail())
    room.world.do(IngestMessage(other), command_id=derived(other, "ingest"))
    before = room.world.ports.log.last_position()  # type: ignore[attr-defined]
    world = room.world
    taken = world.env(command_id=derived(other, "ingest"))
    nobody = (RenameContact(uuid4(), "Jo"), world.env())
    again = (IngestMessage(one), taken)
    assert not world.bus.together([(IngestMessage(one), world.env()), nobody])
    assert not world.bus.together([again])
    assert room.world.ports.log.last_position() == before  # type: ignore[attr-defined]
    assert together(room, one, uuid4()) is False
    assert together(room, one)
    assert len(received(room)) == 2


def test_an_original_that_is_gone_ends_visibly(room: Mailroom) -> None:
    intake = room.accept(a_mail())
    blobs: Any = room.world.ports.blobs
    blobs.clear()
    assert together(room, intake)
    assert room.world.ports.log.stream(intake)[-1].TOPIC == "intake.parsing_failed"


def test_a_batch_knows_what_it_holds_and_asks_for_the_rest(room: Mailroom) -> None:
    conversation, event = room.mail(), received(room)[0]
    (claim,) = (one.originator_id for one in room.claims() if one.ref_id == event.message_id)
    log: Any = batch_on(room.world.ports).log
    assert log.holders([claim])[claim].holder_id == conversation
    log.preload([claim, conversation, other := uuid4()])
    assert log.load(Slots, claim) is None
    assert log.load(Claim, other) is None
    assert log.holders([claim, other])[claim].holder_id == conversation
    held = log.load(Conversation, conversation)
    held.close(room.world.env())
    stored = len(room.world.ports.log.stream(conversation))
    log.append(room.world.account, None, [held], {})
    assert len(log.stream(conversation)) == stored + 1
    held_claim = log.load(Claim, claim)
    held_claim.release(room.world.env(), conversation)
    log.append(room.world.account, None, [held_claim], {conversation: held.version, other: 0})
    assert log.holders([claim]) == {}
    log.store()
    assert room.conversation(conversation).status.value == "closed"
    assert log.outcome_of(room.world.account, uuid4()) is None
    assert batch_on(room.world.ports).ports.facts.contact(room.world.account, uuid4()) is None


@pytest.mark.req("PF-02")
def test_what_all_of_them_need_is_loaded_once(room: Mailroom, monkeypatch: pytest.MonkeyPatch) -> None:
    log: Any = room.world.ports.log
    loaded, load = Counter[UUID](), log.load

    def counted(cls: type[Any], stream_id: UUID) -> Any:
        loaded[stream_id] += 1
        return load(cls, stream_id)

    intakes = [room.accept(a_mail(message_id=f"{number}@x")) for number in range(4)]
    monkeypatch.setattr(log, "load", counted)
    assert together(room, *intakes)
    assert loaded[room.channel] == 1


def test_what_seems_to_change_nothing_is_left_to_be_looked_at_alone(room: Mailroom) -> None:
    one, two = room.accept(a_mail()), room.accept(a_mail())
    room.take_in(one)
    assert not together(room, two, one)
    assert not room.world.happened(two, MessageIngested)
