"""What is sent by WhatsApp: free for a day, by approved templates at any time, judged twice, and the log proves it (WAB-02)."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from application.answering import WayNotAllowed
from application.attaching import OutgoingAttachment
from application.conversation import ComposeMail, PostReply
from application.identities import AddIdentity
from application.sending import StartSend
from application.templates import Known, NoteTemplate, NoteTemplates, UsedTemplate
from application.unit import Unit
from application.windows import LookAtWindow, look_at_window
from domain.channels.kinds import kind_of
from domain.channels.window import TemplateNeeded, TemplateNotApproved
from domain.contact.events import ContactRenamed, IdentityAdded
from domain.conversation.aggregate import Conversation
from domain.conversation.delivery import State
from domain.conversation.messages import MessagePosted, SendFailed, SendRefused, SendStarted
from domain.conversation.messaging_events import WindowDecided
from domain.kernel.ids import derived
from domain.kernel.refusal import InvalidInput, NotFound, Refusal
from domain.template.rendering import TemplateVariables, Values
from tests.support.numbers import JO, NumberDesk
from tests.support.pages import PageDesk
from tests.support.templates import content
from tests.support.world import World

DAY, HOUR = timedelta(hours=24), timedelta(hours=1)
HELLO = UsedTemplate("hello", "en", Values(body=("Jo",)))


@pytest.fixture
def desk(world: World) -> NumberDesk:
    return with_templates(NumberDesk(world))


def with_templates(desk: NumberDesk) -> NumberDesk:
    known = (
        Known("hello", "en", content()),
        Known("new", "en", content("New.", status="pending")),
        Known("bill", "en", content("Your bill.", header_format="document")),
    )
    desk.world.do(NoteTemplates(desk.channel, known))
    return desk


def posted(world: World, conversation: UUID) -> MessagePosted:
    return world.happened(conversation, MessagePosted)[-1]


def decided(world: World, conversation: UUID) -> list[tuple[str, bool, str, str]]:
    facts = world.happened(conversation, WindowDecided)
    return [(one.moment, one.allowed, one.reason, one.template) for one in facts]


def state(world: World, conversation: UUID) -> State:
    return world.get(Conversation, conversation).delivery(posted(world, conversation).message_id).state


def begun(world: World, desk: NumberDesk, to: str = "+48 600 100 200", **more: Any) -> UUID:
    command_id = uuid4()
    said: dict[str, Any] = {"subject": "", "text": "", "template": HELLO, **more}
    command = ComposeMail(desk.channel, (to,), **said)
    world.do(command, by=world.admin, command_id=command_id)
    return derived(command_id, "conversation")


def file() -> OutgoingAttachment:
    return OutgoingAttachment("bill.pdf", "application/pdf", b"%PDF")


@pytest.mark.req("WAB-02", "CNV-06")
def test_free_text_goes_for_a_day_and_a_template_after_that(world: World, desk: NumberDesk) -> None:
    heard = world.now
    conversation = desk.say(at=heard)
    world.do(PostReply(conversation, "x" * 4_096, choices=("Yes", "No")), by=world.admin)
    message = posted(world, conversation)
    assert (message.to, message.subject, message.template) == ((JO,), "", "")
    assert message.provider_id == f"whatsapp:{message.message_id.hex}"
    with pytest.raises(TemplateNeeded):
        world.do(PostReply(conversation, "Later", send_at=heard + DAY + HOUR), by=world.admin)
    desk.wait(DAY)
    with pytest.raises(TemplateNeeded) as refused:
        world.do(PostReply(conversation, "Too late"), by=world.admin)
    assert refused.value.closes_at == heard.replace(microsecond=0) + DAY
    assert len(world.happened(conversation, MessagePosted)) == 1
    world.do(PostReply(conversation, "", template=HELLO), by=world.admin)
    message = posted(world, conversation)
    assert (message.text, message.template, message.template_language) == (
        "Hello Jo, your parcel is here.", "hello", "en",
    )  # fmt: skip
    assert message.template_variables == ({"part": "body", "name": "1", "value": "Jo"},)
    world.do(StartSend(conversation, message.message_id))
    assert decided(world, conversation) == [
        ("posted", True, "", ""), ("posted", True, "", "approved"), ("sending", True, "", "approved"),
    ]  # fmt: skip


@pytest.mark.req("WAB-02", "CNV-06")
def test_what_a_message_there_may_hold(world: World, desk: NumberDesk) -> None:
    conversation = desk.say()
    wrong: tuple[tuple[PostReply, type[Refusal]], ...] = (
        (PostReply(conversation, "x" * 4_097), InvalidInput),
        (PostReply(conversation, " "), InvalidInput),
        (PostReply(conversation, "Hi", to=("48600",)), InvalidInput),
        (PostReply(conversation, "Choose", choices=("x" * 21,)), InvalidInput),
        (PostReply(conversation, "Choose", choices=("x",) * 11), InvalidInput),
        (PostReply(conversation, "Both", template=HELLO), InvalidInput),
        (PostReply(conversation, "", template=HELLO, choices=("Yes",)), InvalidInput),
        (PostReply(conversation, "", template=UsedTemplate("hello", "pl")), NotFound),
        (PostReply(conversation, "", template=UsedTemplate("hello", "en")), TemplateVariables),
        (PostReply(conversation, "", template=UsedTemplate("new", "en")), TemplateNotApproved),
        (PostReply(conversation, "", template=HELLO, attachments=(file(),)), TemplateVariables),
        (PostReply(conversation, "", template=UsedTemplate("bill", "en")), TemplateVariables),
    )
    for command, refusal in wrong:
        with pytest.raises(refusal):
            world.do(command, by=world.admin)
    assert world.happened(conversation, MessagePosted) == []
    bill = PostReply(conversation, "", template=UsedTemplate("bill", "en"), attachments=(file(),))
    world.do(bill, by=world.admin)
    assert [one["filename"] for one in posted(world, conversation).attachments] == ["bill.pdf"]


@pytest.mark.req("WAB-02")
def test_templates_are_a_numbers_only(world: World, desk: NumberDesk) -> None:
    mail = world.channel()
    conversation = world.conversation(mail)
    with pytest.raises(InvalidInput) as refused:
        world.do(PostReply(conversation, "", template=HELLO), by=world.admin)
    assert refused.value.field == "template"
    with pytest.raises(InvalidInput) as composed:
        world.do(ComposeMail(mail, ("ann@x.example",), "Hi", "", template=HELLO), by=world.admin)
    assert composed.value.field == "template"
    page = PageDesk(world)
    with pytest.raises(InvalidInput, match="Write a text instead"):
        world.do(PostReply(page.say(), "", template=HELLO), by=world.admin)
    assert desk.now.state == "connected"


@pytest.mark.req("WAB-02")
def test_what_waited_too_long_or_lost_its_template_is_not_sent(world: World, desk: NumberDesk) -> None:
    conversation = desk.say()
    world.do(PostReply(conversation, "Later", send_at=world.now + HOUR), by=world.admin)
    free = posted(world, conversation).message_id
    world.do(PostReply(conversation, "", template=HELLO, send_at=world.now + 26 * HOUR), by=world.admin)
    made = posted(world, conversation).message_id
    world.do(NoteTemplate(desk.channel, "hello", "en", "paused"))
    desk.wait(DAY + 2 * HOUR)
    for message_id in (free, made):
        world.do(StartSend(conversation, message_id))
    assert world.happened(conversation, SendStarted) == []
    told = [(one.reason, one.policy) for one in world.happened(conversation, SendRefused)]
    assert told == [("template_needed", "whatsapp_window@1"), ("template_not_approved", "whatsapp_window@1")]
    world.do(NoteTemplates(desk.channel, ()))
    desk.say()
    with pytest.raises(TemplateNotApproved, match="is gone"):
        world.do(PostReply(conversation, "", template=HELLO), by=world.admin)


@pytest.mark.req("WAB-02", "EML-19")
def test_an_attempt_that_never_ended_is_not_tried_again_too_late(world: World, desk: NumberDesk) -> None:
    conversation = desk.say()
    world.do(PostReply(conversation, "In time"), by=world.admin)
    message_id = posted(world, conversation).message_id
    world.do(StartSend(conversation, message_id))
    desk.wait(DAY + HOUR)
    world.do(StartSend(conversation, message_id))
    (failed,) = world.happened(conversation, SendFailed)
    assert (failed.permanent, failed.reason) == (True, "template_needed")
    assert len(world.happened(conversation, SendStarted)) == 1


@pytest.mark.req("WAB-02", "CNV-05", "CON-01")
def test_a_conversation_is_begun_with_a_template_and_the_answer_comes_there(
    world: World, desk: NumberDesk
) -> None:
    conversation = begun(world, desk)
    now = world.get(Conversation, conversation)
    assert (now.assignee_id, now.channel_kind, posted(world, conversation).to) == (
        world.admin,
        "whatsapp",
        (JO,),
    )
    assert decided(world, conversation) == [("posted", True, "", "approved")]
    (identity,) = world.happened(now.contact_id, IdentityAdded)
    assert (identity.kind, identity.value) == ("whatsapp_id", JO)
    with pytest.raises(TemplateNeeded, match="has not written here yet"):
        world.do(PostReply(conversation, "Free text"), by=world.admin)
    world.do(PostReply(conversation, "", template=HELLO), by=world.admin)
    assert posted(world, conversation).to == (JO,)
    world.do(StartSend(conversation, posted(world, conversation).message_id))
    assert state(world, conversation) is State.SENDING
    assert desk.say("Thanks") == conversation
    desk.say("Again")
    assert [one.name for one in world.happened(now.contact_id, ContactRenamed)] == ["Jo"]
    world.do(PostReply(conversation, "Free text"), by=world.admin)
    assert posted(world, conversation).text == "Free text"


@pytest.mark.req("WAB-02")
@pytest.mark.parametrize(
    "wrong",
    [
        {"to": ()},
        {"to": (JO, "48600100201")},
        {"cc": ("48600100201",)},
        {"bcc": ("48600100201",)},
        {"to": ("jo@x.example",)},
        {"to": ("0048",)},
        {"text": "Hello"},
        {"template": None},
        {"template": None, "text": "Hello"},
    ],
)
def test_what_a_conversation_cannot_begin_with(world: World, desk: NumberDesk, wrong: dict[str, Any]) -> None:
    said: dict[str, Any] = {"to": (JO,), "subject": "", "text": "", "template": HELLO, **wrong}
    with pytest.raises((InvalidInput, TemplateNeeded)):
        world.do(ComposeMail(desk.channel, **said), by=world.admin)


@pytest.mark.req("WAB-02")
def test_beginning_anew_opens_no_window_though_they_wrote_today(world: World, desk: NumberDesk) -> None:
    first = desk.say()
    with pytest.raises(TemplateNeeded):
        begun(world, desk, template=None, text="Free")
    world.do(ComposeMail(desk.channel, (JO,), "", "", template=HELLO))
    second = begun(world, desk, send_at=world.now + HOUR)
    assert second != first
    assert world.get(Conversation, second).contact_id == world.get(Conversation, first).contact_id
    assert state(world, second) is State.SCHEDULED
    assert desk.say("Here") == second


@pytest.mark.req("CNV-05", "CON-01", "WAB-02")
def test_whoever_has_a_telephone_number_is_begun_with_and_known_by_it(world: World, desk: NumberDesk) -> None:
    mail = world.channel()
    contact = world.get(Conversation, world.conversation(mail)).contact_id
    world.do(AddIdentity(contact, "phone", "+48700100200"), by=world.admin)
    conversation = begun(world, desk, "48700100200")
    assert world.get(Conversation, conversation).contact_id == contact
    kinds = [(one.kind, one.value) for one in world.happened(contact, IdentityAdded)]
    assert kinds[-1] == ("whatsapp_id", "48700100200")
    assert desk.say("Hi", sender="48700100200") == conversation


@pytest.mark.req("CNV-05", "WAB-02", "WAB-03")
def test_mail_is_answered_by_whatsapp_by_a_template_and_freely_once_they_write_back(
    world: World, desk: NumberDesk
) -> None:
    mail = world.channel()
    conversation = world.conversation(mail)
    contact = world.get(Conversation, conversation).contact_id
    by_whatsapp = PostReply(conversation, "By WhatsApp", channel_id=desk.channel)
    with pytest.raises(WayNotAllowed, match="no address"):
        world.do(by_whatsapp, by=world.admin)
    world.do(AddIdentity(contact, "phone", "+48700100200"), by=world.admin)
    with pytest.raises(TemplateNeeded):
        world.do(by_whatsapp, by=world.admin)
    world.do(PostReply(conversation, "", channel_id=desk.channel, template=HELLO), by=world.admin)
    message = posted(world, conversation)
    assert (message.channel_id, message.to, message.template) == (desk.channel, ("48700100200",), "hello")
    world.do(StartSend(conversation, message.message_id))
    assert decided(world, conversation)[-1] == ("sending", True, "", "approved")
    question = LookAtWindow(conversation, desk.channel, "48700100200")

    def stands() -> str:
        found = look_at_window(question, Unit(world.env(), world.ports))
        assert found is not None
        return found.state

    assert stands() == "template_only"
    assert desk.say("Yes?", sender="48700100200") == conversation
    assert stands() == "open"
    world.do(by_whatsapp, by=world.admin)
    world.do(StartSend(conversation, posted(world, conversation).message_id))
    assert decided(world, conversation)[-1] == ("sending", True, "", "")
    desk.wait(DAY)
    with pytest.raises(TemplateNeeded):
        world.do(by_whatsapp, by=world.admin)
    unit = Unit(world.env(), world.ports)
    assert look_at_window(LookAtWindow(conversation, mail, "x"), unit) is None


@pytest.mark.req("CNV-05", "WAB-02")
def test_another_contact_keeps_their_number(world: World, desk: NumberDesk) -> None:
    theirs = desk.say(sender="48700100200")
    mail = world.channel()
    conversation = world.conversation(mail)
    contact = world.get(Conversation, conversation).contact_id
    world.do(AddIdentity(contact, "phone", "+48700100200"), by=world.admin)
    answer = PostReply(conversation, "", channel_id=desk.channel, template=HELLO)
    world.do(answer, by=world.admin)
    assert [one.kind for one in world.happened(contact, IdentityAdded)] == ["email", "phone"]
    assert desk.say("Still here", sender="48700100200") == theirs
    again = begun(world, desk, "48700100200")
    assert world.get(Conversation, again).contact_id == world.get(Conversation, theirs).contact_id


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(("write", "answer", "automatic", "template", "later", "stop", "start", "send", "pause", "approve")),
        st.integers(0, 30),
        st.integers(-26, 26),
    ),
    min_size=4,
    max_size=16,
)  # fmt: skip


@pytest.mark.req("WAB-02", "WAB-03")
@settings(max_examples=30, deadline=None)
@given(deeds=DEEDS)
def test_whatever_happens_the_log_proves_that_nothing_forbidden_left(
    deeds: list[tuple[str, int, int]],
) -> None:
    world = World()
    desk = with_templates(NumberDesk(world))
    conversation = desk.say()
    for deed, hours, skew in deeds:
        # the provider's clock may step, be ahead and behind
        _do(world, desk, conversation, deed, skew * HOUR)
        desk.wait(hours * HOUR)
    for each in world.happened(conversation, MessagePosted):
        delivery = world.get(Conversation, conversation).delivery(each.message_id)
        if delivery.startable and (delivery.not_before is None or delivery.not_before <= world.now):
            world.do(StartSend(conversation, each.message_id))
    _prove(world, conversation)


def _do(world: World, desk: NumberDesk, conversation: UUID, deed: str, skew: timedelta) -> None:
    answer = {
        "answer": PostReply(conversation, "An answer"),
        "automatic": PostReply(conversation, "By itself", origin="automation"),
        "template": PostReply(conversation, "", template=HELLO),
        "later": PostReply(conversation, "Later", send_at=world.now + abs(skew) + HOUR),
    }.get(deed)
    if answer is not None:
        try:
            world.do(answer, by=world.admin)
        except Refusal as refusal:
            if refusal.code not in {"template_needed", "template_not_approved", "opted_out"}:
                raise
    elif deed in {"write", "stop", "start"}:
        assert desk.say({"write": "Hello"}.get(deed, deed), at=world.now + skew) == conversation
    elif deed == "send":
        waiting = [
            one for one in world.get(Conversation, conversation).deliveries.items() if one[1].startable
        ]
        for message_id, delivery in waiting[:1]:
            if delivery.not_before is None or delivery.not_before <= world.now:
                world.do(StartSend(conversation, message_id))
    else:
        world.do(NoteTemplate(desk.channel, "hello", "en", "paused" if deed == "pause" else "approved"))


def _prove(world: World, conversation: UUID) -> None:
    """Hold every attempt to the log alone: the decision before it, and the rule."""
    decisions: dict[UUID, WindowDecided] = {}
    posted: dict[UUID, MessagePosted] = {}
    for event in world.ports.log.stream(conversation):
        match event:
            case WindowDecided():
                decisions[event.message_id] = event
            case MessagePosted():
                posted[event.message_id] = event
                assert decisions[event.message_id].allowed
            case SendStarted():
                decision, message = decisions[event.message_id], posted[event.message_id]
                assert (decision.moment, decision.allowed) == ("sending", True)
                assert decision.timestamp == event.timestamp
                assert decision.template == ("approved" if message.template else "")
                if not message.template:
                    assert decision.last_inbound_at is not None
                    assert event.timestamp - decision.last_inbound_at <= DAY
                if decision.opted_out_at is not None:
                    assert (message.origin, message.template) == ("human", "")
                    assert decision.last_inbound_at is not None
                    assert decision.last_inbound_at > decision.opted_out_at


@pytest.mark.req("WAB-02", "CNV-02")
def test_only_kinds_where_people_opt_have_templates() -> None:
    assert [name for name in ("email", "form", "chat", "messenger", "whatsapp") if kind_of(name).opting] == [
        "whatsapp"
    ]
