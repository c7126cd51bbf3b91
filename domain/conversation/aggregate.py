"""A conversation: one contact, messages in order, who has it and why."""

from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from domain.conversation import events, messages
from domain.conversation.attributing import Attributing
from domain.conversation.calling_events import CallTaken, ContactCalled
from domain.conversation.content import Incoming, Outgoing
from domain.conversation.handling import Folder, Handling
from domain.conversation.held import Held
from domain.conversation.mailing import Mailing
from domain.conversation.messaging import Messaging
from domain.conversation.placing import Placing
from domain.conversation.refusals import AlreadyAssigned, AssignedByPerson, ConversationErased
from domain.conversation.threading import ThreadingDecision
from domain.conversation.visiting import Visiting
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.routing.facts import RoutingDecision


class Status(StrEnum):
    """Whether something is owed."""

    OPEN = "open"
    CLOSED = "closed"


class Conversation(Visiting, Handling, Placing, Attributing, Held, Mailing, Messaging):
    """State holds ids, flags and one small value per message; texts are in the events only."""

    TOPIC = "conversation"

    @classmethod
    def start(
        cls,
        conversation_id: UUID,
        env: Envelope,
        *,
        inbox_id: UUID,
        channel_id: UUID,
        channel_kind: str,
        contact_id: UUID,
        subject: str,
        started_by: str = "contact",
    ) -> Self:
        """Begin a thread with a contact; `started_by` is contact or agent."""
        return cls.open(
            events.ConversationStarted,
            conversation_id,
            env,
            inbox_id=inbox_id,
            channel_id=channel_id,
            channel_kind=channel_kind,
            contact_id=contact_id,
            subject=subject,
            started_by=started_by,
        )

    def thread(self, env: Envelope, message_id: UUID, decision: ThreadingDecision) -> None:
        """Record why a message is here (EML-16). Raises `ConversationErased`."""
        self.must_be_kept()
        self.record(
            events.ThreadingDecided,
            env,
            contact_id=self.contact_id,
            message_id=message_id,
            **vars(decision),
        )

    def receive(self, env: Envelope, incoming: Incoming, *, channel_id: UUID | None = None) -> None:
        """Take in a message of somebody outside; nothing if it is here. Raises `ConversationErased`.

        A person's message re-opens what was closed, wakes what was snoozed and takes it out of trash and archive; an
        automatic one does not (EML-18). Spam stays spam. `channel_id` is where it came in, if not by the conversation's.
        """
        self.must_be_kept()
        if incoming.message_id in self.received:
            return
        if not incoming.automatic and self.folder is not Folder.SPAM:
            self.file(env, Folder.NONE, "message_received")
            self._reopen(env, "message_received")
        self.record(
            messages.MessageReceived,
            env,
            contact_id=self.contact_id,
            inbox_id=self.inbox_id,
            channel_id=channel_id or self.channel_id,
            **vars(incoming),
        )

    def post(self, env: Envelope, outgoing: Outgoing, *, channel_id: UUID | None = None) -> None:
        """Write a message, to be sent; nothing if it is here. A person's re-opens. Raises `ConversationErased`.

        `channel_id` is what it goes by, if not the conversation's channel (CNV-05).
        """
        self.must_be_kept()
        if outgoing.message_id in self.deliveries:
            return
        if outgoing.origin == "human":
            self._reopen(env, "reply")
        self.record(
            messages.MessagePosted,
            env,
            contact_id=self.contact_id,
            inbox_id=self.inbox_id,
            channel_id=channel_id or self.channel_id,
            **vars(outgoing),
        )

    def call(self, env: Envelope, call_id: UUID, *, channel_id: UUID, author_id: UUID, number: str) -> None:
        """Let a user call the contact; nothing if that is here. It re-opens, as a reply does. Raises `ConversationErased`."""
        self.must_be_kept()
        if call_id in self.calls:
            return
        self._reopen(env, "call")
        self.record(
            ContactCalled, env, contact_id=self.contact_id, inbox_id=self.inbox_id, channel_id=channel_id,
            call_id=call_id, author_id=author_id, number=number,
        )  # fmt: skip

    def take_call(self, env: Envelope, call_id: UUID, agent_id: UUID) -> None:
        """Note that a user talks with the contact; the caller says so once of a call. Raises `ConversationErased`."""
        self.must_be_kept()
        self.record(CallTaken, env, call_id=call_id, agent_id=agent_id)

    def assign(
        self,
        env: Envelope,
        decision: RoutingDecision,
        source: str,
        *,
        trigger: str = "",
        team_id: UUID | None = None,
    ) -> None:
        """Record who has it now and why (RTG-08); `source`, `trigger` and `team_id` are those of the event.

        Raises `AssignedByPerson` for a rule after a person (RTG-09; ask `routable` first), `AlreadyAssigned` for a
        replier where somebody has it (RTG-11).
        """
        if source == "rule" and not self.routable:
            raise AssignedByPerson
        if source == "replier" and self.assignee_id is not None:
            raise AlreadyAssigned
        recorded = {name: value for name, value in vars(decision).items() if name != "user_id"}
        self.record(
            events.AssignmentDecided,
            env,
            inbox_id=self.inbox_id,
            channel_id=self.channel_id,
            source=source,
            assignee_id=decision.user_id,
            previous_id=self.assignee_id,
            trigger=trigger,
            team_id=team_id,
            **recorded,
        )

    @property
    def routable(self) -> bool:
        """Whether a rule may assign it: not what a person gave somebody, or took from all, until it is opened again."""
        return not self.assigned_by_person

    @property
    def waits(self) -> bool:
        """Whether it is offered to whoever can take it (RTG-10)."""
        busy = self.status is Status.OPEN and self.at_hand and self.merged_into is None
        return busy and self.assignee_id is None and self.routable and not self.with_bot

    def tell_owner(self, env: Envelope, owner_id: UUID, *, decision: int, result: str, code: int) -> None:
        """Record that the owner got a mail, or did not (RTG-04); nothing if that is known of this decision."""
        if decision not in self.told:
            self.record(events.OwnerTold, env, owner_id=owner_id, decision=decision, result=result, code=code)

    def skip_ticket(self, env: Envelope, *, reason: str, policy: str, advice: str) -> None:
        """Record that no ticket was made, and why (ACC-08, TKT-03)."""
        self.record(
            events.TicketSkipped,
            env,
            channel_id=self.channel_id,
            reason=reason,
            policy=policy,
            advice=advice,
        )

    def close(self, env: Envelope, reason: str = "done") -> None:
        """Owe nothing more; nothing if closed, but contact_erased closes for ever (PRV-08)."""
        if self.erased or (self.status is Status.CLOSED and reason != "contact_erased"):
            return
        self.wake(env, "closed")
        self.release_from_bot(env, "taken_over")
        self.record(events.ConversationClosed, env, reason=reason)

    def reopen(self, env: Envelope, reason: str = "person") -> None:
        """Open it again by hand; nothing if open. Raises `ConversationErased`."""
        self.must_be_kept()
        self._reopen(env, reason)

    def _reopen(self, env: Envelope, reason: str) -> None:
        self.wake(env, reason)
        if self.status is Status.CLOSED:
            self.record(events.ConversationReopened, env, reason=reason)

    def continue_in(self, env: Envelope, conversation_id: UUID) -> None:
        """Name the conversation begun by a message that came too late for this one (CNV-01)."""
        self.record(events.ConversationContinued, env, in_id=conversation_id)

    def must_be_kept(self) -> None:
        """Raise `ConversationErased` where its contact was forgotten."""
        if self.erased:
            raise ConversationErased

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.ConversationStarted():
                self.contact_id = event.contact_id
                self.inbox_id = event.inbox_id
                self.channel_id = event.channel_id
                self.channel_kind = event.channel_kind
                self.status = Status.OPEN
                self.erased = False
                self.assignee_id: UUID | None = None
                self.team_id: UUID | None = None
                self.told: frozenset[int] = frozenset()
                self.assigned_by_person = self.answers_automatic = False
                self.received: frozenset[UUID] = frozenset()
                self.begin_sending()
                self.closed_at: datetime | None = None
                self.continued_in: UUID | None = None
                self.begin_handling()
                self.begin_placing()
                self.begin_messaging()
            case messages.MessageReceived():
                self.received |= {event.message_id}
                self.written.append(event.originator_version)
                if not event.automatic or not self.last_heard:
                    self.last_heard = event.originator_version
                self.answers_automatic = bool(event.automatic)
                self.opened_by = None
                self.hear(event)
            case events.AssignmentDecided():
                self.assignee_id = event.assignee_id
                self.team_id = event.team_id
                self.assigned_by_person = event.source in events.PERSONAL_SOURCES
            case events.OwnerTold():
                self.told |= {event.decision}
            case events.ConversationClosed():
                self.status, self.closed_at, self.opened_by = Status.CLOSED, event.timestamp, None
                self.erased = event.reason == "contact_erased"
            case events.ConversationReopened():
                self.status, self.closed_at, self.opened_by = Status.OPEN, None, None
                self.assigned_by_person &= event.reason not in events.REOPENING
            case events.ConversationContinued():
                self.continued_in = event.in_id
            case _:
                self.evolve_sending(event)
                self.evolve_visiting(event)
                self.evolve_handling(event)
                self.evolve_placing(event)
                self.evolve_held(event)
                self.evolve_mailing(event)
                self.evolve_messaging(event)
