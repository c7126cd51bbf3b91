"""One conversation of a long history, step by step: each step is what one command of the product would record."""

import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import cast
from uuid import UUID, uuid4

from application.claims import claim_id
from application.ports import Recording
from domain.channels.email import outgoing_message_id, reply_subject
from domain.claim.aggregate import Claim
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation, Status
from domain.conversation.content import Incoming, Outgoing
from domain.conversation.threading import ThreadingDecision
from domain.intake.aggregate import Intake
from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.ids import derived
from domain.ticket.aggregate import Ticket
from domain.ticket.policy import TicketFacts, decide_ticket
from infrastructure.demo import phrases
from infrastructure.demo.desk import Desk, Firm

SENDER, INGEST = "system:sender", "system:ingest"
REMEMBERED, AGAIN = 3_000, 0.25
"""Customers who may write once more, and how often one of them does."""
OWN = timedelta(seconds=1)


@dataclass
class Original:
    """A raw mail that belongs to an intake, for those who keep originals."""

    intake_id: UUID
    blob_id: UUID
    raw: bytes


@dataclass
class World:
    """What all conversations share: the firm, the chance they are made by, and customers who may write again."""

    firm: Firm
    chance: random.Random
    first_number: int
    numbers: int = 0
    position: int = 0
    """Where the log stood when the batch began: what decisions say their facts had."""
    known: deque[tuple[phrases.Person, Contact]] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    originals: list[Original] = field(default_factory=list)
    messages: int = 0

    def number(self) -> int:
        """Return a number nothing has yet."""
        self.numbers += 1
        return self.first_number + self.numbers

    def envelope(
        self, actor: str, at: datetime, correlation: UUID | None = None, cause: UUID | None = None
    ) -> Envelope:
        """Return the envelope of a command of its own."""
        command_id = uuid4()
        return Envelope(self.firm.account.id, actor, at, correlation or command_id, cause, command_id)

    def recording(self, env: Envelope, *changed: Aggregate) -> Recording:
        """Return what the command recorded, slots and turns included."""
        everything = {one.id: one for one in (*changed, *self.firm.changed)}
        self.firm.changed.clear()
        events = [cast("Event", event) for one in everything.values() for event in one.collect_events()]
        return Recording(self.firm.account.id, env.command_id, events)


class Life:
    """A conversation from its first mail on; the caller says when what happens."""

    def __init__(self, world: World, desk: Desk) -> None:
        """Choose who writes: somebody new, or one who has written before."""
        self.world, self.desk = world, desk
        chance, firm = world.chance, world.firm
        if world.known and chance.random() < AGAIN:
            self.person, self.contact = chance.choice(world.known)
            self.is_new = False
        else:
            self.person, self.is_new = phrases.customer(chance, world.number()), True
        self.order = world.number()
        self.subject = phrases.subject(chance, self.order)
        self.conversation: Conversation | None = None
        self.ticket: Ticket | None = None
        self.written: list[str] = []
        self.heard = ""
        self._secret, self._domain = firm.secret, firm.limits.mail_domain

    @property
    def begun(self) -> Conversation:
        """The conversation, once the first mail is in."""
        assert self.conversation is not None  # noqa: S101 - every step follows the first mail
        return self.conversation

    def receive(self, at: datetime) -> Iterator[Recording]:
        """Let a mail come in: accepted first, then taken in."""
        world, desk = self.world, self.desk
        number = uuid4()
        message_id = f"{number.hex}@{self.person.address.partition('@')[2]}"
        text = (
            phrases.further(world.chance, self.person.name)
            if self.written
            else phrases.question(world.chance, self.person.name, self.order)
        )
        subject = f"Re: {self.subject}" if self.written else self.subject
        answers = self.written[-1] if self.written else ""
        sent_at = at.replace(microsecond=0)
        raw = phrases.raw_mail(
            self.person, desk.channel.address, subject, text, message_id, answers, format_datetime(sent_at)
        )
        intake_id, blob_id = uuid4(), uuid4()
        accepting = Envelope(world.firm.account.id, "system:smtp", at, intake_id, None, intake_id)
        intake = Intake.accept(
            intake_id, accepting, channel_id=desk.channel.id, blob_id=blob_id, size=len(raw),
            mail_from=self.person.address, recipient=desk.channel.hosted_address, peer_ip="192.0.2.25",
        )  # fmt: skip
        world.originals.append(Original(intake_id, blob_id, raw))
        yield world.recording(accepting, intake)
        command_id = derived(intake_id, "ingest")
        env = Envelope(world.firm.account.id, INGEST, at + OWN, intake_id, intake_id, command_id)
        incoming = Incoming(
            message_id=derived(command_id, "message"), intake_id=intake_id, blob_id=blob_id, provider_id=message_id,
            sender=self.person.address, sender_name=self.person.name, to=(desk.channel.address,), subject=subject,
            text=text.strip(), sent_at=sent_at,
        )  # fmt: skip
        yield world.recording(env, *self._take_in(env, intake, incoming, answers))
        self.written.append(message_id)
        self.heard = message_id
        world.messages += 1

    def _take_in(self, env: Envelope, intake: Intake, incoming: Incoming, answers: str) -> list[Aggregate]:
        """Do as `application.ingest` does, whose order of events this is."""
        desk, new = self.desk, self.conversation is None
        who = self._contact(env) if new else [self.contact]
        conversation = self._started(env) if new else self.begun
        had = _holder(conversation)
        conversation.thread(env, incoming.message_id, self._threading(answers))
        conversation.receive(env, incoming)
        receipt = self._receipt(env, incoming.provider_id, incoming.message_id)
        channel = desk.channel
        channel.verify(env, intake.id)
        if new:
            decision = self.world.firm.decided(desk, env, self.world.position)
            conversation.assign(env, decision, "rule", trigger="arrived")
            if decision.user_id is not None:
                self.world.firm.rotation_of(desk, env).advance(env, decision.user_id, conversation.id)
        self._settle(env, had)
        ticket = self._ticket(env) if new else []
        intake.ingested(env, conversation.id, incoming.message_id)
        return [intake, channel, *who, conversation, receipt, *self.world.firm.changed, *ticket]

    def _contact(self, env: Envelope) -> list[Aggregate]:
        if not self.is_new:
            return [self.contact]
        claimed = claim_id(self._secret, "identity", "email", self.person.address)
        contact_id = derived(cast("UUID", env.command_id), f"contact:{claimed}")
        self.contact = Contact.create(contact_id, env, name=self.person.name, source="email")
        self.contact.add_identity(env, kind="email", value=self.person.address, claim_id=claimed)
        self.world.known.append((self.person, self.contact))
        return [self.contact, Claim.take(claimed, env, "identity", contact_id)]

    def _started(self, env: Envelope) -> Conversation:
        channel = self.desk.channel
        self.conversation = Conversation.start(
            derived(cast("UUID", env.command_id), "conversation"), env, inbox_id=channel.inbox_id,
            channel_id=channel.id, channel_kind=channel.kind, contact_id=self.contact.id, subject=self.subject,
        )  # fmt: skip
        return self.conversation

    def _threading(self, answers: str) -> ThreadingDecision:
        if not answers:
            return ThreadingDecision("started", "none", ("no_reference",))
        ours = answers.endswith(f"@{self._domain}")
        by, evidence = ("token", answers.partition("@")[0]) if ours else ("in_reply_to", answers)
        return ThreadingDecision("joined", by, ("sender_is_contact",), self.begun.id, (evidence,))

    def _receipt(self, env: Envelope, provider_id: str, message_id: UUID) -> Claim:
        claimed = claim_id(self._secret, "receipt", self.desk.channel.id.hex, provider_id)
        return Claim.take(claimed, env, "receipt", self.begun.id, message_id)

    def _ticket(self, env: Envelope) -> list[Aggregate]:
        firm, channel, conversation = self.world.firm, self.desk.channel, self.begun
        wanted = channel.tickets
        decision = decide_ticket(
            TicketFacts(
                enabled=wanted.enabled, created_on=firm.account.opened_on, associated=self.contact.tickets,
                limit=firm.account.tickets_per_contact, pipeline_id=wanted.pipeline_id, stage=wanted.stage,
                priority=wanted.priority, category=wanted.category, owner=wanted.owner,
                rule_enabled=channel.rule.enabled, assignee_id=conversation.assignee_id,
                gate_date=firm.limits.ticket_gate,
            )
        )  # fmt: skip
        if decision.pipeline_id is None:
            conversation.skip_ticket(
                env, reason=decision.reason, policy=decision.policy, advice=decision.advice
            )
            return []
        ticket = Ticket.create(
            derived(cast("UUID", env.command_id), "ticket"), env, contact_id=self.contact.id,
            conversation_id=conversation.id, channel_id=channel.id, inbox_id=channel.inbox_id, name=self.subject,
            pipeline_id=decision.pipeline_id, stage=decision.stage, priority=decision.priority,
            category=decision.category, source=channel.kind, owner_id=decision.owner_id,
        )  # fmt: skip
        self.contact.associate_ticket(env, ticket.id)
        self.ticket = ticket
        return [ticket]

    def answer(self, at: datetime, *, close: bool = False) -> Iterator[Recording]:
        """Let the assignee answer, and the relay take it some seconds later."""
        world, conversation, channel = self.world, self.begun, self.desk.channel
        author = conversation.assignee_id or self.desk.agents[0]
        env = world.envelope(f"user:{author}", at)
        name = world.firm.names[author]
        message_id = derived(cast("UUID", env.command_id), "message")
        mail = Outgoing(
            message_id=message_id, provider_id=outgoing_message_id(self._secret, message_id.hex, self._domain),
            sender=channel.from_address or channel.address, to=(self.person.address,),
            subject=reply_subject(self.subject), text=phrases.answer(world.chance, self.person.name, name),
            author_id=author, in_reply_to=self.heard, references=tuple(self.written[-20:]),
            sender_name=f"{name} at {channel.company_name}",
        )  # fmt: skip
        had = _holder(conversation)
        conversation.post(env, mail)
        receipt = self._receipt(env, mail.provider_id, message_id)
        if close:
            conversation.close(env)
        self._settle(env, had)
        yield world.recording(env, conversation, receipt)
        self.written.append(mail.provider_id)
        world.messages += 1
        sending = world.envelope(SENDER, at + 2 * OWN, conversation.id, message_id)
        attempt = conversation.send_started(sending, message_id)
        yield world.recording(sending, conversation)
        sent = world.envelope(SENDER, at + 3 * OWN, conversation.id, message_id)
        conversation.sent(sent, message_id, attempt, 250, recipients=1)
        yield world.recording(sent, conversation)

    def close(self, at: datetime) -> Iterator[Recording]:
        """Let the assignee close it by hand."""
        conversation = self.begun
        if conversation.status is Status.OPEN:
            author = conversation.assignee_id or self.desk.agents[0]
            env, had = self.world.envelope(f"user:{author}", at), _holder(conversation)
            conversation.close(env)
            self._settle(env, had)
            yield self.world.recording(env, conversation)

    def move_ticket(self, at: datetime) -> Iterator[Recording]:
        """Let the assignee put the ticket where closed ones are."""
        if self.ticket is not None and self.ticket.stage != self.world.firm.closed_stage:
            env = self.world.envelope(f"user:{self.begun.assignee_id or self.desk.agents[0]}", at)
            self.ticket.move(env, self.world.firm.closed_stage)
            yield self.world.recording(env, self.ticket)

    def _settle(self, env: Envelope, had: UUID | None) -> None:
        has = _holder(self.begun)
        if has == had:
            return
        if had is not None:
            self.world.firm.slots_of(had, env).release(env, self.begun.id)
        if has is not None:
            self.world.firm.slots_of(has, env).take(env, self.begun.id, live=False)


def _holder(conversation: Conversation) -> UUID | None:
    return conversation.assignee_id if conversation.status is Status.OPEN else None
