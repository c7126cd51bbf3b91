"""Conversations that come together and apart in any order, through the commands; what is undone is remembered."""

from collections.abc import Sequence
from uuid import UUID

from hypothesis import strategies as st

from application.conversation import CloseConversation, PostReply, ReopenConversation
from application.handling import WriteNote
from application.inbox import CreateInbox
from application.places import parts_of, place_of
from application.placing import MergeConversation, MoveConversation, UnmergeConversation
from application.splitting import MoveMessages
from application.unit import Unit
from domain.contact.events import ContactErased
from domain.conversation.aggregate import Conversation
from domain.conversation.events import ConversationStarted
from domain.conversation.handling_events import NoteWritten
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.kernel.refusal import Refusal
from projections.common.recorded import Recorded
from tests.support.inbound import Mailroom
from tests.support.mails import a_mail
from tests.support.world import World

STEPS = ("mail", "answer", "note", "merge", "unmerge", "split", "move", "carry", "close", "reopen")
steps = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 50), st.integers(0, 50)), min_size=5, max_size=25
)
Step = tuple[str, int, int]


class Desk:
    """Some conversations of two people, and whatever is done with them; refusals change nothing."""

    def __init__(self) -> None:
        """Let four mails arrive."""
        self.world = World()
        self.agent = self.world.user("Ann")
        self.room = Mailroom(self.world, self.world.channel(users=(self.agent,)))
        self.inboxes = (self.world.inbox, self.world.make(CreateInbox("Sales")))
        for number in range(4):
            self.mail(number, number)

    def run(self, steps: Sequence[Step]) -> None:
        """Do one thing after the other."""
        for what, one, other in steps:
            self.step(what, one, other)

    def step(self, what: str, one: int, other: int) -> bool:
        """Do one thing; returns whether it was done."""
        try:
            getattr(self, what)(one, other)
        except Refusal:
            return False
        return True

    def conversations(self) -> list[UUID]:
        """Return all there ever were, oldest first."""
        return self.world.ports.log.opened_by(ConversationStarted, self.world.account)  # type: ignore[attr-defined, no-any-return]

    def pick(self, number: int) -> UUID:
        """Return one of them."""
        return self.conversations()[number % len(self.conversations())]

    def conversation(self, conversation_id: UUID) -> Conversation:
        """Return one as it is."""
        return self.world.get(Conversation, conversation_id)

    def homes(self) -> dict[UUID, UUID]:
        """Return every message and note there is, with the conversation it was recorded in."""
        found: dict[UUID, UUID] = {}
        for conversation_id in self.conversations():
            for event in self.world.ports.log.stream(conversation_id):
                match event:
                    case MessageReceived() | MessagePosted():
                        found[event.message_id] = conversation_id
                    case NoteWritten():
                        found[event.note_id] = conversation_id
        return found

    def shown(self) -> dict[UUID, list[UUID]]:
        """Return what each conversation that stands alone shows, as its parts say."""
        unit = Unit(self.world.env(), self.world.ports)
        alone = [each for each in map(self.conversation, self.conversations()) if each.merged_into is None]
        return {each.id: [one for part in parts_of(unit, each) for one in part.placed] for each in alone}

    def followed(self) -> dict[UUID, UUID]:
        """Return where each message leads to, as an answer to it is threaded."""
        unit = Unit(self.world.env(), self.world.ports)
        return {
            message: place_of(unit, unit.get(Conversation, home), message).id
            for message, home in self.homes().items()
        }

    def state(self) -> object:
        """Return where everything is, and what is open and whose."""
        these = [self.conversation(each) for each in self.conversations()]
        flags = {
            each.id: (each.status, each.assignee_id, each.inbox_id, each.merged_into)
            for each in these
            if each.placed
        }
        return self.followed(), flags

    # ------------------------------------------------------------------ what happens
    def mail(self, one: int, other: int) -> None:
        """Somebody writes, anew or in answer to what was written."""
        sender = ("ann@customer.example", "bob@customer.example")[one % 2]
        known = [
            event
            for each in self.conversations()
            for event in self.world.happened(each, MessageReceived)
            if event.sender == sender
        ]
        answers = known[other % len(known)].provider_id if known and other % 3 else ""
        automatic = {"Auto_Submitted": "auto-replied"} if one % 5 == 4 else {}
        self.room.receive(a_mail(f"Mail {len(self.homes())}", sender=sender, answers=answers, **automatic))

    def answer(self, one: int, other: int) -> None:
        """Somebody of us answers, or something does by itself."""
        text, origin = f"Answer {len(self.homes())}", "bot" if other % 5 == 4 else "human"
        self.world.do(PostReply(self.pick(one), text, origin=origin, close=other % 3 == 0), by=self.agent)

    def note(self, one: int, _: int) -> None:
        """A colleague notes something."""
        self.world.do(WriteNote(self.pick(one), "Mind this.", (self.agent,)), by=self.agent)

    def merge(self, one: int, other: int) -> None:
        """Two come together."""
        self.world.do(MergeConversation(self.pick(one), self.pick(other), confirmed=True), by=self.agent)

    def unmerge(self, one: int, _: int) -> None:
        """Two come apart."""
        self.world.do(UnmergeConversation(self.pick(one)), by=self.agent)

    def split(self, one: int, other: int) -> None:
        """Some messages get a conversation of their own."""
        source = self.pick(one)
        self.world.do(MoveMessages(source, self.some(source, other), confirmed=True), by=self.agent)

    def move(self, one: int, other: int) -> None:
        """Some messages go to another conversation."""
        source = self.pick(one)
        into = self.pick(other // 3)
        self.world.do(MoveMessages(source, self.some(source, other), into, confirmed=True), by=self.agent)

    def carry(self, one: int, other: int) -> None:
        """A conversation goes to another inbox."""
        self.world.do(MoveConversation(self.pick(one), self.inboxes[other % 2]), by=self.agent)

    def close(self, one: int, _: int) -> None:
        """A conversation is closed."""
        self.world.do(CloseConversation(self.pick(one)), by=self.agent)

    def reopen(self, one: int, _: int) -> None:
        """A conversation is opened again."""
        self.world.do(ReopenConversation(self.pick(one)), by=self.agent)

    def some(self, source: UUID, number: int) -> tuple[UUID, ...]:
        """Return some of what a conversation shows: one message, those after one, or all."""
        all_of = sorted(self.shown().get(source, ()), key=list(self.homes()).index)
        first = number % max(len(all_of), 1)
        return tuple(all_of[first : first + 1] if number % 2 else all_of[first:])


def forget(recorded: Sequence[Recorded], contact_id: UUID) -> list[Recorded]:
    """Return a history that ends with the erasure of a contact, whom nobody else's message names."""
    last = recorded[-1]
    version = max(one.event.originator_version for one in recorded if one.event.originator_id == contact_id)
    fields = {
        "subjects": (contact_id,),
        "conversations": (),
        "mentions": (),
        "masks": (),
        "kept_originals": (),
    }
    erased = ContactErased(contact_id, version + 1, last.event.timestamp, last.event.envelope, **fields)  # type: ignore[arg-type]
    return [*recorded, Recorded(last.position + 1, erased)]
