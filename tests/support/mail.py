"""What mails, answers and decisions about them leave in a history."""

from typing import Any
from uuid import UUID

from domain.claim.events import Claimed
from domain.contact import events as contact
from domain.conversation import attribution_events as attribution
from domain.conversation import events as conversation
from domain.conversation import messages
from domain.intake import events as intake
from domain.routing import events as routing
from domain.ticket import events as ticket
from tests.support.histories import History


def accept(history: History, channel_id: UUID) -> UUID:
    """Take an original in."""
    history.command()
    intake_id = history.new_id("intake")
    history.record(
        intake.MessageAccepted, intake_id, channel_id=channel_id, blob_id=history.id("blob", intake_id), size=1234,
        mail_from="jo@example.org", recipient="help@example.com", peer_ip="192.0.2.1",
    )  # fmt: skip
    return intake_id


def receive(
    history: History,
    conversation_id: UUID,
    inbox_id: UUID,
    channel_id: UUID,
    contact_id: UUID,
    *,
    text: str = "Hello, my printer is on fire.",
    subject: str = "Help",
    outcome: str = "joined",
    forwarded: bool = False,
    **others: Any,
) -> UUID:
    """Let a message come into a conversation, as part of the present command; `forwarded` passes another one on."""
    message_id = history.new_id("message")
    history.record(
        conversation.ThreadingDecided, conversation_id, contact_id=contact_id, message_id=message_id, outcome=outcome,
        by="none", policy="threading.1", reasons=("no_match",), matched_id=None, evidence=("a@b",),
    )  # fmt: skip
    if forwarded:
        history.record(
            attribution.MessageAttributed, conversation_id, contact_id=contact_id, message_id=message_id,
            why="forwarded_original", reasons=("forwarded_by_user",), policy="attribution@1", form="inline", client="gmail",
            forwarded_to="original", forwards_by="users", by_user=True, authenticated=None, forwarder="bo@example.com",
            forwarder_name="Bo", original="jo@example.org", original_name=text[:20],
        )  # fmt: skip
    values: dict[str, Any] = {
        "contact_id": contact_id, "inbox_id": inbox_id, "channel_id": channel_id, "message_id": message_id,
        "intake_id": history.id("intake", message_id), "blob_id": history.id("blob", message_id),
        "provider_id": f"{message_id}@example.org", "sender": "jo@example.org", "sender_name": "Jo Doe",
        "sender_why": "from", "to": ("help@example.com",), "cc": (), "subject": subject, "text": text,
        "text_cut": False, "has_html": False, "attachments": (), "automatic": "", "defects": (), "sent_at": history.at,
    }  # fmt: skip
    history.record(messages.MessageReceived, conversation_id, **values | others)
    return message_id


def reattribute(history: History, conversation_id: UUID, contact_id: UUID, message_id: UUID) -> None:
    """Let a person say whose a message is."""
    history.record(
        attribution.MessageReattributed, conversation_id, contact_id=contact_id, message_id=message_id, why="forwarder",
        to_contact_id=contact_id, to_id=conversation_id, address="bo@example.com", name="Bo",
    )  # fmt: skip


def post(
    history: History, conversation_id: UUID, inbox_id: UUID, channel_id: UUID, contact_id: UUID, **others: Any
) -> UUID:
    """Answer, as part of the present command."""
    message_id = history.new_id("message")
    values: dict[str, Any] = {
        "contact_id": contact_id, "inbox_id": inbox_id, "channel_id": channel_id, "message_id": message_id,
        "author_id": None, "origin": "human", "provider_id": f"{message_id}@in.example", "in_reply_to": "x@example.org",
        "references": ("x@example.org",), "sender": "help@example.com", "sender_name": "Ann at Company",
        "to": ("jo@example.org",), "cc": (), "bcc": (), "subject": "Re: Help", "text": "Dear Jo", "attachments": (),
    }  # fmt: skip
    history.record(messages.MessagePosted, conversation_id, **values | others)
    return message_id


def assign(
    history: History,
    conversation_id: UUID,
    inbox_id: UUID,
    channel_id: UUID,
    user_id: UUID | None,
    previous_id: UUID | None = None,
    team_id: UUID | None = None,
) -> None:
    """Decide who has a conversation, with slots, as part of the present command."""
    considered = ({"user": str(user_id), "verdict": "eligible", "open": 3, "live": 0},) if user_id else ()
    history.record(
        conversation.AssignmentDecided, conversation_id, inbox_id=inbox_id, channel_id=channel_id,
        outcome="assigned" if user_id else "unassigned", source="rule", assignee_id=user_id, previous_id=previous_id,
        policy="routing.1", rule_version=1, strategy="round_robin", available_only=True, reasons=("longest_since",),
        considered=considered, facts_position=history.position, team_id=team_id,
    )  # fmt: skip
    if previous_id and previous_id != user_id:
        slots = history.id("slots", previous_id)
        history.record(routing.SlotReleased, slots, user_id=previous_id, conversation_id=conversation_id)
    if user_id and previous_id != user_id:
        slots = history.id("slots", user_id)
        history.record(routing.SlotTaken, slots, user_id=user_id, conversation_id=conversation_id, live=False)


def open_ticket(
    history: History,
    conversation_id: UUID,
    inbox_id: UUID,
    channel_id: UUID,
    contact_id: UUID,
    name: str = "Help",
) -> UUID:
    """Make a ticket of a conversation, as part of the present command."""
    ticket_id = history.new_id("ticket")
    history.record(
        ticket.TicketOpened, ticket_id, contact_id=contact_id, conversation_id=conversation_id, channel_id=channel_id,
        inbox_id=inbox_id, name=name, pipeline_id=history.pipeline_id, stage="new", priority="normal", category="",
        source="email", owner_id=None,
    )  # fmt: skip
    history.record(contact.TicketAssociated, contact_id, ticket_id=ticket_id)
    return ticket_id


def first_mail(
    history: History, inbox_id: UUID, channel_id: UUID, user_id: UUID, number: int
) -> tuple[UUID, UUID]:
    """Let somebody unknown write for the first time: the whole of what ingest records; (conversation, contact)."""
    intake_id = accept(history, channel_id)
    history.command()
    address = f"jo{number}@example.org"
    contact_id = history.add_contact(f"Jo Doe {number}", address)
    conversation_id = history.add_conversation(inbox_id, channel_id, contact_id, f"Help with order {number}")
    text = f"Hello,\nmy order {number} has not come, please have a look at it.\nJo\n" * 6
    message_id = receive(
        history,
        conversation_id,
        inbox_id,
        channel_id,
        contact_id,
        text=text,
        outcome="started",
        sender=address,
    )
    assign(history, conversation_id, inbox_id, channel_id, user_id)
    history.record(
        routing.RotationAdvanced, history.id("rotation", channel_id), rule_id=channel_id, user_id=user_id,
        conversation_id=conversation_id,
    )  # fmt: skip
    open_ticket(history, conversation_id, inbox_id, channel_id, contact_id, f"Help with order {number}")
    identity, receipt = history.id("identity", address), history.id("receipt", message_id)
    history.record(Claimed, identity, kind="identity", holder_id=contact_id, ref_id=None)
    history.record(Claimed, receipt, kind="receipt", holder_id=conversation_id, ref_id=message_id)
    history.record(
        intake.MessageIngested,
        intake_id,
        channel_id=channel_id,
        conversation_id=conversation_id,
        message_id=message_id,
    )
    return conversation_id, contact_id


def send(history: History, conversation_id: UUID, message_id: UUID) -> None:
    """Let a worker hand a message of ours to the relay, each step an append of its own."""
    history.command()
    history.record(messages.SendStarted, conversation_id, message_id=message_id, attempt=1, repeats=False)
    history.command()
    history.record(messages.MessageSent, conversation_id, message_id=message_id, attempt=1, code=250)
