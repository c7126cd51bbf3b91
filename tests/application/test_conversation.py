"""What people do with conversations."""

from uuid import UUID, uuid4

import pytest

from application.attaching import OutgoingAttachment
from application.channel_state import PauseChannel
from application.conversation import (
    AssignConversation,
    ChannelNotSending,
    CloseConversation,
    ComposeMail,
    PostReply,
    ReopenConversation,
)
from application.inbox import SetInboxAccess
from application.outgoing import REFERENCES
from application.user import DeactivateUser
from domain.channels.email import verify_reply_key
from domain.conversation.aggregate import Status
from domain.conversation.events import AssignmentDecided
from domain.conversation.messages import MessagePosted, SendRefused
from domain.kernel.ids import derived
from domain.kernel.refusal import InvalidInput, NotAllowed, NotFound, VersionMismatch
from domain.routing.months import month_at, slots_id
from domain.routing.slots import Slots
from tests.support.inbound import Mailroom
from tests.support.mails import a_mail
from tests.support.memory_ports import memory_ports, with_limits
from tests.support.world import World


@pytest.fixture
def room() -> Mailroom:
    world = World()
    return Mailroom(world, world.channel())


def slots(world: World, user: UUID) -> int:
    found = world.ports.log.load(Slots, slots_id(user, month_at(world.now)))
    return 0 if found is None else found.open_count


def posted(room: Mailroom, conversation_id: UUID) -> MessagePosted:
    return room.world.happened(conversation_id, MessagePosted)[-1]


@pytest.mark.req("EML-01", "EML-19", "RTG-11", "EML-07")
def test_a_reply_is_threaded_signed_and_makes_the_replier_the_assignee(room: Mailroom) -> None:
    ann = room.world.user("Ann")
    conversation_id = room.mail(message_id="one@customer.example", subject="Lamp")
    room.mail(answers="one@customer.example", message_id="two@customer.example")
    room.world.do(PostReply(conversation_id, "It is on its way."), by=ann)
    reply = posted(room, conversation_id)
    assert reply.to == ("ann@customer.example",)
    assert reply.subject == "Re: Lamp"
    assert reply.in_reply_to == "two@customer.example"
    assert reply.references == ("one@customer.example", "two@customer.example")
    assert reply.sender == room.world.address("help")
    assert reply.sender_name == "Ann at Acme Ltd"
    assert reply.author_id == ann
    secret = room.world.ports.secrets.of_account(room.world.account)
    key, _, domain = reply.provider_id.partition("@")
    assert verify_reply_key((secret,), key) == reply.message_id.hex
    assert domain == room.world.ports.limits.mail_domain
    (*_, decided) = room.world.happened(conversation_id, AssignmentDecided)
    assert (decided.source, decided.assignee_id, decided.reasons) == ("replier", ann, ("replied_first",))
    assert slots(room.world, ann) == 1


@pytest.mark.req("EML-16")
def test_an_answer_to_our_reply_comes_back_by_its_token(room: Mailroom) -> None:
    conversation_id = room.mail()
    room.world.do(PostReply(conversation_id, "Yes?"), by=room.world.user("Ann"))
    ours = posted(room, conversation_id).provider_id
    assert room.mail(answers=ours) == conversation_id
    forged = f"{uuid4().hex}.0123456789abcdef@{room.world.ports.limits.mail_domain}"
    assert room.mail(answers=forged) != conversation_id


def test_a_second_reply_keeps_the_assignee(room: Mailroom) -> None:
    ann, bob = room.world.user("Ann"), room.world.user("Bob")
    conversation_id = room.mail()
    room.world.do(PostReply(conversation_id, "One"), by=ann)
    room.world.do(PostReply(conversation_id, "Two"), by=bob)
    assert room.conversation(conversation_id).assignee_id == ann


def test_a_long_thread_names_its_first_and_newest_messages(room: Mailroom) -> None:
    conversation_id = room.mail(message_id="0@customer.example")
    for number in range(1, REFERENCES + 5):
        room.mail(answers="0@customer.example", message_id=f"{number}@customer.example")
    room.world.do(PostReply(conversation_id, "Yes?"), by=room.world.admin)
    references = posted(room, conversation_id).references
    assert references[0] == "0@customer.example"
    assert references[-1] == f"{REFERENCES + 4}@customer.example"
    assert len(references) == REFERENCES + 1


@pytest.mark.req("EML-18")
def test_the_answer_goes_to_the_last_person_not_to_a_machine(room: Mailroom) -> None:
    conversation_id = room.mail(message_id="a@customer.example")
    room.mail("I am away.", answers="a@customer.example", Auto_Submitted="auto-replied")
    room.world.do(PostReply(conversation_id, "Still there?"), by=room.world.admin)
    assert posted(room, conversation_id).to == ("ann@customer.example",)
    assert posted(room, conversation_id).in_reply_to == "a@customer.example"


def test_where_only_a_machine_wrote_it_is_answered(room: Mailroom) -> None:
    conversation_id = room.mail(sender="robot@customer.example", Auto_Submitted="auto-generated")
    room.world.do(PostReply(conversation_id, "Hello?"), by=room.world.admin)
    assert posted(room, conversation_id).to == ("robot@customer.example",)


def test_a_mail_without_an_id_is_answered_all_the_same(room: Mailroom) -> None:
    raw = a_mail().replace(b"Message-ID:", b"X-Was:")
    conversation_id, _ = room.receive(raw)
    room.world.do(PostReply(conversation_id, "Yes?"), by=room.world.admin)
    assert (posted(room, conversation_id).in_reply_to, posted(room, conversation_id).references) == ("", ())


@pytest.mark.req("CNV-04")
def test_who_did_not_see_the_newest_answer_is_asked_first(room: Mailroom) -> None:
    conversation_id = room.mail()
    seen = room.conversation(conversation_id).version
    room.world.do(PostReply(conversation_id, "One", seen_version=seen), by=room.world.admin)
    with pytest.raises(VersionMismatch):
        room.world.do(PostReply(conversation_id, "Two", seen_version=seen), by=room.world.admin)


@pytest.mark.req("API-01")
def test_a_repeated_command_posts_once(room: Mailroom) -> None:
    conversation_id, command_id = room.mail(), uuid4()
    first = room.world.do(PostReply(conversation_id, "One"), by=room.world.admin, command_id=command_id)
    again = room.world.do(PostReply(conversation_id, "One"), by=room.world.admin, command_id=command_id)
    assert first == again
    assert len(room.world.happened(conversation_id, MessagePosted)) == 1


@pytest.mark.req("EML-01")
def test_a_new_mail_begins_a_conversation_of_its_author(room: Mailroom) -> None:
    ann, command_id = room.world.user("Ann"), uuid4()
    mail = ComposeMail(
        room.channel, ("New@Customer.example",), "Offer", "Dear Nora", cc=("b@x.example",), bcc=("c@x.example",),
        attachments=(OutgoingAttachment("offer.txt", "text/plain", b"42"),),
    )  # fmt: skip
    room.world.do(mail, by=ann, command_id=command_id)
    conversation_id = derived(command_id, "conversation")
    sent = posted(room, conversation_id)
    assert (sent.to, sent.cc, sent.bcc) == (("new@customer.example",), ("b@x.example",), ("c@x.example",))
    (file,) = sent.attachments
    assert room.world.ports.blobs.get(UUID(str(file["blob"])), sent.contact_id) == b"42"
    assert room.conversation(conversation_id).assignee_id == ann
    assert room.world.happened(conversation_id, AssignmentDecided)[-1].reasons == ("began",)
    assert room.mail(sender="new@customer.example", answers=sent.provider_id) == conversation_id


def test_a_new_mail_to_somebody_known_is_theirs(room: Mailroom) -> None:
    contact_id, command_id = room.conversation(room.mail()).contact_id, uuid4()
    room.world.do(ComposeMail(room.channel, ("ann@customer.example",), "Hi", "Hello"), command_id=command_id)
    conversation = room.conversation(derived(command_id, "conversation"))
    assert (conversation.contact_id, conversation.assignee_id) == (contact_id, None)
    room.world.do(PostReply(conversation.id, "Still there?"), by=room.world.admin)
    assert posted(room, conversation.id).to == ("ann@customer.example",)


@pytest.mark.parametrize(
    ("reply", "field"),
    [
        ({"text": "  "}, "text"),
        ({"text": "x" * 51}, "text"),
        ({"text": "x", "to": ("nobody",)}, "to"),
        ({"text": "x", "cc": ("a@b.example\r\nBcc: c@d.example",)}, "cc"),
        ({"text": "x", "bcc": ("a@x.example", "b@x.example", "c@x.example")}, "to"),
        ({"text": "x", "attachments": (OutgoingAttachment("a", "text/plain", b"x" * 21),)}, "attachments"),
    ],
)
@pytest.mark.req("CNV-06", "SE-04")
def test_what_breaks_a_limit_is_refused_with_the_field(reply: dict[str, object], field: str) -> None:
    world = World(ports=with_limits(memory_ports(), text_kept=50, recipients=3, attachments_bytes=20))
    room = Mailroom(world, world.channel())
    with pytest.raises(InvalidInput) as refused:
        world.do(PostReply(room.mail(), **reply), by=world.admin)  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.req("EML-01")
def test_a_new_mail_needs_a_recipient(room: Mailroom) -> None:
    with pytest.raises(InvalidInput):
        room.world.do(ComposeMail(room.channel, (), "Hi", "Hello"))


@pytest.mark.req("ACC-09")
def test_a_paused_channel_sends_nothing(room: Mailroom) -> None:
    conversation_id = room.mail()
    room.world.do(PauseChannel(room.channel))
    with pytest.raises(ChannelNotSending, match="paused"):
        room.world.do(PostReply(conversation_id, "x"), by=room.world.admin)


@pytest.mark.req("EML-18", "EML-19")
def test_a_machine_answers_no_machine_and_floods_nobody(room: Mailroom) -> None:
    conversation_id = room.mail(Auto_Submitted="auto-replied")
    room.world.do(PostReply(conversation_id, "I am a bot", origin="bot"))
    (refused,) = room.world.happened(conversation_id, SendRefused)
    assert refused.reason == "answers_automatic_mail"
    room.world.do(PostReply(conversation_id, "I am a person"), by=room.world.admin)
    assert len(room.world.happened(conversation_id, SendRefused)) == 1
    other = room.mail(sender="carl@customer.example")
    for _ in range(room.world.ports.limits.automatic_sends_per_hour + 1):
        room.world.do(PostReply(other, "Beep"))
    assert [one.reason for one in room.world.happened(other, SendRefused)] == ["too_many_automatic"]
    assert posted(room, other).origin == "automation"


@pytest.mark.req("CNV-01", "RTG-06")
def test_closing_frees_the_slot_and_reopening_takes_it_again(room: Mailroom) -> None:
    ann = room.world.user("Ann")
    conversation_id = room.mail()
    room.world.do(AssignConversation(conversation_id, ann), by=room.world.admin)
    assert slots(room.world, ann) == 1
    room.world.do(CloseConversation(conversation_id), by=ann)
    assert slots(room.world, ann) == 0
    room.world.do(ReopenConversation(conversation_id), by=ann)
    assert (slots(room.world, ann), room.conversation(conversation_id).status) == (1, Status.OPEN)
    room.world.do(PostReply(conversation_id, "Bye", close=True), by=ann)
    assert (slots(room.world, ann), room.conversation(conversation_id).status) == (0, Status.CLOSED)


@pytest.mark.req("RTG-08", "RTG-09", "RTG-06")
def test_a_person_hands_over_beyond_capacity_and_to_nobody(room: Mailroom) -> None:
    from application.user import SetCapacity

    ann, bob = room.world.user("Ann"), room.world.user("Bob")
    room.world.do(SetCapacity(bob, live=0, total=0))
    conversation_id = room.mail()
    room.world.do(AssignConversation(conversation_id, ann), by=room.world.admin)
    room.world.do(AssignConversation(conversation_id, bob), by=ann)
    assert (slots(room.world, ann), slots(room.world, bob)) == (0, 1)
    before = room.world.ports.log.last_position()  # type: ignore[attr-defined]
    room.world.do(AssignConversation(conversation_id, bob), by=ann)
    assert room.world.ports.log.last_position() == before  # type: ignore[attr-defined]
    room.world.do(AssignConversation(conversation_id, None), by=ann)
    (*_, last) = room.world.happened(conversation_id, AssignmentDecided)
    assert (last.outcome, last.source, last.previous_id) == ("unassigned", "person", bob)
    assert slots(room.world, bob) == 0


@pytest.mark.req("RTG-06", "ACC-10")
def test_nobody_is_handed_what_they_would_never_see(room: Mailroom) -> None:
    ann, bob, carl = room.world.user("Ann"), room.world.user("Bob"), room.world.user("Carl")
    night = room.world.team("Night", bob)
    conversation_id = room.mail()
    room.world.do(SetInboxAccess(room.world.inbox, everyone=False, user_ids=(carl,), team_ids=(night,)))
    room.world.do(DeactivateUser(carl))
    for user in (ann, carl):
        with pytest.raises(InvalidInput) as refused:
            room.world.do(AssignConversation(conversation_id, user))
        assert refused.value.field == "user_id"
    room.world.do(AssignConversation(conversation_id, bob))


@pytest.mark.req("API-01")
def test_a_change_on_an_old_version_is_refused(room: Mailroom) -> None:
    conversation_id = room.mail()
    version = room.conversation(conversation_id).version
    room.world.do(CloseConversation(conversation_id, expected_version=version))
    with pytest.raises(VersionMismatch):
        room.world.do(ReopenConversation(conversation_id, expected_version=version))


@pytest.mark.req("SE-01", "ACC-10")
def test_what_one_may_not_or_does_not_see(room: Mailroom) -> None:
    conversation_id = room.mail()
    analyst, ann = room.world.user("Ada", roles=("analyst",)), room.world.user("Ann")
    with pytest.raises(NotAllowed):
        room.world.do(PostReply(conversation_id, "x"), by=analyst)
    room.world.do(SetInboxAccess(room.world.inbox, everyone=False, user_ids=(), team_ids=()))
    for command in (
        PostReply(conversation_id, "x"), CloseConversation(conversation_id), AssignConversation(conversation_id, ann),
        ComposeMail(room.channel, ("a@b.example",), "x", "x"),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            room.world.do(command, by=ann)
    with pytest.raises(NotFound):
        room.world.do(AssignConversation(conversation_id, uuid4()))


@pytest.mark.req("EML-16")
def test_whom_we_copied_in_may_answer(room: Mailroom) -> None:
    conversation_id = room.mail()
    room.world.do(
        PostReply(conversation_id, "Carl knows.", cc=("Carl@Customer.example",)), by=room.world.admin
    )
    ours = posted(room, conversation_id).provider_id
    assert room.mail(sender="carl@customer.example", answers=ours) == conversation_id
    assert room.mail(sender="eve@customer.example", answers=ours) != conversation_id
