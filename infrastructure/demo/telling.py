"""Tells the demo's stories through the product itself: raw mails come in, people answer, hand over, close."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from application.claims import claim_id
from application.conversation import AssignConversation, PostReply
from application.sending import RecordSent, StartSend
from application.ticket_changes import MoveTicket
from domain.channels.email import outgoing_message_id
from domain.conversation.aggregate import Conversation
from domain.conversation.messages import MessageReceived
from domain.kernel.ids import derived
from domain.ticket.aggregate import Ticket
from infrastructure.demo.crew import Crew
from infrastructure.demo.letters import letter
from infrastructure.demo.story import Step, Story, stories

SENDER = "system:sender"
SENDING = timedelta(seconds=4)
ACCEPTED = 250


@dataclass
class Thread:
    """A story as far as it is told: where its mails go, the Message-IDs written so far, and what it became."""

    story: Story
    hosted: str
    written: list[str] = field(default_factory=list)
    conversation_id: UUID | None = None


def tell(crew: Crew, now: datetime) -> int:
    """Tell all stories of the company, in the order in which things happened; returns how many there are."""
    hosted = {place.key: crew.hosted(place.key) for place in crew.company.places}
    threads = [Thread(story, hosted[story.place]) for story in stories(crew.company.key)]
    moments = sorted(
        (now - timedelta(days=thread.story.days) + timedelta(hours=step.hours), number, index)
        for number, thread in enumerate(threads)
        for index, step in enumerate(thread.story.steps)
    )
    for at, number, index in moments:
        _happen(crew, threads[number], index, at)
    return len(threads)


def _happen(crew: Crew, thread: Thread, index: int, at: datetime) -> None:
    step, key = thread.story.steps[index], f"{thread.story.key}:{index}"
    match step.does:
        case "in" | "dressed":
            _receive(crew, thread, index, at)
        case "out" | "close":
            _answer(crew, thread, step, key, at)
        case "assign":
            crew.do(key, AssignConversation(_conversation(crew, thread).id, crew.user(step.who)), at)
        case "stage":
            _move(crew, thread, step, key, at)
        case other:
            message = f"a story has a step of an unknown kind: {other}"
            raise ValueError(message)


def _receive(crew: Crew, thread: Thread, index: int, at: datetime) -> None:
    """Take a mail of the customer in, unless it was taken in before."""
    story, step = thread.story, thread.story.steps[index]
    message_id = f"{story.key}.{index}@{story.address.partition('@')[2]}"
    answers = tuple(thread.written)
    thread.written.append(message_id)
    if _holder(crew, story, message_id) is not None:
        return
    raw = letter(
        story,
        step.text,
        to=crew.address(story.place),
        message_id=message_id,
        at=at,
        answers=answers,
        extras=step.does == "dressed",
    )
    intake = crew.app.accept(raw, story.address, thread.hosted, "192.0.2.25", at=at)
    crew.app.ingest(crew.account, intake, at=at)


def _answer(crew: Crew, thread: Thread, step: Step, key: str, at: datetime) -> None:
    """Answer, and have the relay take it some seconds later."""
    conversation = _conversation(crew, thread)
    reply = PostReply(conversation.id, step.text, close=step.does == "close")
    crew.do(key, reply, at, _actor(crew, step, conversation))
    message = derived(crew.command(key), "message")
    secret = crew.app.secrets.of_account(crew.account)
    thread.written.append(outgoing_message_id(secret, message.hex, crew.app.settings.mail_domain))
    crew.do(f"{key}:start", StartSend(conversation.id, message), at + SENDING, SENDER)
    crew.do(f"{key}:sent", RecordSent(conversation.id, message, 1, ACCEPTED), at + SENDING, SENDER)


def _move(crew: Crew, thread: Thread, step: Step, key: str, at: datetime) -> None:
    """Move the ticket that the story's first mail opened."""
    conversation = _conversation(crew, thread)
    events = crew.app.log.stream(conversation.id)
    intake = next(event.intake_id for event in events if isinstance(event, MessageReceived))
    ticket = derived(derived(intake, "ingest"), "ticket")
    if crew.app.log.fresh(Ticket, ticket) is not None:
        crew.do(key, MoveTicket(ticket, step.text), at, _actor(crew, step, conversation))


def _actor(crew: Crew, step: Step, conversation: Conversation) -> str:
    """Return who acts: the person named, or whoever has the conversation, or the administrator."""
    if step.who:
        return crew.actor(step.who)
    return f"user:{conversation.assignee_id}" if conversation.assignee_id else crew.actor(crew.admin)


def _conversation(crew: Crew, thread: Thread) -> Conversation:
    thread.conversation_id = thread.conversation_id or _holder(crew, thread.story, thread.written[0])
    known = thread.conversation_id
    found = None if known is None else crew.app.log.fresh(Conversation, known)
    if found is None:
        message = f"the story {thread.story.key} has not begun"
        raise LookupError(message)
    return found


def _holder(crew: Crew, story: Story, message_id: str) -> UUID | None:
    """Return the conversation that holds a Message-ID in the story's channel."""
    secret = crew.app.secrets.of_account(crew.account)
    receipt = claim_id(secret, "receipt", crew.channel(story.place).hex, message_id)
    held = crew.app.log.holders([receipt]).get(receipt)
    return None if held is None else held.holder_id
