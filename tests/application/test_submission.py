"""What becomes of a submission: contact, conversation, ticket, answer (FRM-01, FRM-04, FRM-05, FRM-07, FRM-08)."""

from uuid import UUID, uuid4

import pytest

from application.account import SetLimits
from application.channel_state import PauseChannel
from application.conversation import PostReply
from application.form import ChangeForm
from application.merging import MergeContact
from application.properties import ChangeProperty, DefineProperty
from application.submitted import SentFile, file_of, is_submission, read
from domain.account.events import PropertyDefined
from domain.channel.aggregate import Channel
from domain.conversation.aggregate import Conversation
from domain.conversation.events import ConversationStarted, TicketSkipped
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.form.definition import Definition, usual_fields
from domain.form.events import SubmissionReceived
from domain.form.fields import Field
from domain.intake.events import DuplicateIgnored, MessageSetAside, ParsingFailed
from domain.kernel.refusal import InvalidInput
from domain.ticket.events import TicketDescribed, TicketOpened, TicketPropertySet
from infrastructure.channels.email.showing import MailRendering
from infrastructure.channels.form.showing import Rendering
from tests.support.forms import SAID, FormDesk
from tests.support.mails import a_mail
from tests.support.memory_ports import memory_ports, with_limits
from tests.support.world import AFTER_THE_GATE, World

PICTURE = SentFile("picture", "cat.png", "image/png", b"\x89PNG\r\n\x1a\nmeow")


@pytest.fixture
def world() -> World:
    return World()


def received(world: World, conversation: UUID) -> MessageReceived:
    return world.happened(conversation, MessageReceived)[0]


@pytest.mark.req("FRM-01", "FRM-07", "CON-01")
def test_a_submission_begins_a_conversation_with_who_sent_it_and_keeps_what_is_hidden(world: World) -> None:
    desk = FormDesk(world)
    conversation = desk.submit(**SAID, campaign="autumn", utm_term="lamps")
    (begun,) = world.happened(conversation, ConversationStarted)
    message = received(world, conversation)
    assert (begun.channel_kind, begun.subject, message.sender, message.sender_why) == (
        "form", "Broken lamp", "jo@customer.example", "form",
    )  # fmt: skip
    assert "It fell." in message.text
    assert "autumn" not in message.text
    assert "lamps" not in message.text
    (kept,) = desk.submissions()
    said = {one["name"]: (one["values"], one["hidden"], one["known"]) for one in kept.given}
    assert said["campaign"] == (["autumn"], True, True)
    assert said["utm_term"] == (["lamps"], False, False)
    assert (kept.form_version, kept.page, kept.conversation_id) == (
        1,
        "https://www.example.org/contact",
        conversation,
    )
    again = desk.submit()
    assert world.get(Conversation, again).contact_id == begun.contact_id
    assert again != conversation


@pytest.mark.req("FRM-01")
def test_without_an_address_it_is_nobody_in_particular_and_cannot_be_answered(world: World) -> None:
    desk = FormDesk(world, fields=(Field("name", "Name", fills="contact.name"),))
    first, second = desk.submit(name="Jo"), desk.submit(name="Jo")
    assert world.get(Conversation, first).contact_id != world.get(Conversation, second).contact_id
    assert received(world, first).subject == "Contact"
    with pytest.raises(InvalidInput):
        world.do(PostReply(first, "Hello"), by=world.admin)


@pytest.mark.req("FRM-01", "FRM-10", "RL-04")
def test_a_repeat_is_once_and_something_else_from_the_same_page_is_not(world: World) -> None:
    desk = FormDesk(world)
    raw = desk.original(nonce="n", **SAID)
    desk.take_in(raw)
    assert world.happened(desk.take_in(raw), DuplicateIgnored)
    desk.take_in(desk.original(nonce="n", **{**SAID, "ticket_description": "It fell twice."}))
    desk.take_in(desk.original(nonce="m", **SAID))
    assert len(desk.submissions()) == 3


@pytest.mark.req("FRM-01", "EML-16")
@pytest.mark.parametrize("from_address", ["", "help@acme.example"])
def test_it_is_answered_by_mail_and_the_answer_to_that_comes_back(world: World, from_address: str) -> None:
    desk = FormDesk(world, from_address=from_address)
    conversation = desk.submit()
    world.do(PostReply(conversation, "We send another."), by=world.admin)
    (posted,) = world.happened(conversation, MessagePosted)
    hosted = world.get(Channel, desk.channel).hosted_address
    assert posted.to == ("jo@customer.example",)
    assert (posted.sender, posted.reply_to) == ((from_address, hosted) if from_address else (hosted, ""))
    assert posted.subject == "Re: Broken lamp"
    answer = a_mail("Thanks!", sender="jo@customer.example", answers=posted.provider_id)
    assert world.mailed(desk.channel, answer) == conversation
    assert len(desk.submissions()) == 1


@pytest.mark.req("FRM-02", "FRM-03", "FRM-04", "FRM-05", "TKT-01", "TKT-05")
def test_it_becomes_a_ticket_with_what_was_sent_and_the_channels_pipeline(world: World) -> None:
    world.do(DefineProperty("Size", "choice", ("S", "L"), "ticket"))
    world.do(DefineProperty("Old", "text", (), "ticket"))
    size, old = (one.property_id for one in world.happened(world.account, PropertyDefined))
    more = (
        Field("size", "Size", "choice", options=("S", "L"), fills=f"ticket.property:{size}"),
        Field("old", "Old", fills=f"ticket.property:{old}"), Field("urgency", "Urgency", fills="ticket.priority"),
        Field("kind", "Kind", fills="ticket.category"),
    )  # fmt: skip
    ann = world.user("Ann")
    desk = FormDesk(world, fields=(*usual_fields("en"), *more), tickets=True, users=(ann,))
    world.do(ChangeProperty(old, "Old", (), archived=True))
    conversation = desk.submit(
        **SAID,
        size="L",
        old="x",
        urgency="high",
        kind="Delivery",
        ticket_pipeline=str(uuid4()),
        ticket_status="closed",
    )
    (opened,) = [one for one in desk.events() if isinstance(one, TicketOpened)]
    assert (opened.name, opened.source, opened.priority, opened.category) == (
        "Broken lamp",
        "form",
        "high",
        "Delivery",
    )
    assert (opened.pipeline_id, opened.stage, opened.owner_id) == (world.pipeline, "new", ann)
    assert [one.description for one in world.happened(opened.originator_id, TicketDescribed)] == ["It fell."]
    assert [one.value for one in world.happened(opened.originator_id, TicketPropertySet)] == ["L"]
    (kept,) = desk.submissions()
    assert (kept.ticket_id, kept.ticket_skipped) == (opened.originator_id, "")
    assert world.get(Conversation, conversation).assignee_id == ann


@pytest.mark.req("FRM-04", "TKT-05")
def test_who_is_away_gets_none_and_where_all_are_it_is_nobodys(world: World) -> None:
    desk = FormDesk(world, tickets=True, users=(world.user("Bo", available=False),))
    assert world.get(Channel, desk.channel).rule.available_only
    assert world.get(Conversation, desk.submit()).assignee_id is None
    (opened,) = [one for one in desk.events() if isinstance(one, TicketOpened)]
    assert opened.owner_id is None


@pytest.mark.req("FRM-05")
def test_what_is_no_priority_leaves_the_channels(world: World) -> None:
    fields = (*usual_fields("en"), Field("urgency", "Urgency", fills="ticket.priority"))
    desk = FormDesk(world, fields=fields, tickets=True)
    desk.submit(email="jo@customer.example", urgency="now!")
    (opened,) = [one for one in desk.events() if isinstance(one, TicketOpened)]
    assert (opened.priority, opened.name) == ("medium", "Contact")
    assert not world.happened(opened.originator_id, TicketDescribed)


@pytest.mark.req("FRM-02")
def test_a_form_without_ticket_fields_makes_none_and_says_why(world: World) -> None:
    desk = FormDesk(world, fields=(Field("email", "E-mail", "email", fills="contact.email"),), tickets=True)
    conversation = desk.submit(email="jo@customer.example")
    (skipped,) = world.happened(conversation, TicketSkipped)
    assert (skipped.reason, skipped.policy) == ("form_without_ticket_fields", "ticket_opening@3")
    assert [one.ticket_skipped for one in desk.submissions()] == ["form_without_ticket_fields"]


@pytest.mark.req("FRM-08", "CON-03")
def test_past_the_limit_the_conversation_is_kept_without_a_ticket() -> None:
    world = World(ports=with_limits(memory_ports(), submissions_per_contact=2))
    desk = FormDesk(world, tickets=True)
    other = {**SAID, "email": "jo@home.example"}
    first, second, third = desk.submit(), desk.submit(**other), desk.submit(**other)
    into, merged = (world.get(Conversation, one).contact_id for one in (first, second))
    assert not world.happened(third, TicketSkipped)
    world.do(MergeContact(merged, into))
    last = desk.submit()
    (skipped,) = world.happened(last, TicketSkipped)
    assert skipped.reason == "submission_limit"
    assert len(desk.submissions()) == 4


@pytest.mark.req("TKT-03", "ACC-08")
def test_other_reasons_come_first(world: World) -> None:
    desk = FormDesk(world, tickets=True)
    world.do(SetLimits(0))
    (skipped,) = world.happened(desk.submit(), TicketSkipped)
    assert skipped.reason == "association_limit"
    late = FormDesk(World(AFTER_THE_GATE))
    (skipped,) = late.world.happened(late.submit(), TicketSkipped)
    assert (skipped.reason, "help desk" in skipped.advice) == ("account_date_gate", True)


@pytest.mark.req("FRM-09")
def test_a_submission_names_its_version_and_is_read_by_it(world: World) -> None:
    desk = FormDesk(
        world, fields=(Field("email", "E-mail", "email", fills="contact.email"), Field("a", "First"))
    )
    world.do(ChangeForm(desk.form_id, Definition("Contact", (Field("a", "Second"),))))
    desk.take_in(desk.original(version=1, email="jo@customer.example", a="x"))
    desk.take_in(desk.original(a="x"))
    assert [one.form_version for one in desk.submissions()] == [1, 2]
    assert [one.given[-1]["label"] for one in desk.submissions()] == ["First", "Second"]


@pytest.mark.req("FRM-10", "CNV-08")
def test_files_are_attachments_read_out_of_the_original(world: World) -> None:
    fields = (Field("email", "E-mail", "email", fills="contact.email"), Field("picture", "Picture", "file"))
    desk = FormDesk(world, fields=fields)
    conversation = desk.submit(email="jo@customer.example", files=(PICTURE,))
    message = received(world, conversation)
    assert "Picture: cat.png" in message.text
    assert [(one["filename"], one["part"]) for one in message.attachments] == [("cat.png", 0)]
    assert [(one["name"], one["size"]) for one in desk.submissions()[0].files] == [
        ("picture", len(PICTURE.data))
    ]
    raw = world.ports.blobs.get(message.blob_id, message.intake_id)
    assert raw is not None
    shown = Rendering(MailRendering())
    found = shown.attachment(raw, 0)
    assert found is not None
    assert (found.filename, found.data) == ("cat.png", PICTURE.data)
    assert shown.attachment(raw, 1) is None
    assert file_of(raw, -1) is None
    assert shown.html(raw, lambda _: None, allow_remote=False) is None
    letter = a_mail("Hi", sender="jo@customer.example")
    assert shown.attachment(letter, 0) is None
    assert shown.html(letter, lambda _: None, allow_remote=False) is None


@pytest.mark.req("FRM-01", "RL-03", "RL-05")
def test_while_paused_it_is_kept_and_what_cannot_be_read_is_listed(world: World) -> None:
    desk = FormDesk(world)
    broken = b'{"postroom_submission":1,"form_id":7'
    assert is_submission(broken)
    assert world.happened(desk.take_in(broken), ParsingFailed)
    world.do(PauseChannel(desk.channel))
    intake = desk.take_in(desk.original(**SAID))
    assert world.happened(intake, MessageSetAside)
    assert not desk.submissions()


def test_an_original_says_everything_by_itself(world: World) -> None:
    desk = FormDesk(world)
    raw = desk.original(email="Jo@Customer.example", ticket_name="One\nline")
    message = read(raw)
    assert (message.sender.address, message.subject) == ("jo@customer.example", "One line")
    assert message.submission is not None
    assert message.submission.form_id == desk.form_id
    assert SubmissionReceived.SUBJECT == "contact_id"
