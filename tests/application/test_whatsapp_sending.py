"""What is sent by WhatsApp: free for a day, by approved templates at any time, judged twice, and the log proves it (WAB-02)."""

from datetime import timedelta

import pytest

from application.attaching import OutgoingAttachment
from application.conversation import ComposeMail, PostReply
from application.sending import StartSend
from application.templates import NoteTemplate, NoteTemplates, UsedTemplate
from domain.channels.kinds import kind_of
from domain.channels.window import TemplateNeeded, TemplateNotApproved
from domain.conversation.messages import MessagePosted, SendFailed, SendRefused, SendStarted
from domain.kernel.refusal import InvalidInput, NotFound, Refusal
from domain.template.rendering import TemplateVariables
from tests.support.numbers import (
    HELLO,
    JO,
    NumberDesk,
    decided,
    posted,
    with_templates,
)
from tests.support.pages import PageDesk
from tests.support.world import World

DAY, HOUR = timedelta(hours=24), timedelta(hours=1)


@pytest.fixture
def desk(world: World) -> NumberDesk:
    return with_templates(NumberDesk(world))


def file() -> OutgoingAttachment:
    return OutgoingAttachment("bill.pdf", "application/pdf", b"%PDF")


@pytest.mark.req("WAB-02", "CNV-08")
@pytest.mark.parametrize(
    ("content_type", "size"), [("image/gif", 6), ("application/zip", 4), ("image/png", 5 * 1024 * 1024 + 1)]
)
def test_a_file_that_whatsapp_takes_not_is_refused_before_anything_is_recorded(
    world: World, desk: NumberDesk, content_type: str, size: int
) -> None:
    conversation = desk.say()
    wrong = OutgoingAttachment("file", content_type, b"x" * size)
    with pytest.raises(InvalidInput, match="WhatsApp takes JPEG and PNG") as refused:
        world.do(PostReply(conversation, "See", attachments=(file(), wrong)), by=world.admin)
    assert refused.value.field == "attachments"
    assert world.happened(conversation, MessagePosted) == []
    world.do(PostReply(conversation, "See", attachments=(file(),)), by=world.admin)
    assert len(posted(world, conversation).attachments) == 1


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


@pytest.mark.req("WAB-02", "CNV-02")
def test_only_kinds_where_people_opt_have_templates() -> None:
    assert [name for name in ("email", "form", "chat", "messenger", "whatsapp") if kind_of(name).opting] == [
        "whatsapp"
    ]
