"""Mail that people send from the inbox is signed by the team (EML-07, EML-09, EML-10)."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from application.bus import Command
from application.channel import AcceptTerms, ChooseProvider, Connect, SetSenderDetails, StartConnect
from application.channel_authorisation import AuthoriseMailbox
from application.channel_automation import SetRoutingRule, SetTicketAutomation
from application.conversation import ComposeMail, PostReply
from application.signature import (
    PreviewSender,
    ReadSignatureBelow,
    SetSignature,
    preview_sender,
    read_signature_below,
)
from application.user import InviteUser
from domain.channel.aggregate import Channel
from domain.channel.signature import Signature
from domain.channels.email_kind import FromNameNotSupported
from domain.conversation.messages import MessagePosted
from domain.kernel.ids import derived
from domain.kernel.refusal import InvalidInput, NotAllowed, NotFound, VersionMismatch
from tests.support.memory_ports import memory_ports
from tests.support.world import World

SOURCE = "**{{agent.first_name}}** of *Acme*\n[Web](https://acme.example)"


def person(world: World, local: str, name: str) -> UUID:
    return world.make(InviteUser(world.address(local), name, ("agent",)))


def posted(world: World, conversation: UUID) -> MessagePosted:
    return world.happened(conversation, MessagePosted)[-1]


def written(world: World, channel: UUID, by: UUID | str) -> UUID:
    command_id = uuid4()
    world.do(
        ComposeMail(channel, ("jo@customer.example",), "Hello", "How are you?"), by=by, command_id=command_id
    )
    return derived(command_id, "conversation")


@pytest.mark.req("EML-09", "EML-10")
def test_answers_and_new_mails_of_people_carry_the_signature_filled_in_beside_their_text() -> None:
    world = World()
    ann, bo = person(world, "ann", "Ann Field"), person(world, "bo", "Bo & <i>Co</i>")
    channel = world.channel()
    world.do(SetSignature(channel, "markdown", SOURCE), by=world.admin)
    conversation = written(world, channel, ann)
    mail = posted(world, conversation)
    assert (mail.text, mail.html) == ("How are you?", "")
    assert mail.signature_text == "Ann of Acme\nWeb (https://acme.example)"
    assert "<strong>Ann</strong>" in mail.signature_html
    world.do(PostReply(conversation, "Well?"), by=bo)
    reply = posted(world, conversation)
    assert reply.signature_text.startswith("Bo of Acme")
    world.do(SetSignature(channel, "html", "<p>{{agent.name}}</p>"), by=world.admin)
    world.do(PostReply(conversation, "And?"), by=bo)
    assert posted(world, conversation).signature_html == "<p>Bo &amp; &lt;i&gt;Co&lt;/i&gt;</p>"
    assert posted(world, conversation).signature_text == "Bo & <i>Co</i>"


@pytest.mark.req("EML-09")
def test_what_no_person_wrote_and_a_channel_without_signature_sign_nothing() -> None:
    world = World()
    ann, channel = world.user("Ann"), world.channel()
    assert posted(world, written(world, channel, ann)).signature_text == ""
    world.do(SetSignature(channel, "markdown", SOURCE))
    mail = posted(world, written(world, channel, "system:test"))
    assert (mail.signature_text, mail.signature_html) == ("", "")
    world.do(SetSignature(channel, "markdown", ""))
    assert posted(world, written(world, channel, ann)).signature_html == ""


@pytest.mark.req("EML-09", "ACC-03")
def test_a_signature_is_set_by_those_who_may_edit_the_channel_and_saw_it() -> None:
    world = World()
    ann, channel = world.user("Ann"), world.channel()
    with pytest.raises(NotAllowed):
        world.do(SetSignature(channel, "markdown", SOURCE), by=ann)
    with pytest.raises(VersionMismatch):
        world.do(SetSignature(channel, "markdown", SOURCE, expected_version=1), by=world.admin)
    with pytest.raises(InvalidInput, match="token"):
        world.do(SetSignature(channel, "markdown", "{{contact.name}}"), by=world.admin)
    assert world.get(Channel, channel).signature == Signature()


@pytest.mark.req("EML-09")
def test_what_will_stand_below_a_mail_is_known_to_who_sees_its_channel() -> None:
    world = World()
    ann, bo, channel = world.user("Ann"), world.user("Bo"), world.channel()
    question = ReadSignatureBelow(channel)
    assert world.bus.ask(question, world.env(ann), read_signature_below).text == ""
    world.do(SetSignature(channel, "markdown", SOURCE))
    for user in (ann, bo):
        below = world.bus.ask(question, world.env(user), read_signature_below)
        mail = posted(world, written(world, channel, user))
        assert (below.text, below.html) == (mail.signature_text, mail.signature_html)
    other = World(ports=world.ports)
    with pytest.raises(NotFound):
        other.bus.ask(question, other.env(other.admin), read_signature_below)


def asked(channel: UUID, **more: str) -> PreviewSender:
    said = {"from_name": "agent_and_company", "company_name": "Acme", "from_address": "", "source": ""} | more
    return PreviewSender(
        channel,
        said["from_name"],
        said["company_name"],
        said["from_address"],
        Signature("markdown", said["source"]),
    )


@pytest.mark.req("EML-07", "EML-10")
def test_a_preview_shows_what_the_asker_would_send_and_records_nothing() -> None:
    world = World()
    channel = world.connecting(upto="sender_details")
    version, env = world.get(Channel, channel).version, world.env(world.admin)

    def preview(**more: str) -> tuple[str, str, str]:
        name, address, signature = world.bus.ask(asked(channel, **more), env, preview_sender)
        return name, address, signature.text

    own = world.address("help")
    assert preview(source="{{agent.first_name}}") == ("Admin of Acme at Acme", own, "Admin")
    assert preview(from_name="company", from_address="Sales@Acme.example") == (
        "Acme",
        "sales@acme.example",
        "",
    )
    assert preview(company_name=" ") == ("Admin of Acme", own, "")
    assert world.get(Channel, channel).version == version
    with pytest.raises(InvalidInput):
        preview(from_address="nobody")
    with pytest.raises(InvalidInput):
        preview(from_name="mailbox")
    other = World(ports=world.ports)
    with pytest.raises(NotFound):
        other.bus.ask(asked(channel), other.env(other.admin), preview_sender)


@pytest.mark.req("EML-08")
def test_office_365_takes_no_from_name_and_mail_leaves_without_one() -> None:
    ports = memory_ports()
    world = World(ports=replace(ports, limits=replace(ports.limits, providers=frozenset({"office365"}))))
    channel = world.make(StartConnect("email", world.inbox))
    steps = (
        ChooseProvider(channel, "office365"),
        AcceptTerms(channel, "1", "0" * 64, "en"),
        AuthoriseMailbox(
            channel,
            provider="office365",
            address=world.address("help"),
            aliases=(),
            cloud="",
            grant=b"sealed",
        ),
    )
    for step in steps:
        world.do(step, by=world.admin)
    with pytest.raises(FromNameNotSupported):
        world.do(SetSenderDetails(channel, "company", "Acme"), by=world.admin)
    with pytest.raises(FromNameNotSupported):
        world.bus.ask(asked(channel), world.env(world.admin), preview_sender)
    named = world.bus.ask(asked(channel, from_name="mailbox"), world.env(world.admin), preview_sender)
    assert named.name == ""
    rest: tuple[Command, ...] = (
        SetSenderDetails(channel, "mailbox", ""),
        SetRoutingRule(channel, enabled=False),
        SetTicketAutomation(channel, enabled=False),
        Connect(channel),
    )
    for left in rest:
        world.do(left, by=world.admin)
    assert posted(world, written(world, channel, world.user("Ann"))).sender_name == ""
