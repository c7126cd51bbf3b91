"""A bounce marks what it is about as failed, and does nothing else that a person's mail would do (EML-18)."""

import pytest

from application.conversation import CloseConversation, PostReply
from application.sending import RecordSent, StartSend
from domain.contact.events import ContactCreated
from domain.conversation.aggregate import Status
from domain.conversation.delivery import State
from domain.conversation.events import ConversationReopened, ThreadingDecided
from domain.conversation.messages import MessageBounced, MessagePosted, MessageReceived
from domain.ticket.events import TicketOpened
from tests.channels.email.mails import multipart, part
from tests.support.inbound import Mailroom
from tests.support.world import World


class Desk:
    """A message of ours, sent to a customer and two others in a conversation that was closed then."""

    def __init__(self) -> None:
        self.world = World()
        self.room = Mailroom(self.world, self.world.channel(tickets=True))
        self.conversation = self.room.mail()
        reply = PostReply(self.conversation, "Hello", cc=("bo@x.example", "cy@x.example"))
        self.world.do(reply, by=self.world.admin)
        (self.message,) = self.room.conversation(self.conversation).deliveries
        self.world.do(StartSend(self.conversation, self.message))
        self.world.do(RecordSent(self.conversation, self.message, 1, 250, recipients=3))
        self.world.do(CloseConversation(self.conversation), by=self.world.admin)

    @property
    def sent_as(self) -> str:
        return self.world.happened(self.conversation, MessagePosted)[0].provider_id

    @property
    def state(self) -> State:
        return self.room.conversation(self.conversation).deliveries[self.message].state

    def bounce(
        self,
        email: str = "bo@x.example",
        *,
        action: str = "failed",
        original: str = "",
        status: str = "5.1.1",
    ) -> bytes:
        told = f"Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; {email}\r\nAction: {action}\r\nStatus: {status}"
        return multipart(
            "report; report-type=delivery-status",
            part("text/plain", "It did not arrive."),
            part("message/delivery-status", f"{told}\r\nDiagnostic-Code: smtp; 550 no {email}"),
            part("message/rfc822", f"Message-ID: <{original or self.sent_as}>\r\n\r\nHello"),
            top=(
                "From: MAILER-DAEMON@mx.example",
                f"Message-ID: <{action}.{email}@mx.example>",
                "Subject: Undelivered Mail",
            ),
        )

    def count(self, kind: type) -> int:
        read = self.world.ports.log.read(0, 10**6)  # type: ignore[attr-defined]
        return sum(isinstance(one.event, kind) for one in read)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.mark.req("EML-18")
def test_a_bounce_marks_the_message_as_failed_and_stands_beside_it(desk: Desk) -> None:
    contacts, tickets = desk.count(ContactCreated), desk.count(TicketOpened)
    where, bounce_id = desk.room.receive(desk.bounce())
    assert where == desk.conversation
    (bounced,) = desk.world.happened(where, MessageBounced)
    assert (bounced.message_id, bounced.bounce_id) == (desk.message, bounce_id)
    assert (bounced.recipients, bounced.of, bounced.permanent, bounced.status) == ((1,), 3, True, "5.1.1")
    assert bounced.diagnostic == "550 no bo@x.example"
    assert desk.state is State.FAILED
    assert desk.world.happened(where, MessageReceived)[-1].automatic == "bounce"
    decision = desk.world.happened(where, ThreadingDecided)[-1]
    assert (decision.outcome, decision.by, decision.reasons) == ("joined", "token", ("returns_our_message",))
    assert desk.room.conversation(where).status is Status.CLOSED
    assert not desk.world.happened(where, ConversationReopened)
    assert (desk.count(ContactCreated), desk.count(TicketOpened)) == (contacts, tickets)


@pytest.mark.req("EML-18", "RL-04")
def test_the_same_bounce_twice_is_once(desk: Desk) -> None:
    desk.room.receive(desk.bounce())
    assert desk.room.take_in(desk.room.accept(desk.bounce())) == "intake.duplicate_ignored"
    assert len(desk.world.happened(desk.conversation, MessageBounced)) == 1


@pytest.mark.req("EML-18")
def test_a_delay_is_told_and_fails_nothing(desk: Desk) -> None:
    desk.room.receive(desk.bounce(action="delayed", status="4.4.1"))
    (bounced,) = desk.world.happened(desk.conversation, MessageBounced)
    assert (bounced.delayed, bounced.permanent) == (True, False)
    assert desk.state is State.SENT


@pytest.mark.req("EML-18")
def test_a_bounce_for_somebody_we_did_not_write_to_names_no_place(desk: Desk) -> None:
    desk.room.receive(desk.bounce("forwarded.on@y.example"))
    assert desk.world.happened(desk.conversation, MessageBounced)[0].recipients == ()


@pytest.mark.req("EML-18")
@pytest.mark.parametrize("original", ["unknown@x.example", f"{'0' * 32}.{'0' * 16}@in.postroom.localhost"])
def test_a_bounce_of_what_we_did_not_send_is_a_conversation_of_its_own(desk: Desk, original: str) -> None:
    tickets = desk.count(TicketOpened)
    where, _ = desk.room.receive(desk.bounce(original=original))
    assert where != desk.conversation
    assert desk.state is State.SENT
    assert desk.count(TicketOpened) == tickets


@pytest.mark.req("EML-18")
def test_a_bounce_of_a_customer_s_mail_touches_nothing_of_ours(desk: Desk) -> None:
    theirs = desk.world.happened(desk.conversation, MessageReceived)[0].provider_id
    where, _ = desk.room.receive(desk.bounce(original=theirs))
    assert where != desk.conversation
    assert desk.state is State.SENT
