"""A bot at work: it speaks, understands, collects, opens tickets, hands over, and gives way to people (CHT-01, CHT-08)."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from application.account import SetLimits, SetReopening
from application.bot import ReadBot, SetBot, SwitchBot
from application.bus import Bus, Command
from application.chat_mails import RecordChatMailed
from application.chatted import Sending
from application.conversation import AssignConversation, CloseConversation, PostReply
from application.handling import FileConversation
from application.ingest import IngestMessage
from application.placing import MergeConversation
from application.router import HANDLERS
from application.routing import OfferConversation
from application.talking import opening
from application.user_self import SetAvailability
from application.visitors import GiveDetails
from domain.bot.aggregate import BotRun, run_id
from domain.bot.flow import Flow
from domain.bot.steps import Option, Step
from domain.bot.walking import POLICY
from domain.contact.events import ContactRenamed, IdentityAdded
from domain.conversation import messages
from domain.conversation.aggregate import Conversation, Status
from domain.conversation.bot_events import BotReleased
from domain.conversation.events import AssignmentDecided, TicketSkipped
from domain.conversation.visiting_events import AddressGiven
from domain.ticket.events import TicketOpened
from tests.support.chats import ChatDesk
from tests.support.memory_ports import with_limits
from tests.support.world import World

pytestmark = pytest.mark.req("CHT-01")
FLOW = Flow(
    "Robin",
    (
        Step("hello", "say", "Hello!", "what"),
        Step("what", "choose", "Orders or other?", options=(Option("Orders", "name"), Option("Other"), Option("Bye", "end"))),
        Step("name", "ask", "Your name?", "mail", field="name"),
        Step("mail", "ask", "Your address?", "phone", field="email"),
        Step("phone", "ask", "Your number?", "call", field="phone"),
        Step("call", "ticket", "Call back", "person"),
        Step("person", "hand_over", "A colleague is coming."),
        Step("end", "end", "Goodbye."),
    ),
)  # fmt: skip


class BotDesk(ChatDesk):
    """A chat whose bot speaks, and a visitor who answers it."""

    def __init__(self, world: World, flow: Flow = FLOW, **rule: object) -> None:
        super().__init__(world, **rule)  # type: ignore[arg-type]
        self.visitor = uuid4()
        world.do(SetBot(self.channel, flow))
        world.do(SwitchBot(self.channel, on=True))

    def write(self, *texts: str) -> Conversation:
        """Let the visitor write, and the bot answer each."""
        for text in texts:
            conversation_id = self.say(text, self.visitor, shown=True)
        return self.world.get(Conversation, conversation_id)

    def run(self, conversation: Conversation) -> BotRun:
        """Return the bot's part in it."""
        return self.world.get(BotRun, run_id(conversation.id))

    def skipped(self, conversation: Conversation) -> list[str]:
        """Return why the bot opened no ticket."""
        skipped = self.world.happened(conversation.id, TicketSkipped)
        return [one.reason for one in skipped if one.policy == POLICY]

    def said(self, conversation: Conversation) -> list[str]:
        """Return what the bot said."""
        posted = self.world.happened(conversation.id, messages.MessagePosted)
        return [one.text for one in posted if one.origin == "bot"]


def shown(world: World, desk: BotDesk) -> list[str]:
    question = ReadBot(desk.channel)
    said = world.bus.ask(question, world.env(), lambda _, unit: opening(unit, desk.now))
    return [one.text for one in said]


def test_the_first_message_answers_what_the_visitor_was_shown(world: World) -> None:
    desk = BotDesk(world)
    assert shown(world, desk) == ["Hello!", "Orders or other?"]
    conversation = desk.write("orders")
    (posted,) = world.happened(conversation.id, messages.MessagePosted)
    assert (posted.text, posted.origin, posted.sender_name, posted.author_id) == (
        "Your name?",
        "bot",
        "Robin",
        None,
    )
    assert len(world.happened(conversation.id, messages.MessageSent)) == 1
    assert (conversation.with_bot, desk.run(conversation).waits) == (True, "name")


def test_choices_are_said_with_the_question(world: World) -> None:
    conversation = BotDesk(world).write("hm")
    (posted,) = world.happened(conversation.id, messages.MessagePosted)
    assert posted.choices == ("Orders", "Other", "Bye")


@pytest.mark.req("CHT-01", "CON-02")
def test_what_it_collects_is_kept_with_the_contact_and_a_person_gets_the_conversation(world: World) -> None:
    user = world.user("Ann")
    desk = BotDesk(world, users=(user,))
    conversation = desk.write("Orders")
    assert (conversation.assignee_id, world.happened(conversation.id, AssignmentDecided)) == (None, [])
    world.do(OfferConversation(conversation.id, "available"))
    assert world.get(Conversation, conversation.id).assignee_id is None
    conversation = desk.write("Jo Doe", "Jo@Customer.example", "+48 22 123 45 67")
    assert conversation.assignee_id == user
    assert [one.trigger for one in world.happened(conversation.id, AssignmentDecided)] == ["handed_over"]
    assert (conversation.with_bot, desk.run(conversation).outcome) == (False, "handed_over")
    contact = conversation.contact_id
    assert [one.name for one in world.happened(contact, ContactRenamed)] == ["Jo Doe"]
    values = [(one.kind, one.value) for one in world.happened(contact, IdentityAdded)]
    assert values[1:] == [("email", "jo@customer.example"), ("phone", "+48221234567")]
    assert len(world.happened(conversation.id, AddressGiven)) == 2
    (ticket,) = world.ports.log.opened_by(TicketOpened, world.account)  # type: ignore[attr-defined]
    (opened,) = world.happened(ticket, TicketOpened)
    assert (opened.name, opened.source, opened.conversation_id) == ("Call back", "bot", conversation.id)


@pytest.mark.req("SE-03")
def test_a_number_or_address_that_is_somebody_elses_joins_nobody(world: World) -> None:
    mailed = world.conversation(world.channel())
    known = world.get(Conversation, mailed).contact_id
    desk = BotDesk(world)
    conversation = desk.write("Orders", "Jo", "ann@customer.example", "12 34 56")
    assert conversation.contact_id != known
    assert [one.kind for one in world.happened(conversation.contact_id, IdentityAdded)] == ["cookie"]
    assert [one.email for one in world.happened(conversation.id, AddressGiven)] == [
        "",
        "ann@customer.example",
    ]


def test_who_is_not_understood_gets_a_person_and_so_does_who_asks_for_one(world: World) -> None:
    desk = BotDesk(world)
    conversation = desk.write("hm", "hm?")
    assert (desk.run(conversation).outcome, conversation.with_bot) == ("handed_over", False)
    assert desk.said(conversation) == ["Orders or other?"]
    desk.write("Hello?")
    assert desk.said(conversation) == ["Orders or other?"]


def test_what_ends_is_closed(world: World) -> None:
    desk = BotDesk(world)
    conversation = desk.write("bye")
    assert (conversation.status, desk.run(conversation).outcome) == (Status.CLOSED, "ended")
    assert desk.said(conversation) == ["Goodbye."]


def test_each_message_is_answered_once(world: World) -> None:
    desk = BotDesk(world)
    conversation = world.get(Conversation, desk.say("Orders", desk.visitor, client_id="1", shown=True))
    world.do(IngestMessage(desk.accept(Sending(desk.channel, desk.visitor, "1", "Orders", shown=True))))
    assert desk.said(conversation) == ["Your name?"]


@pytest.mark.req("RTG-09", "RTG-11")
@pytest.mark.parametrize("how", ["replies", "takes", "closes"])
def test_a_person_takes_over(world: World, how: str) -> None:
    desk, user = BotDesk(world), world.user("Ann")
    conversation = desk.write("Orders")
    deeds: dict[str, Command] = {
        "replies": PostReply(conversation.id, "I am here."),
        "takes": AssignConversation(conversation.id, user),
        "closes": CloseConversation(conversation.id),
    }
    world.do(deeds[how], by=user)
    assert not world.get(Conversation, conversation.id).with_bot
    again = desk.write("Jo")
    assert desk.said(again) == ["Your name?"]
    assert [one.reason for one in world.happened(again.id, BotReleased)] == ["taken_over"]


def test_a_team_takes_over(world: World) -> None:
    desk, user = BotDesk(world), world.user("Ann")
    conversation, team = desk.write("Orders"), world.team("Service", user)
    world.do(AssignConversation(conversation.id, None, team_id=team))
    assert not world.get(Conversation, conversation.id).with_bot


@pytest.mark.req("CHT-08")
def test_a_bot_speaks_only_when_it_is_to(world: World) -> None:
    desk = BotDesk(world, replace(FLOW, when="available"))
    world.do(SetAvailability(world.admin, available=False))
    conversation = desk.write("Orders")
    assert not conversation.with_bot
    assert len(world.happened(conversation.id, AssignmentDecided)) == 1
    assert shown(world, desk) == []
    other = BotDesk(world, replace(FLOW, when="unavailable"))
    assert other.write("Orders").with_bot


def test_without_a_bot_that_is_on_nothing_is_said(world: World) -> None:
    plain, silent = ChatDesk(world), BotDesk(world)
    world.do(SwitchBot(silent.channel, on=False))
    assert not world.get(Conversation, plain.say()).with_bot
    assert not silent.write("Orders").with_bot
    assert shown(world, silent) == []


def test_a_flow_without_a_question_hands_over_with_the_first_message(world: World) -> None:
    desk = BotDesk(world, Flow("Robin", (Step("hello", "say", "Hello!"),)))
    conversation = desk.write("I need help")
    assert (desk.said(conversation), desk.run(conversation).outcome) == ([], "handed_over")


TICKET = Flow("Robin", (Step("call", "ticket", "Call back"),))


@pytest.mark.req("TKT-03")
def test_a_contact_with_too_many_tickets_gets_none_and_why_is_recorded(world: World) -> None:
    world.do(SetLimits(1))
    desk = BotDesk(world, TICKET)
    first = desk.write("x")
    assert desk.skipped(first) == []
    world.do(CloseConversation(first.id))
    world.do(SetReopening(0))
    second = desk.write("y")
    assert second.id != first.id
    assert desk.skipped(second) == ["association_limit"]


@pytest.mark.req("ACC-08")
def test_an_account_that_makes_no_tickets_by_itself_gets_none_though_its_flow_is_older(world: World) -> None:
    desk = BotDesk(world, TICKET)
    world.ports = with_limits(world.ports, ticket_gate=date(2000, 1, 1))
    world.bus = Bus(world.ports, HANDLERS)
    conversation = desk.write("x")
    assert desk.skipped(conversation) == ["account_date_gate"]


def test_who_was_not_shown_its_first_words_is_told_them_first(world: World) -> None:
    desk = BotDesk(world)
    conversation = world.get(Conversation, desk.say("My parcel is lost", desk.visitor))
    assert desk.said(conversation) == ["Hello!", "Orders or other?"]
    assert desk.run(conversation).waits == "what"
    assert desk.said(desk.write("Orders"))[2:] == ["Your name?"]


@pytest.mark.req("CHT-11", "RTG-10")
def test_who_goes_on_by_mail_gets_a_person(world: World) -> None:
    user = world.user("Ann")
    desk = BotDesk(world, users=(user,))
    conversation = desk.write("Orders")
    (asked,) = world.happened(conversation.id, messages.MessagePosted)
    desk.do(GiveDetails(desk.channel, desk.visitor.hex, "jo@customer.example"), desk.visitor)
    told = RecordChatMailed(
        conversation.id, 0, (asked.message_id,), "jo@customer.example", "1@x.example", "sent", 250
    )
    world.do(told)
    raw = b"From: jo@customer.example\r\nMessage-ID: <%s@y.example>\r\nIn-Reply-To: <1@x.example>\r\n%s\r\nJo Doe"
    assert world.mailed(desk.channel, raw % (b"2", b"Auto-Submitted: auto-replied\r\n")) == conversation.id
    assert world.get(Conversation, conversation.id).with_bot
    assert world.mailed(desk.channel, raw % (b"3", b"")) == conversation.id
    again = world.get(Conversation, conversation.id)
    assert (again.with_bot, again.assignee_id) == (False, user)


@pytest.mark.req("CNV-01", "CNV-07")
@pytest.mark.parametrize("how", ["files", "merges"])
def test_what_a_person_puts_away_or_together_no_bot_holds(world: World, how: str) -> None:
    desk = BotDesk(world)
    one = desk.write("Orders")
    other = desk.say("Orders", uuid4(), shown=True)
    deeds: dict[str, Command] = {
        "files": FileConversation(one.id, "archive"),
        "merges": MergeConversation(one.id, other, confirmed=True),
    }
    world.do(deeds[how])
    assert not world.get(Conversation, one.id).with_bot
    assert world.get(Conversation, other).with_bot == (how == "files")
    world.do(FileConversation(other, "spam"))
    world.do(FileConversation(other, ""))
