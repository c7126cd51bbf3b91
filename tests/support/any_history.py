"""Histories nobody thought of: what can happen, and to whom; `tests.support.happenings` chooses."""

from typing import Any
from uuid import UUID

from domain.contact import events as contact
from domain.conversation import events as conversation
from domain.conversation import handling_events as handling
from domain.conversation import messages
from domain.intake import events as intake
from domain.kernel.event import Event
from domain.ticket import events as ticket
from tests.support import mail
from tests.support.agreer import Agreer
from tests.support.asker import Asker
from tests.support.chatting import Chatting
from tests.support.deeds import Deeds
from tests.support.filler import Filler
from tests.support.phoning import Phoning
from tests.support.promiser import Promiser
from tests.support.surroundings import Surroundings
from tests.support.tracker import Tracker
from tests.support.viewing import digest


class AnyHistory(Surroundings):
    """Two inboxes, two users, and whatever happens."""

    def __init__(self, name: str) -> None:
        """Begin with nothing written."""
        super().__init__(name)
        self.conversations: list[tuple[UUID, UUID, int]] = []
        self.messages: list[UUID] = []
        self.homes: dict[UUID, UUID] = {}
        self.sent: list[tuple[UUID, UUID]] = []
        self.tickets: list[tuple[UUID, str]] = []
        self.notes: list[tuple[UUID, UUID]] = []
        self.deeds = Deeds(self)
        self.tracker = Tracker(self)
        self.promiser = Promiser(self)
        self.asker = Asker(self)
        self.agreer = Agreer(self)
        self.filler = Filler(self)
        self.chatting = Chatting(self)
        self.phoning = Phoning(self)

    def happen(self, what: str, which: int, text: str) -> None:
        """Let one thing happen to the one of its kind that `which` chooses, if it can."""
        self.command(f"user:{self.users[which % 2]}" if which % 3 else "system:")
        getattr(self, what)(which, text)

    def living(self) -> list[tuple[UUID, UUID, int]]:
        """Return the conversations of those not erased."""
        return [each for each in self.conversations if each[1] not in self.gone]

    def mail_comes(self, which: int, text: str) -> None:
        """A new conversation, of somebody new or known."""
        place = which % 2
        known = [each for each in self.contacts if each not in self.gone]
        intake_id = mail.accept(self, self.channels[place])
        self.command()
        new = not known or which % 3
        contact_id = (
            self.add_contact(text or "Jo", f"{len(self.contacts)}@example.org")
            if new
            else known[which % len(known)]
        )
        self.contacts += [contact_id] if new else []
        where = self.inboxes[place], self.channels[place], contact_id
        conversation_id = self.add_conversation(*where, subject=text)
        message_id = mail.receive(
            self, conversation_id, *where, text=text, subject=text, outcome="started",
            automatic="auto_reply" if which % 5 == 0 else "",
            attachments=({"part": 0, "filename": text, "size": 3},) if which % 2 else (),
            parts=_halves(text) if which % 3 == 0 else (),
        )  # fmt: skip
        self.written(conversation_id, message_id)
        self.conversations.append((conversation_id, contact_id, place))
        if which % 4:
            mail.assign(self, conversation_id, *where[:2], self.users[which % 2])
            self.assignees[conversation_id] = self.users[which % 2]
            self.tickets.append((mail.open_ticket(self, conversation_id, *where, name=text), "new"))
        else:
            self.record(
                conversation.TicketSkipped, conversation_id, channel_id=where[1], reason="account_date_gate", policy="t.1",
                advice="Use the help desk.",
            )  # fmt: skip
        ended = {"channel_id": where[1], "message_id": message_id}
        if which % 7:
            self.record(intake.MessageIngested, intake_id, conversation_id=conversation_id, **ended)
        else:
            self.record(intake.ParsingFailed, intake_id, channel_id=where[1], reason="no_sender")

    def talk(self, which: int, text: str) -> None:
        """Another message in a conversation, in or out."""
        if not self.living():
            return
        conversation_id, contact_id, place = self.living()[which % len(self.living())]
        where = self.inboxes[place], self.channels[place], contact_id
        if which % 2:
            received = mail.receive(self, conversation_id, *where, text=text, forwarded=which % 4 == 1)
            self.written(conversation_id, received)
            if which % 8 == 1:
                mail.reattribute(self, conversation_id, contact_id, received)
            return
        message_id = mail.post(self, conversation_id, *where, text=text, author_id=self.users[0])
        self.written(conversation_id, message_id)
        self.sent.append((conversation_id, message_id))

    def written(self, conversation_id: UUID, message_id: UUID) -> None:
        """Know a message from here on."""
        self.messages.append(message_id)
        self.homes[message_id] = conversation_id

    def carry(self, which: int, _: str) -> None:
        """Messages are shown in another conversation, or a message comes too late for one."""
        self.deeds.carry(which)

    def wait(self, which: int, _: str) -> None:
        """A message of ours waits, gets another time or is taken back."""
        if self.sent:
            self.deeds.wait(which)

    def prepare(self, which: int, text: str) -> None:
        """A canned reply or a macro is prepared, changed, deleted, brought back or applied."""
        self.deeds.prepare(which, text)

    def measure(self, which: int, text: str) -> None:
        """A property is defined or changed, or a conversation gets a value of one."""
        self.deeds.measure(which, text)

    def place(self, which: int, _: str) -> None:
        """A conversation moves, becomes a part of another, parts."""
        self.deeds.place(which)

    def deliver(self, which: int, _: str) -> None:
        """A message of ours gets further, or not."""
        if not self.sent:
            return
        conversation_id, message_id = self.sent[which % len(self.sent)]
        values = {"message_id": message_id, "attempt": 1}
        self.record(messages.SendStarted, conversation_id, **values, repeats=False)
        self.command()
        if which % 2:
            left_out = {"refused": (1,), "recipients": 2} if which % 4 == 1 else {}
            self.record(messages.MessageSent, conversation_id, **values, code=250, **left_out)
            if which % 8 == 1:
                self._come_back(conversation_id, message_id, delayed=which % 3 == 0)
        else:
            lasting = which % 3 == 0
            self.record(messages.SendFailed, conversation_id, **values, permanent=lasting, code=451, reason="busy")  # fmt: skip

    def _come_back(self, conversation_id: UUID, message_id: UUID, *, delayed: bool) -> None:
        contact_id = next(contact for one, contact, _ in self.conversations if one == conversation_id)
        self.record(
            messages.MessageBounced, conversation_id, contact_id=contact_id, message_id=message_id,
            bounce_id=self.new_id("message"), recipients=(0,), of=1, permanent=not delayed, delayed=delayed, status="5.1.1",
            diagnostic="550 unknown",
        )  # fmt: skip

    def change(self, which: int, _: str) -> None:
        """Somebody else has a conversation, or it is closed or open again."""
        if not self.conversations:
            return
        conversation_id, _contact_id, place = self.conversations[which % len(self.conversations)]
        if which % 3 == 0:
            self.record(conversation.ConversationClosed, conversation_id, reason="done")
        elif which % 3 == 1:
            self.record(conversation.ConversationReopened, conversation_id, reason="person")
        else:
            chosen = self.users[which % 2] if which % 5 else None
            previous = self.assignees.get(conversation_id)
            team_id = self.id("team") if which % 4 == 0 else None
            where = self.inboxes[place], self.channels[place]
            mail.assign(self, conversation_id, *where, chosen, previous, team_id)
            self.assignees[conversation_id] = chosen

    def handle(self, which: int, text: str) -> None:
        """A conversation is put off or away or marked, or a colleague notes something about it."""
        if not self.conversations:
            return
        conversation_id, contact_id, place = self.conversations[which % len(self.conversations)]
        tag = text[:50] or "VIP"
        happens: tuple[tuple[type[Event], dict[str, Any]], ...] = (
            (handling.ConversationSnoozed, {"until": self.at}),
            (handling.ConversationWoken, {"reason": "due"}),
            (handling.ConversationFiled, {"folder": "spam", "previous": "", "reason": "person"}),
            (handling.ConversationFiled, {"folder": "", "previous": "spam", "reason": "person"}),
            (handling.ConversationTagged, {"tag": tag}),
            (handling.ConversationUntagged, {"tag": tag}),
            (handling.ConversationPrioritySet, {"priority": "high", "previous": "none"}),
        )
        if which % 9 < len(happens):
            fact, fields = happens[which % 9]
            self.record(fact, conversation_id, **fields)
        elif which % 2 and self.notes:
            conversation_id, note_id = self.notes.pop()
            self.record(handling.NoteWithdrawn, conversation_id, note_id=note_id)
        elif contact_id not in self.gone:
            note_id = self.new_id("note")
            self.record(
                handling.NoteWritten, conversation_id, contact_id=contact_id, inbox_id=self.inboxes[place],
                note_id=note_id, author_id=self.users[0], text=text, mentions=(self.users[1],),
            )  # fmt: skip
            self.written(conversation_id, note_id)
            self.notes.append((conversation_id, note_id))

    def work(self, which: int, text: str) -> None:
        """A ticket moves, or is described or linked; a pipeline changes."""
        if not self.tickets:
            return
        if which % 4 == 3:
            self.tracker.happen(which, text)
            return
        index = which % len(self.tickets)
        ticket_id, previous = self.tickets[index]
        stage = ("new", "waiting", "closed")[which % 3]
        self.record(ticket.TicketMoved, ticket_id, stage=stage, previous=previous)
        self.record(ticket.TicketPrioritySet, ticket_id, priority="high")
        self.record(ticket.TicketCategorySet, ticket_id, category=stage)
        self.tickets[index] = ticket_id, stage

    def administer(self, which: int, text: str) -> None:
        """People, inboxes and channels change, and promises and ratings."""
        self.promiser.happen(which)
        self.asker.happen(which, text)
        super().administer(which, text)

    def fill(self, which: int, text: str) -> None:
        """A form is made, changed, connected or sent."""
        self.filler.happen(which, text)

    def agree(self, which: int, text: str) -> None:
        """A channel asks for consent, or somebody gives it or takes it back."""
        self.agreer.happen(which, text)

    def chat(self, which: int, text: str) -> None:
        """Something is said, seen or mailed in a chat."""
        self.chatting.happen(which, text)

    def call(self, which: int, text: str) -> None:
        """Something happens on the telephone."""
        self.phoning.happen(which, text)

    def forget(self, which: int, text: str) -> None:
        """A contact is erased; other people's messages mention them."""
        known = [each for each in self.contacts if each not in self.gone]
        if not known:
            return
        contact_id = known[which % len(known)]
        own = tuple(each for each, whose, _ in self.conversations if whose == contact_id)
        self.record(contact.ErasureRequested, contact_id, released_claims=())
        self.command()
        masked = {
            "mentions": tuple(self.messages[which % 3 :: 2]), "masks": (digest("Jo"), digest(text)), "kept_originals": (),
        }  # fmt: skip
        self.record(contact.ContactErased, contact_id, subjects=(contact_id,), conversations=own, **masked)
        self.gone.add(contact_id)
        if which % 2:
            self.command()
            self.record(contact.MentionsMasked, contact_id, **masked)


def _halves(text: str) -> tuple[dict[str, str | int], ...]:
    """Say that the second half of a text is quoted."""
    half = len(text) // 2
    whole: tuple[dict[str, str | int], ...] = (
        {"kind": "reply", "start": 0, "end": half},
        {"kind": "quote", "start": half, "end": len(text)},
    )
    return tuple(part for part in whole if part["start"] != part["end"])
